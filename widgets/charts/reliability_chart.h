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

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    QVector<Bin> bins_{};
    QCustomPlot *plot_;
};

} // namespace lapidary
