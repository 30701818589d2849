// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/budget_view.h"
#include "widgets/charts/tradeoff_chart.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/wording.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSlider>
#include <QSplitter>
#include <QTableWidget>

namespace lapidary {

namespace {

QString ruleName(const std::string &rule) {
    if (rule == "majority") return BudgetView::tr("majority vote");
    if (rule == "logprob") return BudgetView::tr("highest log-prob");
    if (rule == "mean_logprob") return BudgetView::tr("highest mean log-prob");
    return BudgetView::tr("any right (oracle)");
}

const BudgetPoint *pointFor(const BudgetCurve &line, int n) {
    const BudgetPoint *best = nullptr;
    for (const auto &point : line.points)
        if (point.n <= n) best = &point;
    return best;
}

QTableWidgetItem *cell(const QString &text, bool number) {
    auto *item = new QTableWidgetItem(number ? QStringLiteral("    %1  ").arg(text) : text);
    item->setTextAlignment(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return item;
}

} // namespace

BudgetView::BudgetView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    page_ = new QWidget(this);
    auto *bar = makeBar();
    auto *frame = makeChart();
    makeTable();
    auto *split = new QSplitter(Qt::Horizontal, page_);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    split->addWidget(frame);
    split->addWidget(table_);
    split->setSizes({640, 420});
    split->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(page_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(bar);
    layout->addWidget(split, 1);
    empty_ = plainLabel({}, Type::Body, true, this);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(page_, 1);
    all->addWidget(empty_, 1);
    connect(arm_, &QComboBox::activated, this, &BudgetView::showLines);
    connect(bucket_, &QComboBox::activated, this, &BudgetView::showLines);
    connect(samples_, &QSlider::valueChanged, this, &BudgetView::showBudget);
    connect(&model_, &CompareViewModel::detailsChanged, this, &BudgetView::refill);
    refill();
}

QLayout *BudgetView::makeBar() {
    arm_ = new Choice(QStringLiteral("budgetArm"), tr("Whose samples"), page_);
    bucket_ = new Choice(QStringLiteral("budgetBucket"), tr("Bucket"), page_);
    samples_ = new QSlider(Qt::Horizontal, page_);
    samples_->setObjectName(QStringLiteral("budget"));
    samples_->setAccessibleName(tr("Samples a problem"));
    samples_->setPageStep(1);
    samples_->setMinimumWidth(220);
    n_ = plainLabel({}, Type::Heading, false, page_);
    n_->setMinimumWidth(64);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(2 * kGrid);
    bar->addWidget(plainLabel(tr("Samples of"), Type::Body, true, page_));
    bar->addWidget(arm_);
    bar->addWidget(bucket_);
    bar->addSpacing(4 * kGrid);
    bar->addWidget(samples_);
    bar->addWidget(n_);
    bar->addStretch();
    return bar;
}

QWidget *BudgetView::makeChart() {
    auto *frame = card(page_);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    chart_ = new TradeoffChart(frame);
    inside->addWidget(chart_);
    auto *legend = plainLabel(tr("Circles are the arms as they were run; the dashed line saw the answers."),
                              Type::Caption, true, frame);
    legend->setContentsMargins(4 * kGrid, 0, 4 * kGrid, 2 * kGrid);
    inside->addWidget(legend);
    return frame;
}

void BudgetView::makeTable() {
    table_ = new QTableWidget(0, 4, page_);
    table_->setObjectName(QStringLiteral("budgetTable"));
    table_->setAccessibleName(tr("What this number of samples gives and costs"));
    table_->setHorizontalHeaderLabels({tr("Chosen by"), tr("Right"), tr("95 % interval"), tr("Tokens")});
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 0; column < 4; ++column)
        table_->horizontalHeaderItem(column)->setTextAlignment(column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(8 * kGrid);
    table_->setShowGrid(false);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setTabKeyNavigation(false);
}

void BudgetView::refill() {
    const auto &budgets = model_.details().budgets;
    page_->setVisible(!budgets.isEmpty());
    empty_->setVisible(budgets.isEmpty());
    empty_->setText(model_.detailsAwaited()
                        ? tr("Reading the samples …")
                        : tr("No finished arm has drawn more than one answer a problem. Arms with self-consistency or "
                             "best-of-N keep all their "
                             "samples, and other budgets can then be read off here without another run."));
    const QString armBefore = arm_->currentText(), bucketBefore = bucket_->currentText();
    arm_->clear();
    bucket_->clear();
    for (const BudgetCurve &line : budgets) {
        const QString arm = QString::fromStdString(line.arm), bucket = QString::fromStdString(line.bucket);
        if (arm_->findText(arm) < 0) arm_->addItem(arm);
        if (bucket_->findText(bucket) < 0) bucket_->addItem(bucket);
    }
    arm_->setCurrentIndex(std::max(0, arm_->findText(armBefore)));
    bucket_->setCurrentIndex(std::max(0, bucket_->findText(bucketBefore)));
    showLines();
}

void BudgetView::showLines() {
    QVector<TradeoffChart::Line> lines, methods;
    int steps = 0;
    for (const BudgetCurve &line : model_.details().budgets) {
        if (!isChosen(line)) continue;
        TradeoffChart::Line shown{.name = ruleName(line.rule), .slot = int(lines.size()), .oracle = line.oracle};
        for (const auto &p : line.points) shown.points.append({int(p.n), p.tokens, p.accuracy, p.low, p.high});
        steps = std::max(steps, int(line.points.size()));
        lines.append(shown);
    }
    const auto &comparison = model_.table()->comparison();
    for (const ArmValues &arm : comparison.arms)
        if (const auto found = comparison.cell(arm.name, bucket_->currentText()); found && found->tokensPerProblem > 0)
            methods.append(
                {.name = arm.name, .points = {{0, found->tokensPerProblem, found->accuracy, found->low, found->high}}});
    chart_->setLines(lines, methods);
    const QSignalBlocker quiet(samples_);
    samples_->setRange(0, std::max(0, steps - 1));
    samples_->setValue(samples_->maximum());
    showBudget();
}

bool BudgetView::isChosen(const BudgetCurve &line) const {
    return line.arm == arm_->currentText().toStdString() && line.bucket == bucket_->currentText().toStdString();
}

int BudgetView::budget() const {
    for (const BudgetCurve &line : model_.details().budgets)
        if (isChosen(line) && samples_->value() < int(line.points.size()))
            return int(line.points[std::size_t(samples_->value())].n);
    return 0;
}

void BudgetView::showBudget() {
    const int n = budget();
    n_->setText(QStringLiteral("N = %1").arg(n));
    samples_->setAccessibleDescription(n_->text());
    chart_->setBudget(n);
    table_->setRowCount(0);
    for (const BudgetCurve &line : model_.details().budgets) {
        if (!isChosen(line)) continue;
        const auto *point = pointFor(line, n);
        if (!point) continue;
        const int row = table_->rowCount();
        table_->insertRow(row);
        table_->setItem(row, 0, cell(ruleName(line.rule), false));
        table_->setItem(row, 1, cell(percentText(point->accuracy), true));
        table_->setItem(row, 2, cell(tr("%1 to %2").arg(percentText(point->low), percentText(point->high)), true));
        table_->setItem(row, 3, cell(QString::number(point->tokens, 'f', 0), true));
        QPixmap swatch(3 * kGrid, 3 * kGrid);
        swatch.fill(runColour(row, palette()));
        table_->item(row, 0)->setIcon(QIcon(swatch));
    }
}

} // namespace lapidary
