// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/token_flow.h"
#include "widgets/common/theme.h"
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace lapidary {

namespace {
constexpr int kPad = kGrid, kGapX = 2, kGapY = kGrid, kInside = kGrid;
}

TokenFlow::TokenFlow(const QString &name, QWidget *parent) : QAbstractScrollArea(parent) {
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setFont(monospaceFont());
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
}

void TokenFlow::setTokens(const QVector<Token> &tokens, int cut, const QString &cutLabel) {
    tokens_ = tokens;
    cut_ = cut >= 0 && cut < tokens.size() ? cut : -1;
    cutLabel_ = cutLabel;
    current_ = tokens_.isEmpty() ? -1 : std::clamp<int>(current_, -1, int(tokens_.size()) - 1);
    arrange();
    viewport()->update();
}

/// A token that ends in a line feed ends its line, and the cut begins a line of its own.
void TokenFlow::arrange() {
    const QFontMetrics metrics(font());
    const int tall = metrics.height() + 2, right = std::max(viewport()->width() - kPad, 80);
    boxes_.clear();
    cutY_ = -1;
    int x = kPad, y = kPad;
    const auto nextLine = [&] {
        x = kPad;
        y += tall + kGapY;
    };
    for (int i = 0; i < tokens_.size(); ++i) {
        if (i == cut_) {
            if (x > kPad) nextLine();
            cutY_ = y + tall / 2;
            nextLine();
        }
        const int wide = std::min(std::max(metrics.horizontalAdvance(tokens_[i].text), 4) + 2 * kInside, right - kPad);
        if (x > kPad && x + wide > right) nextLine();
        boxes_.append(QRect(x, y, wide, tall));
        x += wide + kGapX;
        if (tokens_[i].text.endsWith(QChar(0x23CE))) nextLine();
    }
    height_ = tokens_.isEmpty() ? 0 : boxes_.last().bottom() + kPad;
    verticalScrollBar()->setSingleStep(tall + kGapY);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, height_ - viewport()->height()));
}

QString TokenFlow::about(int token) const {
    if (token < 0 || token >= tokens_.size()) return {};
    return tokens_[token].about.isEmpty() && about_ ? about_(token) : tokens_[token].about;
}

QRect TokenFlow::boxOf(int token) const {
    return token >= 0 && token < boxes_.size() ? boxes_[token].translated(0, -verticalScrollBar()->value()) : QRect();
}

void TokenFlow::drawToken(QPainter &painter, int i, const QRect &box) const {
    const Token &token = tokens_[i];
    const QPalette &p = palette();
    const bool cut = cut_ >= 0 && i >= cut_, muted = token.masked || cut;
    painter.setBrush(token.tint.isValid() ? token.tint : p.color(muted ? QPalette::Window : QPalette::Base));
    painter.setPen(QPen(p.color(i == current_ ? QPalette::Link
                                : muted       ? QPalette::Mid
                                              : QPalette::PlaceholderText),
                        i == current_ ? 2 : 1, muted ? Qt::DashLine : Qt::SolidLine));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    QFont shown = font();
    shown.setStrikeOut(cut);
    shown.setUnderline(token.marked);
    painter.setFont(shown);
    painter.setPen(p.color(muted ? QPalette::PlaceholderText : QPalette::Text));
    const int room = box.width() - 2 * kInside + 2;
    const bool fits = QFontMetrics(shown).horizontalAdvance(token.text) <= room;
    painter.drawText(box.adjusted(kInside, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     fits ? token.text : QFontMetrics(shown).elidedText(token.text, Qt::ElideRight, room));
}

void TokenFlow::paintEvent(QPaintEvent *) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    painter.setRenderHint(QPainter::Antialiasing);
    const int scrolled = verticalScrollBar()->value();
    // Boxes are in the order of their lines: the first one on show is found by halving.
    const auto first = std::lower_bound(boxes_.begin(), boxes_.end(), scrolled,
                                        [](const QRect &box, int y) { return box.bottom() < y; });
    for (auto i = int(first - boxes_.begin()); i < boxes_.size() && boxes_[i].top() - scrolled <= viewport()->height();
         ++i)
        drawToken(painter, i, boxOf(i));
    if (cutY_ >= 0) {
        painter.setFont(typeFont(Type::Caption));
        const int y = cutY_ - scrolled, wide = painter.fontMetrics().horizontalAdvance(cutLabel_);
        painter.setPen(QPen(toneColour(Tone::Warning, palette()), 1, Qt::DashLine));
        painter.drawLine(kPad, y, viewport()->width() - wide - kPad - 2 * kGrid, y);
        painter.setPen(toneColour(Tone::Warning, palette()));
        painter.drawText(QRect(viewport()->width() - wide - kPad, y - 10, wide + kPad, 20),
                         Qt::AlignVCenter | Qt::AlignLeft, cutLabel_);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Link), 1));
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void TokenFlow::resizeEvent(QResizeEvent *) {
    arrange();
}

int TokenFlow::tokenAt(const QPoint &place) const {
    for (int i = 0; i < boxes_.size(); ++i)
        if (boxOf(i).contains(place)) return i;
    return -1;
}

void TokenFlow::setCurrent(int token) {
    if (tokens_.isEmpty()) return;
    current_ = std::clamp<int>(token, 0, int(tokens_.size()) - 1);
    const QRect box = boxes_[current_];
    auto *bar = verticalScrollBar();
    if (box.top() - kPad < bar->value())
        bar->setValue(box.top() - kPad);
    else if (box.bottom() + kPad > bar->value() + viewport()->height())
        bar->setValue(box.bottom() + kPad - viewport()->height());
    setAccessibleDescription(about(current_));
    viewport()->update();
}

void TokenFlow::mousePressEvent(QMouseEvent *event) {
    const int token = tokenAt(event->position().toPoint());
    if (token < 0) return;
    setCurrent(token);
    Q_EMIT tokenChosen(token);
}

void TokenFlow::keyPressEvent(QKeyEvent *event) {
    // Up and down go to the token above and below.
    const auto vertical = [this](int way) {
        if (current_ < 0) return setCurrent(0);
        const QRect from = boxes_[current_];
        for (int i = current_ + way; i >= 0 && i < boxes_.size(); i += way)
            if (boxes_[i].top() != from.top() &&
                (way > 0 ? boxes_[i].right() >= from.left() : boxes_[i].left() <= from.right()))
                return setCurrent(i);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(current_ - 1);
    case Qt::Key_Right:
        return setCurrent(current_ + 1);
    case Qt::Key_Up:
        return vertical(-1);
    case Qt::Key_Down:
        return vertical(1);
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(int(tokens_.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_ >= 0) Q_EMIT tokenChosen(current_);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TokenFlow::changeEvent(QEvent *event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) arrange();
}

bool TokenFlow::viewportEvent(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int token = tokenAt(help->pos());
        if (token < 0)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), about(token).toHtmlEscaped(), viewport(), boxOf(token));
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace lapidary
