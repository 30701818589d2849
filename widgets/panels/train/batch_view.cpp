// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/batch_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/batches_model.h"
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace lapidary {

BatchView::BatchView(BatchesModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    steps_ = new Choice(QStringLiteral("batchSteps"), tr("Step whose rows are on show"), this);
    facts_ = plainLabel({}, Type::Body, true, this);
    facts_->setObjectName(QStringLiteral("batchFacts"));
    facts_->setWordWrap(true);
    none_ = plainLabel(tr("This run has told no batches. A fine-tuning, or a training on pairs or on good and bad "
                          "answers, tells the rows of its first three steps and of every step whose loss stands out."),
                       Type::Body, true, this);
    none_->setObjectName(QStringLiteral("noBatches"));
    none_->setWordWrap(true);
    table_ = makeTable();
    text_ = new QPlainTextEdit(this);
    text_->setObjectName(QStringLiteral("batchText"));
    text_->setAccessibleName(tr("Text of the chosen row"));
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setFont(monospaceFont());
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(3 * kGrid);
    splitter->addWidget(table_);
    splitter->addWidget(text_);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    body_ = splitter;
    auto *head = new QHBoxLayout;
    head->setSpacing(3 * kGrid);
    head->addWidget(steps_);
    head->addWidget(facts_, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(head);
    layout->addWidget(none_);
    layout->addWidget(body_, 1);
    layout->addStretch();
    connect(steps_, &QComboBox::activated, this,
            [this](int place) { model_.setStep(steps_->itemData(place).toDouble()); });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BatchView::showChosen);
    connect(&model_, &BatchesModel::chosenChanged, this, &BatchView::refresh);
    connect(&model_, &QAbstractItemModel::dataChanged, this, &BatchView::showChosen);
    refresh();
}

QTableView *BatchView::makeTable() {
    auto *table = new QTableView(this);
    table->setObjectName(QStringLiteral("batchRows"));
    table->setAccessibleName(tr("Rows of the step"));
    table->setModel(&model_);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setColumnWidth(BatchesModel::Row, 28 * kGrid);
    table->setColumnWidth(BatchesModel::Loss, 20 * kGrid);
    return table;
}

namespace {
QString factsOf(const StepBatch &batch) {
    const auto told = std::int64_t(batch.rows.size());
    const QString rows = told < batch.total ? BatchView::tr("the %1 costliest of %2 rows").arg(told).arg(batch.total)
                                            : BatchView::tr("%1 rows, the costliest first").arg(told);
    return batch.spike ? BatchView::tr("Its loss stands out: the mean of the steps before is %1  ·  %2")
                             .arg(batch.usual, 0, 'g', 4)
                             .arg(rows)
                       : BatchView::tr("One of the first steps  ·  %1").arg(rows);
}
} // namespace

void BatchView::refresh() {
    const StepBatch *batch = model_.chosen();
    const QSignalBlocker quiet(steps_);
    steps_->clear();
    for (const double step : model_.steps())
        steps_->addItem(model_.batchAt(step)->spike ? tr("Step %1 (spike)").arg(step, 0, 'f', 0)
                                                    : tr("Step %1").arg(step, 0, 'f', 0),
                        step);
    if (batch) steps_->setCurrentIndex(steps_->findData(batch->step));
    for (QWidget *each : {static_cast<QWidget *>(steps_), static_cast<QWidget *>(facts_), body_})
        each->setVisible(batch != nullptr);
    none_->setVisible(!batch);
    facts_->setText(batch ? factsOf(*batch) : QString());
    if (batch && !table_->currentIndex().isValid()) table_->selectRow(0);
    showChosen();
}

void BatchView::showChosen() {
    const int row = table_->currentIndex().row();
    const bool any = model_.chosen() && row >= 0;
    const QString text = any ? model_.textOf(row) : QString();
    text_->setPlainText(any && text.isEmpty() ? tr("The run's data no longer has this row.") : text);
}

} // namespace lapidary
