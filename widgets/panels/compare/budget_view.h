// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QSlider;
class QTableWidget;

namespace lapidary {

class Choice;
class CompareViewModel;
class TradeoffChart;
struct BudgetCurve;

/// What other numbers of samples would have given and cost, from the samples that were stored: the slider moves N.
class BudgetView : public QWidget {
    Q_OBJECT
public:
    explicit BudgetView(CompareViewModel &model, QWidget *parent = nullptr);

private:
    QLayout *makeBar();
    QWidget *makeChart();
    void makeTable();
    void refill();
    void showLines();
    void showBudget();
    bool isChosen(const BudgetCurve &line) const; ///< the arm and the bucket of the boxes
    int budget() const;
    CompareViewModel &model_;
    Choice *arm_, *bucket_;
    QSlider *samples_;
    QLabel *n_, *empty_;
    TradeoffChart *chart_;
    QTableWidget *table_;
    QWidget *page_;
};

} // namespace lapidary
