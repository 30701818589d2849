// SPDX-License-Identifier: Apache-2.0
#include "app/worker/serve.h"
#include "app/worker/requests.h"
#include "app/worker/signals.h"
#include "core/job/channel.h"
#include "core/job/request_desk.h"
#include <atomic>
#include <cerrno>
#include <iostream>
#include <mutex>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace lapidary {

namespace {

/// Lines of standard input until it ends, or until a stop: a wait for input has no other way to learn of it.
void readLines(const std::stop_token &stop, const std::function<void(const std::string &)> &onLine) {
    std::string buffer;
    for (std::size_t searched = 0;;) {
        if (const auto end = buffer.find('\n', searched); end != buffer.npos) {
            onLine(buffer.substr(0, end));
            buffer.erase(0, end + 1);
            searched = 0;
            continue;
        }
        searched = buffer.size();
        pollfd ready{STDIN_FILENO, POLLIN, 0};
        const int count = ::poll(&ready, 1, 100);
        if (stop.stop_requested()) return;
        if (count == 0 || (count < 0 && errno == EINTR)) continue;
        char chunk[65536];
        const auto got = ::read(STDIN_FILENO, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        buffer.append(chunk, static_cast<std::size_t>(got));
    }
    if (!buffer.empty()) onLine(buffer); // the last line may lack its end
}

/// Both threads write answers.
class AnswerLines {
public:
    void operator()(const Json &line) {
        const std::lock_guard lock(mutex_);
        std::cout << dumpJson(line) << '\n' << std::flush;
        if (!std::cout) closed_ = true;
    }
    bool closed() const { return closed_; }

private:
    std::mutex mutex_;
    std::atomic<bool> closed_ = false;
};

/// One after the other, on the thread that calls: LibTorch's settings are a thread's own.
void answerAll(RequestDesk &desk, const TellPartial &tell, const std::function<void(const Json &answer)> &send) {
    RequestHandler handler;
    while (auto task = desk.next()) {
        const Json answer = task->request ? handler.answer(*task->request, task->stop, tell)
                                          : Json{{"error", toJson(task->request.error())}};
        desk.done();
        send(answer);
    }
}

} // namespace

Status serveStdio() {
    RequestDesk desk;
    AnswerLines output;
    const SignalWatch watch([&] { desk.stop(); });
    const std::jthread reader([&](const std::stop_token &stop) {
        readLines(stop, [&](const std::string &line) {
            if (line.find_first_not_of(" \t\r") == line.npos) return;
            for (const Json &reply : desk.take(parseJson(line, {.depth = 128}))) output(reply);
        });
        desk.end();
    });
    const auto write = [&](const Json &line) {
        output(line);
        if (output.closed()) desk.stop();
    };
    answerAll(desk, write, write);
    return output.closed() ? Status(fail("serve.output_closed", "Nobody reads the answers any more.")) : Status{};
}

Status serveSocket(const std::string &path) {
    RequestDesk desk;
    std::mutex ready; // a request may come before listen() has returned
    std::unique_ptr<ChannelServer> server;
    std::unique_lock<std::mutex> held(ready);
    auto channel = ChannelServer::listen(path, [&](const Json &request, ClientId) {
        const std::lock_guard lock(ready);
        for (const Json &reply : desk.take(request)) (void)server->broadcast(reply);
    });
    if (!channel) return unexpected(channel.error());
    server = std::move(*channel);
    held.unlock();
    const SignalWatch watch([&] { desk.stop(); });
    const auto tell = [&](const Json &partial) { (void)server->broadcast(partial); }; // the answer holds it all again
    answerAll(desk, tell, [&](const Json &answer) {
        const auto sent = server->broadcast(answer);
        if (!sent) server->broadcast({{"id", answer.value("id", Json())}, {"error", toJson(sent.error())}});
    });
    return {};
}

} // namespace lapidary
