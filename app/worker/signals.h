// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <thread>

namespace lapidary {

/// SIGTERM and SIGINT become blocked in the whole process; call it before any other thread is made.
void holdSignals();

/// Waits for these signals on a thread of its own and calls `onSignal` there, where locks are allowed.
class SignalWatch {
public:
    explicit SignalWatch(std::function<void()> onSignal);

private:
    std::jthread thread_;
};

} // namespace lapidary
