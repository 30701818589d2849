// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/reason/tree_canvas.h"
#include "widgets/charts/picture_file.h"
#include "widgets/common/theme.h"
#include "widgets/models/reason_view_model.h"
#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

namespace lapidary {

namespace {
constexpr double kMargin = 4 * kGrid, kLegend = 7 * kGrid;
} // namespace

TreeCanvas::TreeCanvas(ReasonViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("treeCanvas"));
    setAccessibleName(tr("Tree of the search"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(200, 120);
    connect(&model_, &ReasonViewModel::treeShown, this, &TreeCanvas::showTree);
    connect(&model_, &ReasonViewModel::treeChanged, this, &TreeCanvas::refresh);
    connect(&model_, &ReasonViewModel::nodeChanged, this, [this] {
        describe();
        if (const QRectF box = boxOf(model_.node()); !box.isNull() && isVisible()) {
            const QPointF before = view_.offset;
            view_.reveal(box, kMargin);
            fitted_ &= before == view_.offset;
        }
        update();
    });
    showTree();
}

void TreeCanvas::showTree() {
    fitted_ = true;
    hovered_ = -1;
    refresh();
}

void TreeCanvas::refresh() {
    range_ = model_.tree() ? rangeOf(*model_.tree(), shade_) : ShadeRange{.low = 1, .high = 0};
    describe();
    if (fitted_)
        fit();
    else
        update();
}

void TreeCanvas::setHint(const QString &hint) {
    hint_ = hint;
    update();
}

void TreeCanvas::setShade(TreeShade shade) {
    shade_ = shade;
    refresh();
}

void TreeCanvas::fit() {
    fitted_ = true;
    view_.size = size();
    view_.fit(model_.layout(), kMargin, kLegend - kMargin);
    fitZoom_ = view_.zoom;
    update();
}

QRectF TreeCanvas::boxOf(int node) const {
    const int item = node < 0 ? -1 : model_.layout().itemOf.value(node, -1);
    return item < 0 ? QRectF() : view_.boxOf(model_.layout().items[item]);
}

int TreeCanvas::nodeAt(const QPointF &place) const {
    if (!model_.tree()) return -1;
    const int item = view_.itemAt(model_.layout(), place);
    if (item < 0) return -1;
    const int node = model_.layout().items[item].last;
    return model_.tree()->isThere(node) ? node : -1;
}

void TreeCanvas::choose(int node) {
    if (node < 0 || !model_.tree() || !model_.tree()->isThere(node)) return;
    model_.choose(node);
}

/// What a screen reader says of the chosen node.
void TreeCanvas::describe() {
    const bool chosen = model_.tree() && model_.node() >= 0;
    const QString words =
        chosen ? nodeSentence(*model_.tree(), model_.node()) : tr("Nothing is chosen. The arrows choose.");
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

TreePainter TreeCanvas::painterOf(const TreeView &view, bool marks) const {
    return TreePainter(*model_.tree(), model_.layout(), view, palette(),
                       {.shade = shade_,
                        .range = range_,
                        .selected = marks ? model_.node() : -1,
                        .hovered = marks ? hovered_ : -1,
                        .focus = hasFocus(),
                        .marked = [this](int node) { return model_.isMarked(node); },
                        .judged = [this](int node) { return model_.judgement(node); },
                        .right = [this](int node) { return model_.isRight(node); }});
}

void TreeCanvas::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    if (!model_.tree()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const int side = std::max(0, (width() - 100 * kGrid) / 2);
        painter.drawText(rect().adjusted(side, 0, -side, 0), Qt::AlignCenter | Qt::TextWordWrap, hint_);
        return;
    }
    TreePainter tree = painterOf(view_, true);
    tree.paint(painter);
    drawn_ = tree.drawn();
    paintLegend(painter, {kMargin, height() - kLegend + 2 * kGrid}, shade_, range_, palette());
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(toneColour(Tone::Accent, palette()), 1));
    painter.drawRoundedRect(rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

bool TreeCanvas::writePicture(const QString &file) const {
    if (!model_.tree()) return false;
    constexpr double kMostPixels = 12000;
    TreeView view;
    view.leastColumn = 24;
    const QRectF asItIs = view.extent(model_.layout());
    const double most = std::max(asItIs.width(), asItIs.height());
    view.zoom = std::min(1.0, kMostPixels / std::max(1.0, most));
    const QRectF whole = view.extent(model_.layout());
    view.offset -= whole.topLeft() - QPointF(kMargin, kMargin);
    view.size = whole.size() + QSizeF(2 * kMargin, kMargin + kLegend + kMargin);
    const auto draw = [&](QPainter &painter) {
        painter.fillRect(QRectF({0, 0}, view.size), palette().color(QPalette::Window));
        painterOf(view, false).paint(painter);
        paintLegend(painter, {kMargin, view.size.height() - kLegend + 2 * kGrid}, shade_, range_, palette());
    };
    return lapidary::writePicture(file, model_.tree()->nodes()[0].name, view.size.toSize(), draw);
}

void TreeCanvas::resizeEvent(QResizeEvent *) {
    view_.size = size();
    if (fitted_) return fit();
    view_.keepInSight(model_.layout());
    update();
}

void TreeCanvas::zoomAt(const QPointF &place, double factor) {
    view_.zoomAt(place, factor, fitZoom_ / 2);
    fitted_ = false;
    view_.keepInSight(model_.layout());
    update();
}

void TreeCanvas::wheelEvent(QWheelEvent *event) {
    if (event->angleDelta().y() != 0) zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void TreeCanvas::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    pressed_ = event->position();
    begun_ = view_.offset;
    dragging_ = false;
    if (event->button() == Qt::LeftButton) choose(nodeAt(pressed_));
}

void TreeCanvas::mouseMoveEvent(QMouseEvent *event) {
    if (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) {
        const QPointF way = event->position() - pressed_;
        dragging_ |= way.manhattanLength() > QApplication::startDragDistance();
        if (!dragging_) return;
        view_.offset = begun_ + way;
        fitted_ = false;
        setCursor(Qt::ClosedHandCursor);
        view_.keepInSight(model_.layout());
        return update();
    }
    const int under = nodeAt(event->position());
    if (under == hovered_) return;
    hovered_ = under;
    setCursor(under < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void TreeCanvas::mouseReleaseEvent(QMouseEvent *) {
    dragging_ = false;
    setCursor(hovered_ < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void TreeCanvas::mouseDoubleClickEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton) return;
    const int node = nodeAt(event->position());
    if (node < 0) return fit();
    model_.toggleChain(node);
}

/// To a neighbour; of a node nothing is there yet, to the problem.
bool TreeCanvas::walk(int key) {
    const SearchTreeModel *tree = model_.tree();
    const TreeLayout &layout = model_.layout();
    if (!tree) return false;
    if (key == Qt::Key_Home) return choose(0), true;
    if (key == Qt::Key_End) {
        if (const auto choice = tree->choice()) choose(choice->node);
        return true;
    }
    if (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Up && key != Qt::Key_Down) return false;
    if (model_.node() < 0) return choose(0), true;
    const int at = layout.itemOf.value(model_.node(), -1);
    if (at < 0) return true;
    if (key == Qt::Key_Left && layout.items[at].parent >= 0) choose(layout.items[layout.items[at].parent].last);
    if (key == Qt::Key_Right) {
        const auto choice = tree->choice();
        const QVector<int> best = choice ? tree->pathTo(choice->node) : QVector<int>();
        int to = -1;
        for (const int child : layout.childrenOf(at))
            if (const int node = layout.items[child].last;
                tree->isThere(layout.items[child].first) && (to < 0 || best.contains(node)))
                to = node;
        choose(to);
    }
    const int by = key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : 0;
    for (int item = at; by != 0;) { // over those that have not come yet
        const int next = layout.siblingOf(item, by);
        if (next == item) break;
        item = next;
        if (tree->isThere(layout.items[item].last)) {
            choose(layout.items[item].last);
            break;
        }
    }
    return true;
}

bool TreeCanvas::act(int key) {
    const int node = model_.node();
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAt(rect().toRectF().center(), 1.25), true;
    case Qt::Key_Minus:
        return zoomAt(rect().toRectF().center(), 0.8), true;
    case Qt::Key_0:
        return fit(), true;
    case Qt::Key_Space:
        return model_.toggleChain(node), true;
    default:
        break;
    }
    if (node < 0) return false;
    if (key == Qt::Key_G) return Q_EMIT expandWanted(node), true;
    if (key == Qt::Key_E) return Q_EMIT editWanted(node), true;
    if (key == Qt::Key_W) return Q_EMIT appendWanted(node), true;
    if (key == Qt::Key_T) return Q_EMIT tokensWanted(), true;
    if (key == Qt::Key_C) return Q_EMIT capWanted(), true;
    if (key == Qt::Key_B) return model_.toggleMark(node), true;
    if (key == Qt::Key_1) return model_.judge(node, StepJudgement::Good), true;
    if (key == Qt::Key_2) return model_.judge(node, StepJudgement::Neutral), true;
    if (key == Qt::Key_3) return model_.judge(node, StepJudgement::Bad), true;
    return false;
}

void TreeCanvas::keyPressEvent(QKeyEvent *event) {
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || (!walk(event->key()) && !act(event->key()))) QWidget::keyPressEvent(event);
}

/// By the mouse: of the node under it. By the key: of the chosen one.
void TreeCanvas::contextMenuEvent(QContextMenuEvent *event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse) choose(nodeAt(event->pos()));
    const int node = byMouse ? nodeAt(event->pos()) : model_.node();
    if (node < 0) return;
    Q_EMIT menuRequested(node, byMouse ? event->globalPos() : mapToGlobal(boxOf(node).bottomLeft().toPoint()));
}

bool TreeCanvas::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int node = nodeAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           node < 0 ? QString() : nodeSentence(*model_.tree(), node).left(600).toHtmlEscaped(), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() == QEvent::Leave && hovered_ >= 0) {
        hovered_ = -1;
        update();
    }
    return QWidget::event(event);
}

} // namespace lapidary
