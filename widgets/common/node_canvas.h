// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/node_layout.h"
#include <QPainterPath>
#include <QStringList>
#include <QWidget>

namespace lapidary {

struct NodeLook {
    bool chosen = false, hovered = false, focus = false;
};

/// A graph on a canvas: the wheel zooms, dragging moves, a click chooses, a double click opens; with the focus the
/// arrows move the choice, Return opens, + and - zoom, Home shows all. What a node looks like and says is for others to
/// tell.
class NodeCanvas : public QWidget {
    Q_OBJECT
public:
    NodeCanvas(const QString &objectName, const QString &purpose, QWidget *parent = nullptr);
    void select(const QString &id);
    QString selectedNode() const { return selected_; }
    void fit();
    double zoom() const { return zoom_; }
    /// Where a node stands on the widget now.
    QRectF boxOf(const QString &id) const;

Q_SIGNALS:
    void selected(const QString &id);
    void opened(const QString &id);
    void menuRequested(const QString &id, const QPoint &place); ///< place: of the screen

protected:
    /// `order`: the first is chosen first by the arrows, and later ones are drawn over earlier ones.
    void setNodes(const QStringList &order, const NodeLayout &layout);
    void describe(); ///< to a screen reader, what the chosen node is now
    virtual void drawNode(QPainter &painter, const QString &id, const QRectF &box, NodeLook look) const = 0;
    virtual QString sentenceOf(const QString &id) const = 0;
    virtual void drawOver(QPainter &) const {} ///< in the graph's coordinates, above all nodes
    virtual bool isHidden(const NodeLayout::Edge &) const { return false; }

    QString nodeAt(const QPointF &place) const;
    void choose(const QString &id);
    const NodeLayout &nodes() const { return layout_; }
    const QStringList &order() const { return order_; }
    QPointF onGraph(const QPointF &place) const { return (place - offset_) / zoom_; }
    static QPainterPath pathOf(const NodeLayout::Edge &edge);

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    void zoomAt(const QPointF &place, double factor);
    void keepInSight();
    void reveal(const QRectF &box);
    void drawEdges(QPainter &painter) const;
    QStringList order_;
    NodeLayout layout_;
    QString selected_, hovered_;
    double zoom_ = 1;
    QPointF offset_; ///< of the graph's origin on the widget
    QPointF pressed_, begun_;
    bool fitted_ = true, dragging_ = false;
};

} // namespace lapidary
