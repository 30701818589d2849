// SPDX-License-Identifier: Apache-2.0
// A worker that only pretends: it takes the folder, writes a log, and ends as $FAKE_END says: finish, fail, silent,
// hang. One that hangs goes on where a file "go" stands in its folder, fails where "fail" does, and is paused from when
// "rest" stands there. One that finishes leaves the samples of $FAKE_SAMPLES. As one that serves it does what the verb
// says: "echo" answers at once, "wait" when a file is there or it is cancelled, "hold" takes memory, "die" dies, and
// "stubborn" hears no signal; nor does one that "lingers".
#include "core/config/spec.h"
#include "core/job/run_lock.h"
#include "core/job/run_log.h"
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;

namespace {
volatile std::sig_atomic_t stopped = 0;

int over(RunLogWriter &log, Json state, int code) {
    return log.append("state", std::move(state)) ? code : 1;
}

void say(const Json &request, Json answer) {
    answer["id"] = request["id"];
    std::cout << dumpJson(answer) << std::endl;
}

/// One line of standard input, byte by byte so that nothing is read ahead; nothing at its end.
std::optional<Json> readLine() {
    std::string line;
    for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1;) {
        if (c == '\n') return *parseJson(line, {.depth = 128});
        line += c;
    }
    return std::nullopt;
}

/// What it was cancelled by comes from standard input.
Json waitFor(const fs::path &file) {
    for (;;) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, 5) > 0) {
            if (!readLine()) std::exit(0);
            return {{"finish_reason", "cancelled"}};
        }
        if (!file.empty() && fs::exists(file)) return {{"finish_reason", "stop"}};
    }
}

int serve() {
    std::vector<char> held;
    int answered = 0;
    bool lingers = false;
    while (const auto request = readLine()) {
        const std::string verb = request->value("verb", "");
        if (verb == "die") raise(SIGKILL);
        if (verb == "hold") held.assign(request->value("bytes", 0), 'x');
        lingers = lingers || request->value("lingers", false);
        if (verb == "stubborn" || lingers) std::signal(SIGTERM, SIG_IGN);
        if (verb == "stubborn" || verb == "wait") say(*request, {{"partial", {{"text", "so far"}}}});
        if (verb == "stubborn") std::this_thread::sleep_for(std::chrono::hours(1));
        Json answer = verb == "wait" ? waitFor(request->value("until", "")) : Json::object();
        answer["pid"] = getpid();
        answer["place"] = ++answered;
        answer["said"] = request->value("say", Json());
        say(*request, std::move(answer));
    }
    if (lingers) std::this_thread::sleep_for(std::chrono::hours(1));
    return 0;
}
} // namespace

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    if (std::string(argv[1]) == "serve") return serve();
    std::signal(SIGTERM, [](int) { stopped = 1; });
    const fs::path folder = argv[2];
    const auto lock = RunLock::take(folder);
    if (!lock) {
        std::fprintf(stderr, "%s\n", describe(lock.error()).c_str());
        return 1;
    }
    auto log = RunLogWriter::open(folder / "run.log");
    if (!log) return 1;
    const char *given = std::getenv("FAKE_END");
    std::string end = given ? given : "finish";
    if (!log->append("state", {{"state", "running"}})) return 1;
    if (!log->append("metrics", {{"step", 1}, {"values", {{"loss", 0.5}}}})) return 1;
    for (bool rests = false; end == "hang" && !stopped && !fs::exists(folder / "go"); usleep(20'000)) {
        if (fs::exists(folder / "fail")) end = "fail";
        if (!rests && fs::exists(folder / "rest")) rests = log->append("state", {{"state", "paused"}}).has_value();
    }
    if (stopped) return over(*log, {{"state", "cancelled"}}, 3);
    if (end == "silent") {
        std::fprintf(stderr, "terminate called: out of luck\n");
        raise(SIGKILL);
    }
    if (end == "fail")
        return over(*log,
                    {{"state", "failed"},
                     {"error", toJson(Error{.code = "train.not_finite", .message = "the loss is not finite"})}},
                    1);
    if (const char *samples = std::getenv("FAKE_SAMPLES"))
        if (!writeFileAtomic(folder / "samples.jsonl", samples)) return 1;
    return over(*log, {{"state", "finished"}}, 0);
}
