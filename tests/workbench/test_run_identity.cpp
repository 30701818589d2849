// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/plan.h"
#include "core/workbench/experiment/run_identity.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

constexpr int kEngine = 2; // that the hashes below were made with

/// Every kind of run once, on a model and rows that are written here to the byte.
constexpr const char *kOlder = R"(version = 1
name = "older"
seed = 3
rule = "exact"
threads = 1
[models]
blank = "blank"
[[data]]
name = "rows"
file = "rows.jsonl"
[[stage]]
name = "base"
algorithm = "pretrain"
model = "blank"
data = "rows"
[stage.config]
max_steps = 12
[[stage]]
name = "drawn"
kind = "sample"
model = "base"
data = "rows"
[[stage]]
name = "pairs"
kind = "pairs"
data = "drawn"
[[stage]]
name = "dpo"
algorithm = "dpo"
model = "base"
data = "pairs"
[[arm]]
name = "best"
model = "dpo"
strategy = "best_of_n"
buckets = ["rows"]
trace = true
)";

/// The runs of it as the last release without ports planned them.
const std::vector<RunRecord> &olderRuns() {
    static const std::vector<RunRecord> runs{{.id = "01-base-aacbcb",
                                              .name = "base",
                                              .kind = "train",
                                              .method = "pretrain",
                                              .inputHash = "aacbcbca65767b355b307ef82fc7477e",
                                              .state = "finished"},
                                             {.id = "02-drawn-5ffd64",
                                              .name = "drawn",
                                              .kind = "sample",
                                              .inputHash = "5ffd64b44e7fe0b8bca4e2368c11edcb",
                                              .state = "finished"},
                                             {.id = "03-pairs-2e1eb1",
                                              .name = "pairs",
                                              .kind = "pairs",
                                              .inputHash = "2e1eb13720c538162d7eeaeee478e923",
                                              .state = "finished"},
                                             {.id = "04-dpo-49b6c3",
                                              .name = "dpo",
                                              .kind = "train",
                                              .method = "dpo",
                                              .inputHash = "49b6c3a22926a3ef3eed197f11c5fd0f",
                                              .state = "finished"},
                                             {.id = "05-best-3b6df6",
                                              .name = "best",
                                              .kind = "evaluate",
                                              .method = "best_of_n",
                                              .inputHash = "3b6df6202cbb15cdbdc7c251c9ff92b9",
                                              .state = "finished"}};
    return runs;
}

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    std::unique_ptr<Store> store{};
    Given() {
        mustWrite(
            folder.path / "blank/config.json",
            R"({"model_type":"llama","hidden_size":16,"num_hidden_layers":1,"num_attention_heads":2,"vocab_size":40})");
        mustWrite(folder.path / "rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n");
        mustWrite(folder.path / "experiment.toml", kOlder);
        catalogue = smallCatalogue(folder.path);
        auto opened = Store::open(folder.path / "project.db", true);
        REQUIRE(opened);
        store = std::move(*opened);
    }
    /// With the settings that there were.
    void saveOlder() {
        const Plan fresh = plan();
        const auto older = olderRuns();
        for (std::size_t i = 0; i < older.size(); ++i) {
            REQUIRE(store->save(older[i]));
            Json run = fresh.runs[i].config;
            if (run.contains("config")) run["config"].erase("select"); // it came later
            mustWrite(folder.path / "runs" / older[i].id / "run.toml", writeToml(run));
        }
    }
    Plan plan(int engine = kEngine, const std::vector<std::string> &set = {}) {
        const auto experiment = readExperiment(folder.path / "experiment.toml", catalogue, set);
        if (!experiment) FAIL(describe(joined(experiment.error())));
        auto made = makePlan(*experiment, folder.path, *store, {}, engine);
        if (!made) FAIL(describe(made.error()));
        return std::move(*made);
    }
    MethodInfo &algorithm(const std::string &name) {
        for (auto &each : catalogue.algorithms)
            if (each.name == name) return each;
        throw std::runtime_error(name);
    }
};

std::vector<std::string> idsOf(const Plan &plan) {
    std::vector<std::string> ids;
    for (const auto &run : plan.runs) ids.push_back(run.id);
    return ids;
}

std::vector<std::string> olderIds() {
    std::vector<std::string> ids;
    for (const auto &run : olderRuns()) ids.push_back(run.id);
    return ids;
}

FieldSpec added(const char *name, Json standard) {
    return {.name = name, .type = FieldType::Number, .defaultValue = std::move(standard)};
}

} // namespace

TEST_CASE("the runs that an earlier release made are found again") {
    Given given;
    const auto fresh = idsOf(given.plan());
    for (std::size_t i = 0; i < fresh.size(); ++i) CHECK(fresh[i] != olderIds()[i]);
    given.saveOlder();
    const Plan plan = given.plan();
    CHECK(idsOf(plan) == olderIds());
    for (std::size_t i = 0; i < plan.runs.size(); ++i) CHECK(plan.runs[i].inputHash == olderRuns()[i].inputHash);
    CHECK(idsOf(given.plan(kEngine + 1)) != olderIds()); // an engine that computes otherwise does them anew
    const auto other = idsOf(given.plan(kEngine, {"stage.base.config.max_steps=13"}));
    for (std::size_t i = 0; i < other.size(); ++i) CHECK(other[i] != olderIds()[i]);
}

TEST_CASE("an earlier release's run is found although a setting has come since") {
    Given given;
    given.saveOlder();
    auto &spec = given.algorithm("pretrain").spec;
    spec.insert(spec.begin() + 1, added("neftune_noise_alpha", 0.0));
    CHECK(idsOf(given.plan()) == olderIds());
    const auto other = idsOf(given.plan(kEngine, {"stage.base.config.neftune_noise_alpha=5"}));
    CHECK(other[0] != olderIds()[0]);
    given.algorithm("pretrain").version = 2;
    CHECK(idsOf(given.plan())[0] != olderIds()[0]);
}

TEST_CASE("a new setting that changes nothing is no other run, a raised version is") {
    Given given;
    const Plan before = given.plan();
    for (auto &method : given.catalogue.algorithms) method.spec.insert(method.spec.begin(), added("new_penalty", 0.0));
    for (auto &method : given.catalogue.strategies) method.spec.push_back(added("new_penalty", 0.0));
    for (auto &method : given.catalogue.stages) method.spec.push_back(added("new_penalty", 0.0));
    CHECK(idsOf(given.plan()) == idsOf(before));
    const Plan set = given.plan(kEngine, {"stage.dpo.config.new_penalty=0.5"});
    CHECK(set.runs[2].id == before.runs[2].id);
    CHECK(set.runs[3].id != before.runs[3].id);
    given.algorithm("dpo").version = 2;
    const Plan raised = given.plan();
    CHECK(raised.runs[2].id == before.runs[2].id);
    CHECK(raised.runs[3].id != before.runs[3].id); // the method's own runs …
    CHECK(raised.runs[4].id != before.runs[4].id); // … and what stands on them
    CHECK(given.plan(kEngine + 1).runs[0].id != before.runs[0].id);
}

TEST_CASE("a rule that grades otherwise than before makes another run") {
    Given given;
    const Plan plan = given.plan();
    const PlannedRun &arm = plan.runs.back();
    CHECK(arm.config["rule"] == "exact");
    CHECK(arm.config["rule_version"] == 1);
    RunIdentity identity(*given.store, given.folder.path, kEngine);
    const MethodInfo method = given.algorithm("dpo");
    const std::string first = identity.hashOf(arm, method, {});
    PlannedRun older = arm, newer = arm;
    older.config.erase("rule_version");
    newer.config["rule_version"] = 2;
    CHECK(identity.hashOf(older, method, {}) == first);
    CHECK(identity.hashOf(newer, method, {}) != first);
}

TEST_CASE("a default that is written down, and 1 for 1.0, say the same") {
    Given given;
    const auto before = idsOf(given.plan());
    CHECK(idsOf(given.plan(kEngine, {"stage.dpo.config.learning_rate=0.001"})) == before);
    CHECK(idsOf(given.plan(kEngine, {"stage.dpo.config.learning_rate=1"})) ==
          idsOf(given.plan(kEngine, {"stage.dpo.config.learning_rate=1.0"})));
    CHECK(idsOf(given.plan(kEngine, {"stage.dpo.config.learning_rate=1"})) != before);
}
