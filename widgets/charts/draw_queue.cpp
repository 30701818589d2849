// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/draw_queue.h"
#include "widgets/charts/curve_chart.h"
#include <QCoreApplication>

namespace lapidary {

namespace {
constexpr int kBetweenMs = 16; ///< a frame
}

DrawQueue &DrawQueue::ofThisProgram() {
    static auto *queue = new DrawQueue(QCoreApplication::instance());
    return *queue;
}

void DrawQueue::add(CurveChart *chart) {
    if (!waiting_.contains(chart)) waiting_.append(chart);
    if (!timer_.isActive()) timer_.start(kBetweenMs, this);
}

void DrawQueue::timerEvent(QTimerEvent *) {
    while (!waiting_.isEmpty()) {
        const QPointer<CurveChart> next = waiting_.takeFirst();
        if (!next) continue;
        next->draw();
        return;
    }
    timer_.stop();
}

} // namespace lapidary
