// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/worker_client.h"
#include <QObject>
#include <nlohmann/json.hpp>
#include <optional>

class QTimer;

namespace lapidary {

/// A worker that serves: it starts with the first question, keeps its model warm between questions, and leaves when
/// nobody has asked for a while. Used on the thread on which it lives; ask() blocks.
class WarmWorker : public QObject {
public:
    static constexpr int kIdleMs = 120'000;
    explicit WarmWorker(QObject *parent = nullptr);
    /// Errors: worker.*, what the worker says, kCancelled. A worker whose answer was cancelled keeps its model for the
    /// next question; one that died is replaced with it.
    Result<Json> ask(const Json &request, const std::function<bool()> &cancelled,
                     const std::function<void(const Json &partial)> &partial = {});

    int starts() const { return starts_; } ///< how often a worker was started

private:
    int starts_ = 0;
    QTimer *idle_;
    std::optional<WorkerClient> worker_{};
};

} // namespace lapidary
