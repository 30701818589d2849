// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/node_canvas.h"
#include "widgets/common/theme.h"
#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

namespace lapidary {

namespace {
constexpr double kMargin = 4 * kGrid, kLeastZoom = 0.25, kMostZoom = 2.5;
} // namespace

NodeCanvas::NodeCanvas(const QString &objectName, const QString &purpose, QWidget *parent) : QWidget(parent) {
    setObjectName(objectName);
    setAccessibleName(purpose);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 120);
}

void NodeCanvas::setNodes(const QStringList &order, const NodeLayout &layout) {
    order_ = order;
    layout_ = layout;
    if (!layout_.boxes.contains(selected_)) selected_.clear();
    hovered_.clear();
    describe();
    if (fitted_)
        fit();
    else
        keepInSight();
}

QRectF NodeCanvas::boxOf(const QString &id) const {
    const QRectF box = layout_.boxes.value(id);
    return {offset_ + box.topLeft() * zoom_, box.size() * zoom_};
}

QString NodeCanvas::nodeAt(const QPointF &place) const {
    for (auto id = order_.crbegin(); id != order_.crend(); ++id)
        if (boxOf(*id).contains(place)) return *id;
    return {};
}

void NodeCanvas::fit() {
    const QRectF bounds = layout_.bounds;
    fitted_ = true;
    if (bounds.isEmpty() || width() <= 2 * kMargin || height() <= 2 * kMargin) return;
    zoom_ = std::clamp(std::min((width() - 2 * kMargin) / bounds.width(), (height() - 2 * kMargin) / bounds.height()),
                       kLeastZoom, 1.1);
    offset_ = rect().toRectF().center() - bounds.center() * zoom_;
    update();
}

/// At least a corner of the graph stays on the canvas, however far it is dragged.
void NodeCanvas::keepInSight() {
    const QRectF shown(offset_ + layout_.bounds.topLeft() * zoom_, layout_.bounds.size() * zoom_);
    const double most = 12 * kGrid;
    offset_.rx() += std::max(0.0, most - shown.right()) - std::max(0.0, shown.left() - (width() - most));
    offset_.ry() += std::max(0.0, most - shown.bottom()) - std::max(0.0, shown.top() - (height() - most));
    update();
}

/// Moves the graph as little as needed to show the box.
void NodeCanvas::reveal(const QRectF &box) {
    const QRectF room = rect().toRectF().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    if (room.contains(box) || !isVisible()) return; // it has no size of its own before it is shown
    fitted_ = false;
    offset_.rx() += std::max(0.0, room.left() - box.left()) - std::max(0.0, box.right() - room.right());
    offset_.ry() += std::max(0.0, room.top() - box.top()) - std::max(0.0, box.bottom() - room.bottom());
    update();
}

void NodeCanvas::zoomAt(const QPointF &place, double factor) {
    const double zoom = std::clamp(zoom_ * factor, kLeastZoom, kMostZoom);
    offset_ = place - (place - offset_) * (zoom / zoom_);
    zoom_ = zoom;
    fitted_ = false;
    keepInSight();
}

void NodeCanvas::select(const QString &id) {
    if (id == selected_) return;
    selected_ = id;
    if (!id.isEmpty()) reveal(boxOf(id));
    describe();
    update();
}

void NodeCanvas::choose(const QString &id) {
    if (id == selected_) return;
    select(id);
    Q_EMIT selected(id);
}

/// What a screen reader says of the chosen node.
void NodeCanvas::describe() {
    const QString words = selected_.isEmpty() ? tr("Nothing is chosen. The arrows choose.") : sentenceOf(selected_);
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

QPainterPath NodeCanvas::pathOf(const NodeLayout::Edge &edge) {
    QPainterPath path(edge.points.first());
    for (int i = 1; i < edge.points.size(); ++i) {
        const QPointF a = edge.points[i - 1], b = edge.points[i];
        const double half = (b.x() - a.x()) / 2;
        path.cubicTo(a + QPointF(half, 0), b - QPointF(half, 0), b);
    }
    return path;
}

void NodeCanvas::drawEdges(QPainter &painter) const {
    const QPalette &p = palette();
    QColor way = p.color(QPalette::PlaceholderText);
    way.setAlphaF(0.55f);
    for (int pass = 0; pass < 2; ++pass) // those of the chosen node lie on top
        for (const auto &edge : layout_.edges) {
            const bool marked = edge.from == selected_ || edge.to == selected_;
            if (marked != (pass == 1) || isHidden(edge)) continue;
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(marked ? toneColour(Tone::Accent, p) : way, marked ? 2 : 1.2));
            painter.drawPath(pathOf(edge));
        }
}

void NodeCanvas::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(offset_);
    painter.scale(zoom_, zoom_);
    drawEdges(painter);
    for (const QString &id : std::as_const(order_))
        drawNode(painter, id, layout_.boxes.value(id),
                 {.chosen = id == selected_, .hovered = id == hovered_, .focus = hasFocus() && id == selected_});
    drawOver(painter);
    if (hasFocus() && selected_.isEmpty()) {
        painter.resetTransform();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(toneColour(Tone::Accent, palette()), 1));
        painter.drawRoundedRect(rect().toRectF().adjusted(4.5, 4.5, -4.5, -4.5), 6, 6);
    }
}

void NodeCanvas::resizeEvent(QResizeEvent *) {
    if (fitted_)
        fit();
    else
        keepInSight();
}

void NodeCanvas::wheelEvent(QWheelEvent *event) {
    if (event->angleDelta().y() != 0) zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void NodeCanvas::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    pressed_ = event->position();
    begun_ = offset_;
    dragging_ = false;
    if (event->button() == Qt::LeftButton) choose(nodeAt(pressed_));
}

void NodeCanvas::mouseMoveEvent(QMouseEvent *event) {
    if (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) {
        const QPointF way = event->position() - pressed_;
        dragging_ |= way.manhattanLength() > QApplication::startDragDistance();
        if (!dragging_) return;
        offset_ = begun_ + way;
        fitted_ = false;
        setCursor(Qt::ClosedHandCursor);
        return keepInSight();
    }
    const QString under = nodeAt(event->position());
    if (under == hovered_) return;
    hovered_ = under;
    setCursor(under.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void NodeCanvas::mouseReleaseEvent(QMouseEvent *) {
    dragging_ = false;
    setCursor(hovered_.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void NodeCanvas::mouseDoubleClickEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton) return;
    const QString id = nodeAt(event->position());
    if (id.isEmpty()) return fit();
    choose(id);
    Q_EMIT opened(id);
}

void NodeCanvas::keyPressEvent(QKeyEvent *event) {
    const auto step = [this](int dx, int dy) {
        if (!order_.isEmpty()) choose(selected_.isEmpty() ? order_.first() : neighbourOf(layout_, selected_, dx, dy));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1, 0);
    case Qt::Key_Right:
        return step(1, 0);
    case Qt::Key_Up:
        return step(0, -1);
    case Qt::Key_Down:
        return step(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!selected_.isEmpty()) Q_EMIT opened(selected_);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAt(rect().toRectF().center(), 1.25);
    case Qt::Key_Minus:
        return zoomAt(rect().toRectF().center(), 0.8);
    case Qt::Key_Home:
    case Qt::Key_0:
        return fit();
    case Qt::Key_Escape:
        return choose({});
    default:
        QWidget::keyPressEvent(event);
    }
}

/// By the mouse: of the node under it. By the key: of the chosen one.
void NodeCanvas::contextMenuEvent(QContextMenuEvent *event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse) choose(nodeAt(event->pos()));
    if (selected_.isEmpty()) return;
    Q_EMIT menuRequested(selected_,
                         byMouse ? event->globalPos() : mapToGlobal(boxOf(selected_).bottomLeft().toPoint()));
}

bool NodeCanvas::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString id = nodeAt(help->pos());
        QToolTip::showText(help->globalPos(), id.isEmpty() ? QString() : sentenceOf(id).toHtmlEscaped(), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() == QEvent::Leave && !hovered_.isEmpty()) {
        hovered_.clear();
        update();
    }
    return QWidget::event(event);
}

} // namespace lapidary
