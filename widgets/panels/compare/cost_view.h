// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

namespace lapidary {

class Choice;
class CompareViewModel;
class CostChart;

/// All arms by accuracy against tokens or seconds a problem, and the front of those that nothing beats in both.
class CostView : public QWidget {
    Q_OBJECT
public:
    explicit CostView(CompareViewModel &model, QWidget *parent = nullptr);

private:
    void refill();
    void show();
    CompareViewModel &model_;
    Choice *bucket_, *cost_;
    CostChart *chart_;
};

} // namespace lapidary
