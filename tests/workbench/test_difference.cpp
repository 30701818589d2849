// SPDX-License-Identifier: Apache-2.0
// What differs between two experiments, and between one and its runs.
#include "core/config/toml_text.h"
#include "core/workbench/compare/difference.h"
#include "core/workbench/project.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Two {
    TemporaryFolder scratch{};
    Catalogue catalogue = smallCatalogue(scratch.path);
    Experiment read(const std::string &text, const char *folder) const {
        writeSmallProject(scratch.path / folder, text);
        auto experiment = readExperiment(scratch.path / folder / "experiment.toml", catalogue);
        REQUIRE_MESSAGE(experiment.has_value(), (experiment ? "" : describe(joined(experiment.error()))));
        return std::move(*experiment);
    }
    std::vector<TableDifference> between(const std::string &before, const std::string &after) const {
        return differenceOf(tablesOf(read(before, "a")), tablesOf(read(after, "b")));
    }
};

const std::string kFirst = kSmallExperiment;

std::string tuned(const std::string &name, const std::string &settings = "max_steps = 6\n") {
    return "\n[[stage]]\nname = \"" + name +
           "\"\nalgorithm = \"sft\"\nmodel = \"sft\"\ndata = \"train\"\n[stage.config]\n" + settings;
}

} // namespace

TEST_CASE("order, comments and defaults that are written out make no difference") {
    const Two two;
    CHECK(two.between(kFirst, kFirst).empty());
    const std::string spelt = replaced(kFirst, "[stage.config]\nmax_steps = 12",
                                       "[stage.config] # here\nlearning_rate = "
                                       "0.001\nmax_steps = 1_2");
    CHECK(two.between(kFirst, spelt).empty());
    const std::size_t edge = kFirst.find("[[data]]"), train = kFirst.find("[[data]]", edge + 1),
                      stage = kFirst.find("[[stage]]");
    const std::string turned = kFirst.substr(0, edge) + kFirst.substr(train, stage - train) +
                               kFirst.substr(edge, train - edge) + kFirst.substr(stage);
    // "train" has nothing in common with "edge", which it names: the reader wants that first.
    CHECK(two.between(replaced(kFirst, "disjoint_from = [\"edge\"]\n", ""),
                      replaced(turned, "disjoint_from = [\"edge\"]\n", ""))
              .empty());
    CHECK(toText({}) == "They say the same.\n");
    CHECK(toJson(std::vector<TableDifference>{}) == Json({{"same", true}, {"tables", Json::array()}}));
}

TEST_CASE("a setting that changed is told with both values, and so is one that is no default any more") {
    const Two two;
    const auto found = two.between(kFirst + tuned("more"),
                                   replaced(replaced(kFirst, "seed = 1\n", "seed = 2\n"), "count = 40", "count = 50") +
                                       tuned("more", "max_steps = 6\nlearning_rate = 0.002\n"));
    REQUIRE(found.size() == 3);
    CHECK(found[0].list == "experiment");
    REQUIRE(found[0].values.size() == 1); // the seed of every stage follows
    CHECK(found[0].values[0].key == "seed");
    CHECK(found[1].name == "train");
    CHECK(found[1].values[0].before == 40);
    CHECK(found[1].values[0].after == 50);
    CHECK(toText({found[2]}) == "stage “more”: changed\n    config.learning_rate: 0.001 → 0.002\n");
    CHECK(toJson(found)["tables"][2] ==
          Json::parse(R"({"list":"stage","name":"more","state":"changed","values":[{"key":"config.learning_rate",)"
                      R"("before":0.001,"after":0.002}]})"));
}

TEST_CASE("what was added, removed and renamed is told, and a new name also counts where it is named") {
    const Two two;
    const auto added = two.between(kFirst, kFirst + tuned("more"));
    REQUIRE(added.size() == 1);
    CHECK(toText(added) == "stage “more”: added (train sft)\n");
    CHECK(toText(two.between(kFirst + tuned("more"), kFirst)) == "stage “more”: removed (train sft)\n");
    // "sft" under another name: the arm and the stage that it feeds say the same as before.
    const std::string whole = kFirst + tuned("more");
    const auto renamed = two.between(
        whole, replaced(replaced(whole, "name = \"sft\"", "name = \"first\""), "model = \"sft\"", "model = \"first\""));
    REQUIRE(renamed.size() == 1);
    CHECK(toText(renamed) == "stage “first”: renamed, was “sft”\n");
    // Another method under another name is another stage.
    const auto other = two.between(kFirst, replaced(replaced(replaced(kFirst, "name = \"sft\"", "name = \"first\""),
                                                             "model = \"sft\"", "model = \"first\""),
                                                    "algorithm = \"sft\"", "algorithm = \"pretrain\""));
    CHECK(other[0].kind == TableDifference::Kind::Added);
    CHECK(other[1].kind == TableDifference::Kind::Removed);
}

TEST_CASE("rows of a file count by their content") {
    const Two two;
    const std::string rows = replaced(kFirst, "task = \"chain_mod\"\nseed = 7\ncount = 40\ndisjoint_from = [\"edge\"]",
                                      "file = \"rows.jsonl\"");
    mustWrite(two.scratch.path / "a/rows.jsonl", "{\"prompt\": \"1\", \"completion\": \"2\"}\n");
    mustWrite(two.scratch.path / "b/rows.jsonl", "{\"prompt\": \"1\", \"completion\": \"2\"}\n");
    CHECK(two.between(rows, rows).empty());
    mustWrite(two.scratch.path / "b/rows.jsonl", "{\"prompt\": \"1\", \"completion\": \"3\"}\n");
    const auto found = two.between(rows, rows);
    REQUIRE(found.size() == 1);
    CHECK(found[0].values[0].key == "content");
}

TEST_CASE("an experiment is compared with what was run of it") {
    const Two two;
    const Experiment before = two.read(kFirst, "a");
    const auto project = Project::openOrMake(two.scratch.path / "a", "test");
    REQUIRE(project);
    const auto plan = (*project)->plan(before);
    REQUIRE(plan);
    CHECK(differenceOf(tablesOf(*plan), tablesOf(before, true)).empty());
    const Experiment now = two.read(replaced(kFirst, "max_new_tokens = 8", "max_new_tokens = 9") + tuned("more"), "a");
    const std::string changes = toText(differenceOf(tablesOf(*plan), tablesOf(now, true)));
    CHECK(changes == "stage “more”: added (train sft)\narm “sft, greedy”: changed\n    config.max_new_tokens: 8 → 9\n");
    // Of one run only that stage is told.
    const fs::path folder = two.scratch.path / "runs/01";
    mustWrite(folder / "run.toml", writeToml(plan->runs[0].config));
    const auto run = tablesOfRun(folder);
    REQUIRE(run);
    CHECK(differenceOf(*run, tablesOf(now, true)).empty());
    mustWrite(folder / "run.toml", replaced(writeToml(plan->runs[0].config), "max_steps = 12", "max_steps = 13"));
    CHECK(toText(differenceOf(*tablesOfRun(folder), tablesOf(now, true))) ==
          "stage “base”: changed\n    config.max_steps: 13 → 12\n");
    CHECK(!tablesOfRun(two.scratch.path / "nowhere"));
}
