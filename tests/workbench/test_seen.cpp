// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/task.h"
#include "core/stats/paired.h"
#include "core/workbench/compare/detectable.h"
#include "core/workbench/compare/seen.h"
#include "core/workbench/data/jsonl.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// Every variable of a prompt by another name, and its definitions backwards.
std::string disguised(const std::string &prompt) {
    std::string renamed;
    for (const char c : prompt) renamed += c >= 'a' && c <= 'z' ? static_cast<char>('a' + (c - 'a' + 7) % 26) : c;
    std::string out;
    std::size_t begin = 0;
    for (std::size_t end; (end = renamed.find(';', begin)) != renamed.npos; begin = end + 1)
        out = renamed.substr(begin, end - begin + 1) + out;
    return out + renamed.substr(begin);
}

std::vector<Json> problems(std::uint64_t seed, std::int64_t count) {
    auto rows = (*taskByName("chain_mod"))->make({{"min_length", 5}, {"max_length", 6}}, seed, count);
    REQUIRE(rows);
    return std::move(*rows);
}

/// The bucket "edge" holds 20 problems; "train" holds the demonstrations of the first `common` of them, disguised, and
/// others.
struct Given {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};
    Plan plan{};

    explicit Given(int common, bool disjoint = false) {
        writeTinyModel(folder.path / "blank");
        const auto edge = problems(1, 20);
        auto train = problems(2, 30);
        for (int i = 0; i < common; ++i)
            train[static_cast<std::size_t>(2 * i)]["prompt"] = disguised(edge[static_cast<std::size_t>(i)]["prompt"]);
        mustWrite(folder.path / "edge.jsonl", toJsonl(edge));
        mustWrite(folder.path / "train.jsonl", toJsonl(train));
        std::string text =
            replaced(kSmallExperiment, "task = \"chain_mod\"\nseed = 5\ncount = 12\n", "file = \"edge.jsonl\"\n");
        text = replaced(text, "task = \"chain_mod\"\nseed = 7\ncount = 40\n", "file = \"train.jsonl\"\n");
        if (!disjoint) text = replaced(text, "disjoint_from = [\"edge\"]\n", "");
        mustWrite(folder.path / "experiment.toml", text);
        const auto experiment = readExperiment(folder.path / "experiment.toml", smallCatalogue(folder.path));
        if (!experiment) FAIL(describe(joined(experiment.error())));
        auto opened = Project::open(folder.path, "test");
        REQUIRE(opened);
        project = std::move(*opened);
        auto made = project->plan(*experiment);
        if (!made) FAIL(describe(made.error()));
        plan = std::move(*made);
    }
    Exposure exposure() {
        auto found = exposureOf(*project, plan);
        if (!found) FAIL(describe(found.error()));
        return std::move(*found);
    }
};

constexpr const char *kGivenModelArm = R"(
[[arm]]
name = "given, greedy"
role = "base"
model = "given"
strategy = "greedy"
buckets = ["edge"]
)";

} // namespace

TEST_CASE("problems under other names and in another order are found in the training data") {
    Given given(7);
    const Exposure exposure = given.exposure();
    REQUIRE(exposure.seen.size() == 2); // base and sft learn from the same rows
    CHECK(exposure.seen[0].bucket == "edge");
    CHECK(exposure.seen[0].seen == 7);
    CHECK(exposure.seen[0].of == 20);
    CHECK(sentence(exposure.seen[0]).starts_with("7 of 20 problems of “edge” are in what was learnt by “"));
    CHECK(toJson(exposure)["seen"][0]["seen"] == 7);
}

TEST_CASE("disjoint_from leaves them out") {
    Given given(7, true);
    CHECK(given.exposure().seen.empty());
    std::size_t rows = 0;
    REQUIRE(forEachRow(given.folder.path / given.plan.runs[0].files.at("train.jsonl"), [&](const Json &) -> Status {
        ++rows;
        return {};
    }));
    CHECK(rows == 23);
}

TEST_CASE("where nothing was seen nothing is said, and random weights need no recipe") {
    Given given(0);
    CHECK(given.exposure().seen.empty());
    CHECK(sentences(given.exposure()).empty());
}

namespace {
/// Plans the experiment with a further model and an arm of it.
void planWithModel(Given &given, const fs::path &model) {
    writeTinyModel(model);
    mustWrite(model / "model.safetensors", "not read here");
    const fs::path file = given.folder.path / "experiment.toml";
    mustWrite(file,
              replaced(*readFile(file), "blank = \"blank\"", "blank = \"blank\"\ngiven = \"" + model.string() + "\"") +
                  kGivenModelArm);
    const auto experiment = readExperiment(file, smallCatalogue(given.folder.path));
    if (!experiment) FAIL(describe(joined(experiment.error())));
    auto made = given.project->plan(*experiment);
    if (!made) FAIL(describe(made.error()));
    given.plan = std::move(*made);
}
} // namespace

TEST_CASE("what a paired test can show is told of every bucket of two arms") {
    const TemporaryFolder models;
    Given given(0);
    CHECK(detectableOf(*given.project, given.plan)->empty()); // one arm has nobody to differ from
    planWithModel(given, models.path / "given");
    const auto detectable = detectableOf(*given.project, given.plan);
    REQUIRE(detectable);
    REQUIRE(detectable->size() == 1); // two arms, one bucket
    CHECK(detectable->front().problems == 20);
    CHECK(detectable->front().looks == 1);
    CHECK(detectable->front().difference == *stats::smallestDifference(20, 0.3)); // none: too few
    CHECK(sentence(detectable->front()).starts_with("edge (20 problems): too few to tell two arms apart"));
    CHECK(sentence({"edge", 400, 45, 0.1094})
              .starts_with("edge (400 problems): a difference of 10.9 points or more is likely shown (chance 80 %, "
                           "corrected for 45 pairs"));
}

TEST_CASE("a given model is believed by its recipe alone") {
    const TemporaryFolder models;
    const fs::path model = models.path / "given";
    Given given(0);
    planWithModel(given, model);
    Exposure exposure = given.exposure();
    CHECK(exposure.unknown == std::vector<std::string>{"given"});
    CHECK(sentences(exposure).size() == 1);

    // The rows of seed 1 are the bucket itself; the held-out set of the recipe was not learnt from.
    const std::string recipe = "name = \"made\"\nrule = \"chain_mod\"\n[[data]]\nname = \"rows\"\ntask = "
                               "\"chain_mod\"\nseed = SEED\ncount = 30\nconfig = { min_length = 5, max_length = 6 }\n"
                               "[[data]]\nname = \"held\"\ntask = \"chain_mod\"\nseed = 1\ncount = 30\nconfig = { "
                               "min_length = 5, max_length = 6 }\n"
                               "[[stage]]\nname = \"train\"\nalgorithm = \"sft\"\nmodel = \"blank\"\ndata = \"rows\"\n";
    mustWrite(model / "recipe.toml", replaced(recipe, "SEED", "9"));
    exposure = given.exposure();
    CHECK(exposure.unknown.empty());
    CHECK(exposure.proved == std::vector<std::string>{"given"});
    CHECK(exposure.seen.empty());
    mustWrite(model / "recipe.toml", replaced(recipe, "SEED", "1"));
    for (int again = 0; again < 2; ++again) { // made, then from what was kept
        exposure = given.exposure();
        REQUIRE(exposure.seen.size() == 1);
        CHECK(exposure.seen[0].seen == 20);
        CHECK(exposure.seen[0].learnt == "the model “given”");
    }
    mustWrite(model / "recipe.toml", "[[data]]\nname = 3\n");
    CHECK(!exposureOf(*given.project, given.plan));
}

TEST_CASE("a model at a further port of a training is looked at like the one that learns") {
    TemporaryFolder models;
    const fs::path teacher = models.path / "teacher";
    writeTinyModel(teacher);
    mustWrite(teacher / "model.safetensors", "not read here");
    Given given(0);
    REQUIRE(given.exposure().unknown.empty());
    PlannedRun &training = given.plan.runs[0];
    training.config["teacher"] = {{"path", teacher.string()}};
    CHECK(given.exposure().unknown == std::vector<std::string>{training.name + "’s teacher"});
}
