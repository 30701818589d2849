// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/common/theme.h"
#include "widgets/panels/home/stage_painter.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <cmath>

namespace lapidary {

namespace {
constexpr int kRefreshMs = 250;
constexpr double kDot = 4, kReach = 9; ///< of the graph: how large an output is drawn, and how near is on it
constexpr double kEnd = 26;            ///< how much of an edge before its end can be taken
} // namespace

GraphCanvas::GraphCanvas(HomeViewModel &model, CanvasViewModel &edits, QWidget *parent)
    : NodeCanvas(QStringLiteral("graph"), tr("Stages of the experiment"), parent), model_(model), edits_(edits) {
    refresh_.setSingleShot(true);
    refresh_.setInterval(kRefreshMs);
    connect(&refresh_, &QTimer::timeout, this, &GraphCanvas::readViews);
    connect(&model_, &HomeViewModel::stagesChanged, this, [this] {
        if (isVisible() && !refresh_.isActive()) refresh_.start();
    });
    connect(&model_, &HomeViewModel::graphChanged, this, [this] {
        readViews();
        wire_.reset();
        QStringList order;
        for (const StageNode &node : model_.graph().nodes) order.append(node.id);
        setNodes(order, model_.layout());
    });
    connect(&edits_, &CanvasViewModel::experimentChanged, this, qOverload<>(&QWidget::update));
}

void GraphCanvas::readViews() {
    refresh_.stop();
    views_.clear();
    for (const StageNode &node : model_.graph().nodes) views_.insert(node.id, model_.view(node));
    describe();
    update();
}

void GraphCanvas::drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const {
    const StageNode *node = model_.graph().find(id);
    if (!node) return;
    const bool apart = wire_ && id != wire_->from && !wire_->fitting.contains(id);
    painter.setOpacity(apart ? 0.35 : 1);
    if (wire_ && wire_->fitting.contains(id)) look.hovered = true;
    drawStage(painter, box, *node, views_.value(id), palette(), look);
    painter.setOpacity(1);
}

QString GraphCanvas::sentenceOf(const QString &id) const {
    const StageNode *node = model_.graph().find(id);
    return node ? lapidary::sentenceOf(*node, views_.value(id)) : QString();
}

/// The outputs, and the edge on its way.
void GraphCanvas::drawOver(QPainter &painter) const {
    if (!edits_.isEditable()) return;
    const QColor accent = toneColour(Tone::Accent, palette());
    for (const QString &id : order()) {
        if (!CanvasViewModel::givesSomething(id)) continue;
        const QRectF box = nodes().boxes.value(id);
        painter.setPen(QPen(id == selectedNode() ? accent : palette().color(QPalette::PlaceholderText), 1.2));
        painter.setBrush(palette().color(QPalette::Base));
        painter.drawEllipse(QPointF(box.right(), box.center().y()), kDot, kDot);
    }
    if (!wire_) return;
    for (const QString &id : wire_->fitting) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accent, id == wire_->over ? 3 : 1.5));
        painter.drawRoundedRect(nodes().boxes.value(id).adjusted(-2, -2, 2, 2), 7, 7);
    }
    const QRectF box = nodes().boxes.value(wire_->from);
    const bool wrong = !wire_->over.isEmpty() && !wire_->fitting.contains(wire_->over);
    painter.setPen(QPen(wrong ? toneColour(Tone::Bad, palette()) : accent, 2, wrong ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(pathOf({wire_->from, {}, {{box.right(), box.center().y()}, wire_->end}}));
}

bool GraphCanvas::isHidden(const NodeLayout::Edge &edge) const {
    return wire_ && edge.from == wire_->from && edge.to == wire_->grabbed;
}

void GraphCanvas::showEvent(QShowEvent *) {
    readViews();
}

QPointF GraphCanvas::outputOf(const QString &id) const {
    const QRectF box = boxOf(id);
    return {box.right(), box.center().y()};
}

QString GraphCanvas::outputAt(const QPointF &place) const {
    for (const QString &id : order())
        if (CanvasViewModel::givesSomething(id) &&
            (outputOf(id) - place).manhattanLength() <= kReach * std::max(zoom(), 0.6))
            return id;
    return {};
}

/// Edges end in one point; a little before it they are apart. Those of the chosen node go first.
const NodeLayout::Edge *GraphCanvas::edgeEndAt(const QPointF &place) const {
    const QPointF here = onGraph(place);
    const NodeLayout::Edge *best = nullptr;
    double least = kReach;
    for (const auto &edge : nodes().edges) {
        const QPainterPath path = pathOf(edge);
        const double length = path.length();
        for (double back = 3; back <= std::min(kEnd, length / 2); back += 2) {
            const QPointF way = path.pointAtPercent(path.percentAtLength(length - back)) - here;
            const double far = std::hypot(way.x(), way.y()) + (edge.from == selectedNode() ? 0 : 0.5);
            if (far >= least) continue;
            least = far;
            best = &edge;
        }
    }
    return best;
}

void GraphCanvas::beginWire(const QString &from, const QString &grabbed, const QPointF &place) {
    const QStringList fitting = edits_.fitting(from);
    wire_ = Wire{from, grabbed, onGraph(place), {}, QSet<QString>(fitting.begin(), fitting.end())};
    if (!grabbed.isEmpty() && grabbed.contains(QLatin1Char(':'))) wire_->fitting.insert(grabbed);
    choose(from);
    setCursor(Qt::CrossCursor);
    tell(grabbed.isEmpty() ? tr("Let go on a stage or an arm that lights up.")
                           : tr("Let go beside everything to take this input away."));
    update();
}

void GraphCanvas::tell(const QString &words) {
    if (words == hint_) return;
    hint_ = words;
    Q_EMIT told(words);
}

void GraphCanvas::mousePressEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton && edits_.isEditable()) {
        setFocus(Qt::MouseFocusReason);
        if (const QString from = outputAt(event->position()); !from.isEmpty())
            return beginWire(from, {}, event->position());
        const QString node = nodeAt(event->position());
        if (const auto *edge = node.isEmpty() ? edgeEndAt(event->position()) : nullptr)
            return beginWire(edge->from, edge->to, event->position());
    }
    NodeCanvas::mousePressEvent(event);
}

void GraphCanvas::mouseMoveEvent(QMouseEvent *event) {
    if (!wire_) return NodeCanvas::mouseMoveEvent(event);
    wire_->end = onGraph(event->position());
    const QString over = nodeAt(event->position());
    if (over != wire_->over) {
        wire_->over = over;
        const bool wrong = !over.isEmpty() && over != wire_->from && !wire_->fitting.contains(over);
        tell(wrong ? edits_.portsFor(wire_->from, over).reason : QString());
    }
    update();
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent *event) {
    if (!wire_) return NodeCanvas::mouseReleaseEvent(event);
    endWire(event->position());
}

void GraphCanvas::endWire(const QPointF &place) {
    const Wire wire = *wire_;
    wire_.reset();
    setCursor(Qt::ArrowCursor);
    update();
    const QString to = nodeAt(place);
    const bool fits = wire.fitting.contains(to);
    if (to.isEmpty() || fits || to == wire.from) tell({}); // why it does not fit stays to be read
    if (to == wire.grabbed || to == wire.from) return;
    if (to.isEmpty() && !wire.grabbed.isEmpty()) return edits_.unwire(wire.from, wire.grabbed);
    if (fits) connectTo(wire, to, mapToGlobal(place.toPoint()));
}

/// Where it is not plain which input is meant, the person says it.
void GraphCanvas::connectTo(const Wire &wire, const QString &to, const QPoint &place) {
    const auto ports = edits_.portsFor(wire.from, to);
    const auto put = [this, wire, to](const QString &port) {
        if (wire.grabbed.isEmpty())
            edits_.wire(wire.from, to, port);
        else
            edits_.rewire(wire.from, wire.grabbed, to, port);
    };
    if (ports.sure) return put(ports.names.first());
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("portMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &port : ports.names)
        menu->addAction(tr("As its %1").arg(port), this, [put, port] { put(port); });
    menu->popup(place);
}

bool GraphCanvas::doKey(QKeyEvent *event) {
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = edits_.copy(selectedNode()); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
    } else if (event->matches(QKeySequence::Cut)) {
        if (const QString text = edits_.copy(selectedNode()); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
        edits_.remove(selectedNode());
    } else if (event->matches(QKeySequence::Paste)) {
        edits_.paste(QGuiApplication::clipboard()->text());
    } else if (event->matches(QKeySequence::Delete) || event->key() == Qt::Key_Backspace) {
        edits_.remove(selectedNode());
    } else if (event->key() == Qt::Key_F2) {
        if (!selectedNode().isEmpty()) Q_EMIT renameRequested(selectedNode());
    } else {
        return false;
    }
    return true;
}

void GraphCanvas::keyPressEvent(QKeyEvent *event) {
    if (wire_ && event->key() == Qt::Key_Escape) {
        wire_.reset();
        tell({});
        return update();
    }
    if (!edits_.isEditable() || !doKey(event)) NodeCanvas::keyPressEvent(event);
}

/// These keys are the canvas's own while it has the focus, whatever actions the window has on them.
bool GraphCanvas::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && edits_.isEditable()) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Cut) || key->matches(QKeySequence::Paste) ||
            key->matches(QKeySequence::Delete) || key->key() == Qt::Key_F2) {
            event->accept();
            return true;
        }
    }
    return NodeCanvas::event(event);
}

} // namespace lapidary
