// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/tokens/token_tint.h"
#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

class PlaygroundViewModel;
class ToneLabel;
class TurnText;

/// One turn of a chat: who speaks, the text, and a quiet row of what can be done with it, which comes with the pointer
/// or the focus. Under an answer stands where it comes from; a click on that has it made again.
class TurnView : public QFrame {
    Q_OBJECT
public:
    TurnView(PlaygroundViewModel &chat, int turn, QWidget *parent = nullptr);
    int turn() const { return turn_; }
    TurnText *text() const { return text_; }
    void refresh(Tint tint);
    void refreshState(); ///< all but the text
    void beginEdit();
    bool editing() const { return editor_ != nullptr; }

Q_SIGNALS:
    void pairWanted(int chosen, int rejected);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHead(QVBoxLayout *column);
    void makeFoot(QVBoxLayout *column);
    QPushButton *quiet(const char *name, const QString &text, const QString &tip);
    void refreshHead();
    void refreshFoot();
    void refreshCheck();
    void showActions();
    void showMenu();
    void key(QKeyEvent *event);
    void endEdit(bool send, bool keep = false);
    void copy() const;
    bool hasFocusInside() const;
    PlaygroundViewModel &chat_;
    int turn_;
    bool hovered_ = false, switchable_ = false;
    QLabel *who_, *place_, *facts_;
    QPushButton *before_, *after_, *edit_, *again_, *copy_, *more_, *chip_;
    ToneLabel *check_, *problem_;
    TurnText *text_;
    QPlainTextEdit *editor_ = nullptr;
    QWidget *editRow_ = nullptr;
};

} // namespace lapidary
