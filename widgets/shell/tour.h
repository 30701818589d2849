// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QPointer>
#include <QVector>

class QLabel;
class QPushButton;

namespace lapidary {

class MainWindow;

/// Five steps through the window: a card says what a place is for, and a ring shows it. The window can be used
/// meanwhile.
class Tour : public QFrame {
    Q_OBJECT
public:
    struct Step {
        QString panel{}, place{}; ///< place: object name of the widget that is ringed
        QString title{}, text{};
    };
    static QVector<Step> steps();
    explicit Tour(MainWindow &window);
    void start();
    int step() const { return step_; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void show(int step);
    void place();
    MainWindow &window_;
    QLabel *title_, *text_, *count_;
    QPushButton *back_, *next_;
    QWidget *ring_;
    QPointer<QWidget> target_{};
    int step_ = 0;
};

} // namespace lapidary
