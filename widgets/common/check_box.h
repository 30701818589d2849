// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>

namespace lapidary {

/// The tick of a box that is checked.
void drawTick(QPainter &painter, const QRectF &box, const QColor &colour);

/// A check box whose tick follows the theme (a style sheet can only take a picture).
class CheckBox : public QCheckBox {
    Q_OBJECT
public:
    using QCheckBox::QCheckBox;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace lapidary
