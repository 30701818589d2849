// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/reason_values.h"
#include <QObject>

namespace lapidary {

/// Reads the trees of searches from files, on a thread of its own: the log of a run that answered problems, or a trace
/// of one event a line.
class TraceReader : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostProblems = 3; ///< that are told of one file; the rest are counted
    explicit TraceReader(QObject *parent = nullptr) : QObject(parent) {}
    void read(const QString &file) { Q_EMIT opened(traceIn(file)); }
    static TraceFile traceIn(const QString &file);
    void leave() {}

Q_SIGNALS:
    void opened(const lapidary::TraceFile &file);
};

} // namespace lapidary
