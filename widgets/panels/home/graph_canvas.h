// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/home_view_model.h"
#include <QTimer>
#include <QWidget>

namespace lapidary {

/// The stages on a canvas: the wheel zooms, dragging moves, a click chooses, a double click opens; with the focus the
/// arrows move the choice, Return opens, + and - zoom, Home shows all.
class GraphCanvas : public QWidget {
    Q_OBJECT
public:
    explicit GraphCanvas(HomeViewModel &model, QWidget *parent = nullptr);
    void select(const QString &stage);
    QString selectedStage() const { return selected_; }
    void fit();
    double zoom() const { return zoom_; }
    /// Where a stage stands on the widget now.
    QRectF boxOf(const QString &stage) const;

Q_SIGNALS:
    void selected(const QString &stage);
    void opened(const QString &stage);
    void menuRequested(const QString &stage, const QPoint &place); ///< place: of the screen

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString stageAt(const QPointF &place) const;
    void choose(const QString &stage);
    void zoomAt(const QPointF &place, double factor);
    void keepInSight();
    void reveal(const QRectF &box);
    void readViews();
    void describe();
    HomeViewModel &model_;
    QHash<QString, StageView> views_; ///< as drawn: asking for them costs too much for every frame
    QTimer refresh_;
    QString selected_, hovered_;
    double zoom_ = 1;
    QPointF offset_; ///< of the graph's origin on the widget
    QPointF pressed_, begun_;
    bool fitted_ = true, dragging_ = false;
};

} // namespace lapidary
