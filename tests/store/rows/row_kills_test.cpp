// SPDX-License-Identifier: Apache-2.0
// A person edits in a process that is killed at random moments. What was acknowledged is there afterwards.
#include "core/base/rng.h"
#include "tests/store/rows/rows_for_tests.h"
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr int kKills = 120;

std::vector<Json> someRows() {
    std::vector<Json> rows;
    for (int i = 0; i < 30; ++i) rows.push_back({{"prompt", "row " + std::to_string(i)}, {"n", 0}});
    return rows;
}

/// Edits for ever, and tells the number of each step once the store has it. Some steps change every row.
[[noreturn]] void editUntilKilled(const fs::path &file, int acknowledgements) {
    const auto store = RowStore::open(file, true);
    if (!store) _exit(2);
    const auto all = (*store)->find({});
    if (!all || all->size() != 30) _exit(3);
    for (std::int64_t i = 0;; ++i) {
        Result<RowStep> step;
        if (i % 5 == 4) {
            auto undone = (*store)->undo("ada");
            if (!undone || !*undone) _exit(4);
            step = **undone;
        } else if (i % 5 == 3) {
            step = (*store)->change({.kind = "tag"}, *all, [&](const StoredRow &row) -> Result<RowChange> {
                return row.tags.empty() ? RowChange{.tag = {"t"}} : RowChange{.untag = {"t"}};
            });
        } else {
            step = (*store)->change({.kind = "edit"}, std::span(*all).subspan(static_cast<std::size_t>(i % 30), 1),
                                    [&](const StoredRow &row) -> Result<RowChange> {
                                        Json body = Json::parse(row.body);
                                        body["n"] = body["n"].get<std::int64_t>() + 1;
                                        return RowChange{.row = body};
                                    });
        }
        if (!step || write(acknowledgements, &step->seq, sizeof step->seq) != sizeof step->seq) _exit(5);
        if (i % 11 == 0 && !(*store)->index(7)) _exit(6);
    }
}

} // namespace

TEST_CASE(
    "of an editor who is killed 120 times every acknowledged step is there, and the rows are those of the history") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "a.rows";
    madeRows(file, someRows()).reset();
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
            editUntilKilled(file, pipes[1]);
        }
        close(pipes[1]);
        std::int64_t seq = 0;
        const auto first = read(pipes[0], &seq, sizeof seq);
        usleep(static_cast<useconds_t>(rng.below(6000)));
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
        const auto store = RowStore::open(file, true);
        REQUIRE_MESSAGE(store, describe(store.error()));
        const auto steps = (*store)->steps();
        REQUIRE(steps);
        CHECK(steps->front().seq >= last);     // all that were told,
        CHECK(steps->front().seq <= last + 1); // and at most the one that was written but not told yet
        CHECK(steps->size() == static_cast<std::size_t>(steps->front().seq));
        const auto verified = (*store)->verify();
        CHECK_MESSAGE(verified, describe(verified.error()));
    }
    MESSAGE(acknowledged << " acknowledged steps over " << kKills << " kills");
    CHECK(acknowledged > kKills);
}
