// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>
#include <optional>

class QCustomPlot;

namespace lapidary {

class Readout;

/// Accuracy against what it costs (on a logarithmic axis): lines over growing budgets, and single methods as hollow
/// points. Each line has its name at its end. A dashed line saw the answers. The budget in question is marked on every
/// line.
class TradeoffChart : public QWidget {
    Q_OBJECT
public:
    enum class Cost { Tokens, Seconds, Samples }; ///< a problem
    struct Point {
        int n = 0;
        double cost = 0, accuracy = 0, low = 0, high = 0;
    };
    struct Line {
        QString name{};
        int slot = 0; ///< of the run palette
        bool oracle = false;
        QVector<Point> points{};
        bool band = true;    ///< shows its intervals
        bool strong = false; ///< stands out among the others
    };
    explicit TradeoffChart(QWidget *parent = nullptr);
    /// Methods that have but one budget keep one point.
    void setLines(const QVector<Line> &lines, const QVector<Line> &methods);
    void setCost(Cost cost);
    /// Marks the largest budget up to n samples on each line.
    void setBudget(int n);
    /// A level that a line comes near to and does not pass, with its name.
    void setCeiling(std::optional<double> share, const QString &name = {});
    /// Where the names of the lines stand, in the order of the lines: null where there is no room for one.
    QVector<QRectF> labels() const { return labels_; }
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
    void layLabels();
    double namesWidth() const;
    QVector<QRectF> columnOfNames() const;
    void showNearest(const QPointF &position);
    QVector<Line> lines_, methods_;
    QVector<QRectF> labels_{};
    int laidFor_ = 0; ///< the width of the axes for which there is room for the names
    void drawCeiling();
    QString costText(double cost) const;
    QString costName() const;
    std::optional<double> ceiling_{};
    QString ceilingName_{};
    Cost cost_ = Cost::Tokens;
    int budget_ = 0;
    QCustomPlot *plot_;
    Readout *readout_;
};

} // namespace lapidary
