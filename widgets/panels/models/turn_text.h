// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/conversation.h"
#include "widgets/tokens/token_tint.h"
#include <QPlainTextEdit>

namespace lapidary {

/// The text of one turn, plain and as tall as it is. Where its tokens are known they are tinted, and one of them may be
/// chosen: by a click, or with the arrow keys.
class TurnText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TurnText(QWidget *parent = nullptr);
    void setTurn(const ChatTurn &turn, Tint tint);
    void setCurrentToken(int token); ///< -1: none
    int currentToken() const { return current_; }
    int tokenAt(const QPoint &place) const; ///< -1: none
    QRect boxOf(int token) const;           ///< of its first character, in the viewport
    bool hasTint(int token) const { return colours_.value(token).isValid(); }

Q_SIGNALS:
    void tokenWanted(int token);
    void keyWanted(QKeyEvent *event); ///< a key for the turn; whoever knows it accepts it

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    class Tints;
    void colour();
    void fit();
    Tints *tints_;
    QString shown_{};
    std::vector<TextToken> tokens_{}; ///< as they were when they were coloured
    QVector<int> ends_{};             ///< of the tokens, in characters of the text
    QVector<QColor> colours_{};
    Tint tint_ = Tint::Surprise;
    int current_ = -1;
};

} // namespace lapidary
