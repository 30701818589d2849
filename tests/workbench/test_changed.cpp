// SPDX-License-Identifier: Apache-2.0
// A run that was changed on the way is not taken for one of the inputs that it was begun with.
#include "core/job/changes.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/plan.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

const Json kAdded = {{{"port", "train"}, {"file", "added/001.jsonl"}, {"hash", "h1"}, {"rows", 4}, {"step", 3}},
                     {{"port", "train"}, {"file", "added/002.jsonl"}, {"hash", "h2"}, {"rows", 2}, {"step", 8}}};

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    std::unique_ptr<Store> store{};
    Given() {
        writeSmallProject(folder.path);
        catalogue = smallCatalogue(folder.path);
        auto opened = Store::open(folder.path / "project.db", true);
        if (!opened) FAIL(describe(opened.error()));
        store = std::move(*opened);
    }
    Plan plan() const {
        const auto experiment = readExperiment(folder.path / "experiment.toml", catalogue);
        if (!experiment) FAIL(describe(joined(experiment.error())));
        auto made = makePlan(*experiment, folder.path, *store);
        if (!made) FAIL(describe(made.error()));
        return std::move(*made);
    }
    /// As a queue would have left it.
    void finished(const PlannedRun &run) const {
        REQUIRE(prepareRunFolder(folder.path, run));
        REQUIRE(store->save({.id = run.id,
                             .name = run.name,
                             .kind = run.kind,
                             .method = run.method,
                             .inputHash = run.inputHash,
                             .state = "finished"}));
    }
    fs::path of(const PlannedRun &run) const { return folder.path / "runs" / run.id; }
};

} // namespace

TEST_CASE("a run with added rows is not reused as one without") {
    const Given given;
    const Plan first = given.plan();
    for (const auto &run : first.runs) given.finished(run);
    CHECK(given.plan().runs[0].id == first.runs[0].id);
    CHECK(changesOf(given.of(first.runs[0]))->is_null());
    REQUIRE(noteChanges(given.of(first.runs[0]), {{"added", kAdded}}));
    const Plan second = given.plan();
    CHECK(second.runs[0].id != first.runs[0].id);
    CHECK(second.runs[0].inputHash == first.runs[0].inputHash); // the same is asked for again
    given.finished(second.runs[0]);
    CHECK(given.plan().runs[0].id == second.runs[0].id); // and is found from now on
    auto record = given.store->run(first.runs[0].id);
    record->value().inputHash = first.runs[0].inputHash; // a queue that still follows it may write it down again
    REQUIRE(given.store->save(**record));
    CHECK(given.plan().runs[0].id == second.runs[0].id);
    CHECK((*given.store->run(first.runs[0].id))->state == "finished"); // it is not lost
    REQUIRE(noteChanges(given.of(first.runs[0]), {}));
    CHECK(changesOf(given.of(first.runs[0]))->is_null());
}

TEST_CASE("a run with added rows that has not finished goes on as itself") {
    const Given given;
    const Plan first = given.plan();
    given.finished(first.runs[0]);
    auto record = *given.store->run(first.runs[0].id);
    REQUIRE(record);
    record->state = "cancelled";
    REQUIRE(given.store->save(*record));
    REQUIRE(noteChanges(given.of(first.runs[0]), {{"added", kAdded}}));
    CHECK(given.plan().runs[0].id == first.runs[0].id);
}

TEST_CASE("what is made from a run with added rows is not taken for what is made from one without") {
    const Given given;
    const Plan plan = given.plan();
    const auto later = std::find_if(plan.runs.begin(), plan.runs.end(), [&](const PlannedRun &run) {
        return std::find(run.needs.begin(), run.needs.end(), plan.runs[0].id) != run.needs.end();
    });
    REQUIRE(later != plan.runs.end());
    given.finished(plan.runs[0]);
    REQUIRE(noteChanges(given.of(plan.runs[0]), {{"added", kAdded}}));
    REQUIRE(makeFolders(given.of(plan.runs[0]) / "model"));
    PlannedRun run = *later;
    run.files.clear();
    given.finished(run);
    CHECK(*changesOf(given.of(run)) == Json{{"inputs", {plan.runs[0].id}}});
    for (const auto &again : given.plan().runs) CHECK(again.id != run.id);
}

TEST_CASE("a fork has the rows that were added before it was left, and says so in its identity") {
    const Given given;
    const Plan plan = given.plan();
    const PlannedRun &base = plan.runs[0];
    REQUIRE(prepareRunFolder(given.folder.path, base));
    const auto saved = [&](const PlannedRun &run, const char *step) {
        for (const char *part : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
            mustWrite(given.of(run) / "checkpoints" / step / part, part);
    };
    for (const char *step : {"2", "5", "9"}) saved(base, step);
    const auto forkOf = [&](const PlannedRun &run, std::int64_t step) {
        const auto stage = forkStage(given.of(run), step, "fork", {{"learning_rate", 1e-4}});
        REQUIRE(stage);
        REQUIRE(addToExperiment(given.folder.path, given.catalogue, {{"stage", Json::array({*stage})}}));
        const auto experiment = readExperiment(given.folder.path / "experiment.toml", given.catalogue);
        REQUIRE(experiment);
        auto made = makePlan(*experiment, given.folder.path, *given.store, "fork");
        REQUIRE(removeAddition(given.folder.path, given.catalogue, "fork"));
        REQUIRE_MESSAGE(made, (made ? "" : describe(made.error())));
        return made->runs[0];
    };
    const auto forkAt = [&](std::int64_t step) { return forkOf(base, step); };
    const PlannedRun before = forkAt(5);
    CHECK(!before.config["fork"].contains("added"));
    mustWrite(given.of(base) / "added/001.jsonl", "{}\n");
    mustWrite(given.of(base) / "added/002.jsonl", "{}\n");
    REQUIRE(noteChanges(given.of(base), {{"added", kAdded}}));
    const PlannedRun after = forkAt(5);
    CHECK(after.inputHash != before.inputHash);
    CHECK(after.config["fork"]["added"] == Json::array({kAdded[0]}));
    CHECK(after.files.contains("added/001.jsonl"));
    CHECK(!after.files.contains("added/002.jsonl"));
    CHECK(forkAt(9).config["fork"]["added"] == kAdded);
    CHECK(!forkAt(2).config["fork"].contains("added"));
    REQUIRE(prepareRunFolder(given.folder.path, after));
    CHECK(fs::exists(given.of(after) / "added/001.jsonl"));
    const auto document = readDocument((given.of(after) / "run.toml").string());
    REQUIRE(document);
    REQUIRE(document->values["fork"]["added"].size() == 1);
    CHECK(document->values["fork"]["added"][0]["hash"] == "h1");

    saved(after, "7"); // a fork of the fork has what its trunk had taken over
    const PlannedRun second = forkOf(after, 7);
    REQUIRE(second.config["fork"]["added"].size() == 1);
    CHECK(second.files.at("added/001.jsonl") == fs::path("runs") / after.id / "added/001.jsonl");
}

TEST_CASE("a fork begins with the settings as they stood where it was left") {
    const Given given;
    const Plan plan = given.plan();
    const PlannedRun &base = plan.runs[0];
    REQUIRE(prepareRunFolder(given.folder.path, base));
    for (const char *step : {"2", "5"})
        for (const char *part : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
            mustWrite(given.of(base) / "checkpoints" / step / part, part);
    const Json begun = base.config["config"];
    REQUIRE(noteChanges(given.of(base),
                        {{"settings",
                          {{{"step", 3}, {"field", "learning_rate"}, {"old", begun["learning_rate"]}, {"new", 0.5}},
                           {{"step", 7}, {"field", "learning_rate"}, {"old", 0.5}, {"new", 0.25}}}}}));
    const auto rateAt = [&](std::int64_t step, const Json &own = Json::object()) {
        const auto stage = forkStage(given.of(base), step, "fork", own);
        REQUIRE(stage);
        return (*stage)["config"]["learning_rate"];
    };
    CHECK(rateAt(2) == begun["learning_rate"]);
    CHECK(rateAt(5) == 0.5);
    CHECK(rateAt(5, {{"learning_rate", 1e-4}}) == 1e-4);
    CHECK(settingsAt(given.of(base), begun)["learning_rate"] == 0.25);
    CHECK(changesBy(given.of(base), 5)->at("settings").size() == 1);
}
