// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/workbench/data/filter.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/queue/owner_job.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json sample(const char *text, Json correct, Json faithful, const char *finish = "stop") {
    return {{"text", text},
            {"tokens", 3},
            {"finish_reason", finish},
            {"correct", std::move(correct)},
            {"faithful", std::move(faithful)}};
}

/// One prompt with everything that must not pass, one without a right sample, one whose task has no chains.
void writeSamples(const fs::path &file) {
    const Json first = {sample("wrong", false, false),       sample("lucky", true, false),
                        sample("right", true, true),         sample("right", true, true),
                        sample("cut", true, true, "length"), sample("unscored", nullptr, nullptr),
                        sample("also", true, true),          sample("third", true, true)};
    mustWrite(file, toJsonl({{{"id", "a"}, {"prompt", "p1"}, {"completions", first}},
                             {{"id", "b"}, {"prompt", "p2"}, {"completions", {sample("wrong", false, false)}}},
                             {{"id", "c"}, {"prompt", "p3"}, {"completions", {sample("plain", true, nullptr)}}}}));
}

std::vector<std::string> texts(const FilteredSamples &kept) {
    std::vector<std::string> out;
    for (const auto &row : kept.rows) out.push_back(row["completion"]);
    return out;
}

} // namespace

TEST_CASE("chains that compute the same are one path, whatever their words") {
    CHECK(stepsOf("So b = 3 + 4 = 7.\nThus a = 7 * 2 = 14") == "=3+4=7.\n=7*2=14\n");
    CHECK(stepsOf("no sums here") == "no sums here");
    const TemporaryFolder folder;
    const fs::path file = folder.path / "samples.jsonl";
    const Json completions = {sample("b = 3 + 4 = 7", true, true), sample("then: b = 3+4 = 7", true, true),
                              sample("b = 4 + 3 = 7", true, true)};
    mustWrite(file, toJsonl({{{"id", "a"}, {"prompt", "p"}, {"completions", completions}}}));
    const auto kept = filterSamples(file, {.maxPerPrompt = 1, .distinct = "steps"});
    REQUIRE(kept);
    CHECK(kept->mayStay == 2);
    CHECK(texts(*filterSamples(file, {.distinct = "steps"})) ==
          std::vector<std::string>{"b = 3 + 4 = 7", "b = 4 + 3 = 7"});
    CHECK(filterSamples(file, {})->rows.size() == 3);
}

TEST_CASE("the best of a prompt are those of the highest scores, and none is best without scores") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "samples.jsonl";
    Json completions = {sample("low", false, false), sample("high", false, false), sample("cut", true, true, "length"),
                        sample("middle", true, true)};
    const double scores[] = {0.1, 0.9, 2, 0.5};
    for (std::size_t i = 0; i < 4; ++i) completions[i]["score"] = scores[i];
    mustWrite(file, toJsonl({{{"id", "a"}, {"prompt", "p"}, {"completions", completions}}}));
    const auto best = [&](const FilterConfig &config) { return texts(*filterSamples(file, config)); };
    CHECK(best({.maxPerPrompt = 1, .requireRight = false, .keep = "best"}) == std::vector<std::string>{"high"});
    CHECK(best({.maxPerPrompt = 2, .requireRight = false, .keep = "best"}) ==
          std::vector<std::string>{"high", "middle"});
    CHECK(best({.maxPerPrompt = 1, .keep = "best"}) == std::vector<std::string>{"middle"});

    completions[1].erase("score"); // nobody can tell: it is none of the best
    mustWrite(file, toJsonl({{{"id", "a"}, {"prompt", "p"}, {"completions", completions}}}));
    CHECK(best({.maxPerPrompt = 1, .requireRight = false, .keep = "best"}) == std::vector<std::string>{"middle"});
    for (Json &each : completions) each.erase("score");
    mustWrite(file, toJsonl({{{"id", "a"}, {"prompt", "p"}, {"completions", completions}}}));
    const auto none = filterSamples(file, {.keep = "best"});
    REQUIRE_FALSE(none);
    CHECK(none.error().code == "samples.no_scores");
}

TEST_CASE("right samples become demonstrations: whole, distinct, right in every step, few of a prompt") {
    const TemporaryFolder folder;
    writeSamples(folder.path / "samples.jsonl");
    const auto kept = filterSamples(folder.path / "samples.jsonl", {.maxPerPrompt = 2});
    REQUIRE(kept);
    CHECK(texts(*kept) == std::vector<std::string>{"right", "also", "plain"});
    CHECK(kept->rows[1] == Json{{"id", "a/2"}, {"prompt", "p1"}, {"completion", "also"}});
    CHECK(kept->prompts == 3);
    CHECK(kept->withoutRight == 1);
    CHECK(kept->samples == 10);
    CHECK(texts(*filterSamples(folder.path / "samples.jsonl", {.maxPerPrompt = 9, .requireFaithful = false})) ==
          std::vector<std::string>{"lucky", "right", "also", "third", "plain"});
    CHECK(filterSamples(folder.path / "samples.jsonl", {.maxPerPrompt = 9, .maxRows = 2})->rows.size() == 2);
    const auto written = filterSamples(folder.path / "samples.jsonl", {.maxPerPrompt = 9, .requireRight = false});
    CHECK(texts(*written) ==
          std::vector<std::string>{"wrong", "lucky", "right", "unscored", "also", "third", "wrong", "plain"});
    CHECK(written->withoutRight == 0);
}

TEST_CASE("samples that leave nothing are an error, not an empty data set") {
    const TemporaryFolder folder;
    mustWrite(folder.path / "samples.jsonl",
              toJsonl({{{"id", "a"},
                        {"prompt", "p"},
                        {"completions", {sample("x", false, false), sample("y", true, true, "length")}}}}));
    const auto kept = filterSamples(folder.path / "samples.jsonl", {});
    REQUIRE(!kept);
    CHECK(kept.error().code == "filter.none");
    CHECK(kept.error().found == "2 samples of 1 prompts");
}

TEST_CASE("a filter is a run with a log, and its rows are there for a fine-tuning") {
    const TemporaryFolder folder;
    writeSamples(folder.path / "samples.jsonl");
    const RunKind *job = ownerJob("filter");
    REQUIRE(job);
    CHECK(job->layout() == "prompt_completion");
    CHECK(ownerJob("train") == nullptr);
    REQUIRE(runOwnerJob(*job, folder.path, {{"max_per_prompt", 2}}));
    std::size_t rows = 0;
    REQUIRE(forEachRow(folder.path / job->output(), [&](const Json &) -> Status {
        ++rows;
        return {};
    }));
    CHECK(rows == 3);
    CHECK(loggedState(folder.path)->state == "finished");
}
