// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/tree_painter.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/ramp.h"
#include "widgets/common/theme.h"
#include "widgets/models/visible_text.h"
#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <array>
#include <cmath>

namespace lapidary {

namespace {
constexpr float kFaded = 0.38f; ///< of what was pruned
} // namespace

TreePainter::TreePainter(const SearchTreeModel &tree, const TreeLayout &layout, const TreeView &view,
                         const QPalette &palette, Look look)
    : tree_(tree), layout_(layout), view_(view), palette_(palette), look_(std::move(look)), choice_(tree.choice()) {
    if (choice_)
        for (const int node : tree_.pathTo(choice_->node)) best_.insert(layout_.itemOf.value(node, -1));
}

/// Of a folded chain by its last node that is there.
TreePainter::State TreePainter::stateOf(const TreeLayout::Item &item) const {
    if (!tree_.isThere(item.first)) return State::Absent;
    const int id = layout_.itemOf[item.first];
    if (best_.contains(id) || (item.first == 0 && choice_)) return State::Best;
    return tree_.isPruned(item.last) || tree_.isPruned(item.first) ? State::Pruned : State::Open;
}

QColor TreePainter::colourOf(const TreeLayout::Item &item) const {
    for (int node = item.last; node > 0; node = tree_.nodes()[node].parent) {
        const auto value = tree_.isThere(node) ? shadeOf(tree_, node, look_.shade) : std::nullopt;
        if (value) return rampColour(look_.range.shareOf(*value), palette_);
        if (node == item.first) break;
    }
    return palette_.color(QPalette::PlaceholderText);
}

void TreePainter::paint(QPainter &painter) {
    drawn_ = 0;
    const bool dots = view_.detail() == TreeView::Detail::Dot;
    painter.setRenderHint(QPainter::Antialiasing, !dots);
    paintEdges(painter);
    if (dots)
        paintDots(painter);
    else
        paintBoxes(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    if (look_.hovered >= 0 && look_.hovered != look_.selected) paintRing(painter, look_.hovered, false);
    if (look_.selected < 0) return;
    paintRing(painter, look_.selected, true);
    if (const int id = layout_.itemOf.value(look_.selected, -1); id >= 0 && !dots)
        paintJudgement(painter, layout_.items[id], view_.boxOf(layout_.items[id]));
}

/// Lines and curves of the edges by what they lead to; those that simulations went through by how many did.
struct TreePainter::Edges {
    static constexpr int kWidths = 5;
    QVector<QLineF> lines{}, faded{}, best{};
    std::array<QPainterPath, kWidths> curves{}; ///< the last ones the thickest
    QPainterPath fadedCurves{}, bestCurves{};
};

TreePainter::Edges TreePainter::edges() const {
    const bool curved = view_.detail() != TreeView::Detail::Dot;
    Edges out;
    for (qsizetype column = 1; column < layout_.columns.size(); ++column) {
        const auto [from, to] = view_.seen(layout_, column);
        const double x = view_.offset.x() + double(column) * view_.column();
        if (x < 0 || x - view_.column() > view_.size.width()) continue;
        QLineF before;
        for (qsizetype at = from; at < to; ++at) {
            const auto &item = layout_.items[layout_.columns[column][at]];
            const State state = stateOf(item);
            if (state == State::Absent) continue;
            const QRectF a = view_.boxOf(layout_.items[item.parent]), b = view_.boxOf(item);
            const QLineF line(a.right(), a.center().y(), b.left(), b.center().y());
            if (curved && std::abs(line.dy()) < 2 * view_.size.height()) {
                const double share = visitShare(tree_, item.first).value_or(0);
                auto &path = state == State::Best ? out.bestCurves
                             : state == State::Pruned
                                 ? out.fadedCurves
                                 : out.curves[std::size_t(std::lround(share * (Edges::kWidths - 1)))];
                const double half = (line.x2() - line.x1()) / 2;
                path.moveTo(line.p1());
                path.cubicTo(line.p1() + QPointF(half, 0), line.p2() - QPointF(half, 0), line.p2());
            } else if (state == State::Best) {
                out.best.append(line);
            } else if (curved || before.isNull() || std::abs(before.y2() - line.y2()) >= 1 ||
                       std::abs(before.y1() - line.y1()) >= 1) {
                (state == State::Pruned ? out.faded : out.lines).append(line);
                before = line;
            }
        }
    }
    return out;
}

/// Those on the way to the answer lie on top. Straight lines are drawn at once, and none twice into the same pixel.
void TreePainter::paintEdges(QPainter &painter) const {
    const bool curved = view_.detail() != TreeView::Detail::Dot;
    const Edges all = edges();
    QColor way = palette_.color(QPalette::PlaceholderText), weak = way;
    way.setAlphaF(curved ? 0.6f : 0.45f);
    weak.setAlphaF(curved ? 0.3f : 0.2f);
    painter.setBrush(Qt::NoBrush);
    const auto draw = [&](const QVector<QLineF> &straight, const QPainterPath &path, const QPen &pen) {
        painter.setPen(pen);
        painter.drawPath(path);
        painter.drawLines(straight); // those that come from far away too, whose curve nobody sees
    };
    draw(all.faded, all.fadedCurves, QPen(weak, 1));
    for (int width = 0; width < Edges::kWidths; ++width)
        draw(width == 0 ? all.lines : QVector<QLineF>(), all.curves[std::size_t(width)],
             QPen(way, curved ? 1.2 + 1.4 * width : 1));
    painter.setRenderHint(QPainter::Antialiasing);
    draw(all.best, all.bestCurves, QPen(toneColour(Tone::Accent, palette_), 2.4));
    painter.setRenderHint(QPainter::Antialiasing, curved);
}

/// Where several dots of a column fall into one pixel, one of them is drawn, and the best one before all others.
void TreePainter::paintDots(QPainter &painter) {
    QVector<QRectF> best;
    for (qsizetype column = 0; column < layout_.columns.size(); ++column) {
        const auto [from, to] = view_.seen(layout_, column);
        int before = std::numeric_limits<int>::min();
        for (qsizetype at = from; at < to; ++at) {
            const auto &item = layout_.items[layout_.columns[column][at]];
            const QRectF box = view_.boxOf(item);
            const State state = stateOf(item);
            if (state == State::Absent || box.left() > view_.size.width() || box.right() < 0) continue;
            if (state == State::Best) best.append(box.adjusted(-1, -1, 1, 1));
            if (int(box.top()) == before) continue;
            before = int(box.top());
            QColor colour = colourOf(item);
            if (state == State::Pruned) colour.setAlphaF(kFaded);
            painter.fillRect(box, colour);
            ++drawn_;
        }
    }
    for (const QRectF &box : best) painter.fillRect(box, toneColour(Tone::Accent, palette_));
}

void TreePainter::paintBoxes(QPainter &painter) {
    for (qsizetype column = 0; column < layout_.columns.size(); ++column) {
        const auto [from, to] = view_.seen(layout_, column);
        for (qsizetype at = from; at < to; ++at) {
            const int id = layout_.columns[column][at];
            const QRectF box = view_.boxOf(layout_.items[id]);
            const State state = stateOf(layout_.items[id]);
            if (state == State::Absent || !box.intersects(QRectF({0, 0}, view_.size))) continue;
            paintBox(painter, id, state);
            ++drawn_;
        }
    }
}

void TreePainter::paintBox(QPainter &painter, int id, State state) const {
    const auto &item = layout_.items[id];
    const QRectF box = view_.boxOf(item);
    const bool words = view_.detail() >= TreeView::Detail::Line, chain = item.count > 1;
    const double round = 6 * view_.zoom, wide = words ? std::max(3.0, 5 * view_.zoom) : box.width();
    const auto &last = tree_.nodes()[item.last];
    if (chain) { // another card looks out from behind
        painter.setPen(QPen(palette_.color(QPalette::Mid), 1));
        painter.setBrush(palette_.color(QPalette::Base));
        painter.drawRoundedRect(box.translated(3 * view_.zoom, 3 * view_.zoom), round, round);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette_.color(QPalette::Base));
    painter.drawRoundedRect(box, round, round);
    QColor colour = colourOf(item);
    if (state == State::Pruned) colour.setAlphaF(kFaded);
    painter.save();
    painter.setClipRect(QRectF(box.left(), box.top(), wide, box.height()), Qt::IntersectClip);
    painter.setBrush(colour);
    painter.drawRoundedRect(box, round, round);
    painter.restore();
    const QColor frame = state == State::Best ? toneColour(Tone::Accent, palette_) : palette_.color(QPalette::Mid);
    const Qt::PenStyle style = state == State::Pruned ? Qt::DotLine : last.byHand ? Qt::DashLine : Qt::SolidLine;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(last.byHand && state != State::Best ? palette_.color(QPalette::Text) : frame,
                        state == State::Best ? 2 : 1, style));
    painter.drawRoundedRect(box, round, round);
    paintJudgement(painter, item, box);
    if (!words) return;
    painter.save();
    if (state == State::Pruned) painter.setOpacity(0.6);
    paintWords(painter, item, box);
    painter.restore();
    if (view_.detail() == TreeView::Detail::Box) paintSigns(painter, item, box);
}

void TreePainter::paintWords(QPainter &painter, const TreeLayout::Item &item, const QRectF &box) const {
    const auto &first = tree_.nodes()[item.first];
    const bool alone = view_.detail() == TreeView::Detail::Line; // nothing else has room
    const double pad = std::max(7.0, 10 * view_.zoom);
    const QRectF inside = box.adjusted(pad, 4 * view_.zoom, -pad / 2, -4 * view_.zoom);
    const auto line = [&](QFont font, const QColor &colour, const QRectF &room, const QString &text) {
        font.setPixelSize(std::max(alone ? 9 : 7, int(std::lround(QFontMetrics(font).ascent() * 0.95 * view_.zoom))));
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
    };
    QRectF upper = inside, lower = inside;
    if (!alone) upper.setBottom(inside.center().y());
    lower.setTop(inside.center().y());
    QString text;
    if (item.first == 0)
        text = first.name;
    else
        for (int node = item.last;; node = tree_.nodes()[node].parent) {
            if (tree_.isThere(node)) text.prepend(tree_.nodes()[node].text);
            if (node == item.first || text.size() > 400) break;
        }
    line(monospaceFont(), palette_.color(QPalette::Text), upper, shownText(text.left(400).simplified()));
    if (alone) return;
    QString figure = item.first == 0 ? QCoreApplication::translate("Tree", "Problem") : QString();
    if (item.first != 0) figure = nodeFigure(tree_, tree_.isThere(item.last) ? item.last : item.first, look_.shade);
    if (item.count > 1)
        figure.prepend(QCoreApplication::translate("Tree", "%n steps", nullptr, item.count) + QStringLiteral(" · "));
    line(typeFont(Type::Caption), palette_.color(QPalette::PlaceholderText), lower, figure);
}

void TreePainter::paintSigns(QPainter &painter, const TreeLayout::Item &item, const QRectF &box) const {
    const double side = 11 * view_.zoom;
    QRectF place(box.right() - side - 4 * view_.zoom, box.bottom() - side - 5 * view_.zoom, side, side);
    const auto sign = [&](Glyph glyph, const QColor &colour) {
        painter.fillRect(place.adjusted(-2, -1, 2, 1), palette_.color(QPalette::Base));
        drawGlyph(painter, glyph, place, colour);
        place.translate(-side - 4 * view_.zoom, 0);
    };
    const auto right = look_.right ? look_.right(item.last) : std::nullopt;
    if (right)
        sign(*right ? Glyph::Finished : Glyph::Failed, toneColour(*right ? Tone::Good : Tone::Bad, palette_));
    else if (choice_ && choice_->node == item.last)
        sign(choice_->answered ? Glyph::Finished : Glyph::Failed,
             toneColour(choice_->answered ? Tone::Good : Tone::Bad, palette_));
    if (tree_.nodes()[item.last].byHand) sign(Glyph::Draft, palette_.color(QPalette::Text));
    if (look_.marked && look_.marked(item.last)) sign(Glyph::Flag, toneColour(Tone::Warning, palette_));
}

/// Of a folded chain the last label in it.
StepJudgement TreePainter::judgementOf(const TreeLayout::Item &item) const {
    if (!look_.judged) return StepJudgement::None;
    for (int node = item.last; node > 0; node = tree_.nodes()[node].parent) {
        if (const auto found = look_.judged(node); found != StepJudgement::None) return found;
        if (node == item.first) break;
    }
    return StepJudgement::None;
}

/// A plus, a dot or a minus on a disc at the corner, so that it is read without its colour.
void TreePainter::paintJudgement(QPainter &painter, const TreeLayout::Item &item, const QRectF &box) const {
    const StepJudgement judged = judgementOf(item);
    if (judged == StepJudgement::None) return;
    const double half = std::max(4.0, 7 * view_.zoom), arm = 0.55 * half;
    const QPointF middle = box.topRight();
    const Tone tone = judged == StepJudgement::Good  ? Tone::Good
                      : judged == StepJudgement::Bad ? Tone::Bad
                                                     : Tone::Neutral;
    painter.setPen(QPen(palette_.color(QPalette::Base), 1.5));
    painter.setBrush(toneColour(tone, palette_));
    painter.drawEllipse(middle, half, half);
    painter.setPen(QPen(palette_.color(QPalette::Base), std::max(1.2, 1.8 * view_.zoom), Qt::SolidLine, Qt::RoundCap));
    if (judged == StepJudgement::Neutral) {
        painter.drawPoint(middle);
        return;
    }
    painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0));
    if (judged == StepJudgement::Good) painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm));
}

void TreePainter::paintRing(QPainter &painter, int node, bool strong) const {
    const int id = layout_.itemOf.value(node, -1);
    if (id < 0 || !tree_.isThere(node)) return;
    const double away = view_.detail() == TreeView::Detail::Dot ? 3 : 2;
    const QRectF ring = view_.boxOf(layout_.items[id]).adjusted(-away, -away, away, away);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(palette_.color(strong ? QPalette::Link : QPalette::PlaceholderText), strong ? (look_.focus ? 3 : 2) : 1));
    painter.drawRoundedRect(ring, 6 * view_.zoom + away, 6 * view_.zoom + away);
}

} // namespace lapidary
