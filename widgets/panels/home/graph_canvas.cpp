// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/home/graph_canvas.h"
#include "widgets/panels/home/stage_painter.h"

namespace lapidary {

namespace {
constexpr int kRefreshMs = 250;
}

GraphCanvas::GraphCanvas(HomeViewModel &model, QWidget *parent)
    : NodeCanvas(QStringLiteral("graph"), tr("Stages of the experiment"), parent), model_(model) {
    refresh_.setSingleShot(true);
    refresh_.setInterval(kRefreshMs);
    connect(&refresh_, &QTimer::timeout, this, &GraphCanvas::readViews);
    connect(&model_, &HomeViewModel::stagesChanged, this, [this] {
        if (isVisible() && !refresh_.isActive()) refresh_.start();
    });
    connect(&model_, &HomeViewModel::graphChanged, this, [this] {
        readViews();
        QStringList order;
        for (const StageNode &node : model_.graph().nodes) order.append(node.id);
        setNodes(order, model_.layout());
    });
}

void GraphCanvas::readViews() {
    refresh_.stop();
    views_.clear();
    for (const StageNode &node : model_.graph().nodes) views_.insert(node.id, model_.view(node));
    describe();
    update();
}

void GraphCanvas::drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const {
    if (const StageNode *node = model_.graph().find(id))
        drawStage(painter, box, *node, views_.value(id), palette(), look);
}

QString GraphCanvas::sentenceOf(const QString &id) const {
    const StageNode *node = model_.graph().find(id);
    return node ? lapidary::sentenceOf(*node, views_.value(id)) : QString();
}

void GraphCanvas::showEvent(QShowEvent *) {
    readViews();
}

} // namespace lapidary
