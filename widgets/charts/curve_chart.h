// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/common/x_axis.h"
#include <QPointF>
#include <QVector>
#include <QWidget>
#include <memory>
#include <optional>

class QMenu;

namespace lapidary {

/// A range about a curve at x: a band over seeds, or a standard deviation.
struct ChartBand {
    double x = 0, low = 0, high = 0;
};
/// A place that needs a look: a sign at the top of the chart and a line down to the axis. One that warns of nothing
/// tells that something else counts from there on.
struct ChartMark {
    double x = 0;
    QString text{}; ///< said to screen readers; the caller says it in words too
    bool warns = true;
    bool operator==(const ChartMark &) const = default;
};

/// One metric over steps, tokens or time, several runs overlaid: the raw line faded under a smoothed one. The wheel
/// zooms, dragging moves, a double click fits; with the focus + and - zoom, the arrows move the cursor, Home fits, and
/// the menu key opens the exports. QCustomPlot stays inside this library.
class CurveChart : public QWidget {
    Q_OBJECT
public:
    explicit CurveChart(const QString &title, QWidget *parent = nullptr);
    ~CurveChart() override;

    QString title() const;
    /// The unit stands beside the y axis, the sentence behind the title.
    void setMeaning(const QString &unit, const QString &about);
    QString unit() const;
    /// Adds the curve if it is new. The slot decides colour and dash (runColour, runDash).
    void setCurve(const QString &id, const QString &name, int slot);
    /// x must not go back within a curve; points without a finite x are left out.
    void appendPoints(const QString &id, const QVector<QPointF> &points);
    void clearPoints(const QString &id);
    void removeCurve(const QString &id);
    void setCurveVisible(const QString &id, bool visible);
    /// Over all others; the last one that was brought there is the topmost.
    void bringForward(const QString &id);
    /// Faded behind the curve; none takes it away.
    void setBand(const QString &id, const QVector<ChartBand> &band);
    void setMarks(const QVector<ChartMark> &marks);
    /// 0 shows the raw line only; towards 1 the line gets smoother (debiased exponential moving average).
    void setSmoothing(double weight);
    /// What x means: labels and cursor text. The points are the caller's.
    void setXAxis(XAxis axis);
    void fit();
    bool isFitted() const;
    /// The linked cursor: a thin vertical line at x and the values there.
    void setCursor(std::optional<double> x);

    /// Writes the chart: .png (twice the size on screen), .svg, .pdf, or .csv with the raw and smoothed points of the
    /// visible curves. False when the file cannot be written or its ending is none of these.
    bool exportTo(const QString &file);
    QString csv() const;

    /// Draws what has changed; the queue calls it. A chart that is not on show draws when it comes to be shown.
    void draw();

    int pointCount(const QString &id) const;
    int bandCount(const QString &id) const;
    int markCount() const;
    /// The visible curve nearest to a place of the plot area, at most a finger's width away.
    QString curveAt(const QPointF &place) const;
    QPair<double, double> xRange() const;
    double placeAt(const QPointF &place) const; ///< the x there
    QString readoutText() const;
    QWidget *plotArea() const;
    bool isCurveVisible(const QString &id) const;

Q_SIGNALS:
    void cursorMoved(std::optional<double> x);
    /// A click on a curve (not a drag): which, and where.
    void curveClicked(const QString &id, double x);
    /// The menu is about to open at a place; `id` is the curve there, or empty. The receiver may add to it.
    void menuRequested(QMenu *menu, const QString &id, double x);

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool keyPressed(int key);
    void moveCursor(int direction);
    void askExport(const QString &ending);
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// y smoothed by a debiased exponential moving average; values that are not finite are passed over.
QVector<double> smoothed(const QVector<double> &y, double weight);

} // namespace lapidary
