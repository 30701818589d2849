// SPDX-License-Identifier: Apache-2.0
// Arms that are given what a model did before: solved problems as a memory, a policy that was fitted on its samples,
// and a smaller model that guesses.
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr const char *kMore = R"(
[[data]]
name = "held"
task = "chain_mod"
seed = 11
count = 6
disjoint_from = ["edge", "train"]

[[stage]]
name = "drawn"
kind = "sample"
model = "base"
data = "held"
[stage.config]
n = 4
max_new_tokens = 120
calculator = true

[[stage]]
name = "solved"
kind = "filter"
data = "drawn"
[stage.config]
require_right = false
max_per_prompt = 1

[[stage]]
name = "worth"
kind = "allocate"
data = "drawn"
[stage.config]
probe = 2
equal_n = 4

[[arm]]
name = "remembering"
role = "tts"
model = "base"
strategy = "memory"
buckets = ["edge"]
[arm.inputs]
memory = "solved"
[arm.config]
examples = 1
max_new_tokens = 8

[[arm]]
name = "optimal"
role = "tts"
model = "base"
strategy = "compute_optimal"
buckets = ["edge"]
[arm.inputs]
allocation = "worth"
[arm.config]
max_new_tokens = 8

[[arm]]
name = "guessed"
role = "tts"
model = "sft"
strategy = "speculative_decoding"
buckets = ["edge"]
[arm.inputs]
draft = "base"
[arm.config]
max_new_tokens = 8
temperature = 0
)";

} // namespace

TEST_CASE("arms take what stages before them left, and are charged for it") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    writeSmallProject(project, std::string(kSmallExperiment) + kMore);
    const auto ran = cli({"run", project});
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    std::map<std::string, std::string> folders;
    for (const Json &job : answersOf(cli({"jobs", project, "--json"})))
        folders[job["name"]] = project + "/runs/" + job["id"].get<std::string>();
    const auto rowsOf = [&](const char *name, const char *file) {
        return answersOf({.out = textOf(folders.at(name) + "/" + file), .err = {}});
    };
    const auto policy = rowsOf("worth", "allocation.jsonl");
    REQUIRE(policy.size() == 3);
    std::int64_t drawn = 0;
    for (const Json &row : rowsOf("drawn", "samples.jsonl"))
        for (const Json &sample : row["completions"]) drawn += sample["tokens"].get<std::int64_t>();
    CHECK(policy[0]["fitted_tokens"] == drawn);
    for (const Json &row : rowsOf("optimal", "answers.jsonl")) {
        CHECK(row["samples"].size() >= 2);
        CHECK(row["samples"].size() <= 4);
    }
    CHECK(rowsOf("remembering", "answers.jsonl").size() == 12);
    const auto greedy = rowsOf("sft, greedy", "answers.jsonl"), guessed = rowsOf("guessed", "answers.jsonl");
    REQUIRE(guessed.size() == greedy.size());
    for (std::size_t i = 0; i < greedy.size(); ++i) CHECK(guessed[i]["text"] == greedy[i]["text"]);
    const Json compared = onlyAnswer(cli({"compare", project, "--format", "json"}));
    for (const Json &arm : compared["arms"]) {
        const std::string name = arm["name"];
        const bool charged = name == "optimal" || name == "remembering";
        CHECK(arm["training"]["tokens_sampled"] == (charged ? drawn : 0));
    }
}

TEST_CASE("an arm whose strategy lacks its rows is told before anything runs") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    const auto text = replaced(std::string(kSmallExperiment) + kMore, "[arm.inputs]\nmemory = \"solved\"\n", "");
    writeSmallProject(project, text);
    const auto ran = cli({"run", project, "--dry-run"});
    CHECK(ran.code == 1);
    CHECK(ran.err.find("inputs.memory") != std::string::npos);
}
