// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/cost_view.h"
#include "core/workbench/compare/front.h"
#include "widgets/charts/cost_chart.h"
#include "widgets/common/choice.h"
#include "widgets/common/labels.h"
#include "widgets/models/compare_view_model.h"
#include <QHBoxLayout>

namespace lapidary {

CostView::CostView(CompareViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    bucket_ = new Choice(QStringLiteral("costBucket"), tr("Bucket"), this);
    cost_ = new Choice(QStringLiteral("costKind"), tr("Against what"), this);
    cost_->addItems({tr("tokens a problem"), tr("seconds a problem")});
    auto *bar = new QHBoxLayout;
    bar->setSpacing(2 * kGrid);
    bar->addWidget(bucket_);
    bar->addWidget(plainLabel(tr("against"), Type::Body, true, this));
    bar->addWidget(cost_);
    bar->addStretch();
    auto *frame = card(this);
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    chart_ = new CostChart(frame);
    inside->addWidget(chart_, 1);
    auto *legend = plainLabel(tr("On the line stands what no other arm beats in both. Hollow points saw the answers."),
                              Type::Caption, true, frame);
    legend->setWordWrap(true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(4 * kGrid, 0, 4 * kGrid, 2 * kGrid);
    foot->addWidget(legend);
    inside->addLayout(foot);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * kGrid);
    layout->addLayout(bar);
    layout->addWidget(frame, 1);
    for (Choice *each : {bucket_, cost_}) connect(each, &QComboBox::activated, this, &CostView::show);
    connect(&model_, &CompareViewModel::changed, this, &CostView::refill);
    refill();
}

void CostView::refill() {
    const QString bucket = bucket_->currentText();
    bucket_->clear();
    bucket_->addItems(model_.table()->comparison().buckets);
    bucket_->setCurrentIndex(std::max(0, bucket_->findText(bucket)));
    show();
}

/// What cost nothing has no place on a logarithmic axis.
void CostView::show() {
    const auto &comparison = model_.table()->comparison();
    QVector<CostChart::Point> points;
    std::vector<CostPoint> costs;
    for (const ArmValues &arm : comparison.arms) {
        const auto cell = comparison.cell(arm.name, bucket_->currentText());
        if (!cell || cell->n == 0) continue;
        const double cost = cost_->currentIndex() == 0 ? cell->tokensPerProblem : cell->seconds / cell->n;
        if (cost <= 0) continue;
        points.append({.name = arm.name,
                       .cost = cost,
                       .accuracy = cell->accuracy,
                       .low = cell->low,
                       .high = cell->high,
                       .oracle = arm.oracle});
        costs.push_back({cost, cell->accuracy, !arm.oracle});
    }
    for (const std::size_t i : paretoFront(costs)) points[qsizetype(i)].front = true;
    chart_->setPoints(points, cost_->currentText());
}

} // namespace lapidary
