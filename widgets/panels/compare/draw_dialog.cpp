// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/draw_dialog.h"
#include "widgets/common/check_list.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/common/tone_label.h"
#include "widgets/forms/config_form.h"
#include "widgets/models/draw_view_model.h"
#include "widgets/models/wording.h"
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace lapidary {

DrawDialog::DrawDialog(DrawViewModel &model, QWidget *parent)
    : QDialog(parent), model_(model), name_(new QLineEdit(this)),
      base_(new Choice(QStringLiteral("drawModel"), tr("Model that answers"), this)),
      strategy_(new Choice(QStringLiteral("drawStrategy"), tr("How its answers are drawn"), this)),
      data_(new CheckList(QStringLiteral("drawData"), tr("Problems that are answered"), this)),
      title_(plainLabel({}, Type::Title, false, this)), about_(plainLabel({}, Type::Body, true, this)),
      dataLabel_(plainLabel({}, Type::Caption, true, this)),
      strategyLabel_(plainLabel(tr("Strategy"), Type::Caption, true, this)), form_(new ConfigForm(this)),
      problems_(new ToneLabel(Type::Body, this)) {
    setObjectName(QStringLiteral("drawDialog"));
    const QSize wished(200 * kGrid, 170 * kGrid);
    resize(parent ? wished.boundedTo(parent->window()->size()) : wished);
    name_->setObjectName(QStringLiteral("drawName"));
    name_->setAccessibleName(tr("Name"));
    problems_->setObjectName(QStringLiteral("drawProblems"));
    makeLayout();
    connect(name_, &QLineEdit::textEdited, &model_, &DrawViewModel::setName);
    connect(base_, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        if (!filling_) model_.setModel(text);
    });
    connect(strategy_, &QComboBox::currentTextChanged, this, [this](const QString &text) {
        if (!filling_) model_.setStrategy(text);
    });
    connect(data_, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) {
        if (filling_) return;
        if (model_.kind() == DrawViewModel::Kind::Samples &&
            item->checkState() == Qt::Checked) { // one set of problems only
            filling_ = true;
            for (int i = 0; i < data_->count(); ++i)
                if (data_->item(i) != item) data_->item(i)->setCheckState(Qt::Unchecked);
            filling_ = false;
        }
        model_.setData(data_->checkedIds());
    });
    connect(form_, &ConfigForm::changed, this, [this] {
        if (!filling_) model_.setConfig(form_->given(), int(form_->problems().size()));
    });
    connect(start_, &QPushButton::clicked, &model_, &DrawViewModel::start);
    connect(&model_, &DrawViewModel::started, this, &QDialog::accept);
    connect(&model_, &DrawViewModel::begun, this, [this] {
        fillForm();
        fillChoices();
        refresh();
        name_->setFocus(); // keys reach all the rest from here
        name_->selectAll();
    });
    connect(&model_, &DrawViewModel::specChanged, this, &DrawDialog::fillForm);
    connect(&model_, &DrawViewModel::changed, this, &DrawDialog::refresh);
    refresh();
}

void DrawDialog::makeLayout() {
    about_->setWordWrap(true);
    problems_->setTone(Tone::Bad);
    problems_->setWordWrap(true);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(4 * kGrid);
    const auto addColumn = [&](std::initializer_list<std::pair<QLabel *, QWidget *>> fields) {
        auto *column = new QVBoxLayout;
        column->setSpacing(kGrid);
        for (const auto &[label, editor] : fields) {
            label->setBuddy(editor);
            column->addWidget(label);
            column->addWidget(editor);
        }
        column->addStretch();
        columns->addLayout(column, 1);
    };
    addColumn({{plainLabel(tr("Name"), Type::Caption, true, this), name_},
               {plainLabel(tr("Model"), Type::Caption, true, this), base_},
               {strategyLabel_, strategy_}});
    addColumn({{dataLabel_, data_}});
    start_ = button(tr("&Start"), true, this);
    start_->setObjectName(QStringLiteral("drawStart"));
    start_->setDefault(true);
    auto *cancel = button(tr("Cancel"), false, this);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2 * kGrid);
    buttons->addWidget(problems_, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(start_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6 * kGrid, 5 * kGrid, 6 * kGrid, 5 * kGrid);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(title_);
    layout->addWidget(about_);
    layout->addLayout(columns);
    layout->addWidget(form_, 1);
    layout->addLayout(buttons);
}

void DrawDialog::fillChoices() {
    filling_ = true;
    base_->clear();
    base_->addItems(model_.models());
    base_->setCurrentText(model_.model());
    strategy_->clear();
    strategy_->addItems(model_.strategies());
    strategy_->setCurrentText(model_.strategy());
    data_->clear();
    for (const QString &name : model_.dataSets()) data_->add(name, name, model_.data().contains(name));
    filling_ = false;
}

void DrawDialog::fillForm() {
    filling_ = true;
    form_->setSpec(model_.spec());
    filling_ = false;
    model_.setConfig(form_->given(), int(form_->problems().size()));
}

void DrawDialog::refresh() {
    const bool samples = model_.kind() == DrawViewModel::Kind::Samples;
    setWindowTitle(samples ? tr("Draw samples") : tr("New arm"));
    title_->setText(windowTitle());
    about_->setText(
        samples
            ? tr("Several answers to every problem, kept with their grades: pairs to label, or rows to learn from.")
            : tr("A model with a way to answer. Its answers are graded and stand in the comparison. Counted as: %1.")
                  .arg(roleWord(model_.role())));
    dataLabel_->setText(samples ? tr("Problems") : tr("Problems, one bucket of the comparison each"));
    strategy_->setVisible(!samples);
    strategyLabel_->setVisible(!samples);
    data_->setFixedHeight((samples ? 22 : 34) * kGrid); // as high as the fields beside it
    for (QWidget *each : std::initializer_list<QWidget *>{name_, base_, strategy_, data_, form_})
        each->setEnabled(model_.isReady());
    if (name_->text().trimmed() != model_.name()) name_->setText(model_.name());
    QStringList wrong = model_.problems();
    if (const auto fields = form_->problems().size(); fields > 0 && model_.isReady())
        wrong.append(fields == 1 ? tr("A field of the form is wrong.")
                                 : tr("%1 fields of the form are wrong.").arg(fields));
    for (QString &each : wrong) each.prepend(QStringLiteral("✕ "));
    problems_->setText(wrong.join(QLatin1Char('\n')));
    start_->setEnabled(model_.canStart());
}

} // namespace lapidary
