// SPDX-License-Identifier: Apache-2.0
// Whoever follows a run sees each of its events once, whether they come from the log or over the channel.
#include "core/job/run_events.h"
#include "core/job/run_output.h"
#include "tests/support/temporary_folder.h"
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;
using namespace std::chrono_literals;

namespace {

/// A run folder with a place of its own for its socket.
struct Run {
    TemporaryFolder folder{};
    fs::path run = folder.path / "run";
    Run() {
        fs::create_directories(run);
        ::setenv("XDG_RUNTIME_DIR", folder.path.c_str(), 1);
    }
    ~Run() { ::unsetenv("XDG_RUNTIME_DIR"); }
    std::unique_ptr<RunOutput> worker() const {
        auto output = RunOutput::open(run);
        REQUIRE(output);
        (*output)->listen([](const Json &, ClientId) {});
        return std::move(*output);
    }
};

void say(RunOutput &output, int from, int to) {
    for (int i = from; i < to; ++i) REQUIRE(output.emit("metrics", {{"step", i}}));
}

/// Reads until nothing new has come for a moment, or `count` events are there.
std::vector<Event> take(RunEvents &events, std::size_t count, std::chrono::milliseconds patience = 20s) {
    std::vector<Event> all;
    const auto begun = std::chrono::steady_clock::now();
    while (all.size() < count && std::chrono::steady_clock::now() - begun < patience) {
        const auto more = events.next();
        REQUIRE(more);
        all.insert(all.end(), more->begin(), more->end());
        if (more->empty()) std::this_thread::sleep_for(1ms);
    }
    return all;
}

void takeUntilLive(RunEvents &events, std::vector<Event> &all) {
    for (int i = 0; i < 20000 && !events.isLive(); ++i) {
        const auto more = events.next();
        REQUIRE(more);
        all.insert(all.end(), more->begin(), more->end());
        if (more->empty()) std::this_thread::sleep_for(1ms);
    }
    REQUIRE(events.isLive());
}

void checkWhole(const std::vector<Event> &all, std::size_t count) {
    REQUIRE(all.size() == count);
    for (std::size_t i = 0; i < count; ++i) REQUIRE(all[i].seq == i + 1);
}

} // namespace

TEST_CASE("what came before is read from the log, what comes after over the channel, and the log is left alone") {
    const Run given;
    RunEvents events(given.run);
    CHECK(events.next()->empty()); // no worker yet
    auto worker = given.worker();
    say(*worker, 0, 50);
    std::vector<Event> all;
    takeUntilLive(events, all);
    CHECK(all.size() == 50);
    fs::rename(given.run / "run.log", given.run / "away"); // the worker goes on writing there
    say(*worker, 50, 120);
    const auto live = take(events, 70);
    all.insert(all.end(), live.begin(), live.end());
    checkWhole(all, 120);
    CHECK(all.back().body["step"] == 119);
}

TEST_CASE("events that fall between log and channel are neither lost nor told twice") {
    const Run given;
    auto worker = given.worker();
    std::jthread job([&] {
        for (int i = 0; i < 3000; ++i) {
            (void)worker->emit("metrics", {{"step", i}});
            if (i % 100 == 0) std::this_thread::sleep_for(1ms);
        }
    });
    std::vector<std::vector<Event>> seen(4);
    std::vector<std::jthread> watchers;
    for (std::size_t w = 0; w < seen.size(); ++w)
        watchers.emplace_back([&, w] {
            std::this_thread::sleep_for(w * 5ms); // some come late
            RunEvents events(given.run);
            for (const auto begun = std::chrono::steady_clock::now();
                 seen[w].size() < 3000 && std::chrono::steady_clock::now() - begun < 60s;) {
                const auto more = events.next(7 + w);
                if (!more) return;
                seen[w].insert(seen[w].end(), more->begin(), more->end());
            }
        });
    watchers.clear();
    for (const auto &all : seen) checkWhole(all, 3000);
}

TEST_CASE("a reader that is too slow for the channel gets the rest from the log") {
    const Run given;
    auto worker = given.worker();
    say(*worker, 0, 1);
    RunEvents events(given.run);
    std::vector<Event> all;
    takeUntilLive(events, all);
    const std::string text(1 << 20, 'x');
    for (int i = 1; i < 40; ++i) REQUIRE(worker->emit("notice", {{"text", text}})); // four times what a channel keeps
    const auto rest = take(events, 39);
    all.insert(all.end(), rest.begin(), rest.end());
    checkWhole(all, 40);
    takeUntilLive(events, all); // and it is let in again
    say(*worker, 40, 42);
    CHECK(take(events, 2).back().seq == 42);
}

TEST_CASE("a worker that is killed leaves its last words in the log, and the next one is met") {
    const Run given;
    const pid_t pid = ::fork();
    if (pid == 0) {
        auto output = RunOutput::open(given.run);
        (*output)->listen([](const Json &, ClientId) {});
        for (int i = 0;; ++i) (void)(*output)->emit("metrics", {{"step", i}});
    }
    RunEvents events(given.run);
    std::vector<Event> all;
    takeUntilLive(events, all);
    const auto more = take(events, 100);
    all.insert(all.end(), more.begin(), more.end());
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    std::ifstream file(given.run / "run.log", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto log = parseLog(bytes);
    REQUIRE(log);
    const auto rest = take(events, log->events.size() - all.size());
    all.insert(all.end(), rest.begin(), rest.end());
    checkWhole(all, log->events.size());
    auto next = given.worker();
    say(*next, 0, 3);
    const auto again = take(events, 3);
    REQUIRE(again.size() == 3);
    CHECK(again[0].seq == all.size() + 1);
}

TEST_CASE("a run that is over is forgotten until somebody is put to it again") {
    const Run given;
    auto worker = given.worker();
    REQUIRE(worker->emit("state", {{"state", "running"}}));
    RunEvents events(given.run);
    CHECK(take(events, 1).size() == 1);
    REQUIRE(worker->emit("state", {{"state", "cancelled"}}));
    worker.reset();
    CHECK(take(events, 1).size() == 1);
    for (int i = 0; i < 3; ++i) CHECK(events.next()->empty());
    worker = given.worker();
    REQUIRE(worker->emit("state", {{"state", "starting"}}));
    for (int i = 0; i < 3; ++i) CHECK(events.next()->empty()); // nobody told it
    events.wake();
    const auto more = take(events, 1);
    REQUIRE(more.size() == 1);
    CHECK(more[0].body["state"] == "starting");
}

TEST_CASE("a run without a socket is followed by its log, which says so once") {
    const Run given;
    std::ofstream(given.folder.path / "file") << "no folder"; // where the socket's folder would have to be
    ::setenv("XDG_RUNTIME_DIR", (given.folder.path / "file").c_str(), 1);
    auto worker = given.worker();
    REQUIRE(worker->emit("state", {{"state", "starting"}}));
    REQUIRE(worker->emit("state", {{"state", "running"}}));
    RunEvents events(given.run);
    const auto all = take(events, 3);
    checkWhole(all, 3);
    CHECK(all[0].body["state"] == "starting");
    CHECK(all[1].type == "notice");
    CHECK(all[1].body["text"].get<std::string>().find("followed by its log alone") != std::string::npos);
    CHECK(all[2].body["state"] == "running");
    say(*worker, 0, 2);
    CHECK(take(events, 2).back().seq == 5);
    CHECK(!events.isLive());
}

TEST_CASE("a worker that stands still holds up nobody who follows it") {
    const Run given;
    const pid_t pid = ::fork();
    if (pid == 0) {
        auto output = RunOutput::open(given.run);
        (*output)->listen([](const Json &, ClientId) {});
        (void)(*output)->emit("state", {{"state", "running"}});
        for (;;) ::pause();
    }
    {
        RunEvents first(given.run);
        CHECK(take(first, 1).size() == 1);
    }
    ::kill(pid, SIGSTOP);
    const auto begun = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<RunEvents>> many;
    for (int i = 0; i < 20; ++i) {
        many.push_back(std::make_unique<RunEvents>(given.run));
        for (int look = 0; look < 5; ++look) CHECK(many.back()->next()->size() == (look == 0 ? 1 : 0));
    }
    CHECK(std::chrono::steady_clock::now() - begun < 5s);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
}
