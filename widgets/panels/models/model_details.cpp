// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/model_details.h"
#include "widgets/common/labels.h"
#include "widgets/models/models_view_model.h"
#include <QFileInfo>
#include <QGridLayout>
#include <QScrollArea>

namespace lapidary {

ModelDetailsView::ModelDetailsView(ModelsViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    auto *frame = card(this);
    problems_ = plainLabel({}, Type::Body, false, frame);
    problems_->setObjectName(QStringLiteral("modelProblems"));
    problems_->setWordWrap(true);
    inside_ = new QVBoxLayout(frame);
    inside_->setContentsMargins(5 * kGrid, 4 * kGrid, 5 * kGrid, 4 * kGrid);
    inside_->setSpacing(3 * kGrid);
    inside_->addWidget(problems_);
    inside_->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(frame);
    scroll->viewport()->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * kGrid, 0, 0);
    layout->addWidget(scroll);
    connect(&model_, &ModelsViewModel::currentChanged, this, &ModelDetailsView::refresh);
    refresh();
}

void ModelDetailsView::refresh() {
    delete facts_;
    facts_ = new QWidget(this);
    facts_->setObjectName(QStringLiteral("modelFacts"));
    auto *grid = new QGridLayout(facts_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6 * kGrid);
    grid->setVerticalSpacing(2 * kGrid);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString &name, const QString &value) {
        if (value.isEmpty()) return;
        auto *text = plainLabel(value, Type::Body, false, facts_);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        text->setAccessibleName(QStringLiteral("%1: %2").arg(name, value));
        grid->addWidget(plainLabel(name, Type::Body, true, facts_), grid->rowCount(), 0, Qt::AlignTop);
        grid->addWidget(text, grid->rowCount() - 1, 1);
    };
    if (const ModelValues *model = model_.current()) {
        if (!model->run.isEmpty())
            add(tr("Made by"), model->method.isEmpty() ? model->run : tr("%1, run %2").arg(model->method, model->run));
        if (!model->base.isEmpty())
            add(tr("Made from"),
                model->base.contains(QLatin1Char('/')) ? QFileInfo(model->base).fileName() : model->base);
        add(tr("Went on to"), model_.madeFrom(model->id).join(QStringLiteral(", ")));
        if (model_.facts().facts.isEmpty()) add(tr("Facts"), tr("reading …"));
        for (const auto &[name, value] : model_.facts().facts) add(name, value);
    }
    inside_->insertWidget(0, facts_);
    problems_->setText(model_.facts().problems.join(QLatin1Char('\n')));
    problems_->setVisible(!problems_->text().isEmpty());
}

} // namespace lapidary
