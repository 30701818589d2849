// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QVector>
#include <QWidget>

namespace lapidary {

/// How long the rows are in tokens, against the length at which a training cuts them.
class LengthHistogram : public QWidget {
    Q_OBJECT
public:
    explicit LengthHistogram(QWidget *parent = nullptr);
    void setLengths(const QVector<qint32> &lengths, int maxLength, bool complete);
    QString summary() const { return summary_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int kBins = 40;
    QVector<int> bins_{};
    int longest_ = 0, maxLength_ = 0, counted_ = 0;
    QString summary_{};
};

} // namespace lapidary
