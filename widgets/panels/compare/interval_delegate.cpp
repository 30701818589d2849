// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/interval_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/models/comparison_model.h"
#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <cmath>

namespace lapidary {

namespace {

constexpr int kPad = 2 * kGrid;
constexpr int kLeastScale = 12 * kGrid; ///< a narrower one tells nothing

ComparisonModel::Column columnOf(const QVariant &value) {
    return static_cast<ComparisonModel::Column>(value.toInt());
}

/// Where 0 and 100 % stand inside a column: the same for header and cells.
QRectF scaleIn(const QRect &section, const QFontMetrics &metrics) {
    const int number = metrics.horizontalAdvance(QStringLiteral("00.0 %")); // 100.0 % hangs over to the left
    return QRectF(section.adjusted(number + 4 * kPad, 0, -3 * kPad, 0));
}

void drawInterval(QPainter &painter, const QRectF &scale, const QStyleOptionViewItem &option,
                  const QModelIndex &index) {
    const double low = index.data(ComparisonModel::LowRole).toDouble(),
                 high = index.data(ComparisonModel::HighRole).toDouble();
    const double accuracy = index.data(ComparisonModel::AccuracyRole).toDouble(),
                 y = std::floor(scale.center().y()) + 0.5;
    const auto x = [&](double share) { return scale.x() + share * scale.width(); };
    painter.setPen(QPen(lineColour(option.palette), 1));
    for (double tick : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const double at = std::floor(x(tick)) + 0.5;
        painter.drawLine(QPointF(at, scale.top()), QPointF(at, scale.bottom() + 1));
    }
    const QColor colour = toneColour(Tone::Accent, option.palette);
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x(low), y), QPointF(x(high), y));
    for (double end : {low, high}) painter.drawLine(QPointF(x(end), y - 4), QPointF(x(end), y + 4));
    // Hollow: a ceiling that saw the answers.
    const bool oracle = index.data(ComparisonModel::OracleRole).toBool();
    painter.setPen(oracle ? QPen(colour, 2) : QPen(Qt::NoPen));
    painter.setBrush(oracle ? option.palette.color(QPalette::Base) : colour);
    painter.drawEllipse(QPointF(x(accuracy), y), 4.0, 4.0);
}

/// Under the name of a bucket stand the figures of its axis.
class IntervalHeader : public QHeaderView {
public:
    explicit IntervalHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) { setHighlightSections(false); }
    QSize sizeHint() const override { return {QHeaderView::sizeHint().width(), 10 * kGrid}; }

protected:
    void paintSection(QPainter *painter, const QRect &section, int column) const override {
        painter->save();
        painter->fillRect(section, palette().color(QPalette::Base));
        painter->setPen(palette().color(QPalette::Mid));
        painter->drawLine(section.bottomLeft(), section.bottomRight());
        painter->setPen(palette().color(QPalette::PlaceholderText));
        const QRect words = section.adjusted(kPad, kGrid, -kPad, -kGrid);
        const auto align =
            static_cast<Qt::Alignment>(model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
        const bool interval = columnOf(model()->headerData(column, Qt::Horizontal, ComparisonModel::ColumnRole)) ==
                              ComparisonModel::Column::Accuracy;
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == column;
        const QString arrow = !sorted                                      ? QString()
                              : sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral(" ↑")
                                                                           : QStringLiteral(" ↓");
        const QString title =
            fontMetrics().elidedText(model()->headerData(column, Qt::Horizontal).toString(), Qt::ElideRight,
                                     words.width() - fontMetrics().horizontalAdvance(arrow)) +
            arrow;
        painter->drawText(words, (align & Qt::AlignHorizontal_Mask) | (interval ? Qt::AlignTop : Qt::AlignBottom),
                          title);
        const QRectF scale = scaleIn(section, fontMetrics());
        if (interval && scale.width() >= kLeastScale) drawFigures(*painter, scale, words);
        painter->restore();
    }

private:
    void drawFigures(QPainter &painter, const QRectF &scale, const QRect &words) const {
        painter.setFont(typeFont(Type::Caption));
        for (int percent : {0, 50, 100}) {
            if (percent == 50 && scale.width() < 100) continue; // it would stand on the others
            if (percent == 0 && scale.width() < 50) continue;
            const QRectF box(scale.x() + scale.width() * percent / 100 - 30, words.y(), 60, words.height());
            painter.drawText(box, Qt::AlignHCenter | Qt::AlignBottom,
                             percent == 100 ? QStringLiteral("100 %") : QString::number(percent));
        }
    }
};

} // namespace

QHeaderView *makeIntervalHeader(QWidget *parent) {
    return new IntervalHeader(parent);
}

namespace {

void drawArm(QPainter &painter, const QRect &box, const QStyleOptionViewItem &option, const QModelIndex &index) {
    const QString role = index.data(ComparisonModel::RoleRole).toString(),
                  letter = index.data(ComparisonModel::LetterRole).toString();
    const QFont small = typeFont(Type::Caption);
    const int width = role.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(role) + 2 * kPad;
    QFont bold = option.font;
    bold.setWeight(QFont::Bold);
    const int first = QFontMetrics(bold).horizontalAdvance(QLatin1Char('B')) + kPad;
    painter.setFont(bold);
    painter.drawText(box, Qt::AlignVCenter, letter);
    painter.setFont(option.font);
    const QRect words = box.adjusted(first, 0, -width - kPad, 0);
    painter.drawText(words, Qt::AlignVCenter,
                     option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, words.width()));
    if (width == 0) return;
    const QRectF chip(box.right() - width, box.center().y() - 2.5 * kGrid + 0.5, width, 5 * kGrid);
    painter.setPen(option.palette.color(QPalette::Mid));
    painter.drawRoundedRect(chip, 2.5 * kGrid, 2.5 * kGrid);
    painter.setFont(small);
    painter.setPen(option.palette.color(QPalette::PlaceholderText));
    painter.drawText(chip, Qt::AlignCenter, role);
}

/// "55 [50, 59]" where there is no room for the scale: no figure without its interval.
QString intervalText(const QModelIndex &index) {
    const auto percent = [&](ComparisonModel::Role role) {
        return QString::number(100 * index.data(role).toDouble(), 'f', 0);
    };
    return QStringLiteral("%1 [%2, %3]")
        .arg(percent(ComparisonModel::AccuracyRole), percent(ComparisonModel::LowRole),
             percent(ComparisonModel::HighRole));
}

/// A dash where it was not asked, in the place of the numbers.
void drawAccuracy(QPainter &painter, const QRect &box, const QStyleOptionViewItem &option, const QModelIndex &index) {
    const bool known = index.data(ComparisonModel::AccuracyRole).isValid();
    const QRectF scale = scaleIn(option.rect, option.fontMetrics);
    if (known && scale.width() < kLeastScale) {
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, intervalText(index));
        return;
    }
    if (!known) painter.setPen(option.palette.color(QPalette::PlaceholderText));
    painter.drawText(QRectF(box.x() - kPad, box.y(), scale.x() - box.x() - kPad, box.height()),
                     Qt::AlignVCenter | Qt::AlignRight, index.data().toString());
    if (known) drawInterval(painter, scale, option, index);
}

} // namespace

void IntervalDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.state &= ~QStyle::State_HasFocus;
    option.text.clear(); // drawn below, on the grid of the header's texts
    (option.widget ? option.widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = option.rect.adjusted(kPad, 0, -kPad, 0);
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    switch (columnOf(index.data(ComparisonModel::ColumnRole))) {
    case ComparisonModel::Column::Arm:
        drawArm(*painter, box, option, index);
        break;
    case ComparisonModel::Column::Accuracy:
        drawAccuracy(*painter, box, option, index);
        break;
    case ComparisonModel::Column::Difference:
        if (!index.data(ComparisonModel::ShownRole).toBool())
            painter->setPen(option.palette.color(QPalette::PlaceholderText));
        [[fallthrough]];
    case ComparisonModel::Column::Cut:
    case ComparisonModel::Column::Tokens:
        painter->drawText(box, Qt::AlignVCenter | Qt::AlignRight, index.data().toString());
    }
    painter->restore();
}

QSize IntervalDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.data(ComparisonModel::AccuracyRole).isValid()) return {220, 9 * kGrid};
    const int role =
        index.column() == 0
            ? option.fontMetrics.horizontalAdvance(index.data(ComparisonModel::RoleRole).toString()) + 9 * kPad
            : 0;
    return {size.width() + role + 3 * kPad, 9 * kGrid};
}

} // namespace lapidary
