// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/row_turns.h"
#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lapidary {

/// What somebody says in a row: the speaker above the words; reasoning and calls of tools are folded below a button
/// each, and so is what is very long. It takes the keys: Space and Enter fold, Ctrl+C copies the words.
class Bubble : public QFrame {
    Q_OBJECT
public:
    Bubble(const RowTurn &turn, QWidget *parent);
    static QString speaker(const RowTurn &turn);
    const RowTurn &turn() const { return turn_; }
    bool isOnTheRight() const { return turn_.who == RowTurn::User; }
    void toggle(); ///< unfolds all, or folds it again

Q_SIGNALS:
    void stepped(int by); ///< the key for the bubble above or below

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    QLabel *addText(QVBoxLayout *column, const QString &text, bool quiet);
    void addFold(QVBoxLayout *column, const QString &name, const QString &text, bool monospace);
    void addWords(QVBoxLayout *column);
    RowTurn turn_;
    QVector<QPushButton *> folds_{};
};

} // namespace lapidary
