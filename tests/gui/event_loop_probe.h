// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QTimer>
#include <QVector>
#include <algorithm>

namespace lapidary {

/// How long an event would have waited: a timer of one millisecond, late by whatever the event loop was busy with.
class EventLoopProbe {
public:
    EventLoopProbe() {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
            waits_.append(double(clock_.nsecsElapsed()) / 1e6);
            clock_.restart();
        });
        clock_.start();
        timer_.start(1);
    }
    void reset() {
        waits_.clear();
        clock_.restart();
    }
    double quantile(double share) const {
        QVector<double> sorted = waits_;
        std::sort(sorted.begin(), sorted.end());
        return sorted.isEmpty() ? 0 : sorted[qsizetype(share * double(sorted.size() - 1))];
    }
    qsizetype count() const { return waits_.size(); }
    void print(const char *what) const {
        qInfo("event loop during %s: %lld turns, median %.1f ms, p99 %.1f ms, longest %.1f ms", what, qint64(count()), quantile(0.5), quantile(0.99), quantile(1));
    }

private:
    QTimer timer_{};
    QElapsedTimer clock_{};
    QVector<double> waits_{};
};

} // namespace lapidary
