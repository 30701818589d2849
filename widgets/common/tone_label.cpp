// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tone_label.h"
#include <QPainter>

namespace lapidary {

ToneLabel::ToneLabel(Type type, QWidget *parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setFont(typeFont(type));
}

void ToneLabel::setTone(std::optional<Tone> tone) {
    tone_ = tone;
    update();
}

void ToneLabel::setStrong(bool strong) {
    strong_ = strong;
    update();
}

void ToneLabel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    QFont drawn = font();
    if (strong_) drawn.setWeight(QFont::Bold);
    painter.setFont(drawn);
    painter.setPen(tone_ ? toneColour(*tone_, palette())
                         : palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(contentsRect(), int(alignment()) | (wordWrap() ? Qt::TextWordWrap : 0), text());
}

} // namespace lapidary
