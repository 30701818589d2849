// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/workbench/data/step_rows.h"
#include "core/workbench/queue/owner_job.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

constexpr const char *kPrompt = "k=1+8;m=e*k;e=k+8;?m:";
constexpr const char *kRight = "Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=7;m=7*9=3;A3";
constexpr const char *kSlipped = "Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+8=6;m=6*9=4;A4";

Json sample(const std::string &text, bool correct, const char *finish = "stop") {
    return {{"text", text}, {"finish_reason", finish}, {"correct", correct}};
}

void writeSamples(const fs::path &folder) {
    const Json chains = {sample(kRight, true), sample(kSlipped, false), sample(kRight, true), sample("A3", true),
                         sample("Tm=e*k;e=k+8;k=1+8;:k=1+8=9;e=9+", false, "length")};
    mustWrite(folder / "samples.jsonl",
              toJsonl({{{"id", "a"}, {"prompt", kPrompt}, {"reference", "3"}, {"completions", chains}}}));
}

/// As the trainer joins them.
std::string joinedSteps(const Json &row, const std::string &mark) {
    std::string text;
    for (const auto &step : row["completions"]) text += step.get<std::string>() + mark;
    return text;
}

} // namespace

TEST_CASE("samples become chains whose steps are the text that was sampled, each with its exact label") {
    const TemporaryFolder folder;
    writeSamples(folder.path);
    const auto rule = ruleByName("chain_mod");
    REQUIRE(rule);
    const auto made = makeStepRows(folder.path / "samples.jsonl", **rule, {});
    REQUIRE(made);
    REQUIRE(made->rows.size() == 3);
    CHECK(joinedSteps(made->rows[0], ";") == std::string(kRight) + ";");
    CHECK(joinedSteps(made->rows[1], ";") == std::string(kSlipped) + ";");
    CHECK(made->rows[0]["labels"].back() == true);
    for (const auto &label : made->rows[0]["labels"]) CHECK(label == true);
    CHECK(made->rows[1]["completions"].back() == "A4");
    CHECK(made->rows[1]["labels"].back() == false);
    const auto first = std::find(made->rows[1]["labels"].begin(), made->rows[1]["labels"].end(), Json(false));
    const auto at = static_cast<std::size_t>(first - made->rows[1]["labels"].begin());
    CHECK(made->rows[1]["completions"][at] == "e=9+8=6");
    CHECK(made->rows[2]["id"] == "a/3"); // the one that was cut ends with its last whole step
    CHECK(made->rows[2]["completions"].back().get<std::string>().ends_with("k=1+8=9"));
    CHECK(made->samples == 5);
    CHECK(made->cut == 1);
    CHECK(made->repeated == 1);
    CHECK(made->withoutSteps == 1);
    CHECK(makeStepRows(folder.path / "samples.jsonl", **rule, {.maxPerPrompt = 1})->rows.size() == 1);
    const auto two = makeStepRows(folder.path / "samples.jsonl", **rule, {.maxRows = 2});
    CHECK(two->rows.size() == 2);
    CHECK(two->steps == static_cast<std::int64_t>(two->rows[0]["labels"].size() + two->rows[1]["labels"].size()));
}

TEST_CASE("samples without a step to label are an error, and so is a run without a rule") {
    const TemporaryFolder folder;
    mustWrite(folder.path / "samples.jsonl",
              toJsonl({{{"id", "a"}, {"prompt", kPrompt}, {"completions", Json::array({sample("A3", true)})}}}));
    const auto rule = ruleByName("chain_mod");
    const auto made = makeStepRows(folder.path / "samples.jsonl", **rule, {});
    REQUIRE(!made);
    CHECK(made.error().code == "steps.none");

    const RunKind *job = ownerJob("step_labels");
    REQUIRE(job);
    mustWrite(folder.path / "run.toml", "kind = \"step_labels\"\n");
    const auto without = runOwnerJob(*job, folder.path, Json::object());
    REQUIRE(!without);
    CHECK(without.error().code == "steps.no_rule");
}

TEST_CASE("the stage reads the rule of its run and leaves rows of labelled steps") {
    const TemporaryFolder folder;
    writeSamples(folder.path);
    mustWrite(folder.path / "run.toml", "kind = \"step_labels\"\nrule = \"chain_mod\"\n");
    REQUIRE(runOwnerJob(*ownerJob("step_labels"), folder.path, {{"max_per_prompt", 1}}));
    const auto text = readFile(folder.path / "steps.jsonl");
    REQUIRE(text);
    const auto row = parseJson(*text);
    REQUIRE(row);
    CHECK((*row)["prompt"] == kPrompt);
    CHECK((*row)["completions"].size() == (*row)["labels"].size());
}
