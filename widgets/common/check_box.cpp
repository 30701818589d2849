// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/check_box.h"
#include <QPainter>
#include <QStyleOptionButton>

namespace lapidary {

void drawTick(QPainter &painter, const QRectF &box, const QColor &colour) {
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    painter.drawPolyline(QPolygonF({at(0.25, 0.52), at(0.43, 0.70), at(0.76, 0.32)}));
}

void CheckBox::paintEvent(QPaintEvent *event) {
    QCheckBox::paintEvent(event);
    if (!isChecked()) return;
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawTick(painter, style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, this),
             palette().color(QPalette::HighlightedText));
}

} // namespace lapidary
