// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/verdict_line.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace lapidary {

namespace {
QFont boldFont() {
    QFont font = typeFont(Type::Body);
    font.setWeight(QFont::Bold);
    return font;
}
} // namespace

VerdictLine::VerdictLine(const QString &letter, QWidget *parent) : QWidget(parent), letter_(letter) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize VerdictLine::sizeHint() const {
    return {40 * kGrid, fontMetrics().height() + kGrid};
}

void VerdictLine::clear() {
    shown_ = false;
    right_.reset();
    name_.clear();
    rest_.clear();
    setToolTip({});
    update();
}

void VerdictLine::show(const QString &name, std::optional<bool> right, const QStringList &rest) {
    shown_ = true;
    name_ = name;
    right_ = right;
    rest_ = rest;
    setAccessibleName(text());
    setToolTip(text().toHtmlEscaped());
    update();
}

QString VerdictLine::text() const {
    if (!shown_) return letter_;
    return QStringLiteral("%1 %2: %3 · %4").arg(letter_, name_, word(), rest_.join(QStringLiteral(" · ")));
}

QString VerdictLine::word() const {
    return !right_ ? tr("unscorable") : *right_ ? tr("right") : tr("wrong");
}

void VerdictLine::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    int x = 0;
    const auto write = [&](const QString &words, const QColor &colour, bool bold, int room) {
        const QFont shown = bold ? boldFont() : typeFont(Type::Caption);
        painter.setFont(shown);
        painter.setPen(colour);
        const QFontMetrics metrics(shown);
        const QString fitting = metrics.elidedText(words, Qt::ElideRight, std::max(room, 0));
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, fitting);
        x += metrics.horizontalAdvance(fitting) + 2 * kGrid;
    };
    const QPalette &p = palette();
    write(letter_, p.color(QPalette::WindowText), true, width());
    if (!shown_) return;
    // The name gives way first: it also stands in the choice above. Then the parts of the rest, but never the last.
    const int verdict = QFontMetrics(boldFont()).horizontalAdvance(word()) + 10 + kGrid + 2 * kGrid;
    const QFontMetrics small(typeFont(Type::Caption));
    const int wanted = small.horizontalAdvance(rest_.join(QStringLiteral(" · ")));
    const int forName = width() - x - verdict - wanted - 2 * kGrid;
    if (forName > 12 * kGrid) write(name_, p.color(QPalette::WindowText), true, forName);
    const QColor tone = right_ ? toneColour(*right_ ? Tone::Good : Tone::Bad, p) : p.color(QPalette::PlaceholderText);
    if (right_) {
        drawGlyph(painter, *right_ ? Glyph::Finished : Glyph::Failed, QRectF(x, height() / 2.0 - 5, 10, 10), tone);
        x += 10 + kGrid;
    }
    write(word(), tone, true, width() - x);
    write(fittingRest(width() - x), p.color(QPalette::PlaceholderText), false, width() - x);
}

QString VerdictLine::fittingRest(int room) const {
    const QFontMetrics metrics(typeFont(Type::Caption));
    for (QStringList parts = rest_;; parts.removeAt(parts.size() - 2)) {
        QString words = parts.join(QStringLiteral(" · "));
        if (parts.size() < 2 || metrics.horizontalAdvance(words) <= room) return words;
    }
}

} // namespace lapidary
