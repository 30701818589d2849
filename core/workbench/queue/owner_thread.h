// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <atomic>
#include <functional>
#include <stop_token>
#include <thread>

namespace lapidary {

/// A piece of the owner's own work beside his other duties. Its destructor asks for the end and waits for it.
class OwnerThread {
public:
    explicit OwnerThread(std::function<Status(std::stop_token)> work);
    bool done() const { return done_; }
    const Status &result() const { return result_; } ///< once it is done
    void stop() { thread_.request_stop(); }

private:
    Status result_{};
    std::atomic<bool> done_ = false;
    std::jthread thread_; ///< last: it ends before what it writes
};

} // namespace lapidary
