// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QVector>
#include <QWidget>
#include <optional>

namespace lapidary {

/// A line of an EstimateChart: a share or a coefficient with its 95 % interval, as a point with whiskers and in
/// figures.
struct EstimateLine {
    QString name{};
    std::optional<double> value{}, low{}, high{}; ///< none: `note` stands there instead
    QString note{};                               ///< of how many, or why there is none
    std::optional<double> even{};                 ///< a value that means "no bias", drawn as a line
    bool heading = false;
};

/// Estimates below one another on a common axis from 0 to 1; one that reaches below 0 moves its left end to -1.
class EstimateChart : public QWidget {
    Q_OBJECT
public:
    explicit EstimateChart(QWidget *parent = nullptr);
    void setLines(const QVector<EstimateLine> &lines);
    const QVector<EstimateLine> &lines() const { return lines_; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintLine(QPainter &painter, const EstimateLine &line, int top) const;
    double xOf(double value) const;
    QVector<EstimateLine> lines_{};
};

/// How long verdicts took, in bars.
class TimeBars : public QWidget {
    Q_OBJECT
public:
    explicit TimeBars(QWidget *parent = nullptr);
    void setSeconds(const std::vector<double> &sorted);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<double> seconds_{};
};

} // namespace lapidary
