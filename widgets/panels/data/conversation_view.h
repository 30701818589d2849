// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/row_turns.h"
#include <QScrollArea>

class QVBoxLayout;

namespace lapidary {

class Bubble;

/// A row as a conversation: what each says in a bubble of its own, people on the right. The up and down keys go from
/// one to the next.
class ConversationView : public QScrollArea {
    Q_OBJECT
public:
    static constexpr int kAtOnce = 60; ///< bubbles; more come by a button
    explicit ConversationView(QWidget *parent = nullptr);
    void setConversation(const RowConversation &conversation);
    const RowConversation &conversation() const { return shown_; }
    QVector<Bubble *> bubbles() const { return bubbles_; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addBubble(const RowTurn &turn);
    void addTurns();
    void addAside(const QString &name, const QString &text);
    RowConversation shown_{};
    QWidget *page_ = nullptr;
    QVBoxLayout *column_ = nullptr;
    QVector<Bubble *> bubbles_{};
    int added_ = 0; ///< turns
};

} // namespace lapidary
