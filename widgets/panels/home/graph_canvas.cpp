// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/common/theme.h"
#include "widgets/panels/home/stage_painter.h"
#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

namespace lapidary {

namespace {
constexpr double kMargin = 4 * kGrid, kLeastZoom = 0.25, kMostZoom = 2.5;
constexpr int kRefreshMs = 250;
} // namespace

GraphCanvas::GraphCanvas(HomeViewModel &model, QWidget *parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("graph"));
    setAccessibleName(tr("Stages of the experiment"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 120);
    refresh_.setSingleShot(true);
    refresh_.setInterval(kRefreshMs);
    connect(&refresh_, &QTimer::timeout, this, &GraphCanvas::readViews);
    connect(&model_, &HomeViewModel::stagesChanged, this, [this] {
        if (isVisible() && !refresh_.isActive()) refresh_.start();
    });
    connect(&model_, &HomeViewModel::graphChanged, this, [this] {
        if (!model_.graph().find(selected_)) selected_.clear();
        hovered_.clear();
        readViews();
        if (fitted_) fit();
        else keepInSight();
    });
}

void GraphCanvas::readViews() {
    refresh_.stop();
    views_.clear();
    for (const StageNode &node : model_.graph().nodes) views_.insert(node.id, model_.view(node));
    describe();
    update();
}

QRectF GraphCanvas::boxOf(const QString &stage) const {
    const QRectF box = model_.layout().boxes.value(stage);
    return {offset_ + box.topLeft() * zoom_, box.size() * zoom_};
}

QString GraphCanvas::stageAt(const QPointF &place) const {
    for (const StageNode &node : model_.graph().nodes)
        if (boxOf(node.id).contains(place)) return node.id;
    return {};
}

void GraphCanvas::fit() {
    const QRectF bounds = model_.layout().bounds;
    fitted_ = true;
    if (bounds.isEmpty() || width() <= 2 * kMargin || height() <= 2 * kMargin) return;
    zoom_ = std::clamp(std::min((width() - 2 * kMargin) / bounds.width(), (height() - 2 * kMargin) / bounds.height()), kLeastZoom, 1.1);
    offset_ = rect().toRectF().center() - bounds.center() * zoom_;
    update();
}

/// At least a corner of the graph stays on the canvas, however far it is dragged.
void GraphCanvas::keepInSight() {
    const QRectF shown(offset_ + model_.layout().bounds.topLeft() * zoom_, model_.layout().bounds.size() * zoom_);
    const double most = 12 * kGrid;
    offset_.rx() += std::max(0.0, most - shown.right()) - std::max(0.0, shown.left() - (width() - most));
    offset_.ry() += std::max(0.0, most - shown.bottom()) - std::max(0.0, shown.top() - (height() - most));
    update();
}

/// Moves the graph as little as needed to show the box.
void GraphCanvas::reveal(const QRectF &box) {
    const QRectF room = rect().toRectF().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    if (room.contains(box)) return;
    fitted_ = false;
    offset_.rx() += std::max(0.0, room.left() - box.left()) - std::max(0.0, box.right() - room.right());
    offset_.ry() += std::max(0.0, room.top() - box.top()) - std::max(0.0, box.bottom() - room.bottom());
    update();
}

void GraphCanvas::zoomAt(const QPointF &place, double factor) {
    const double zoom = std::clamp(zoom_ * factor, kLeastZoom, kMostZoom);
    offset_ = place - (place - offset_) * (zoom / zoom_);
    zoom_ = zoom;
    fitted_ = false;
    keepInSight();
}

void GraphCanvas::select(const QString &stage) {
    if (stage == selected_) return;
    selected_ = stage;
    if (!stage.isEmpty()) reveal(boxOf(stage));
    describe();
    update();
}

void GraphCanvas::choose(const QString &stage) {
    if (stage == selected_) return;
    select(stage);
    Q_EMIT selected(stage);
}

/// What a screen reader says of the chosen stage.
void GraphCanvas::describe() {
    const StageNode *node = model_.graph().find(selected_);
    const QString words = node ? sentenceOf(*node, views_.value(selected_)) : tr("No stage is chosen. The arrows choose one.");
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
}

void GraphCanvas::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(offset_);
    painter.scale(zoom_, zoom_);
    const QPalette &p = palette();
    QColor way = p.color(QPalette::PlaceholderText);
    way.setAlphaF(0.55f);
    for (int pass = 0; pass < 2; ++pass) // those of the chosen stage lie on top
        for (const auto &edge : model_.layout().edges) {
            const bool marked = edge.from == selected_ || edge.to == selected_;
            if (marked != (pass == 1)) continue;
            QPainterPath path(edge.points.first());
            for (int i = 1; i < edge.points.size(); ++i) {
                const QPointF a = edge.points[i - 1], b = edge.points[i];
                const double half = (b.x() - a.x()) / 2;
                path.cubicTo(a + QPointF(half, 0), b - QPointF(half, 0), b);
            }
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(marked ? toneColour(Tone::Accent, p) : way, marked ? 2 : 1.2));
            painter.drawPath(path);
        }
    for (const StageNode &node : model_.graph().nodes)
        drawStage(painter, model_.layout().boxes.value(node.id), node, views_.value(node.id), p,
                  {.chosen = node.id == selected_, .hovered = node.id == hovered_, .focus = hasFocus() && node.id == selected_});
    if (hasFocus() && selected_.isEmpty()) {
        painter.resetTransform();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(toneColour(Tone::Accent, p), 1));
        painter.drawRoundedRect(rect().toRectF().adjusted(4.5, 4.5, -4.5, -4.5), 6, 6);
    }
}

void GraphCanvas::resizeEvent(QResizeEvent *) {
    if (fitted_) fit();
    else keepInSight();
}

void GraphCanvas::showEvent(QShowEvent *) { readViews(); }

void GraphCanvas::wheelEvent(QWheelEvent *event) {
    if (event->angleDelta().y() != 0) zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void GraphCanvas::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    pressed_ = event->position();
    begun_ = offset_;
    dragging_ = false;
    if (event->button() == Qt::LeftButton) choose(stageAt(pressed_));
}

void GraphCanvas::mouseMoveEvent(QMouseEvent *event) {
    if (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) {
        const QPointF way = event->position() - pressed_;
        dragging_ |= way.manhattanLength() > QApplication::startDragDistance();
        if (!dragging_) return;
        offset_ = begun_ + way;
        fitted_ = false;
        setCursor(Qt::ClosedHandCursor);
        return keepInSight();
    }
    const QString under = stageAt(event->position());
    if (under == hovered_) return;
    hovered_ = under;
    setCursor(under.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent *) {
    dragging_ = false;
    setCursor(hovered_.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton) return;
    const QString stage = stageAt(event->position());
    if (stage.isEmpty()) return fit();
    choose(stage);
    Q_EMIT opened(stage);
}

void GraphCanvas::keyPressEvent(QKeyEvent *event) {
    const auto step = [this](int dx, int dy) {
        const auto &nodes = model_.graph().nodes;
        if (nodes.isEmpty()) return;
        choose(selected_.isEmpty() ? nodes.first().id : neighbourOf(model_.layout(), selected_, dx, dy));
    };
    switch (event->key()) {
    case Qt::Key_Left: return step(-1, 0);
    case Qt::Key_Right: return step(1, 0);
    case Qt::Key_Up: return step(0, -1);
    case Qt::Key_Down: return step(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!selected_.isEmpty()) Q_EMIT opened(selected_);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomAt(rect().toRectF().center(), 1.25);
    case Qt::Key_Minus: return zoomAt(rect().toRectF().center(), 0.8);
    case Qt::Key_Home:
    case Qt::Key_0: return fit();
    case Qt::Key_Escape: return choose({});
    default: QWidget::keyPressEvent(event);
    }
}

/// By the mouse: of the stage under it. By the key: of the chosen one.
void GraphCanvas::contextMenuEvent(QContextMenuEvent *event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse) choose(stageAt(event->pos()));
    if (selected_.isEmpty()) return;
    Q_EMIT menuRequested(selected_, byMouse ? event->globalPos() : mapToGlobal(boxOf(selected_).bottomLeft().toPoint()));
}

bool GraphCanvas::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const StageNode *node = model_.graph().find(stageAt(help->pos()));
        QToolTip::showText(help->globalPos(), node ? sentenceOf(*node, views_.value(node->id)).toHtmlEscaped() : QString(), this);
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
