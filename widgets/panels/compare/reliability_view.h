// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QTableWidget;

namespace lapidary {

class Choice;
class CompareViewModel;
class ReliabilityChart;

/// How sure an arm was of its answers, and how often it was right then.
class ReliabilityView : public QWidget {
    Q_OBJECT
public:
    explicit ReliabilityView(CompareViewModel &model, QWidget *parent = nullptr);

private:
    QLayout *makeBar();
    QWidget *makeBody();
    void refill();
    void fillKinds();
    void show();
    CompareViewModel &model_;
    Choice *arm_, *bucket_, *confidence_;
    QLabel *said_, *empty_;
    ReliabilityChart *chart_;
    QTableWidget *table_;
    QWidget *page_;
};

} // namespace lapidary
