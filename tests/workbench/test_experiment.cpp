// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment.h"
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/experiment/overrides.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue = smallCatalogue(folder.path);
    tl::expected<Experiment, Problems> read(const std::string &text, const std::vector<std::string> &set = {}) {
        mustWrite(folder.path / "experiment.toml", text);
        return readExperiment(folder.path / "experiment.toml", catalogue, set);
    }
    Problems problems(const std::string &text, const std::vector<std::string> &set = {}) {
        const auto experiment = read(text, set);
        REQUIRE(!experiment);
        return experiment.error();
    }
};

std::string with(std::string text, const std::string &from, const std::string &to) {
    const auto at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

int lineOf(const std::string &text, const std::string &word) {
    return 1 + static_cast<int>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(word)), '\n'));
}

} // namespace

TEST_CASE("an experiment is read with all defaults filled in") {
    Given given;
    const auto experiment = given.read(kSmallExperiment);
    if (!experiment) FAIL(describe(joined(experiment.error())));
    CHECK(experiment->name == "small");
    CHECK(experiment->stages.at(1).config["learning_rate"] == 1e-3);
    CHECK(experiment->stages.at(1).config["max_steps"] == 12);
    CHECK(experiment->data.at(1).parts.at(0).count == 40);
    CHECK(experiment->data.at(1).parts.at(0).config.size() > 3);
}

TEST_CASE("three mistakes are three problems, each with its line") {
    Given given;
    std::string text =
        with(kSmallExperiment, "max_steps = 12\n\n[[stage]]", "max_step = 12\n\n[[stage]]"); // unknown key
    text = with(text, "model = \"base\"", "model = \"bass\"");                               // leads nowhere
    text = with(text, "max_new_tokens = 8", "max_new_tokens = -8");                          // out of range
    const auto problems = given.problems(text);
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].code == "config.unknown_key");
    CHECK(problems[0].line == lineOf(text, "max_step = 12"));
    CHECK(problems[0].remedy.find("max_steps") != std::string::npos);
    CHECK(problems[1].code == "experiment.unknown_model");
    CHECK(problems[1].line == lineOf(text, "model = \"bass\""));
    CHECK(problems[2].code == "config.out_of_range");
    CHECK(problems[2].line == lineOf(text, "max_new_tokens = -8"));
    for (const auto &problem : problems) CHECK(problem.file.ends_with("experiment.toml"));
}

TEST_CASE("wrong types, missing things, doubles and broken syntax are told too") {
    Given given;
    const auto codes = [&](const std::string &text) {
        std::vector<std::string> out;
        for (const auto &problem : given.problems(text))
            out.push_back(problem.code + ":" + std::to_string(problem.line));
        return out;
    };
    CHECK(codes("name = \"x\"\n[[stage]\n").at(0) == "config.syntax:2");
    CHECK(codes("name = \"x\"\nstage = 3\n").at(0) == "config.wrong_type:2");
    CHECK(codes("name = 4\n[[arm]]\nname = \"a\"\n").size() >= 5);
    CHECK(codes(with(kSmallExperiment, "name = \"sft\"", "name = \"base\"")).at(0) ==
          "config.duplicate_name:" + std::to_string(lineOf(kSmallExperiment, "name = \"sft\"")));
    CHECK(codes(with(kSmallExperiment, "count = 12\n", "")).at(0).starts_with("config.missing:"));
    CHECK(codes(with(kSmallExperiment, "version = 1", "version = 2")).at(0) == "config.newer_version:1");
}

TEST_CASE("an arm that sees the answers must say so") {
    Given given;
    std::string text = with(kSmallExperiment, "strategy = \"greedy\"", "strategy = \"best_of_n\"");
    text = with(text, "max_new_tokens = 8", "scorer = \"verifier\"");
    const auto problems = given.problems(text);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "experiment.hidden_oracle");
    const auto honest = given.read(with(text, "role = \"sft\"", "role = \"oracle\""));
    CHECK(honest);
}

TEST_CASE("an override of what is no list of tables is told") {
    auto document = parseToml("[stage]\nname = \"a\"\n", "x");
    REQUIRE(document);
    const auto applied = applyOverride(*document, "stage.a.model=b");
    REQUIRE(!applied);
    CHECK(applied.error().code == "config.unknown_override");
}

TEST_CASE("the examples of the reference are an experiment, and every key says what it is for") {
    Given given;
    std::string text;
    for (const ExperimentTable &table : experimentTables()) {
        text += std::string(table.example) + "\n";
        for (const FieldSpec &key : *table.keys) {
            CAPTURE(key.name);
            CHECK_FALSE(key.effect.empty());
        }
    }
    const auto experiment = given.read(text);
    if (!experiment) FAIL(describe(joined(experiment.error())));
    CHECK(experiment->stages.size() == 6);
    CHECK(experiment->arms.size() == 6);
    CHECK(experiment->data.size() == 2);
}

TEST_CASE("a path is said with the names of its tables, as an override takes it") {
    const auto document = parseToml("[[stage]]\nname = \"a.b c\"\n[[stage]]\nkind = \"train\"\n", "x");
    REQUIRE(document);
    CHECK(saidPath(document->values, "stage.0.config.beta") == "stage.a.b c.config.beta");
    CHECK(saidPath(document->values, "stage.0") == "stage.a.b c");
    CHECK(saidPath(document->values, "stage.1.kind") == "stage #2.kind");
    for (const char *other : {"stage", "stage.2.kind", "stage.x.kind", "models.0", "name"})
        CHECK(saidPath(document->values, other) == other);
}

TEST_CASE("overrides reach any value; the seed reaches what draws") {
    Given given;
    std::string text = with(kSmallExperiment, "strategy = \"greedy\"", "strategy = \"best_of_n\"");
    const auto experiment = given.read(text, {"seed=2", "stage.sft.config.learning_rate=0.5",
                                              "arm.sft, greedy.config.n=9", "data.train.count=3", "rule=exact"});
    if (!experiment) FAIL(describe(joined(experiment.error())));
    CHECK(experiment->seed == 2);
    CHECK(experiment->rule == "exact");
    CHECK(experiment->stages[1].config["learning_rate"] == 0.5);
    CHECK(experiment->arms[0].config["n"] == 9);
    CHECK(experiment->arms[0].config["seed"] == 2);
    CHECK(experiment->data[1].parts[0].count == 3);
    CHECK(given.problems(text, {"stage.sfd.config.beta=1"}).at(0).code == "config.unknown_override");
    CHECK(given.problems(text, {"stage.sft.config.learning_rate=-1"}).at(0).code == "config.out_of_range");
    CHECK(given.problems(text, {"nonsense"}).at(0).code == "config.unknown_override");
}

TEST_CASE("what an algorithm says of its settings together is checked with the file: errors and what is worthless, "
          "each with its line") {
    Given given;
    for (auto &algorithm : given.catalogue.algorithms)
        for (auto &field : algorithm.spec) {
            if (field.name == "max_length")
                field.rules = {{.kind = FieldRule::Kind::Divides,
                                .others = {"per_device_train_batch_size"},
                                .message = "does not divide"}};
            if (field.name == "learning_rate")
                field.rules = {{.kind = FieldRule::Kind::NotZero, .message = "nothing is learnt", .warning = true}};
        }
    const std::string text =
        with(with(kSmallExperiment, "max_steps = 12\n\n[[stage]]", "max_steps = 12\nmax_length = 4\n\n[[stage]]"),
             "max_steps = 12\n\n[[arm]]", "max_steps = 12\nmax_length = 3\n\n[[arm]]");
    const auto problems = given.problems(text);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == "stage.sft.config.max_length");
    CHECK(problems[0].line == lineOf(text, "max_length = 3"));
    CHECK(problems[0].expected == "a divisor of per_device_train_batch_size = 8");
    const std::string beside = with(text, "max_length = 3", "per_device_train_batch_size = 7");
    const auto other = given.problems(beside); // max_length itself is not there
    REQUIRE(other.size() == 1);
    CHECK(other[0].field == "stage.sft.config.max_length");
    CHECK(other[0].line == lineOf(beside, "per_device_train_batch_size = 7"));
    const auto slow = given.read(with(text, "max_length = 3", "max_length = 2\nlearning_rate = 0"));
    REQUIRE(slow);
    REQUIRE(slow->warnings.size() == 1);
    CHECK(slow->warnings[0].field == "stage.sft.config.learning_rate");
    CHECK(slow->warnings[0].line == lineOf(text, "max_length = 3") + 1);
}
