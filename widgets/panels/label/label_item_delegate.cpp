// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label/label_item_delegate.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/models/label_items_model.h"
#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace lapidary {

namespace {

std::pair<Glyph, Tone> signOf(LabelStatus status) {
    switch (status) {
    case LabelStatus::Draft:
        return {Glyph::Draft, Tone::Warning};
    case LabelStatus::Done:
        return {Glyph::Finished, Tone::Good};
    case LabelStatus::Skipped:
        return {Glyph::Skipped, Tone::Neutral};
    case LabelStatus::Pending:
        break;
    }
    return {Glyph::Queued, Tone::Neutral};
}

} // namespace

void LabelItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.text.clear();
    option.state &= ~QStyle::State_HasFocus;
    (option.widget ? option.widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    painter->save();
    const auto [glyph, tone] = signOf(static_cast<LabelStatus>(index.data(LabelItemsModel::StatusRole).toInt()));
    const int middle = option.rect.center().y();
    const int x = option.rect.x() + 2 * kGrid;
    drawGlyph(*painter, glyph, QRectF(x, middle - 4.5, 10, 10), toneColour(tone, option.palette));
    int right = option.rect.right() - 2 * kGrid;
    if (index.data(LabelItemsModel::FlaggedRole).toBool()) {
        drawGlyph(*painter, Glyph::Flag, QRectF(right - 10, middle - 4.5, 10, 10),
                  toneColour(Tone::Warning, option.palette));
        right -= 10 + 2 * kGrid;
    }
    const QString verdict = index.data(LabelItemsModel::VerdictRole).toString();
    if (!verdict.isEmpty()) {
        const int most = option.rect.width() / 3,
                  wide = std::min(option.fontMetrics.horizontalAdvance(verdict) + 2, most);
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(QRect(right - wide, option.rect.y(), wide + 1, option.rect.height()),
                          Qt::AlignVCenter | Qt::AlignRight,
                          option.fontMetrics.elidedText(verdict, Qt::ElideRight, wide));
        right -= wide + 2 * kGrid;
    }
    const QRect words(x + 10 + 2 * kGrid, option.rect.y(), right - x - 10 - 2 * kGrid, option.rect.height());
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(words, Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

QSize LabelItemDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    return {120, std::max(option.fontMetrics.height() + 2 * kGrid, 7 * kGrid)};
}

} // namespace lapidary
