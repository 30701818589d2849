// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/support/budget.h"
#include <QByteArray>
#include <QElapsedTimer>
#include <QTimer>
#include <QVector>
#include <algorithm>
#include <ctime>

namespace lapidary {

/// How long an event has to wait: a timer of one millisecond, late by whatever the event loop was busy with. Measured
/// twice: on the clock, and in processor time of this thread, which other work on the machine does not stretch.
class EventLoopProbe {
public:
    EventLoopProbe() {
        timer_.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
            waits_.append(double(clock_.nsecsElapsed()) / 1e6);
            clock_.restart();
            const double now = processorMs();
            works_.append(now - before_);
            before_ = now;
        });
        reset();
        timer_.start(1);
    }
    void reset() {
        waits_.clear();
        works_.clear();
        clock_.restart();
        before_ = processorMs();
    }
    /// Empty where 99 turns of 100 work no longer than a frame at 60 Hz may take (see budget.h).
    QByteArray complaint() const {
        const double work = quantile(works_, 0.99);
        return work < test::budget(16) ? QByteArray()
                                       : "p99 of the work of a turn: " + QByteArray::number(work) + " ms";
    }
    void print(const char *what) const {
        qInfo("event loop during %s: %lld turns; work median %.1f ms, p99 %.1f ms, longest %.1f ms; on the clock p99 "
              "%.1f ms",
              what, qint64(waits_.size()), quantile(works_, 0.5), quantile(works_, 0.99), quantile(works_, 1),
              quantile(waits_, 0.99));
    }

private:
    static double processorMs() {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }
    static double quantile(QVector<double> values, double share) {
        std::sort(values.begin(), values.end());
        return values.isEmpty() ? 0 : values[qsizetype(share * double(values.size() - 1))];
    }
    QTimer timer_{};
    QElapsedTimer clock_{};
    double before_ = 0;
    QVector<double> waits_{}, works_{};
};

} // namespace lapidary
