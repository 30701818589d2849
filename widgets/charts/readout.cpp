// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/readout.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace lapidary {

Readout::Readout(QWidget *parent) : QWidget(parent) {
    setFont(typeFont(Type::Caption));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(fontMetrics().height());
}

void Readout::show(const QString &lead, const QVector<Entry> &entries) {
    lead_ = lead;
    entries_ = entries;
    setAccessibleDescription(text());
    update();
}

QString Readout::text() const {
    QString all = lead_;
    for (const Entry &entry : entries_) all += QStringLiteral("  ") + entry.text;
    return all;
}

void Readout::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    const int mark = 3 * kGrid, gap = kGrid;
    // Right-aligned; what does not fit is left out from the end and counted.
    int width = metrics.horizontalAdvance(lead_), shown = 0;
    const int more = metrics.horizontalAdvance(QStringLiteral("  +99"));
    for (const Entry &entry : entries_) {
        const int needed = 2 * gap + mark + gap + metrics.horizontalAdvance(entry.text);
        if (width + needed + (shown + 1 < entries_.size() ? more : 0) > this->width()) break;
        width += needed;
        ++shown;
    }
    const bool cut = shown < entries_.size();
    int x = this->width() - width - (cut ? more : 0);
    const int base = (height() + metrics.ascent() - metrics.descent()) / 2;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(x, base, lead_);
    x += metrics.horizontalAdvance(lead_);
    for (int i = 0; i < shown; ++i) {
        const Entry &entry = entries_[i];
        x += 2 * gap;
        painter.setPen(QPen(entry.colour, 2, entry.dash));
        painter.drawLine(x, height() / 2, x + mark, height() / 2);
        x += mark + gap;
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(x, base, entry.text);
        x += metrics.horizontalAdvance(entry.text);
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (cut) painter.drawText(x, base, QStringLiteral("  +%1").arg(entries_.size() - shown));
}

} // namespace lapidary
