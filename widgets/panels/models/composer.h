// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lapidary {

class PlaygroundViewModel;

/// Where the next message is written: it grows with its text, up to a few lines.
class Composer : public QWidget {
    Q_OBJECT
public:
    explicit Composer(PlaygroundViewModel &chat, QWidget *parent = nullptr);
    QPlainTextEdit *edit() const { return edit_; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fit();
    void send();
    PlaygroundViewModel &chat_;
    QPlainTextEdit *edit_;
    QPushButton *send_, *stop_;
    QLabel *notice_;
};

} // namespace lapidary
