// SPDX-License-Identifier: Apache-2.0
// What a trial of labels is made of; that it runs is seen with a real worker (tests/gui/tst_live_labels.cpp).
#include "core/config/spec.h"
#include "core/workbench/labels/label_trial.h"
#include "core/workbench/labels/live_labels.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

LabelItem itemNamed(const std::string &prompt) {
    LabelItem item{.prompt = prompt, .answers = {{.text = "a", .run = "02-dpo"}, {.text = "b", .run = "02-dpo"}}};
    item.id = labelItemId(item);
    return item;
}

} // namespace

TEST_CASE("a trial is refused where there is nothing to try, and takes nothing of the run but its place") {
    const TemporaryFolder folder, elsewhere; // whose worker lists the methods, and starts nothing
    mustWrite(elsewhere.path / "lapidary-worker", "");
    fs::permissions(elsewhere.path / "lapidary-worker", fs::perms::owner_all);
    mustWrite(elsewhere.path / "catalogue.json", dumpJson(smallCatalogueJson()));
    ::setenv("LAPIDARY_WORKER", (elsewhere.path / "lapidary-worker").c_str(), 1);
    auto made = Project::openOrMake(folder.path, "test");
    REQUIRE(made);
    Project &project = **made;
    mustWrite(project.runFolder("02-dpo") / "run.toml", writeToml({{"kind", "train"}, {"threads", 2}}));
    REQUIRE(makeLabelQueue(project.folder(), {.name = "plain", .items = {itemNamed("p")}}));
    CHECK(prepareTrial(project, "plain", {}).error().code == "labels.not_live");
    const auto queue = makeLiveQueue(project, {.run = "02-dpo", .step = 3, .takes = "preference"},
                                     liveKind("preference"), {itemNamed("p"), itemNamed("q"), itemNamed("r")});
    REQUIRE(queue);
    CHECK(prepareTrial(project, queue->name, {}).error().code == "labels.nothing_to_export");
    auto desk = openLabelDesk(project, queue->name, "ada");
    REQUIRE(desk);
    for (const std::size_t item : {0, 2}) {
        REQUIRE(desk->show(item));
        REQUIRE(desk->act("left"));
    }
    REQUIRE(writeEvents(project.store(), desk->take()));
    const auto trial = prepareTrial(project, queue->name, {.steps = 5, .learningRate = 0.01});
    REQUIRE_MESSAGE(trial, describe(trial.error()));
    CHECK(trial->labels == 2);
    REQUIRE(trial->prompts.size() == 2); // of judged items
    CHECK(trial->prompts[1].prompt == "r");
    CHECK(trial->config.at("threads") == 2);
    CHECK(trial->config.at("config").at("max_steps") == 5);
    CHECK(trial->config.at("config").at("use_peft") == true);
    CHECK(trial->config.at("config").at("per_device_train_batch_size") == 2);
    CHECK(!fs::exists(trial->folder)); // nothing is written before it runs
    const auto never = runTrial(*trial, {}, {.cancelled = [] { return false; }, .reached = [](TrialPhase) {}});
    CHECK(never.error().code == "run.not_running"); // nobody waits there
    CHECK(!fs::exists(trial->folder.parent_path()));
    ::unsetenv("LAPIDARY_WORKER");
}
