// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/channel.h"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <vector>

namespace lapidary {

/// Whether a run is paused, and what it is asked meanwhile. Requests wait from the word "pause" on, until the job comes
/// to rest and answers them one after the other. As soon as it goes on, the one under way is stopped and those that
/// wait are refused; none is dropped without a word. Between the thread that reads the channel and the job's own.
class PauseDesk {
public:
    struct Reply {
        ClientId to;
        Json message;
    };
    using Replies = std::vector<Reply>; ///< to be sent at once
    struct Task {
        Json request;
        ClientId from;
        std::stop_token stop;
    };

    void pause();
    Replies resume(); ///< refuses with run.went_on
    Replies stop();   ///< for good; refuses with run.stopped
    Replies end();    ///< the job is over; refuses with run.ended

    /// Refuses with run.not_paused what comes to a job that is at work. {"verb": "cancel", "id"} ends a request of the
    /// same client: request.unknown_id, request.no_id.
    Replies take(const Json &request, ClientId from);

    bool paused() const;
    /// The next request, which is waited for. Nothing as soon as the job is not paused.
    std::optional<Task> next();
    void done(); ///< the last one is answered

private:
    Replies goOn(const Error &why);
    Replies cancel(const Json &command, ClientId from);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> waiting_{};
    std::optional<Task> current_{};
    std::stop_source stopCurrent_{};
    bool paused_ = false, over_ = false;
};

} // namespace lapidary
