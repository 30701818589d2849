// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <QWidget>

namespace lapidary {

/// The answers in the order of their ranks, from the best on, as tiles that are dragged. Those without a rank stand
/// behind the others, unfilled.
class RankBar : public QWidget {
    Q_OBJECT
public:
    explicit RankBar(QWidget *parent = nullptr);
    /// `tiles`: in order; `ranks`: the place of each, "" without one; `current`: the tile that keys are about, or -1.
    void show(const QStringList &tiles, const QStringList &ranks, int current);
    QRect tile(int place) const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void moved(int from, int to); ///< a tile, to the place of another

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    int placeAt(const QPointF &position) const;
    QStringList tiles_{}, ranks_{};
    int current_ = -1, dragged_ = -1, over_ = -1;
};

} // namespace lapidary
