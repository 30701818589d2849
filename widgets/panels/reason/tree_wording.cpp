// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ramp.h"
#include "widgets/common/theme.h"
#include "widgets/models/visible_text.h"
#include "widgets/models/wording.h"
#include "widgets/panels/reason/tree_painter.h"
#include <QCoreApplication>
#include <QPainter>
#include <cmath>

namespace lapidary {

namespace {

QString numberText(double value) {
    return std::isinf(value) ? QStringLiteral("−∞") : QString::number(value, 'g', 3).replace(u'-', u'−');
}

} // namespace

QString prunedWords(const SearchTreeModel &tree, int node) {
    if (!tree.isPruned(node)) return {};
    const QString &why = tree.nodes()[node].prunedWhy;
    return why.isEmpty() ? QCoreApplication::translate("Tree", "pruned: others were better")
                         : QCoreApplication::translate("Tree", "pruned: %1").arg(why);
}

QString visitWords(const SearchTreeModel::Visit &visit) {
    return QCoreApplication::translate("Tree", "%n visits, mean value %1, prior %2", nullptr, int(visit.visits))
        .arg(numberText(visit.value), numberText(visit.prior));
}

QString shadeWords(TreeShade shade) {
    switch (shade) {
    case TreeShade::Score:
        return QCoreApplication::translate("Tree", "Score");
    case TreeShade::LogProb:
        return QCoreApplication::translate("Tree", "Log-prob a token");
    case TreeShade::Order:
        return QCoreApplication::translate("Tree", "Order");
    case TreeShade::Visits:
        return QCoreApplication::translate("Tree", "Visits");
    case TreeShade::Value:
        return QCoreApplication::translate("Tree", "Value");
    }
    return {};
}

QString nodeFigure(const SearchTreeModel &tree, int node, TreeShade shade) {
    if (node == 0) return {};
    const auto &of = tree.nodes()[node];
    const auto score = tree.score(node);
    if (of.isGiven() && score) { // whether it was taken or not, this is what there is to know of it
        const QString how = percentText(*score);
        return of.answer ? how + QStringLiteral(" · = ") + *of.answer : how;
    }
    if (tree.isPruned(node)) return prunedWords(tree, node);
    QStringList parts;
    const auto visit = tree.visit(node);
    if (visit && (shade == TreeShade::Visits || shade == TreeShade::Value))
        parts.append(QStringLiteral("N %1 · Q %2").arg(visit->visits).arg(numberText(visit->value)));
    else if (const auto value = shadeOf(tree, node, shade); value && shade != TreeShade::Order)
        parts.append(numberText(*value));
    else if (score)
        parts.append(numberText(*score));
    if (of.byHand)
        parts.append(QCoreApplication::translate("Tree", "by hand"));
    else
        parts.append(QCoreApplication::translate("Tree", "%n tok", nullptr, int(of.tokens)));
    if (of.answer) parts.append(QStringLiteral("= ") + *of.answer);
    return parts.join(QStringLiteral(" · "));
}

QString nodeSentence(const SearchTreeModel &tree, int node) {
    const auto &of = tree.nodes()[node];
    if (node == 0) return QCoreApplication::translate("Tree", "The problem: %1").arg(shownText(of.name));
    QStringList parts{
        QCoreApplication::translate("Tree", "Step %1: %2").arg(of.depth).arg(shownText(of.text.trimmed()))};
    if (const auto score = tree.score(node))
        parts.append(of.isGiven() ? QCoreApplication::translate("Tree", "probability %1").arg(percentText(*score))
                                  : QCoreApplication::translate("Tree", "score %1").arg(numberText(*score)));
    if (const auto visit = tree.visit(node)) parts.append(visitWords(*visit));
    if (of.answer) parts.append(QCoreApplication::translate("Tree", "answer %1").arg(*of.answer));
    if (of.byHand) parts.append(QCoreApplication::translate("Tree", "written by hand"));
    if (tree.isPruned(node)) parts.append(prunedWords(tree, node));
    if (const auto choice = tree.choice(); choice && choice->node == node)
        parts.append(choice->answered ? QCoreApplication::translate("Tree", "the answer of the search")
                                      : QCoreApplication::translate("Tree", "the search gave no answer"));
    return parts.join(QStringLiteral("; "));
}

void paintLegend(QPainter &painter, const QPointF &place, TreeShade shade, const ShadeRange &range,
                 const QPalette &palette) {
    constexpr double kWide = 96, kHigh = 8;
    painter.setFont(typeFont(Type::Caption));
    const QFontMetricsF metrics(painter.font());
    const QString title = range.isEmpty() ? QCoreApplication::translate("Tree", "%1: not known").arg(shadeWords(shade))
                                          : shadeWords(shade);
    const QString low = range.isEmpty() ? QString() : numberText(range.low), high = numberText(range.high);
    const double titleWide = metrics.horizontalAdvance(title), lowWide = metrics.horizontalAdvance(low);
    const double whole = range.isEmpty()
                             ? titleWide
                             : titleWide + 3 * kGrid + lowWide + kWide + 2 * kGrid + metrics.horizontalAdvance(high);
    const QRectF back(place.x() - 2 * kGrid, place.y() - 2.0 * kGrid, whole + 4 * kGrid, 5.0 * kGrid);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Base));
    painter.drawRoundedRect(back, kGrid, kGrid);
    painter.setPen(palette.color(QPalette::PlaceholderText));
    double x = place.x();
    const auto write = [&](const QString &text, double wide) {
        painter.drawText(QRectF(x, back.top(), wide + 1, back.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += wide;
    };
    write(title, titleWide);
    if (range.isEmpty()) return;
    x += 3 * kGrid;
    write(low, lowWide);
    x += kGrid;
    QLinearGradient ramp(x, 0, x + kWide, 0);
    for (int stop = 0; stop <= 8; ++stop) ramp.setColorAt(stop / 8.0, rampColour(stop / 8.0, palette));
    painter.fillRect(QRectF(x, back.center().y() - kHigh / 2, kWide, kHigh), ramp);
    x += kWide + kGrid;
    write(high, metrics.horizontalAdvance(high));
}

} // namespace lapidary
