// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/legend_bar.h"
#include "widgets/common/theme.h"
#include <QPainter>

namespace lapidary {

namespace {
constexpr int kMark = 5 * kGrid, kPad = 2 * kGrid, kChipHeight = 6 * kGrid;
}

LegendChip::LegendChip(const QString &name, int slot, QWidget *parent) : QAbstractButton(parent), slot_(slot) {
    setText(name);
    setAccessibleName(tr("Show run %1").arg(name));
    setToolTip(tr("Click to hide or show this run in all charts"));
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setFont(typeFont(Type::Caption));
}

QSize LegendChip::sizeHint() const {
    return {2 * kPad + kMark + kGrid + fontMetrics().horizontalAdvance(text()), kChipHeight};
}

void LegendChip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette &p = palette();
    painter.setPen(hasFocus() ? toneColour(Tone::Accent, p) : p.color(QPalette::Mid));
    painter.setBrush(underMouse() ? p.color(QPalette::Midlight) : p.color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kChipHeight / 2.0, kChipHeight / 2.0);
    QPen line(isChecked() ? runColour(slot_, p) : p.color(QPalette::Mid), 2.5, runDash(slot_));
    painter.setPen(line);
    painter.drawLine(QPointF(kPad, height() / 2.0), QPointF(kPad + kMark, height() / 2.0));
    QFont font = this->font();
    font.setStrikeOut(!isChecked());
    painter.setFont(font);
    painter.setPen(p.color(isChecked() ? QPalette::Text : QPalette::PlaceholderText));
    painter.drawText(rect().adjusted(kPad + kMark + kGrid, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

LegendBar::LegendBar(QWidget *parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LegendBar::setRun(const QString &id, const QString &name, int slot, bool visible) {
    LegendChip *&chip = chips_[id];
    if (!chip) {
        chip = new LegendChip(name, slot, this);
        order_.append(chip);
        connect(chip, &QAbstractButton::toggled, this, [this, id](bool on) { emit visibilityChanged(id, on); });
        chip->show();
    }
    chip->setText(name);
    const QSignalBlocker quiet(chip); // being told is not clicking
    chip->setChecked(visible);
    arrange(width(), true);
    updateGeometry();
}

void LegendBar::removeRun(const QString &id) {
    LegendChip *chip = chips_.take(id);
    order_.removeOne(chip);
    delete chip;
    arrange(width(), true);
    updateGeometry();
}

int LegendBar::arrange(int width, bool apply) const {
    int x = 0, y = 0;
    for (LegendChip *chip : order_) {
        const QSize size = chip->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += kChipHeight + kGrid;
        }
        if (apply) chip->setGeometry(x, y, size.width(), size.height());
        x += size.width() + 2 * kGrid;
    }
    return order_.isEmpty() ? 0 : y + kChipHeight;
}

int LegendBar::heightForWidth(int width) const {
    return arrange(width, false);
}
QSize LegendBar::sizeHint() const {
    return {20 * kGrid, arrange(std::max(width(), 20 * kGrid), false)};
}
void LegendBar::resizeEvent(QResizeEvent *) {
    arrange(width(), true);
}

} // namespace lapidary
