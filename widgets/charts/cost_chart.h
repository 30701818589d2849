// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QCustomPlot;

namespace lapidary {

class Readout;

/// Methods as named points of accuracy (with its interval) against what they cost a problem, on a logarithmic axis,
/// and the Pareto front as a line. A hollow point saw the answers. No name covers another, or is cut.
class CostChart : public QWidget {
    Q_OBJECT
public:
    struct Point {
        QString name{};
        double cost = 0, accuracy = 0, low = 0, high = 0;
        bool oracle = false, front = false;
    };
    explicit CostChart(QWidget *parent = nullptr);
    void setPoints(const QVector<Point> &points, const QString &costName);
    /// Where the names stand: null where there is no room for one.
    QVector<QRectF> labels() const { return labels_; }
    /// .png, .svg, .pdf or .csv.
    bool exportTo(const QString &file);
    QString csv() const;

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuild();
    void drawPoint(const Point &point);
    void drawFront();
    void setRanges();
    void layLabels();
    QVector<QRectF> frontLines() const;
    void showNearest(const QPointF &position);
    QVector<Point> points_{};
    QVector<QRectF> labels_{};
    QString costName_{};
    QCustomPlot *plot_;
    Readout *readout_;
};

} // namespace lapidary
