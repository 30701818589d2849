// SPDX-License-Identifier: Apache-2.0
// Questions to a worker that serves: a cancel ends one answer and nothing else.
#include "core/job/request_desk.h"
#include "core/job/worker_client.h"
#include "tests/support/temporary_folder.h"
#include <atomic>
#include <doctest/doctest.h>
#include <thread>

using namespace lapidary;

namespace {

Json generate(int id) {
    return {{"verb", "generate"}, {"id", id}};
}
Json cancel(const Json &id) {
    return {{"verb", "cancel"}, {"id", id}};
}
std::string codeOf(const std::vector<Json> &replies) {
    REQUIRE(replies.size() == 1);
    return replies[0]["error"]["code"];
}

/// A program that serves as the worker does: it answers "quick" with its own process number, "slow" when that is
/// cancelled, and "deaf" never.
fs::path pretender(const fs::path &folder) {
    const fs::path file = folder / "worker";
    const char *text = R"(#!/bin/sh
while read -r line; do
    id=$(printf '%s' "$line" | sed -n 's/.*"id":\([0-9]*\).*/\1/p')
    case "$line" in
    *quick*) echo "{\"id\":$id,\"pid\":$$}" ;;
    *slow*) slow=$id; echo "{\"id\":$id,\"partial\":{\"text\":\"so far\"}}" ;;
    *deaf*) deaf=$id ;;
    *cancel*) if [ "$id" = "$deaf" ]; then continue; fi
        if [ "$id" = "$slow" ]; then echo "{\"id\":$id,\"finish_reason\":\"cancelled\"}"; fi
        echo "{\"id\":$id,\"error\":{\"code\":\"request.unknown_id\",\"message\":\"late\"}}" ;;
    esac
done
)";
    if (!writeFileAtomic(file, text)) FAIL("cannot write the worker");
    fs::permissions(file, fs::perms::owner_all);
    return file;
}

const auto kNever = [] { return false; };

} // namespace

TEST_CASE("a cancel ends the answer under way, and the next request has a stop of its own") {
    RequestDesk desk;
    CHECK(desk.take(generate(1)).empty());
    CHECK(desk.take(generate(2)).empty());
    const auto first = desk.next();
    REQUIRE(first);
    CHECK((*first->request)["id"] == 1);
    CHECK(!first->stop.stop_requested());
    CHECK(desk.take(cancel(1)).empty()); // its answer is the reply
    CHECK(first->stop.stop_requested());
    desk.done();
    CHECK(codeOf(desk.take(cancel(1))) == "request.unknown_id"); // too late
    const auto second = desk.next();
    REQUIRE(second);
    CHECK((*second->request)["id"] == 2);
    CHECK(!second->stop.stop_requested());
}

TEST_CASE("what waits is removed by a cancel and answered at once") {
    RequestDesk desk;
    for (int id : {1, 2, 3, 2}) (void)desk.take(generate(id));
    const auto first = desk.next();
    const auto replies = desk.take(cancel(2)); // both of that id
    REQUIRE(replies.size() == 2);
    CHECK(replies[0]["id"] == 2);
    CHECK(replies[1]["error"]["code"] == kCancelled);
    CHECK(!first->stop.stop_requested());
    desk.done();
    CHECK((*desk.next()->request)["id"] == 3);
    desk.done();
    desk.end();
    CHECK(!desk.next());
}

TEST_CASE("a cancel of nothing says so") {
    RequestDesk desk;
    (void)desk.take(Json{{"verb", "generate"}}); // without an id: nobody can cancel it
    const auto task = desk.next();
    CHECK(codeOf(desk.take(cancel(7))) == "request.unknown_id");
    CHECK(desk.take(cancel(7))[0]["id"] == 7);
    CHECK(codeOf(desk.take(cancel(nullptr))) == "request.no_id");
    CHECK(codeOf(desk.take(Json{{"verb", "cancel"}})) == "request.no_id");
    CHECK(codeOf(desk.take(Json{{"verb", "cancel"}, {"id", 1}, {"all", true}})) == "request.unknown_field");
    CHECK(!task->stop.stop_requested());
}

TEST_CASE("messages that are no requests keep their turn; a stop leaves what waits") {
    RequestDesk desk;
    (void)desk.take(parseJson("{"));
    (void)desk.take(Json(3));
    CHECK(!desk.next()->request);
    CHECK(*desk.next()->request == 3);
    (void)desk.take(generate(1));
    (void)desk.take(generate(2));
    const auto task = desk.next();
    desk.stop();
    CHECK(task->stop.stop_requested());
    CHECK(!desk.next());
}

TEST_CASE("one who waits for a request is woken by the end, and by a stop") {
    for (const bool stop : {false, true}) {
        RequestDesk desk;
        std::atomic<bool> none = false;
        std::thread answers([&] { none = !desk.next(); });
        stop ? desk.stop() : desk.end();
        answers.join();
        CHECK(none);
    }
}

TEST_CASE("after a cancelled question the same worker answers the next one") {
    const TemporaryFolder folder;
    auto worker = WorkerClient::start(pretender(folder.path));
    REQUIRE(worker);
    const pid_t pid = worker->pid();
    std::string soFar;
    const auto stopped = worker->ask(
        {{"verb", "slow"}, {"id", "mine"}}, [&] { return !soFar.empty(); },
        [&](const Json &told) { soFar = told.value("text", ""); });
    REQUIRE(!stopped);
    CHECK(stopped.error().code == kCancelled);
    CHECK(soFar == "so far");
    CHECK(worker->alive());
    for (int i = 0; i < 2; ++i) { // what the worker says too late of the first is no answer to these
        const auto quick = worker->ask({{"verb", "quick"}, {"id", "mine"}}, kNever);
        REQUIRE(quick);
        CHECK((*quick)["id"] == "mine");
        CHECK((*quick)["pid"] == pid);
    }
    CHECK(!worker->ask({{"verb", "quick"}}, kNever)->contains("id"));
}

TEST_CASE("a worker that does not end a cancelled answer is ended, and so is its client") {
    const TemporaryFolder folder;
    auto worker = WorkerClient::start(pretender(folder.path), 300);
    REQUIRE(worker);
    int looks = 0;
    const auto deaf = worker->ask({{"verb", "deaf"}}, [&] { return ++looks > 1; });
    CHECK(deaf.error().code == kCancelled);
    CHECK(!worker->alive());
    CHECK(worker->ask({{"verb", "quick"}}, kNever).error().code == "worker.died");
}
