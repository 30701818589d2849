// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;
class QPushButton;

namespace lapidary {

class LiveViewModel;

/// Over the items of a live queue: which run waits for their labels, how many it has not got yet, and the way on.
class LiveBar : public QFrame {
    Q_OBJECT
public:
    explicit LiveBar(LiveViewModel &model, QWidget *parent = nullptr);

private:
    void refresh();
    QString text() const;
    LiveViewModel &model_;
    QLabel *text_;
    QPushButton *try_, *goOn_;
};

} // namespace lapidary
