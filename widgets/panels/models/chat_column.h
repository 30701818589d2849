// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/tokens/token_tint.h"
#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace lapidary {

class PlaygroundViewModel;
class TurnView;

/// The turns on show, one below the other. It follows an answer that grows, unless somebody has scrolled up.
class ChatColumn : public QScrollArea {
    Q_OBJECT
public:
    explicit ChatColumn(PlaygroundViewModel &chat, QWidget *parent = nullptr);
    void setTint(Tint tint);
    const QVector<TurnView *> &turns() const { return turns_; }
    TurnView *focused() const; ///< the turn that has the focus; null: none
    bool follows() const { return follows_; }
    void setHint(const QString &hint); ///< what stands where nothing was said yet

Q_SIGNALS:
    void pairWanted(int chosen, int rejected);

private:
    void showPath();
    void refresh(int turn);
    PlaygroundViewModel &chat_;
    QWidget *inside_;
    QVBoxLayout *column_;
    QLabel *hint_;
    QVector<TurnView *> turns_{};
    Tint tint_ = Tint::Surprise;
    bool follows_ = true;
};

} // namespace lapidary
