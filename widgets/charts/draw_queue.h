// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QBasicTimer>
#include <QObject>
#include <QPointer>
#include <QVector>

namespace lapidary {

class CurveChart;

/// Draws the charts that have changed one at a time, with a turn of the event loop between two of them: four charts
/// that grow together would otherwise hold up a key press by the drawing of all four.
class DrawQueue : public QObject {
    Q_OBJECT
public:
    static DrawQueue &ofThisProgram();
    void add(CurveChart *chart);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    using QObject::QObject;
    QVector<QPointer<CurveChart>> waiting_;
    QBasicTimer timer_;
};

} // namespace lapidary
