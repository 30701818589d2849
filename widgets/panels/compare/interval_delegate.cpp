// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/interval_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/models/comparison_model.h"
#include <QApplication>
#include <QPainter>

namespace lapidary {

namespace {

constexpr int kPad = 2 * kGrid;

void drawInterval(QPainter &painter, const QRectF &scale, const QStyleOptionViewItem &option, const QModelIndex &index) {
    const double low = index.data(ComparisonModel::LowRole).toDouble(), high = index.data(ComparisonModel::HighRole).toDouble();
    const double accuracy = index.data(ComparisonModel::AccuracyRole).toDouble(), y = std::floor(scale.center().y()) + 0.5;
    const auto x = [&](double share) { return scale.x() + share * scale.width(); };
    painter.setPen(QPen(option.palette.color(QPalette::Mid), 1));
    painter.drawLine(QPointF(x(0), y), QPointF(x(1), y));
    for (double tick : {0.0, 0.5, 1.0}) painter.drawLine(QPointF(x(tick), y - 2), QPointF(x(tick), y + 2));
    const QColor colour = toneColour(Tone::Accent, option.palette);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x(low), y), QPointF(x(high), y));
    for (double end : {low, high}) painter.drawLine(QPointF(x(end), y - 4), QPointF(x(end), y + 4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(x(accuracy), y), 3.5, 3.5);
}

} // namespace

void IntervalDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.state &= ~QStyle::State_HasFocus;
    const bool interval = index.data(ComparisonModel::AccuracyRole).isValid(), arm = index.column() == 0;
    option.text.clear(); // drawn below, on the grid of the header's texts
    (option.widget ? option.widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = option.rect.adjusted(kPad, 0, -kPad, 0);
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    if (arm) {
        const QString role = index.data(ComparisonModel::RoleRole).toString();
        const QFont small = typeFont(Type::Caption);
        const int width = role.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(role) + 2 * kPad;
        const QRect words = box.adjusted(0, 0, -width - kPad, 0);
        painter->drawText(words, Qt::AlignVCenter, option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        if (width > 0) {
            const QRectF chip(box.right() - width, box.center().y() - 2.5 * kGrid + 0.5, width, 5 * kGrid);
            painter->setPen(option.palette.color(QPalette::Mid));
            painter->drawRoundedRect(chip, 2.5 * kGrid, 2.5 * kGrid);
            painter->setFont(small);
            painter->setPen(option.palette.color(QPalette::PlaceholderText));
            painter->drawText(chip, Qt::AlignCenter, role);
        }
    } else if (!interval) {
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight, index.data().toString());
    } else {
        const int number = option.fontMetrics.horizontalAdvance(QStringLiteral("00.0 %")); // 100.0 % hangs over to the left
        painter->drawText(box.adjusted(-kPad, 0, number - box.width(), 0), Qt::AlignVCenter | Qt::AlignRight, index.data().toString());
        drawInterval(*painter, QRectF(box.adjusted(number + 2 * kPad, 0, -kPad, 0)), option, index);
    }
    painter->restore();
}

QSize IntervalDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.data(ComparisonModel::AccuracyRole).isValid()) return {220, 9 * kGrid};
    const int role = index.column() == 0 ? option.fontMetrics.horizontalAdvance(index.data(ComparisonModel::RoleRole).toString()) + 6 * kPad : 0;
    return {size.width() + role + 3 * kPad, 9 * kGrid};
}

} // namespace lapidary
