// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/banner.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/labels.h"
#include <QHBoxLayout>
#include <QPainter>

namespace lapidary {

Banner::Banner(QWidget *parent) : QFrame(parent), text_(plainLabel({}, Type::Body, false, this)) {
    setObjectName(QStringLiteral("banner"));
    text_->setObjectName(QStringLiteral("readOnly"));
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10 * kGrid, 2 * kGrid, 6 * kGrid, 2 * kGrid);
    layout->addWidget(text_, 1);
    hide();
}

void Banner::setText(const QString &text) {
    text_->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void Banner::paintEvent(QPaintEvent *event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    drawGlyph(painter, Glyph::Paused, QRectF(6 * kGrid, height() / 2.0 - 5, 10, 10),
              toneColour(Tone::Warning, palette()));
}

} // namespace lapidary
