// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/workbench/experiment/stage_costs.h"
#include "core/workbench/project.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Costed {
    TemporaryFolder scratch{};
    Catalogue catalogue = smallCatalogue(scratch.path);
    fs::path folder = scratch.path / "p";
    std::unique_ptr<Project> project{};
    Experiment experiment{};
    explicit Costed(const std::string &text = kSmallExperiment) {
        writeSmallProject(folder, text);
        project = *Project::openOrMake(folder, "test");
        read();
    }
    void read() { experiment = *readExperiment(folder / "experiment.toml", catalogue); }
    std::vector<StageCost> costs(const Plan *plan = nullptr) { return stageCosts(*project, experiment, plan); }
    /// As if it had run, with what its log tells.
    void finish(const PlannedRun &run, const Json &metrics, double done) {
        REQUIRE(prepareRunFolder(folder, run));
        auto log = RunLogWriter::open(project->runFolder(run.id) / "run.log");
        REQUIRE(log);
        REQUIRE(log->append("state", {{"state", "running"}}));
        if (!metrics.is_null()) REQUIRE(log->append("metrics", metrics));
        REQUIRE(log->append("progress", {{"phase", "x"}, {"done", done}, {"total", done}}));
        REQUIRE(log->append("state", {{"state", "finished"}}));
        REQUIRE(project->store().save({.id = run.id,
                                       .name = run.name,
                                       .kind = run.kind,
                                       .method = run.method,
                                       .inputHash = run.inputHash,
                                       .state = "finished"}));
    }
};

} // namespace

TEST_CASE("before anything has run its updates, tokens and memory are told, and its time is not") {
    Costed it;
    const auto costs = it.costs();
    REQUIRE(costs.size() == 3);
    CHECK(costs[0].trains);
    CHECK(costs[0].updates == 12);
    CHECK(costs[0].rows == 40);
    CHECK(costs[0].tokens > 12 * 8); // 12 steps of 8 rows of many characters, each a token
    CHECK(!costs[0].atMost);
    CHECK(costs[0].memory > 0);
    CHECK(costs[0].seconds == 0);
    CHECK(costs[2].rows == 12);
    CHECK(costs[2].tokens >= 12 * 8); // 12 problems, 8 tokens each at most, and what is read
    CHECK(costs[2].atMost);
    const CostSum sum = sumOf(costs);
    CHECK(sum.left == 3);
    CHECK(sum.updates == 24);
    CHECK(sum.untimed == 3);
    CHECK(sentence(sum).find("Left to run: 3 stages and arms; 24 updates; at most ") == 0);
    CHECK(sentence(sum).find("how long is not known") != std::string::npos);
    CHECK(sentence(costs[0]).find("12 updates, about ") == 0);
    // Nothing was frozen or planned for it.
    CHECK(!fs::exists(it.folder / "datasets"));
    CHECK(it.project->store().experiments()->empty());
}

TEST_CASE("the estimate of memory is the planner's") {
    Costed it;
    const Plan plan = *it.project->plan(it.experiment);
    for (const StageCost &cost : it.costs(&plan))
        for (const PlannedRun &run : plan.runs)
            if (run.name == cost.name) CHECK(cost.memory == run.memoryEstimate);
}

TEST_CASE("an earlier run tells the pace, and what has finished as it is now costs nothing") {
    Costed it;
    const Plan plan = *it.project->plan(it.experiment);
    it.finish(plan.runs[0], {{"step", 12}, {"values", {{"step_time", 0.5}, {"num_tokens", 1200}}}}, 12);
    auto costs = it.costs(&plan);
    CHECK(costs[0].isDone);
    CHECK(!costs[1].isDone);
    CHECK(sumOf(costs).left == 2);
    // Twice the rows of a step: twice the time of it. The method differs, so sft is not timed by it.
    CHECK(costs[1].seconds == 0);
    mustWrite(
        it.folder / "experiment.toml",
        replaced(kSmallExperiment,
                 "name = \"base\"\nalgorithm = \"pretrain\"\nmodel = \"blank\"\ndata = "
                 "\"train\"\n[stage.config]\nmax_steps = 12",
                 "name = \"base\"\nalgorithm = \"pretrain\"\nmodel = \"blank\"\ndata = \"train\"\n[stage.config]\n"
                 "max_steps = 20\nper_device_train_batch_size = 16"));
    it.read();
    costs = it.costs(&plan);
    CHECK(!costs[0].isDone); // its settings are others now
    CHECK(costs[0].timedIn == "base");
    CHECK(costs[0].seconds == doctest::Approx(20 * 0.5 * 2));
    CHECK(costs[0].tokens == 1200 / 12.0 * 20 * 2); // as they were counted
    CHECK(sentence(costs[0]).find("about 20 s (as in “base”)") != std::string::npos);
}

TEST_CASE("other rows than those that were learnt are to be learnt") {
    Costed it;
    const Plan plan = *it.project->plan(it.experiment);
    it.finish(plan.runs[0], nullptr, 12);
    CHECK(it.costs(&plan)[0].isDone);
    mustWrite(it.folder / "experiment.toml", replaced(kSmallExperiment, "seed = 7", "seed = 8"));
    it.read();
    CHECK(!it.costs(&plan)[0].isDone);
}

TEST_CASE("rows that a stage has yet to make are not known") {
    const std::string text = replaced(
        kSmallExperiment, "[[arm]]\nname = \"sft, greedy\"",
        "[[stage]]\nname = \"drawn\"\nkind = \"sample\"\nmodel = \"sft\"\ndata = \"edge\"\n\n[[stage]]\nname = "
        "\"pairs\"\nkind = \"pairs\"\ndata = \"drawn\"\n\n[[stage]]\nname = \"dpo\"\nalgorithm = \"dpo\"\nmodel = "
        "\"sft\"\ndata = \"pairs\"\n[stage.config]\nmax_steps = 4\n\n[[arm]]\nname = \"sft, greedy\"");
    Costed it(text);
    const auto costs = it.costs();
    REQUIRE(costs.size() == 6);
    CHECK(costs[2].name == "drawn");
    CHECK(costs[2].tokens >= 12 * 4 * 32); // 12 problems, 4 texts each of 32 tokens at most
    CHECK(!costs[3].asksModel);            // sorts
    CHECK(costs[4].updates == 4);
    CHECK(costs[4].rows == 0);
    CHECK(costs[4].tokens == 0);
    CHECK(sentence(costs[4]).find("4 updates, tokens not known yet") == 0);
    CHECK(sumOf(costs).untold == 1);
}
