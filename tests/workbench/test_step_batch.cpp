// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/step_batch.h"
#include "core/workbench/queue/live_run.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <cmath>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

const Json kTold = {{"step", 31},
                    {"why", "spike"},
                    {"usual", 0.5},
                    {"of", 70},
                    {"rows",
                     {{{"lines", {3}}, {"loss", nullptr}},
                      {{"lines", {1, 2}}, {"loss", 2.5}},
                      {{"lines", {1}}, {"loss", 0.25}, {"data", "replay"}},
                      {{"lines", Json::array()}, {"loss", 0.125}}}}};

} // namespace

TEST_CASE("a batch is read from its event, and what is wrong there is left out") {
    LiveRun run(LiveRun::Keep::News), standing;
    for (LiveRun *each : {&run, &standing}) each->see({.seq = 1, .time = 1, .type = "batch", .body = kTold});
    CHECK(standing.takeNews().batches.empty());
    const auto batches = run.takeNews().batches;
    REQUIRE(batches.size() == 1);
    const StepBatch &batch = batches[0];
    CHECK(batch.step == 31);
    CHECK(batch.spike);
    CHECK(batch.usual == 0.5);
    CHECK(batch.total == 70);
    REQUIRE(batch.rows.size() == 4);
    CHECK(std::isnan(batch.rows[0].loss));
    CHECK(batch.rows[1].lines == std::vector<std::int64_t>{1, 2});
    CHECK(batch.rows[1].loss == 2.5);
    CHECK(batch.rows[2].replayed);
    CHECK(batch.rows[3].lines.empty());
    for (const Json &odd :
         {Json(), Json(3), Json{{"rows", 3}}, Json{{"rows", {3, {{"lines", 3}}, {{"lines", {-1, "x", 0}}}}}}})
        for (const BatchRow &row : stepBatch(odd).rows) CHECK(row.lines.empty());
    CHECK(stepBatch({{"why", "first"}, {"rows", {{{"lines", {1}}, {"loss", 1}}}}, {"of", 0}}).total == 1);
    CHECK_FALSE(stepBatch({{"why", "first"}}).spike);
}

TEST_CASE("the rows of a batch are read from the run's own data") {
    const TemporaryFolder folder;
    const StepBatch batch = stepBatch(kTold);
    CHECK(textsOf(batch, folder.path) == std::vector<std::string>(4));
    mustWrite(folder.path / "train.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n{\"messages\":[{\"role\":\"user\","
                                           "\"content\":\"hi\"}],\"n\":null}\nno row\n");
    mustWrite(folder.path / "replay.jsonl", "{\"input_ids\":[1,2]}\n");
    CHECK(textsOf(batch, folder.path) ==
          std::vector<std::string>{"", "prompt: a\n\ncompletion: b\n\nmessages: user: hi", "input_ids: [1,2]", ""});
    mustWrite(folder.path / "replay.jsonl", "{\"text\":\"" + std::string(30000, 'x') + "\"}\n");
    CHECK(textsOf(batch, folder.path)[2].size() < 20010);
}
