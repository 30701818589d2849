// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <QVector>
#include <QWidget>
#include <memory>
#include <optional>

namespace lapidary {

/// One metric over steps, several runs overlaid: the raw line faded under a smoothed one. The wheel zooms, dragging
/// moves, a double click fits. QCustomPlot stays inside the source file.
class CurveChart : public QWidget {
    Q_OBJECT
public:
    explicit CurveChart(const QString &title, QWidget *parent = nullptr);
    ~CurveChart() override;

    QString title() const;
    /// Adds the curve if it is new. The slot decides colour and dash (runColour, runDash).
    void setCurve(const QString &id, const QString &name, int slot);
    void appendPoints(const QString &id, const QVector<QPointF> &points);
    void clearPoints(const QString &id);
    void removeCurve(const QString &id);
    void setCurveVisible(const QString &id, bool visible);
    /// 0 shows the raw line only; towards 1 the line gets smoother (debiased exponential moving average).
    void setSmoothing(double weight);
    void fit();
    bool isFitted() const;
    /// The linked cursor: a thin vertical line at x and the values there.
    void setCursor(std::optional<double> x);

    int pointCount(const QString &id) const;
    QPair<double, double> xRange() const;
    QString readoutText() const;
    QWidget *plotArea() const;
    bool isCurveVisible(const QString &id) const;

Q_SIGNALS:
    void cursorMoved(std::optional<double> x);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// y smoothed by a debiased exponential moving average; values that are not finite are passed over.
QVector<double> smoothed(const QVector<double> &y, double weight);

} // namespace lapidary
