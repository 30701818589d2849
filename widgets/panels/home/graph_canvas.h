// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/node_canvas.h"
#include "widgets/models/canvas_view_model.h"
#include "widgets/models/home_view_model.h"
#include <QSet>
#include <QTimer>

namespace lapidary {

/// The stages of the experiment, each with its state. Where it may be changed: an edge is drawn from the dot at the
/// right of a node to another node, and its end can be taken off again; Delete, F2 and the keys of the clipboard do
/// what they do elsewhere.
class GraphCanvas : public NodeCanvas {
    Q_OBJECT
public:
    GraphCanvas(HomeViewModel &model, CanvasViewModel &edits, QWidget *parent = nullptr);
    /// Where an edge begins, on the widget.
    QPointF outputOf(const QString &id) const;
    /// What is said while an edge is drawn, or empty.
    QString hint() const { return hint_; }

Q_SIGNALS:
    void renameRequested(const QString &id);
    void told(const QString &words); ///< why an edge may not end there; empty: nothing any more

protected:
    void drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const override;
    QString sentenceOf(const QString &id) const override;
    void drawOver(QPainter &painter) const override;
    bool isHidden(const NodeLayout::Edge &edge) const override;
    void showEvent(QShowEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// An edge on its way: from a node to the mouse.
    struct Wire {
        QString from{}, grabbed{}; ///< grabbed: the node whose input it was taken off; empty: a new edge
        QPointF end{};             ///< on the graph
        QString over{};
        QSet<QString> fitting{};
    };
    void readViews();
    QString outputAt(const QPointF &place) const;
    const NodeLayout::Edge *edgeEndAt(const QPointF &place) const;
    void beginWire(const QString &from, const QString &grabbed, const QPointF &place);
    void endWire(const QPointF &place);
    void connectTo(const Wire &wire, const QString &to, const QPoint &place);
    void tell(const QString &words);
    bool doKey(QKeyEvent *event);
    HomeViewModel &model_;
    CanvasViewModel &edits_;
    QHash<QString, StageView> views_; ///< as drawn: asking for them costs too much for every frame
    std::optional<Wire> wire_;
    QString hint_;
    QTimer refresh_;
};

} // namespace lapidary
