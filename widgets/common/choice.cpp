// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/choice.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace lapidary {

Choice::Choice(const QString &objectName, const QString &purpose, QWidget *parent) : QComboBox(parent) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setToolTip(purpose);
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMinimumWidth(20 * kGrid); // a row that is short of room takes it from long entries
}

void Choice::paintEvent(QPaintEvent *event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    drawGlyph(painter, Glyph::Chevron, QRectF(width() - 5 * kGrid, height() / 2.0 - 5, 10, 10),
              palette().color(QPalette::PlaceholderText));
}

} // namespace lapidary
