// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/panels/reason/tree_painter.h"
#include <QWidget>

namespace lapidary {

class ReasonViewModel;

/// The tree on show. The wheel zooms, dragging moves, a click chooses, a double click opens a folded chain or fits the
/// whole. With the focus: ← parent, → child, ↑ ↓ beside it, Home the problem, End the answer.
class TreeCanvas : public QWidget {
    Q_OBJECT
public:
    explicit TreeCanvas(ReasonViewModel &model, QWidget *parent = nullptr);
    void setHint(const QString &hint); ///< what stands here while there is no tree
    void setShade(TreeShade shade);
    TreeShade shade() const { return shade_; }
    void fit();
    double zoom() const { return view_.zoom; }
    QRectF boxOf(int node) const;        ///< where it stands on the widget now
    int drawn() const { return drawn_; } ///< nodes of the last painting
    /// The whole tree, as a picture: the ending of the file decides (png, svg).
    bool writePicture(const QString &file) const;

Q_SIGNALS:
    void expandWanted(int node);
    void editWanted(int node);
    void appendWanted(int node);
    void tokensWanted();
    void capWanted();
    void menuRequested(int node, const QPoint &place); ///< place: of the screen

protected:
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
    void showTree();
    void refresh();
    void describe();
    void choose(int node);
    bool walk(int key);
    bool act(int key);
    void zoomAt(const QPointF &place, double factor);
    int nodeAt(const QPointF &place) const;
    TreePainter painterOf(const TreeView &view, bool marks) const;
    ReasonViewModel &model_;
    TreeView view_{};
    TreeShade shade_ = TreeShade::Score;
    ShadeRange range_{};
    QString hint_{};
    double fitZoom_ = 1;
    int hovered_ = -1, drawn_ = 0;
    bool fitted_ = true, dragging_ = false;
    QPointF pressed_{}, begun_{};
};

} // namespace lapidary
