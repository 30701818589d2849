// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/charts/tradeoff_chart.h"
#include <QSet>
#include <QWidget>

class QLabel;
class QSlider;
class QSplitter;
class QTableWidget;

namespace lapidary {

class Choice;
class CompareViewModel;
class WhatIfForm;
struct BudgetCurve;
struct BudgetPoint;

/// What other numbers of samples and other rules would have given and cost, from the samples that were stored: the
/// slider moves N, the form the rule.
class BudgetView : public QWidget {
    Q_OBJECT
public:
    explicit BudgetView(CompareViewModel &model, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        QString name{};
        const BudgetCurve *curve = nullptr;
        int slot = 0;
        bool strong = false;
    };
    QLayout *makeBar();
    QWidget *makeChart();
    QWidget *makeSide();
    QTableWidget *makeTable(QWidget *parent);
    void refill();
    void chooseArm();
    void ask();
    QVector<Row> rows() const; ///< the rule of the form first, then the verifier, then the usual ones
    void showLines();
    void showBudget();
    int budget() const;
    TradeoffChart::Cost cost() const;
    double costOf(const BudgetPoint &point) const;
    QString costText(const BudgetPoint &point) const;
    bool isChosen(const BudgetCurve &line) const; ///< the arm and the bucket of the boxes
    CompareViewModel &model_;
    Choice *arm_, *bucket_, *cost_;
    QSlider *samples_;
    QLabel *n_, *empty_, *error_;
    TradeoffChart *chart_;
    WhatIfForm *form_;
    QTableWidget *table_;
    QWidget *page_;
    QSet<QString> hidden_{}; ///< names of rules whose lines are not drawn
};

} // namespace lapidary
