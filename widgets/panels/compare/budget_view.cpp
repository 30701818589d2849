// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/budget_view.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/compare_view_model.h"
#include "widgets/models/wording.h"
#include "widgets/panels/compare/what_if_form.h"
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QSlider>
#include <QSplitter>
#include <QTableWidget>

namespace lapidary {

namespace {

QString ruleName(const std::string &rule) {
    if (rule == "majority") return BudgetView::tr("majority vote");
    if (rule == "logprob") return BudgetView::tr("highest log-prob");
    if (rule == "mean_logprob") return BudgetView::tr("highest mean log-prob");
    if (rule == "stored") return BudgetView::tr("highest score");
    return BudgetView::tr("any right (oracle)");
}

const BudgetPoint *pointFor(const BudgetCurve &line, int n) {
    const BudgetPoint *best = nullptr;
    for (const auto &point : line.points)
        if (point.n <= n) best = &point;
    return best;
}

QTableWidgetItem *cell(const QString &text, bool number) {
    auto *item = new QTableWidgetItem(number ? QStringLiteral("  %1 ").arg(text) : text);
    item->setTextAlignment(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

} // namespace

BudgetView::BudgetView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    page_ = new QWidget(this);
    auto *bar = makeBar();
    auto *split = new QSplitter(Qt::Horizontal, page_);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(3 * kGrid);
    split->addWidget(makeChart());
    split->addWidget(makeSide());
    split->setSizes({640, 400});
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
    for (Choice *each : {arm_, bucket_}) connect(each, &QComboBox::activated, this, &BudgetView::chooseArm);
    connect(cost_, &QComboBox::activated, this, &BudgetView::showLines);
    connect(samples_, &QSlider::valueChanged, this, &BudgetView::showBudget);
    connect(form_, &WhatIfForm::changed, this, &BudgetView::ask);
    connect(&model_, &CompareViewModel::detailsChanged, this, &BudgetView::refill);
    connect(&model_, &CompareViewModel::whatIfChanged, this, &BudgetView::showLines);
    refill();
}

QLayout *BudgetView::makeBar() {
    arm_ = new Choice(QStringLiteral("budgetArm"), tr("Whose samples"), page_);
    bucket_ = new Choice(QStringLiteral("budgetBucket"), tr("Bucket"), page_);
    cost_ = new Choice(QStringLiteral("budgetCost"), tr("Against what"), page_);
    cost_->addItems({tr("tokens"), tr("seconds"), tr("samples")});
    cost_->setToolTip(tr("Seconds are the problem's share of its batch by the tokens that were drawn."));
    samples_ = new QSlider(Qt::Horizontal, page_);
    samples_->setObjectName(QStringLiteral("budget"));
    samples_->setAccessibleName(tr("Samples a problem"));
    samples_->setPageStep(1);
    samples_->setMinimumWidth(120);
    samples_->setMaximumWidth(260);
    n_ = plainLabel({}, Type::Heading, false, page_);
    n_->setMinimumWidth(64);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(2 * kGrid);
    bar->addWidget(plainLabel(tr("Samples of"), Type::Body, true, page_));
    bar->addWidget(arm_);
    bar->addWidget(bucket_);
    bar->addWidget(plainLabel(tr("against"), Type::Body, true, page_));
    bar->addWidget(cost_);
    bar->addSpacing(2 * kGrid);
    bar->addWidget(samples_, 1);
    bar->addWidget(n_);
    bar->addStretch();
    return bar;
}

QWidget *BudgetView::makeChart() {
    auto *frame = card(page_);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    chart_ = new TradeoffChart(frame);
    inside->addWidget(chart_, 1);
    auto *legend = plainLabel(tr("Circles are the arms as they were run; dashed lines saw the answers."), Type::Caption,
                              true, frame);
    legend->setWordWrap(true);
    legend->setContentsMargins(4 * kGrid, 0, 4 * kGrid, 2 * kGrid);
    inside->addWidget(legend);
    return frame;
}

/// The form above the table, to be scrolled where the window is low.
QWidget *BudgetView::makeSide() {
    auto *scroll = new QScrollArea(page_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget(scroll);
    form_ = new WhatIfForm(inside);
    error_ = plainLabel({}, Type::Body, true, inside);
    error_->setObjectName(QStringLiteral("whatIfError"));
    error_->setWordWrap(true);
    table_ = makeTable(inside);
    auto *layout = new QVBoxLayout(inside);
    layout->setContentsMargins(0, 0, 2 * kGrid, 0);
    layout->setSpacing(3 * kGrid);
    layout->addWidget(form_);
    layout->addWidget(error_);
    layout->addWidget(table_, 1);
    scroll->setWidget(inside);
    scroll->setMinimumWidth(340);
    return scroll;
}

QTableWidget *BudgetView::makeTable(QWidget *parent) {
    auto *table = new QTableWidget(0, 4, parent);
    table->setObjectName(QStringLiteral("budgetTable"));
    table->setAccessibleName(tr("What this number of samples gives and costs"));
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(7 * kGrid);
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(table, &QTableWidget::itemChanged, this, [this](QTableWidgetItem *item) {
        if (item->column() != 0) return;
        const QString name = item->text();
        const bool shown = item->checkState() == Qt::Checked;
        if (shown == !hidden_.contains(name)) return;
        shown ? void(hidden_.remove(name)) : void(hidden_.insert(name));
        showLines();
    });
    return table;
}

void BudgetView::refill() {
    const auto &budgets = model_.details().budgets;
    page_->setVisible(!budgets.isEmpty());
    empty_->setVisible(budgets.isEmpty());
    empty_->setText(model_.detailsAwaited()
                        ? tr("Reading the samples …")
                        : tr("No finished arm keeps two samples or more of every problem. Arms with self-consistency "
                             "or best-of-N do, and other budgets and rules can then be read off here without another "
                             "run."));
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
    chooseArm();
}

void BudgetView::chooseArm() {
    bool scored = false;
    int steps = 0;
    for (const BudgetCurve &line : model_.details().budgets) {
        if (!isChosen(line)) continue;
        scored |= line.rule == "stored";
        steps = std::max(steps, int(line.points.size()));
    }
    form_->setScored(scored);
    {
        const QSignalBlocker quiet(samples_);
        samples_->setRange(0, std::max(0, steps - 1));
        samples_->setValue(samples_->maximum());
    }
    ask();
    showLines();
}

void BudgetView::ask() {
    if (!model_.details().budgets.isEmpty())
        model_.askWhatIf(arm_->currentText(), bucket_->currentText(), form_->asked(), form_->verifier());
}

QVector<BudgetView::Row> BudgetView::rows() const {
    QVector<Row> out;
    const WhatIfCurves &asked = model_.whatIf();
    if (asked.chosen && isChosen(*asked.chosen)) out.append({tr("as set"), &*asked.chosen, 0, true});
    if (asked.verified && isChosen(*asked.verified)) out.append({tr("the verifier"), &*asked.verified, 1});
    int slot = 2; // a line keeps its colour, whatever else is there
    for (const BudgetCurve &line : model_.details().budgets)
        if (isChosen(line)) out.append({ruleName(line.rule), &line, slot++});
    return out;
}

void BudgetView::showLines() {
    error_->setVisible(!model_.whatIf().error.isEmpty());
    error_->setText(model_.whatIf().error);
    chart_->setCost(cost());
    QVector<TradeoffChart::Line> lines, methods;
    std::optional<double> ceiling;
    const auto all = rows();
    for (int row = int(all.size()) - 1; row >= 0; --row) { // the rule of the form is drawn on top
        const Row &each = all[row];
        if (hidden_.contains(each.name)) continue;
        TradeoffChart::Line shown{.name = each.name,
                                  .slot = each.slot,
                                  .oracle = each.curve->oracle,
                                  .band = each.strong,
                                  .strong = each.strong};
        for (const auto &p : each.curve->points) shown.points.append({int(p.n), costOf(p), p.accuracy, p.low, p.high});
        if (each.curve->ceiling) ceiling = each.curve->ceiling;
        lines.append(shown);
    }
    const auto &comparison = model_.table()->comparison();
    for (const ArmValues &arm : comparison.arms) {
        const auto found = comparison.cell(arm.name, bucket_->currentText());
        if (!found || found->tokensPerProblem <= 0 || found->n == 0 || cost() == TradeoffChart::Cost::Samples) continue;
        const double paid = cost() == TradeoffChart::Cost::Tokens ? found->tokensPerProblem : found->seconds / found->n;
        methods.append({.name = arm.name, .points = {{0, paid, found->accuracy, found->low, found->high}}});
    }
    chart_->setLines(lines, methods);
    chart_->setCeiling(ceiling, ceiling ? tr("the verifier's ceiling: %1").arg(percentText(*ceiling)) : QString());
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

TradeoffChart::Cost BudgetView::cost() const {
    return TradeoffChart::Cost(cost_->currentIndex());
}

double BudgetView::costOf(const BudgetPoint &point) const {
    return cost() == TradeoffChart::Cost::Tokens    ? point.tokens
           : cost() == TradeoffChart::Cost::Seconds ? point.seconds
                                                    : point.samples;
}

QString BudgetView::costText(const BudgetPoint &point) const {
    return cost() == TradeoffChart::Cost::Tokens    ? QString::number(point.tokens, 'f', 0)
           : cost() == TradeoffChart::Cost::Seconds ? QString::number(point.seconds, 'g', 3)
                                                    : QString::number(point.samples, 'f', 1);
}

void BudgetView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showBudget(); // the swatches
}

void BudgetView::showBudget() {
    const int n = budget();
    n_->setText(QStringLiteral("N = %1").arg(n));
    samples_->setAccessibleDescription(n_->text());
    chart_->setBudget(n);
    const QSignalBlocker quiet(table_);
    table_->setHorizontalHeaderLabels({tr("Chosen by"), tr("Right"), tr("95 % interval"), cost_->currentText()});
    for (int column = 0; column < 4; ++column)
        table_->horizontalHeaderItem(column)->setTextAlignment(column == 0 ? Qt::AlignLeft : Qt::AlignRight);
    table_->setRowCount(0);
    for (const Row &each : rows()) {
        const auto *point = pointFor(*each.curve, n);
        if (!point) continue;
        const int row = table_->rowCount();
        table_->insertRow(row);
        auto *name = cell(each.name, false);
        name->setFlags(name->flags() | Qt::ItemIsUserCheckable);
        name->setCheckState(hidden_.contains(each.name) ? Qt::Unchecked : Qt::Checked);
        if (each.strong) name->setToolTip(whatIfText(form_->asked()));
        QPixmap swatch(3 * kGrid, 3 * kGrid);
        swatch.fill(runColour(each.slot, palette()));
        name->setIcon(QIcon(swatch));
        table_->setItem(row, 0, name);
        table_->setItem(row, 1, cell(percentText(point->accuracy), true));
        table_->setItem(row, 2, cell(tr("%1 to %2").arg(percentText(point->low), percentText(point->high)), true));
        table_->setItem(row, 3, cell(costText(*point), true));
    }
    table_->setFixedHeight(table_->horizontalHeader()->height() +
                           table_->rowCount() * table_->verticalHeader()->defaultSectionSize() + 2 * kGrid);
}

} // namespace lapidary
