// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/chat_column.h"
#include "widgets/common/labels.h"
#include "widgets/models/playground_view_model.h"
#include "widgets/panels/models/turn_text.h"
#include "widgets/panels/models/turn_view.h"
#include <QApplication>
#include <QScrollBar>
#include <QVBoxLayout>

namespace lapidary {

namespace {
constexpr int kWidest = 190 * kGrid, kAtEnd = 2 * kGrid;
}

ChatColumn::ChatColumn(PlaygroundViewModel &chat, QWidget *parent) : QScrollArea(parent), chat_(chat) {
    setObjectName(QStringLiteral("chatColumn"));
    setAccessibleName(tr("The conversation"));
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inside_ = new QWidget;
    inside_->setMaximumWidth(kWidest);
    column_ = new QVBoxLayout(inside_);
    column_->setContentsMargins(0, kGrid, 2 * kGrid, kGrid);
    column_->setSpacing(kGrid);
    hint_ = plainLabel({}, Type::Body, true, inside_);
    hint_->setObjectName(QStringLiteral("chatHint"));
    hint_->setWordWrap(true);
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setMargin(8 * kGrid);
    hint_->setMinimumHeight(70 * kGrid);
    column_->addWidget(hint_);
    column_->addStretch();
    setWidget(inside_);
    viewport()->setAutoFillBackground(false);
    inside_->setAutoFillBackground(false);
    QScrollBar *bar = verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int, int most) {
        if (follows_) bar->setValue(most);
    });
    connect(bar, &QScrollBar::valueChanged, this,
            [this, bar](int value) { follows_ = value >= bar->maximum() - kAtEnd; });
    connect(&chat_, &PlaygroundViewModel::pathChanged, this, &ChatColumn::showPath);
    connect(&chat_, &PlaygroundViewModel::turnChanged, this, &ChatColumn::refresh);
    connect(&chat_, &PlaygroundViewModel::stateChanged, this, [this] {
        for (TurnView *view : turns_) view->refreshState();
    });
    connect(&chat_, &PlaygroundViewModel::lookChanged, this, [this] {
        for (TurnView *view : turns_) view->text()->setCurrentToken(view->turn() == chat_.turn() ? chat_.token() : -1);
    });
    showPath();
}

void ChatColumn::setHint(const QString &hint) {
    hint_->setText(hint);
}

void ChatColumn::setTint(Tint tint) {
    tint_ = tint;
    for (TurnView *view : turns_) view->refresh(tint_);
}

void ChatColumn::refresh(int turn) {
    for (TurnView *view : turns_)
        if (view->turn() == turn) view->refresh(tint_);
}

TurnView *ChatColumn::focused() const {
    QWidget *focus = QApplication::focusWidget();
    for (TurnView *view : turns_)
        if (focus && view->isAncestorOf(focus)) return view;
    return nullptr;
}

/// The turns that both paths begin with keep their widgets. The focus stays at its place in the column.
void ChatColumn::showPath() {
    const QVector<int> path = chat_.conversation().path();
    qsizetype same = 0;
    while (same < path.size() && same < turns_.size() && turns_[same]->turn() == path[same]) ++same;
    const TurnView *focus = focused();
    const auto focusAt = focus ? turns_.indexOf(focus) : -1;
    const bool changes = same < path.size() || same < turns_.size();
    for (qsizetype i = turns_.size(); i-- > same;) {
        turns_[i]->hide();
        turns_[i]->deleteLater();
        column_->removeWidget(turns_[i]);
    }
    turns_.resize(same);
    for (qsizetype i = same; i < path.size(); ++i) {
        auto *view = new TurnView(chat_, path[i], inside_);
        column_->insertWidget(column_->count() - 1, view);
        connect(view, &TurnView::pairWanted, this, &ChatColumn::pairWanted);
        view->refresh(tint_);
        view->show();
        turns_.append(view);
    }
    if (focusAt >= same && focusAt < turns_.size()) turns_[focusAt]->text()->setFocus();
    hint_->setVisible(turns_.isEmpty());
    for (qsizetype i = 0; i < same; ++i) turns_[i]->refreshState();
    if (changes && chat_.asking()) follows_ = true;
}

} // namespace lapidary
