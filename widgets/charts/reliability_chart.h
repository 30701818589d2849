// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QCustomPlot;

namespace lapidary {

/// Share of right answers against how sure they were, bin by bin, with intervals: on the diagonal both are the same.
/// The larger a point, the more answers.
class ReliabilityChart : public QWidget {
    Q_OBJECT
public:
    struct Bin {
        double confidence = 0, accuracy = 0, low = 0, high = 0;
        int count = 0;
    };
    explicit ReliabilityChart(QWidget *parent = nullptr);
    void setBins(const QVector<Bin> &bins); ///< those that are not empty
    /// What stands on the axes, from which confidence on it is shown, and the number of answers below each point.
    void setAxes(const QString &confidence, const QString &share, double from);

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addCount(const Bin &bin, bool raised);
    QVector<Bin> bins_{};
    bool counted_ = false;
    QCustomPlot *plot_;
};

} // namespace lapidary
