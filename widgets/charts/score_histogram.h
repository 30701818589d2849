// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QCustomPlot;

namespace lapidary {

/// How many scores, or margins, fall into each bin, with 0 marked. Of margins the bars up to 0 have another colour:
/// there the rejected answer is ahead. Of scores those of right answers stand above the axis and those of wrong ones
/// below.
class ScoreHistogram : public QWidget {
    Q_OBJECT
public:
    struct Bin {
        double low = 0, high = 0;
        int right = 0, wrong = 0;
        bool operator==(const Bin &) const = default;
    };
    enum class Kind { Margins, Scores };
    explicit ScoreHistogram(QWidget *parent = nullptr);
    void setBins(const QVector<Bin> &bins, Kind kind); ///< no edge but 0 lies on both sides of it
    const QVector<Bin> &bins() const { return bins_; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addBars(const QVector<double> &places, const QVector<double> &counts, const QColor &colour);
    QVector<Bin> bins_{};
    Kind kind_ = Kind::Margins;
    QCustomPlot *plot_;
};

} // namespace lapidary
