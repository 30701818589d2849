// SPDX-License-Identifier: Apache-2.0
// A person labels in a process that is killed at random moments. What was acknowledged is there afterwards.
#include "core/base/rng.h"
#include "core/workbench/labels/label_queue.h"
#include "tests/support/temporary_folder.h"
#include <csignal>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lapidary;

namespace {

constexpr int kKills = 220;

LabelQueue someQueue() {
    LabelQueue queue{.name = "q", .seed = 3};
    for (int i = 0; i < 40; ++i)
        queue.items.push_back(
            {.id = std::to_string(i), .prompt = "p", .answers = {{.text = "a"}, {.text = "b"}}, .origin = "runs"});
    return queue;
}

/// Labels for ever, and tells the number of each event once the store has it.
[[noreturn]] void labelUntilKilled(const fs::path &file, int acknowledgements) {
    auto store = Store::open(file, true);
    if (!store) _exit(2);
    const LabelQueue queue = someQueue();
    auto state = labelState(**store, queue, "ada");
    if (!state) _exit(3);
    LabelDesk desk(std::move(*state), {.queue = "q", .annotator = "ada", .seed = queue.seed});
    static const char *const verdicts[] = {"left", "right", "tie", "both_bad"};
    for (int i = 0;; ++i) {
        if (i % 7 == 6)
            desk.undo();
        else
            desk.act(verdicts[i % 4], i % 3 == 0);
        for (const auto &event : desk.take()) {
            const auto seq = (*store)->add({&event, 1});
            if (!seq || write(acknowledgements, &*seq, sizeof *seq) != sizeof *seq) _exit(4);
        }
    }
}

} // namespace

TEST_CASE("of a labeller that is killed 220 times every acknowledged event is there") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "project.db";
    REQUIRE(Store::open(file, true));
    Rng rng(1, "test/kills");
    std::int64_t last = 0, acknowledged = 0;
    for (int kill = 0; kill < kKills; ++kill) {
        CAPTURE(kill);
        int pipes[2];
        REQUIRE(pipe(pipes) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            close(pipes[0]);
            labelUntilKilled(file, pipes[1]);
        }
        close(pipes[1]);
        std::int64_t seq = 0;
        const auto first = read(pipes[0], &seq, sizeof seq);
        usleep(static_cast<useconds_t>(rng.below(4000)));
        ::kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        REQUIRE(first == sizeof seq);
        REQUIRE(WIFSIGNALED(status));
        ++acknowledged;
        last = seq;
        while (read(pipes[0], &seq, sizeof seq) == sizeof seq) {
            CHECK(seq == last + 1);
            last = seq;
            ++acknowledged;
        }
        close(pipes[0]);
        const auto store = Store::open(file, true);
        REQUIRE_MESSAGE(store, store.error().message);
        const auto events = (*store)->labelEvents("q");
        REQUIRE(events);
        REQUIRE(!events->empty());
        CHECK(events->back().seq >= last);     // all that were told,
        CHECK(events->back().seq <= last + 1); // and at most the one that was written but not told yet
        CHECK(events->size() == static_cast<std::size_t>(events->back().seq)); // without gaps
        last = events->back().seq;
    }
    MESSAGE(acknowledged << " acknowledged events over " << kKills << " kills");
    CHECK(acknowledged > kKills);
}
