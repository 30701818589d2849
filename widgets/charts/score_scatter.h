// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QCustomPlot;

namespace lapidary {

/// Scores against lengths in tokens: right or chosen answers are discs, wrong or rejected ones crosses.
class ScoreScatter : public QWidget {
    Q_OBJECT
public:
    struct Point {
        double tokens = 0, score = 0;
        bool right = false;
    };
    explicit ScoreScatter(QWidget *parent = nullptr);
    void setPoints(const QVector<Point> &points);
    const QVector<Point> &points() const { return points_; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    QVector<Point> points_{};
    QCustomPlot *plot_;
};

} // namespace lapidary
