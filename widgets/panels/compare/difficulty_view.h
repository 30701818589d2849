// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QTableWidget;

namespace lapidary {

class Choice;
class CompareViewModel;

/// The problems by how often one arm's samples were right, and how all arms did on each group.
class DifficultyView : public QWidget {
    Q_OBJECT
public:
    explicit DifficultyView(CompareViewModel &model, QWidget *parent = nullptr);

private:
    void refill();
    void show();
    CompareViewModel &model_;
    Choice *reference_, *bucket_;
    QLabel *said_, *empty_;
    QTableWidget *table_;
    QWidget *page_;
};

} // namespace lapidary
