// SPDX-License-Identifier: Apache-2.0
// Runs as a person handles them: other names, notes, and what may be deleted.
#include "core/job/run_log.h"
#include "core/workbench/experiment/fork.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/run_control.h"
#include "core/workbench/stages/run_kind.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Given {
    TemporaryFolder folder{};
    std::unique_ptr<Project> project{};

    explicit Given(const std::string &more = {}) {
        mustWrite(folder.path / "worker/lapidary-worker", "");
        fs::permissions(folder.path / "worker/lapidary-worker", fs::perms::owner_all);
        mustWrite(folder.path / "worker/catalogue.json", dumpJson(smallCatalogueJson()));
        ::setenv("LAPIDARY_WORKER", (folder.path / "worker/lapidary-worker").c_str(), 1);
        writeSmallProject(folder.path / "project", kSmallExperiment + more);
        auto opened = Project::open(folder.path / "project", "test");
        REQUIRE(opened);
        project = std::move(*opened);
    }
    ~Given() { ::unsetenv("LAPIDARY_WORKER"); }
    /// A run as its worker leaves it; `config`: its run.toml.
    void run(const std::string &id, const std::string &state, const Json &config = Json::object()) {
        const fs::path place = project->runFolder(id);
        mustWrite(place / "run.toml", writeToml(config));
        mustWrite(place / "model/config.json", "{}");
        auto log = RunLogWriter::open(place / "run.log");
        REQUIRE(log);
        REQUIRE(log->append("state", {{"state", state}}));
        REQUIRE(project->store().save(
            RunRecord{.id = id, .name = id, .kind = "train", .method = "sft", .inputHash = id, .state = state}));
    }
    RunRecord record(const std::string &id) {
        const auto found = project->store().run(id);
        REQUIRE(found);
        REQUIRE(*found);
        return **found;
    }
    bool has(const std::string &id) { return project->store().run(id)->has_value(); }
};

Json onModelOf(const std::string &run) {
    return {{"model", {{"path", "../" + run + "/model"}}}};
}

} // namespace

TEST_CASE("a run has a name and notes of a person's own, which the queue leaves alone") {
    Given given;
    given.run("01-sft", "finished");
    REQUIRE(renameRun(*given.project, "01-sft", "the good one"));
    REQUIRE(noteRun(*given.project, "01-sft", "lower loss\nthan before"));
    CHECK(given.record("01-sft").title == "the good one");
    CHECK(given.record("01-sft").notes == "lower loss\nthan before");
    RunRecord told = given.record("01-sft");
    told.state = "failed";
    told.title = told.notes = "";
    REQUIRE(given.project->store().save(told)); // as the scheduler writes it
    CHECK(given.record("01-sft").title == "the good one");
    CHECK(given.record("01-sft").state == "failed");
    CHECK(given.project->store().runs()->front().notes == "lower loss\nthan before");
    REQUIRE(renameRun(*given.project, "01-sft", ""));
    CHECK(given.record("01-sft").title.empty());
    CHECK(given.record("01-sft").notes == "lower loss\nthan before");
    REQUIRE(renameRun(*given.project, "01-sft", "01-sft")); // its own name is no other
    CHECK(given.record("01-sft").title.empty());
    CHECK(renameRun(*given.project, "02", "x").error().code == "run.unknown");
    CHECK(renameRun(*given.project, "01-sft", "two\nlines").error().code == "run.bad_title");
    CHECK(renameRun(*given.project, "01-sft", std::string(201, 'x')).error().code == "run.bad_title");
    CHECK(renameRun(*given.project, "01-sft", std::string(200, 'x')));
    CHECK(noteRun(*given.project, "01-sft", "a\x1b[31m").error().code == "run.bad_notes");
}

TEST_CASE("a deleted run is gone with its folder, its name and its notes") {
    Given given;
    given.run("01-sft", "finished");
    REQUIRE(noteRun(*given.project, "01-sft", "to be forgotten"));
    CHECK(bytesOfRun(*given.project, "01-sft") > 2);
    REQUIRE(deleteRun(*given.project, "01-sft"));
    CHECK(!given.has("01-sft"));
    CHECK(fs::is_empty(given.project->folder() / "runs"));
    const auto removed = given.project->store().removedRuns();
    REQUIRE(removed);
    REQUIRE(removed->size() == 1);
    CHECK(removed->front().id == "01-sft");
    CHECK(removed->front().kind == "train");
    given.run("01-sft", "finished"); // made anew under the same id
    CHECK(given.record("01-sft").notes.empty());
    CHECK(deleteRun(*given.project, "02").error().code == "run.unknown");
    fs::remove_all(given.project->runFolder("01-sft")); // by somebody's hand
    CHECK(deleteRun(*given.project, "01-sft"));
    CHECK(!given.has("01-sft"));
}

TEST_CASE("a run that was made from another could not be repeated without it; one that still reads it keeps it") {
    Given given;
    given.run("01-sft", "finished");
    given.run("02-dpo", "finished", onModelOf("01-sft"));
    auto uses = usesOfRun(*given.project, "01-sft");
    REQUIRE(uses);
    REQUIRE(uses->size() == 1);
    CHECK(uses->front().name == "02-dpo");
    CHECK(!uses->front().blocks);
    CHECK(usesOfRun(*given.project, "02-dpo")->empty());
    SUBCASE("stopped") {
        given.run("03-grpo", "cancelled", {{"reward", {{"path", "../01-sft/model"}}}});
        REQUIRE(usesOfRun(*given.project, "01-sft")->size() == 2);
        CHECK(deleteRun(*given.project, "01-sft"));
    }
    SUBCASE("queued") {
        given.run("03-grpo", "queued", onModelOf("01-sft"));
        const auto refused = deleteRun(*given.project, "01-sft");
        REQUIRE(!refused);
        CHECK(refused.error().code == "run.in_use");
        CHECK(refused.error().found == "run 03-grpo");
        CHECK(fs::exists(given.project->runFolder("01-sft") / "run.toml"));
    }
    SUBCASE("a name that only begins alike is another run") {
        given.run("01-sft-more", "finished");
        given.run("03-grpo", "finished", onModelOf("01-sft-more"));
        CHECK(usesOfRun(*given.project, "01-sft")->size() == 1);
    }
    SUBCASE("an adapter stands on it") {
        mustWrite(given.project->folder() / "models/small/adapter_config.json", "{}");
        given.run("04-lora", "finished", {{"model", {{"path", "../01-sft/model"}}}, {"config", {{"use_peft", true}}}});
        fs::remove(given.project->runFolder("04-lora") / "model/config.json");
        mustWrite(given.project->runFolder("04-lora") / "model/adapter_config.json", "{}");
        const auto refused = deleteRun(*given.project, "01-sft");
        REQUIRE(!refused);
        CHECK(refused.error().code == "run.in_use");
    }
}

TEST_CASE("a fork that stands in the experiment keeps the run that it left") {
    Given given("\n[[stage]]\nname = \"sft fork 4\"\nalgorithm = \"sft\"\nfork = \"01-sft\"\nfork_step = 4\n"
                "[stage.config]\nmax_steps = 8\n");
    given.run("01-sft", "finished");
    const auto refused = deleteRun(*given.project, "01-sft");
    REQUIRE(!refused);
    CHECK(refused.error().code == "run.in_use");
    CHECK(refused.error().found == "stage sft fork 4");
}

TEST_CASE("a fork needs a step to train") {
    const auto stage = [](std::int64_t step, const Json &config) {
        Stage fork;
        fork.fork = "01-sft";
        fork.forkStep = step;
        fork.config = config;
        return forkProblems(fork, *runKind("train"), Json::object());
    };
    CHECK(stage(4, {{"max_steps", 5}}).empty());
    CHECK(stage(4, {{"max_steps", -1}}).empty()); // by epochs
    REQUIRE(stage(4, {{"max_steps", 4}}).size() == 1);
    CHECK(stage(4, {{"max_steps", 4}}).front().field == "config.max_steps");
    CHECK(stage(4, {{"max_steps", 3}}).size() == 1);
}

TEST_CASE("a training that died before its first checkpoint starts over, and says so") {
    Given given;
    given.run("01-sft", "running");
    mustWrite(given.project->runFolder("01-sft") / "train.jsonl", "{}\n");
    CHECK(describe(workerDied(given.project->runFolder("01-sft"), "has gone")).find("starts over") !=
          std::string::npos);
    fs::create_directories(given.project->runFolder("01-sft") / "checkpoints/40");
    CHECK(describe(workerDied(given.project->runFolder("01-sft"), "has gone")).find("checkpoint of step 40") !=
          std::string::npos);
}
