// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <QWidget>

namespace lapidary {

/// The criteria of one answer, a line each with 1 to 5 behind it. The line that the next key is about is framed.
class RatingCells : public QWidget {
    Q_OBJECT
public:
    explicit RatingCells(QWidget *parent = nullptr);
    /// `points`: a character a criterion, '1' to '5' or '-'; `current`: a criterion, or -1.
    void show(const QStringList &criteria, const QString &points, int current);
    QRect cell(int criterion, int points) const; ///< where a click gives so many points
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void rated(int criterion, int points);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QStringList criteria_{};
    QString points_{};
    int current_ = -1;
};

} // namespace lapidary
