// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QRectF>

class QColor;
class QPainter;

namespace lapidary {

/// Small signs drawn with the pen, so that they follow the theme and need no icon set.
enum class Glyph {
    Home,
    Data,
    Label,
    Model,
    Train,
    Compare,
    Queued,
    Running,
    Paused,
    Finished,
    Failed,
    Cancelled,
    Chevron,
    Draft,
    Skipped,
    Flag,
    Tree
};
void drawGlyph(QPainter &painter, Glyph glyph, const QRectF &box, const QColor &colour);

} // namespace lapidary
