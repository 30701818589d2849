// SPDX-License-Identifier: Apache-2.0
#include "app/worker/signals.h"
#include <csignal>
#include <ctime>

namespace lapidary {

namespace {
sigset_t endSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}
} // namespace

void holdSignals() {
    const sigset_t set = endSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a reader that has gone is an error of write(), not our end
}

SignalWatch::SignalWatch(std::function<void()> onSignal)
    : thread_([call = std::move(onSignal)](std::stop_token stop) {
          const sigset_t set = endSignals();
          const timespec moment{0, 100'000'000};
          while (!stop.stop_requested())
              if (sigtimedwait(&set, nullptr, &moment) > 0) call();
      }) {}

} // namespace lapidary
