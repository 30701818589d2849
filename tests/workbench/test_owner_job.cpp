// SPDX-License-Identifier: Apache-2.0
// What the owner does himself is followed and asked as what a worker does.
#include "core/job/run_events.h"
#include "core/workbench/queue/owner_job.h"
#include "tests/support/temporary_folder.h"
#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using namespace lapidary;
using namespace std::chrono_literals;

namespace {

Result<RunKind::Made> slowly(const fs::path &, const Json &, const RowWork &rows) {
    for (int i = 0; i < 300; ++i, std::this_thread::sleep_for(10ms)) rows.progress(i);
    return RunKind::Made{.result = {{"prompts", 150}}, .warning = "3 were left out"};
}

template <class Condition> bool soon(Condition condition) {
    for (int i = 0; i < 2000 && !condition(); ++i) std::this_thread::sleep_for(10ms);
    return condition();
}

} // namespace

TEST_CASE("a job of the owner sends its events over its channel, and refuses requests with the reason") {
    const TemporaryFolder folder;
    ::setenv("XDG_RUNTIME_DIR", folder.path.c_str(), 1);
    const fs::path run = folder.path / "run";
    fs::create_directories(run);
    const RunKind kind{.info = {.name = "slow"}, .work = slowly};
    std::jthread owner([&] { (void)runOwnerJob(kind, run, {}); });
    RunEvents events(run);
    std::vector<Event> all;
    const auto look = [&] {
        const auto more = events.next();
        REQUIRE(more);
        all.insert(all.end(), more->begin(), more->end());
    };
    REQUIRE(soon([&] {
        look();
        return events.isLive();
    }));
    fs::rename(run / "run.log", run / "away"); // from here on there is only the channel
    auto client = connectTo(run);
    REQUIRE(client);
    REQUIRE(client->send({{"verb", "generate"}, {"id", 5}}));
    Json answer;
    REQUIRE(soon([&] {
        const auto message = client->receive(10);
        if (message && *message) answer = **message;
        return answer.is_object() && answer.contains("error");
    }));
    CHECK(answer["id"] == 5);
    CHECK(answer["error"]["code"] == "run.not_paused");
    const std::size_t before = all.size();
    REQUIRE(soon([&] {
        look();
        return all.size() > before;
    }));
    fs::rename(run / "away", run / "run.log"); // what a busy machine drops stands there
    REQUIRE(soon([&] {
        look();
        return !all.empty() && all.back().type == "state" && all.back().body["state"] == "finished";
    }));
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].seq == i + 1);
    const auto has = [&](const char *type) {
        return std::any_of(all.begin(), all.end(), [&](const Event &event) { return event.type == type; });
    };
    CHECK(has("progress"));
    CHECK(has("notice"));
    CHECK(has("result"));
    ::unsetenv("XDG_RUNTIME_DIR");
}
