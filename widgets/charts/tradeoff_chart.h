// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QCustomPlot;

namespace lapidary {

class Readout;

/// Accuracy against tokens a problem (on a logarithmic axis): lines over growing budgets with their intervals, and
/// single methods as hollow points. A dashed line saw the answers. The budget in question is marked on every line.
class TradeoffChart : public QWidget {
    Q_OBJECT
public:
    struct Point {
        int n = 0;
        double tokens = 0, accuracy = 0, low = 0, high = 0;
    };
    struct Line {
        QString name{};
        int slot = 0; ///< of the run palette
        bool oracle = false;
        QVector<Point> points{};
    };
    explicit TradeoffChart(QWidget *parent = nullptr);
    /// Methods that have but one budget keep one point.
    void setLines(const QVector<Line> &lines, const QVector<Line> &methods);
    /// Marks the largest budget up to n samples on each line.
    void setBudget(int n);
    /// .png, .svg, .pdf or .csv.
    bool exportTo(const QString &file);
    QString csv() const;

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void drawMethod(const Line &method);
    void drawLine(const Line &line);
    void setRanges();
    void rebuild();
    void showNearest(const QPointF &position);
    QVector<Line> lines_, methods_;
    int budget_ = 0;
    QCustomPlot *plot_;
    Readout *readout_;
};

} // namespace lapidary
