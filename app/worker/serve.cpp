// SPDX-License-Identifier: Apache-2.0
#include "app/worker/serve.h"
#include "app/worker/requests.h"
#include "app/worker/signals.h"
#include "core/job/channel.h"
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <unistd.h>

namespace lapidary {

namespace {

/// Requests in the order of their coming; a stop wakes whoever waits.
class RequestQueue {
public:
    void push(const Json &request) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(request);
        changed_.notify_one();
    }
    std::optional<Json> pop(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) return std::nullopt;
        Json first = std::move(waiting_.front());
        waiting_.pop_front();
        return first;
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Json> waiting_;
};

} // namespace

Status serveStdio() {
    RequestHandler handler;
    std::stop_source stop;
    const SignalWatch watch([&] {
        stop.request_stop();
        ::close(STDIN_FILENO); // ends the wait for the next line
    });
    for (std::string line; !stop.stop_requested() && std::getline(std::cin, line);) {
        if (line.find_first_not_of(" \t\r") == line.npos) continue;
        const auto tell = [](const Json &partial) { std::cout << dumpJson(partial) << '\n' << std::flush; };
        std::cout << handler.answerLine(line, stop.get_token(), tell) << '\n' << std::flush;
        if (!std::cout) return fail("serve.output_closed", "Nobody reads the answers any more.");
    }
    return {};
}

Status serveSocket(const std::string &path) {
    RequestHandler handler;
    RequestQueue queue;
    std::stop_source stop;
    const auto channel = ChannelServer::listen(path, [&](const Json &request) { queue.push(request); });
    if (!channel) return unexpected(channel.error());
    const SignalWatch watch([&] { stop.request_stop(); });
    while (auto request = queue.pop(stop.get_token())) {
        const auto tell = [&](const Json &partial) {
            (void)(*channel)->broadcast(partial);
        }; // the answer holds it all again
        const Json answer = handler.answer(*request, stop.get_token(), tell);
        const auto sent = (*channel)->broadcast(answer);
        if (!sent) (*channel)->broadcast({{"id", answer.value("id", Json())}, {"error", toJson(sent.error())}});
    }
    return {};
}

} // namespace lapidary
