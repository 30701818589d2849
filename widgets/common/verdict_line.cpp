// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/verdict_line.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace lapidary {

VerdictLine::VerdictLine(const QString &letter, QWidget *parent) : QWidget(parent), letter_(letter) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize VerdictLine::sizeHint() const { return {40 * kGrid, fontMetrics().height() + kGrid}; }

void VerdictLine::clear() {
    right_.reset();
    name_.clear();
    rest_.clear();
    setToolTip({});
    update();
}

void VerdictLine::show(const QString &name, bool right, const QString &rest) {
    name_ = name;
    right_ = right;
    rest_ = rest;
    setAccessibleName(text());
    setToolTip(text().toHtmlEscaped());
    update();
}

QString VerdictLine::text() const {
    if (!right_) return letter_;
    return QStringLiteral("%1 %2: %3 · %4").arg(letter_, name_, *right_ ? tr("right") : tr("wrong"), rest_);
}

void VerdictLine::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    int x = 0;
    const auto write = [&](const QString &words, const QColor &colour, bool bold, int room) {
        QFont shown = bold ? font() : typeFont(Type::Caption);
        shown.setWeight(bold ? QFont::DemiBold : QFont::Normal);
        painter.setFont(shown);
        painter.setPen(colour);
        const QFontMetrics metrics(shown);
        const QString fitting = metrics.elidedText(words, Qt::ElideRight, std::max(room, 0));
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, fitting);
        x += metrics.horizontalAdvance(fitting) + 2 * kGrid;
    };
    const QPalette &p = palette();
    write(letter_, p.color(QPalette::WindowText), true, width());
    if (!right_) return;
    // The name gives way first: it also stands in the choice above.
    const int rest = QFontMetrics(typeFont(Type::Caption)).horizontalAdvance(rest_) + fontMetrics().horizontalAdvance(tr("wrong")) * 5 / 4 + 10 + 6 * kGrid;
    write(name_, p.color(QPalette::WindowText), true, std::max(width() - x - rest, width() / 4));
    const QColor tone = toneColour(*right_ ? Tone::Good : Tone::Bad, p);
    drawGlyph(painter, *right_ ? Glyph::Finished : Glyph::Failed, QRectF(x, height() / 2.0 - 5, 10, 10), tone);
    x += 10 + kGrid;
    write(*right_ ? tr("right") : tr("wrong"), tone, true, width() - x);
    write(rest_, p.color(QPalette::PlaceholderText), false, width() - x);
}

} // namespace lapidary
