// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/models/turn_text.h"
#include "widgets/common/theme.h"
#include "widgets/models/qt_text.h"
#include "widgets/models/visible_text.h"
#include <QHelpEvent>
#include <QKeyEvent>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace lapidary {

/// Colours block by block, so that a long answer costs no more than what has changed.
class TurnText::Tints : public QSyntaxHighlighter {
public:
    explicit Tints(TurnText &owner) : QSyntaxHighlighter(owner.document()), owner_(owner) {}

protected:
    void highlightBlock(const QString &text) override {
        const auto &ends = owner_.ends_;
        if (owner_.colours_.isEmpty()) return;
        const int from = currentBlock().position(), to = from + int(text.size());
        for (auto i = std::upper_bound(ends.begin(), ends.end(), from) - ends.begin(); i < ends.size(); ++i) {
            const int begin = std::max(i > 0 ? ends[i - 1] : 0, from);
            if (begin >= to) return;
            const QColor colour = owner_.colours_.value(i);
            if (!colour.isValid()) continue;
            QTextCharFormat format;
            format.setBackground(colour);
            setFormat(begin - from, std::min(ends[i], to) - begin, format);
        }
    }

private:
    TurnText &owner_;
};

TurnText::TurnText(QWidget *parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setProperty("quiet", true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(kGrid / 2);
    viewport()->setAutoFillBackground(false);
    tints_ = new Tints(*this);
    fit();
}

/// An answer that is being written only gains tokens at its end, and only these are laid out.
void TurnText::setTurn(const ChatTurn &turn, Tint tint) {
    const QFont wanted = turn.chat ? typeFont(Type::Body) : monospaceFont();
    if (font() != wanted) setFont(wanted);
    const auto &tokens = turn.answer.tokens;
    QString whole;
    if (tokens.empty())
        whole = shownText(turn.text);
    else {
        const bool endToken =
            turn.answer.finishReason == "stop" && !turn.answer.from.isRemote(); // servers do not tell it
        const auto pieces = piecesOf(tokens);
        ends_.clear();
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (i + endToken < pieces.size()) whole += shownText(toQt(pieces[i]));
            ends_.append(int(whole.size()));
        }
    }
    const bool grown = whole.size() >= shown_.size() && whole.startsWith(shown_) && !shown_.isEmpty();
    tint_ = tint;
    tokens_ = areScored(tokens) ? tokens : std::vector<TextToken>();
    if (tokens.empty()) ends_.clear();
    if (grown && whole.size() > shown_.size()) {
        QTextCursor cursor(document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(whole.mid(shown_.size()));
    } else if (!grown || whole != shown_)
        setPlainText(whole);
    shown_ = whole;
    colour();
    fit();
}

void TurnText::colour() {
    QVector<QColor> colours;
    for (const TextToken &token : tokens_) colours.append(tintColour(tintStrength(token, tint_), palette()));
    if (colours == colours_) return;
    colours_ = colours;
    tints_->rehighlight();
}

void TurnText::setCurrentToken(int token) {
    current_ = token < ends_.size() ? token : -1;
    QList<QTextEdit::ExtraSelection> marks;
    if (current_ >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(current_ > 0 ? ends_[current_ - 1] : 0);
        mark.cursor.setPosition(ends_[current_], QTextCursor::KeepAnchor);
        mark.format.setProperty(QTextFormat::OutlinePen, QPen(palette().color(QPalette::Link), 2));
        mark.format.setFontUnderline(true);
        marks.append(mark);
    }
    setExtraSelections(marks);
    setAccessibleDescription(
        current_ >= 0 && current_ < int(tokens_.size()) ? aboutToken(tokens_[std::size_t(current_)]) : QString());
}

int TurnText::tokenAt(const QPoint &place) const {
    if (ends_.isEmpty()) return -1;
    const int position = cursorForPosition(place).position();
    // A cursor stands between characters: the one under the pointer may lie before it.
    QTextCursor cursor(document());
    cursor.setPosition(position);
    const bool before = position > 0 && place.x() < cursorRect(cursor).left();
    const auto at = std::upper_bound(ends_.begin(), ends_.end(), before ? position - 1 : position);
    return at == ends_.end() ? int(ends_.size()) - 1 : int(at - ends_.begin());
}

QRect TurnText::boxOf(int token) const {
    QTextCursor cursor(document());
    cursor.setPosition(token > 0 ? ends_.value(token - 1) : 0);
    const QRect from = cursorRect(cursor);
    cursor.movePosition(QTextCursor::NextCharacter);
    const QRect to = cursorRect(cursor);
    return to.top() == from.top() ? QRect(from.topLeft(), to.bottomLeft()) : from;
}

void TurnText::fit() {
    double tall = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        tall += blockBoundingRect(block).height();
    setFixedHeight(int(std::ceil(tall + 2 * document()->documentMargin())) + 2);
}

void TurnText::resizeEvent(QResizeEvent *event) {
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fit();
}

void TurnText::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
        setCurrentToken(current_);
    }
    if (event->type() == QEvent::FontChange) fit();
}

bool TurnText::viewportEvent(QEvent *event) {
    if (event->type() != QEvent::ToolTip) return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int token = tokenAt(help->pos());
    if (token < 0 || token >= int(tokens_.size()))
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), aboutToken(tokens_[std::size_t(token)]).toHtmlEscaped(), viewport());
    return true;
}

void TurnText::wheelEvent(QWheelEvent *event) {
    event->ignore();
} // the column scrolls

void TurnText::mouseReleaseEvent(QMouseEvent *event) {
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection()) return;
    if (const int token = tokenAt(event->position().toPoint()); token >= 0) Q_EMIT tokenWanted(token);
}

void TurnText::keyPressEvent(QKeyEvent *event) {
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (plain && !ends_.isEmpty() && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        const int to = current_ < 0 ? 0
                                    : std::clamp<int>(current_ + (event->key() == Qt::Key_Left ? -1 : 1), 0,
                                                      int(ends_.size()) - 1);
        Q_EMIT tokenWanted(to);
        return;
    }
    event->ignore();
    Q_EMIT keyWanted(event);
    if (event->isAccepted()) return;
    if (event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll))
        QPlainTextEdit::keyPressEvent(event);
    else
        event->ignore(); // the column scrolls with the other keys
}

} // namespace lapidary
