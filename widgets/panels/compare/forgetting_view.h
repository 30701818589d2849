// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/forgetting_model.h"
#include <QWidget>

class QLabel;
class QStackedLayout;
class QTableView;

namespace lapidary {

class CompareViewModel;

/// What each stage of training can do of each task and what it forgot. Enter or a double click shows the answers that
/// flipped to wrong.
class ForgettingView : public QWidget {
    Q_OBJECT
public:
    explicit ForgettingView(CompareViewModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    /// The arms of two stages on one bucket, the earlier first.
    void flipsChosen(const QString &before, const QString &now, const QString &bucket);

private:
    void refill();
    void say();
    void choose(const QModelIndex &index);
    CompareViewModel &model_;
    ForgettingModel *matrix_;
    QStackedLayout *pages_;
    QLabel *said_, *none_;
    QTableView *table_;
};

} // namespace lapidary
