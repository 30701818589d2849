// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/key_button.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace lapidary {

KeyButton::KeyButton(const QString &text, const QString &key, QWidget *parent) : QPushButton(parent), key_(key) {
    setFocusPolicy(Qt::TabFocus);
    setWords(text);
}

void KeyButton::setWords(const QString &text) {
    words_ = text;
    setAccessibleName(key_.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, key_));
    updateGeometry();
    update();
}

void KeyButton::setKey(const QString &key) {
    key_ = key;
    setWords(words_);
}

int KeyButton::capWidth() const {
    if (key_.isEmpty()) return 0;
    const QFontMetrics metrics(typeFont(Type::Caption));
    return std::max(metrics.horizontalAdvance(key_) + 2 * kGrid, 5 * kGrid);
}

/// Of the bold words where the button can be checked, so that it does not jump.
int KeyButton::wordsWidth() const {
    QFont widest = font();
    if (isCheckable()) widest.setWeight(QFont::Bold);
    return QFontMetrics(widest).horizontalAdvance(words_);
}

QSize KeyButton::sizeHint() const {
    return {wordsWidth() + capWidth() + 8 * kGrid, std::max(fontMetrics().height() + 3 * kGrid, 8 * kGrid)};
}

void KeyButton::paintEvent(QPaintEvent *event) {
    QPushButton::paintEvent(event); // the frame; the words are ours
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &p = palette();
    const bool primary = property("primary").toBool() && isEnabled();
    const QColor text = !isEnabled() ? p.color(QPalette::Disabled, QPalette::ButtonText)
                        : primary    ? p.color(QPalette::BrightText)
                                     : p.color(QPalette::ButtonText);
    QFont shown = font();
    if (isChecked()) shown.setWeight(QFont::Bold);
    const int words = QFontMetrics(shown).horizontalAdvance(words_), cap = capWidth(),
              left = (width() - words - 2 * kGrid - cap) / 2;
    if (isChecked()) { // filled, framed and bold: the state is seen without colours too
        painter.setPen(QPen(toneColour(Tone::Accent, p), 2));
        painter.setBrush(p.color(QPalette::Midlight));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
        painter.setBrush(Qt::NoBrush);
    }
    painter.setPen(text);
    painter.setFont(shown);
    painter.drawText(QRect(left, 0, words + 1, height()), Qt::AlignVCenter, words_);
    if (key_.isEmpty()) return;
    const QRectF box(left + words + 2 * kGrid + 0.5, (height() - 5 * kGrid) / 2 + 0.5, cap - 1, 5 * kGrid - 1);
    QColor line = text;
    line.setAlphaF(isEnabled() ? 0.45f : 0.25f);
    painter.setPen(QPen(line, 1));
    painter.drawRoundedRect(box, 4, 4);
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(text);
    painter.drawText(box, Qt::AlignCenter, key_);
}

} // namespace lapidary
