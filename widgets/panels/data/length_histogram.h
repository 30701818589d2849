// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

class QPainter;

namespace lapidary {

/// How long the rows are in tokens, against the length at which a training cuts them (dashed) and the context of the
/// model (solid).
class LengthHistogram : public QWidget {
    Q_OBJECT
public:
    explicit LengthHistogram(QWidget *parent = nullptr);
    /// `context`: tokens that the model was made to read at once; 0: not known.
    void setLengths(const QVector<qint32> &lengths, int maxLength, qint64 context, bool complete);
    QString summary() const { return summary_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int kBins = 40;
    QVector<int> bins_{};
    void drawLimit(QPainter &painter, const QRect &plot, qint64 tokens, const QColor &colour, Qt::PenStyle style);
    int longest_ = 0, maxLength_ = 0, counted_ = 0;
    qint64 context_ = 0;
    QString summary_{};
};

} // namespace lapidary
