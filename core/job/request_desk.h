// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <stop_token>
#include <vector>

namespace lapidary {

/// Requests in the order of their coming, between the thread that reads them and the one that answers. Reading goes on
/// during an answer, so that {"verb": "cancel", "id": …} finds what it is about: the answer under way ends (what it has
/// by then is told, with the finish reason "cancelled"), a request that waits is not begun.
class RequestDesk {
public:
    struct Task {
        Result<Json> request; ///< or why the message is none
        std::stop_token stop;
    };
    /// Returns what is to be sent at once: answers to what was cancelled before its turn, or why a cancel is none
    /// (request.unknown_id, request.unknown_field, json.*). An answer under way that ends is its own reply.
    std::vector<Json> take(Result<Json> request);
    /// Waits for the next one. Nothing when no more come and all are answered, or at once after stop().
    std::optional<Task> next();
    /// The answer of the last task is there: a cancel comes too late from now on.
    void done();
    void end(); ///< no more requests come; those that wait are still answered
    void stop();

private:
    std::vector<Json> cancel(const Json &command);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Result<Json>> waiting_{};
    std::optional<Json> current_{}; ///< the id of what is being answered; null where it has none
    std::stop_source stopCurrent_{};
    bool ended_ = false, stopped_ = false;
};

} // namespace lapidary
