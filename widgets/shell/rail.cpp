// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/rail.h"
#include "widgets/common/theme.h"
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace lapidary {

RailButton::RailButton(Glyph glyph, const QString &title, QWidget *parent) : QAbstractButton(parent), glyph_(glyph) {
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setFont(typeFont(Type::Caption));
}

QSize RailButton::sizeHint() const {
    return {18 * kGrid, 15 * kGrid};
}

/// Of a low window: sign and word, without the room around them.
QSize RailButton::minimumSizeHint() const {
    return {18 * kGrid, 10 * kGrid};
}

void RailButton::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &p = palette();
    const QRectF inner = QRectF(rect()).adjusted(kGrid, 2, -kGrid, -2);
    painter.setPen(hasFocus() ? QPen(toneColour(Tone::Accent, p), 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() || underMouse() ? QBrush(p.color(QPalette::Midlight)) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6);
    const QColor colour = p.color(isChecked() ? QPalette::Link : QPalette::PlaceholderText);
    const double high = 20 + kGrid + fontMetrics().height(), top = (height() - high) / 2.0;
    drawGlyph(painter, glyph_, QRectF(width() / 2.0 - 10, top, 20, 20), colour);
    QFont font = this->font();
    if (isChecked()) font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.setPen(isChecked() ? p.color(QPalette::WindowText) : p.color(QPalette::PlaceholderText));
    painter.drawText(QRectF(0, top + 20 + kGrid, width(), fontMetrics().height()), Qt::AlignCenter, text());
}

Rail::Rail(QWidget *parent) : QWidget(parent), group_(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2 * kGrid, 1, 2 * kGrid);
    layout->setSpacing(kGrid);
    layout->addStretch();
    connect(group_, &QButtonGroup::idClicked, this, &Rail::chosen);
}

RailButton *Rail::addPanel(Glyph glyph, const QString &title, const QString &shortcut) {
    auto *button = new RailButton(glyph, title, this);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(title, shortcut));
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertWidget(column->count() - 1, button);
    group_->addButton(button, int(group_->buttons().size()));
    return button;
}

void Rail::setCurrent(int index) {
    if (auto *button = group_->button(index)) button->setChecked(true);
}

} // namespace lapidary
