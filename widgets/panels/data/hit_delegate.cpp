// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/hit_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/models/data_rows_model.h"
#include <QApplication>
#include <QPainter>

namespace lapidary {

namespace {

/// What of the text can stand in so many pixels, at least: fonts are wider than 3 px a letter.
QString part(const QModelIndex &index, const QString &searched, int width) {
    constexpr int kBefore = 12;
    const int letters = std::max(width / 3, 8);
    const QString shown = index.data().toString();
    if (searched.isEmpty()) return shown.left(letters);
    const QString whole = index.data(DataRowsModel::CompleteRole).toString();
    const auto at = whole.indexOf(searched, 0, Qt::CaseInsensitive);
    if (at < letters / 4) return shown.left(letters);
    QString from = QChar(0x2026) + whole.mid(at - std::min<qsizetype>(kBefore, at), letters);
    return from.replace(QLatin1Char('\n'), QChar(0x23CE)).replace(QLatin1Char('\t'), QChar(0x2192));
}

} // namespace

void HitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.state &= ~QStyle::State_HasFocus;
    const bool number = index.data(DataRowsModel::NumberRole).toBool();
    option.text.clear();
    (option.widget ? option.widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    painter->save();
    const QRect box = option.rect.adjusted(2 * kGrid, 0, -2 * kGrid, 0);
    painter->setFont(option.font);
    if (number) {
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        painter->restore();
        return;
    }
    const QString text =
        option.fontMetrics.elidedText(part(index, searched_, box.width()), Qt::ElideRight, box.width());
    if (!searched_.isEmpty())
        for (qsizetype at = text.indexOf(searched_, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(searched_, at + searched_.size(), Qt::CaseInsensitive)) {
            const int x = box.x() + option.fontMetrics.horizontalAdvance(text.left(at)),
                      wide = option.fontMetrics.horizontalAdvance(text.mid(at, searched_.size()));
            const QRect mark(x, box.center().y() - option.fontMetrics.height() / 2, wide, option.fontMetrics.height());
            painter->fillRect(mark, option.palette.color(option.state & QStyle::State_Selected ? QPalette::Base
                                                                                               : QPalette::Midlight));
            painter->fillRect(QRect(x, mark.bottom(), wide, 2), toneColour(Tone::Accent, option.palette));
        }
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine, text);
    painter->restore();
}

} // namespace lapidary
