// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/conversation_view.h"
#include "widgets/common/labels.h"
#include "widgets/panels/data/bubble.h"
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace lapidary {

ConversationView::ConversationView(QWidget *parent) : QScrollArea(parent) {
    setObjectName(QStringLiteral("conversation"));
    setAccessibleName(tr("The row as a conversation"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // its bubbles have the keys
    setConversation({});
}

/// The one that is shown already stays as it was unfolded.
void ConversationView::setConversation(const RowConversation &conversation) {
    if (page_ && conversation == shown_) return;
    shown_ = conversation;
    bubbles_.clear();
    added_ = 0;
    page_ = new QWidget;
    page_->setObjectName(QStringLiteral("conversationPage"));
    column_ = new QVBoxLayout(page_);
    column_->setContentsMargins(0, 0, 2 * kGrid, 0);
    column_->setSpacing(2 * kGrid);
    if (!shown_.tools.isEmpty()) addAside(tr("Tools that may be called"), shown_.tools);
    addTurns();
    setWidget(page_);                    // the page before goes
    page_->setAutoFillBackground(false); // it stands on whatever is behind it
}

void ConversationView::addAside(const QString &name, const QString &text) {
    addBubble({.who = RowTurn::System, .part = name, .calls = text});
}

void ConversationView::addTurns() {
    const int end = std::min(added_ + kAtOnce, int(shown_.turns.size()));
    for (; added_ < end; ++added_) addBubble(shown_.turns[added_]);
    if (const auto left = shown_.turns.size() - added_; left > 0) {
        auto *more = button(tr("%1 more").arg(QLocale().toString(left)), false, page_);
        more->setObjectName(QStringLiteral("moreTurns"));
        column_->addWidget(more, 0, Qt::AlignHCenter);
        connect(more, &QPushButton::clicked, this, [this, more] {
            more->deleteLater();
            column_->removeWidget(more);
            const int next = int(bubbles_.size());
            addTurns();
            if (next < bubbles_.size()) bubbles_[next]->setFocus();
        });
        return;
    }
    if (!shown_.reference.isEmpty()) {
        auto *reference = plainLabel(tr("Reference: %1").arg(shown_.reference), Type::Caption, true, page_);
        reference->setObjectName(QStringLiteral("conversationReference"));
        reference->setWordWrap(true);
        column_->addWidget(reference);
    }
    column_->addStretch();
}

void ConversationView::addBubble(const RowTurn &turn) {
    auto *bubble = new Bubble(turn, page_);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    if (bubble->isOnTheRight()) line->addStretch(1);
    line->addWidget(bubble, 5);
    if (!bubble->isOnTheRight()) line->addStretch(1);
    column_->addLayout(line);
    bubble->installEventFilter(this);
    const auto place = int(bubbles_.size());
    bubbles_.append(bubble);
    connect(bubble, &Bubble::stepped, this, [this, place](int by) {
        if (place + by >= 0 && place + by < bubbles_.size()) bubbles_[place + by]->setFocus();
    });
}

bool ConversationView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusIn)
        if (auto *bubble = qobject_cast<QWidget *>(watched)) ensureWidgetVisible(bubble, 0, 2 * kGrid);
    return QScrollArea::eventFilter(watched, event);
}

} // namespace lapidary
