// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/config_view.h"
#include "widgets/common/check_box.h"
#include "widgets/common/choice.h"
#include "widgets/common/flow_layout.h"
#include "widgets/common/labels.h"
#include "widgets/common/padded_delegate.h"
#include "widgets/models/models_view_model.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QShortcut>
#include <QTableWidget>
#include <algorithm>

namespace lapidary {

ConfigView::ConfigView(ModelsViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    table_ = new QTableWidget(0, 4, this);
    table_->setObjectName(QStringLiteral("configTable"));
    table_->setAccessibleName(tr("Settings of both models"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setItemDelegate(new PaddedDelegate(table_));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 3 * kGrid, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(makeBar());
    layout->addWidget(table_, 1);
    auto *copy = new QShortcut(QKeySequence::Copy, table_);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &ConfigView::copySelected);
    connect(&model_, &ModelsViewModel::modelsChanged, this, &ConfigView::fillOthers);
    connect(&model_, &ModelsViewModel::currentChanged, this, &ConfigView::fillOthers);
    connect(&model_, &ModelsViewModel::pairsChanged, this, &ConfigView::refresh);
    fillOthers();
    refresh();
}

QWidget *ConfigView::makeBar() {
    auto *bar = new QWidget(this);
    other_ = new Choice(QStringLiteral("compareWith"), tr("Model to compare with"), bar);
    other_->setMinimumWidth(50 * kGrid);
    onlyDifferent_ = new CheckBox(tr("Only what &differs"), bar);
    onlyDifferent_->setObjectName(QStringLiteral("onlyDifferent"));
    onlyDifferent_->setChecked(true);
    filter_ = new QLineEdit(bar);
    filter_->setObjectName(QStringLiteral("configFilter"));
    filter_->setAccessibleName(tr("Filter of the settings"));
    filter_->setPlaceholderText(tr("Filter, as in rope or lora"));
    filter_->setClearButtonEnabled(true);
    filter_->setMaximumWidth(64 * kGrid);
    summary_ = plainLabel({}, Type::Body, true, bar);
    summary_->setObjectName(QStringLiteral("configSummary"));
    auto *layout = new FlowLayout(bar, 3 * kGrid);
    layout->addWidget(plainLabel(tr("beside"), Type::Body, true, bar));
    layout->addWidget(other_);
    layout->addWidget(onlyDifferent_);
    layout->addWidget(filter_);
    layout->addStretch();
    layout->addWidget(summary_);
    connect(other_, &QComboBox::currentIndexChanged, this, [this] {
        if (!filling_) model_.compareWith(other_->currentData().toString());
    });
    connect(onlyDifferent_, &QAbstractButton::toggled, this, &ConfigView::refresh);
    connect(filter_, &QLineEdit::textChanged, this, &ConfigView::refresh);
    return bar;
}

/// The model that the chosen one was made from is the first guess.
void ConfigView::fillOthers() {
    const ModelValues *current = model_.current();
    filling_ = true;
    other_->clear();
    other_->addItem(tr("choose a model …"), QString());
    QString guess;
    for (const ModelValues &each : model_.models()) {
        if (!each.present || !current || each.id == current->id || each.kind == ModelValues::Remote)
            continue; // settings of a remote model are not here
        other_->addItem(each.name, each.id);
        if (each.name == current->base) guess = each.id;
    }
    const int kept = other_->findData(model_.comparedWith());
    other_->setCurrentIndex(kept > 0 ? kept : std::max(0, other_->findData(guess)));
    filling_ = false;
    const QString chosen = other_->currentData().toString();
    if (chosen != model_.comparedWith())
        model_.compareWith(chosen);
    else
        refresh();
}

void ConfigView::refresh() {
    const auto &pairs = model_.pairs();
    const qsizetype different =
        std::count_if(pairs.begin(), pairs.end(), [](const ConfigPairValues &pair) { return pair.differs; });
    table_->setHorizontalHeaderLabels(
        {tr("In"), tr("Setting"), model_.current() ? model_.current()->name : QString(), other_->currentText()});
    table_->setRowCount(0);
    QFont marked = table_->font();
    marked.setWeight(QFont::Bold);
    for (const ConfigPairValues &pair : pairs) {
        const bool wanted = pair.field.contains(filter_->text().trimmed(), Qt::CaseInsensitive) ||
                            pair.section.contains(filter_->text().trimmed(), Qt::CaseInsensitive);
        if (!wanted || (onlyDifferent_->isChecked() && !pair.differs)) continue;
        const int row = table_->rowCount();
        table_->insertRow(row);
        const QString texts[] = {pair.section, pair.field, pair.a, pair.b};
        for (int column = 0; column < 4; ++column) {
            const bool lacking = column > 1 && texts[column].isNull();
            auto *item = new QTableWidgetItem(lacking ? QStringLiteral("–") : texts[column]);
            item->setToolTip(texts[column].toHtmlEscaped());
            if (lacking || column == 0) item->setForeground(palette().color(QPalette::PlaceholderText));
            if (pair.differs && column == 1) item->setFont(marked);
            table_->setItem(row, column, item);
        }
    }
    auto *header = table_->horizontalHeader();
    header->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::Stretch);
    header->setSectionResizeMode(3, QHeaderView::Stretch);
    if (pairs.isEmpty())
        summary_->setText(model_.comparedWith().isEmpty()
                              ? tr("Choose another model, and see where their settings differ.")
                              : tr("reading …"));
    else
        summary_->setText(different == 0 ? tr("All %1 settings are the same.").arg(pairs.size())
                                         : tr("%1 of %2 settings differ").arg(different).arg(pairs.size()));
}

/// The cells keep the colours that they were made with.
void ConfigView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) refresh();
}

void ConfigView::copySelected() {
    QStringList lines{QStringList{tr("In"), tr("Setting"), table_->horizontalHeaderItem(2)->text(),
                                  table_->horizontalHeaderItem(3)->text()}
                          .join(QLatin1Char('\t'))};
    for (int row = 0; row < table_->rowCount(); ++row) {
        if (!table_->selectionModel()->isRowSelected(row)) continue;
        QStringList cells;
        for (int column = 0; column < 4; ++column) cells.append(table_->item(row, column)->text().simplified());
        lines.append(cells.join(QLatin1Char('\t')));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace lapidary
