// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare/question_delegate.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/models/compare_view_model.h"
#include <QApplication>
#include <QPainter>

namespace lapidary {

void QuestionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.text.clear();
    option.state &= ~QStyle::State_HasFocus;
    (option.widget ? option.widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    painter->save();
    int x = option.rect.x() + 2 * kGrid;
    const QFont small = typeFont(Type::Caption);
    const int letter = QFontMetrics(small).horizontalAdvance(QLatin1Char('B')) + 3;
    for (auto [name, role] : {std::pair("A", QuestionsModel::ARightRole), std::pair("B", QuestionsModel::BRightRole)}) {
        const QVariant right = index.data(role); // invalid: nobody can tell
        painter->setFont(small);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(QRect(x, option.rect.y(), letter, option.rect.height()), Qt::AlignVCenter,
                          QLatin1String(name));
        const QRectF sign(x + letter, option.rect.center().y() - 4.5, 10, 10);
        if (right.isValid())
            drawGlyph(*painter, right.toBool() ? Glyph::Finished : Glyph::Failed, sign,
                      toneColour(right.toBool() ? Tone::Good : Tone::Bad, option.palette));
        else
            painter->drawLine(QPointF(sign.left() + 1, sign.center().y()),
                              QPointF(sign.right() - 1, sign.center().y()));
        x += letter + 10 + 2 * kGrid;
    }
    const QRect words(x, option.rect.y(), option.rect.right() - x - 2 * kGrid, option.rect.height());
    painter->setFont(option.font);
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(words, Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

QSize QuestionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const {
    return {200, std::max(option.fontMetrics.height() + 2 * kGrid, 7 * kGrid)};
}

} // namespace lapidary
