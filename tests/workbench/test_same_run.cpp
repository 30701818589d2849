// SPDX-License-Identifier: Apache-2.0
// Identity of runs: what goes into it, and what is said where a run is not new.
#include "core/job/run_log.h"
#include "core/workbench/experiment/same_run.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    std::unique_ptr<Project> project{};

    explicit Given(const std::string &experiment = kSmallExperiment) {
        writeSmallProject(folder.path, experiment);
        catalogue = smallCatalogue(folder.path);
        auto opened = Project::open(folder.path, "test");
        REQUIRE(opened);
        project = std::move(*opened);
    }
    Experiment experiment(const std::vector<std::string> &set = {}) {
        auto read = readExperiment(folder.path / "experiment.toml", catalogue, set);
        if (!read) FAIL(describe(joined(read.error())));
        return std::move(*read);
    }
    Plan plan() {
        auto made = project->plan(experiment());
        if (!made) FAIL(describe(made.error()));
        return std::move(*made);
    }
    /// As a worker that came to `step` leaves its folder.
    void begin(const PlannedRun &run, const char *state, int step) {
        REQUIRE(prepareRunFolder(folder.path, run));
        auto log = RunLogWriter::open(project->runFolder(run.id) / "run.log");
        REQUIRE(log);
        REQUIRE(log->append("state", {{"state", state}}));
        if (step > 0) fs::create_directories(project->runFolder(run.id) / "checkpoints" / std::to_string(step));
        REQUIRE(project->store().save(RunRecord{.id = run.id,
                                                .name = run.name,
                                                .kind = run.kind,
                                                .method = run.method,
                                                .inputHash = run.inputHash,
                                                .state = state,
                                                .created = 1}));
    }
};

} // namespace

TEST_CASE("another engine makes every run anew") {
    Given given;
    const Experiment experiment = given.experiment();
    const auto now = makePlan(experiment, given.folder.path, given.project->store());
    const auto next = makePlan(experiment, given.folder.path, given.project->store(), {}, kEngineVersion + 1);
    REQUIRE(now);
    REQUIRE(next);
    for (std::size_t i = 0; i < now->runs.size(); ++i) {
        CHECK(now->runs[i].inputHash != next->runs[i].inputHash);
        CHECK(now->runs[i].id != next->runs[i].id);
        CHECK(now->runs[i].config["engine"] == kEngineVersion);
    }
}

TEST_CASE("a run that was begun before is told, and begins anew where that is wanted") {
    Given given;
    const Plan plan = given.plan();
    CHECK(begunRuns(*given.project, plan)->empty());
    given.begin(plan.runs[0], "finished", 12);
    given.begin(plan.runs[1], "cancelled", 8);
    const auto begun = begunRuns(*given.project, plan);
    REQUIRE(begun);
    REQUIRE(begun->size() == 1);
    CHECK((*begun)[0].id == plan.runs[1].id);
    CHECK((*begun)[0].step == 8);
    CHECK(sentence((*begun)[0]) ==
          "“sft” goes on in " + plan.runs[1].id + ", which was stopped (checkpoint of step 8)");

    REQUIRE(setAside(*given.project, *begun));
    const Plan anew = given.plan();
    CHECK(anew.runs[0].id == plan.runs[0].id); // what is finished stays
    CHECK(anew.runs[1].id == plan.runs[1].id + "-2");
    CHECK(anew.runs[1].inputHash == plan.runs[1].inputHash);
    CHECK(begunRuns(*given.project, anew)->empty());
    CHECK(fs::exists(given.project->runFolder(plan.runs[1].id) / "checkpoints/8"));
    given.begin(anew.runs[1], "failed", 0); // and once more
    REQUIRE(setAside(*given.project, *begunRuns(*given.project, anew)));
    CHECK(given.plan().runs[1].id == plan.runs[1].id + "-3");
}

TEST_CASE("a new node with the inputs of a stopped run is told under both names") {
    Given given;
    const Plan plan = given.plan();
    given.begin(plan.runs[1], "failed", 0);
    mustWrite(given.folder.path / "experiment.toml",
              replaced(replaced(kSmallExperiment, "name = \"sft\"\n", "name = \"again\"\n"), "model = \"sft\"",
                       "model = \"again\""));
    const auto begun = begunRuns(*given.project, given.plan());
    REQUIRE(begun);
    REQUIRE(begun->size() == 1);
    CHECK((*begun)[0].name == "again");
    CHECK(sentence((*begun)[0]) ==
          "“again” goes on in " + plan.runs[1].id + ", begun as “sft” with the same inputs, which failed");
}

TEST_CASE("two nodes with the same inputs have one run, and it is said") {
    const std::string twin = "\n[[stage]]\nname = \"twin\"\nalgorithm = \"sft\"\nmodel = \"base\"\ndata = "
                             "\"train\"\n[stage.config]\nmax_steps = 12\n";
    Given given(kSmallExperiment + twin);
    const Plan plan = given.plan();
    REQUIRE(plan.runs.size() == 4);
    CHECK(plan.runs[2].name == "twin");
    CHECK(plan.runs[2].id == plan.runs[1].id);
    const auto shared = sharedRuns(plan);
    REQUIRE(shared.size() == 1);
    CHECK(sentence(shared[0]) ==
          "“sft” and “twin” have the same inputs: one run, " + plan.runs[1].id + ", serves them");
    CHECK(sharedRuns(Given().plan()).empty());
}

TEST_CASE("planning a part remembers the whole as the experiment is now") {
    Given given;
    const Plan before = given.plan();
    Experiment now = given.experiment({"stage.sft.config.learning_rate=1e-5"});
    now.overrides.clear(); // as if the file itself had been changed
    const auto part = given.project->plan(now, "sft");
    REQUIRE(part);
    const auto remembered = given.project->lastPlan();
    REQUIRE(remembered);
    CHECK(remembered->runs.size() == before.runs.size());
    CHECK(remembered->find(part->runs.back().id));
    CHECK(!before.find(part->runs.back().id));
}
