// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/docks/runs_delegate.h"
#include "widgets/models/runs_model.h"
#include "widgets/models/wording.h"
#include <QApplication>
#include <QPainter>

namespace lapidary {

namespace {

constexpr int kPad = 2 * kGrid, kSign = 3 * kGrid;

void drawText(QPainter &painter, const QRect &box, const QString &text, const QStyleOptionViewItem &option) {
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                     option.fontMetrics.elidedText(text, Qt::ElideRight, box.width()));
}

void drawProgress(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index, RunState state) {
    const double fraction = index.data(RunsModel::FractionRole).toDouble();
    const QString text = index.data().toString();
    const QRect box = option.rect.adjusted(kPad, 0, -kPad, 0);
    const int textWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("00000 / 00000"));
    const QRectF track(box.x(), box.center().y() - 2, std::max(box.width() - textWidth - kPad, 24), 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineColour(option.palette));
    painter.drawRoundedRect(track, 2.5, 2.5);
    if (fraction > 0) {
        painter.setBrush(toneColour(stateTone(state), option.palette));
        painter.drawRoundedRect(QRectF(track.x(), track.y(), std::max(track.width() * fraction, 5.0), track.height()),
                                2.5, 2.5);
    }
    drawText(painter, box.adjusted(int(track.width()) + kPad, 0, 0, 0), text, option);
}

} // namespace

void RunsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const auto state = static_cast<RunState>(index.data(RunsModel::StateRole).toInt());
    option.text.clear();                     // drawn below, on the grid of the header's texts
    option.state &= ~QStyle::State_HasFocus; // the whole row shows the selection
    (option.widget ? option.widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    const QRect box = option.rect.adjusted(kPad, 0, -kPad, 0);
    const QRect rest = box.adjusted(kSign + kPad, 0, 0, 0);
    if (index.column() == RunsModel::Name) {
        if (const int slot = index.data(RunsModel::ColourRole).toInt(); slot >= 0) { // only trainings have curves
            painter->setPen(QPen(runColour(slot, option.palette), 3, runDash(slot), Qt::FlatCap));
            painter->drawLine(QPointF(box.x(), box.center().y() + 0.5),
                              QPointF(box.x() + kSign, box.center().y() + 0.5));
        }
        drawText(*painter, rest, index.data().toString(), option);
    } else if (index.column() == RunsModel::State) {
        const QRectF sign(box.x(), box.center().y() - kSign / 2.0 + 0.5, kSign, kSign);
        drawGlyph(*painter, stateGlyph(state), sign, toneColour(stateTone(state), option.palette));
        drawText(*painter, rest, index.data().toString(), option);
    } else if (index.column() != RunsModel::Progress) {
        const bool right = option.displayAlignment.testFlag(Qt::AlignRight);
        const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width());
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(box, Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft), text);
    } else if (state != RunState::Queued || index.data(RunsModel::FractionRole).toDouble() > 0) {
        drawProgress(*painter, option, index, state);
    }
    painter->restore();
}

QSize RunsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == RunsModel::Name || index.column() == RunsModel::State) size.rwidth() += kSign + 2 * kPad;
    return {size.width() + 2 * kPad, std::max(size.height(), 8 * kGrid)};
}

} // namespace lapidary
