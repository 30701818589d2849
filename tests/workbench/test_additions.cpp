// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/plan.h"
#include "core/workbench/queue/run_folder.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Given {
    TemporaryFolder folder{};
    Catalogue catalogue{};
    Given() {
        writeSmallProject(folder.path);
        catalogue = smallCatalogue(folder.path);
    }
    Experiment read() {
        auto experiment = readExperiment(folder.path / "experiment.toml", catalogue);
        if (!experiment) FAIL(describe(joined(experiment.error())));
        return std::move(*experiment);
    }
};

const Json kLabels = {{"data", {{{"name", "labels"}, {"file", "labels.jsonl"}}}},
                      {"stage",
                       {{{"name", "dpo on labels"},
                         {"kind", "train"},
                         {"algorithm", "dpo"},
                         {"model", "sft"},
                         {"data", "labels"},
                         {"config", {{"max_steps", 3}}}}}}};

} // namespace

TEST_CASE("what is added belongs to the experiment and leaves its file alone") {
    Given given;
    const auto before = readFile(given.folder.path / "experiment.toml");
    REQUIRE(addToExperiment(given.folder.path, given.catalogue, kLabels));
    REQUIRE(addToExperiment(given.folder.path, given.catalogue,
                            {{"arm",
                              {{{"name", "dpo, greedy"},
                                {"role", "rl"},
                                {"model", "dpo on labels"},
                                {"strategy", "greedy"},
                                {"buckets", {"edge"}}}}}}));
    const auto experiment = given.read();
    REQUIRE(experiment.stages.size() == 3);
    CHECK(experiment.stages[2].config["max_steps"] == 3);
    CHECK(experiment.arms.at(1).model == "dpo on labels");
    CHECK(experiment.source.find("dpo on labels") != std::string::npos);
    CHECK(*readFile(given.folder.path / "experiment.toml") == *before);
    CHECK(freeName(experiment, "dpo on labels") == "dpo on labels 2");
    CHECK(freeName(experiment, "new") == "new");
    const auto other = readExperiment(given.folder.path / "experiment.toml", given.catalogue,
                                      {"stage.dpo on labels.config.max_steps=5"});
    REQUIRE(other);
    CHECK(other->stages[2].config["max_steps"] == 5);
}

TEST_CASE("a wrong addition names all that is wrong and writes nothing") {
    Given given;
    Json wrong = kLabels;
    wrong["stage"][0]["model"] = "nobody";
    wrong["stage"][0]["config"]["max_stepps"] = 1;
    const auto added = addToExperiment(given.folder.path, given.catalogue, wrong);
    REQUIRE(!added);
    CHECK(added.error().message.find("nobody") != std::string::npos);
    CHECK(added.error().message.find("max_stepps") != std::string::npos);
    CHECK(added.error().message.find("added.toml") != std::string::npos);
    CHECK(!fs::exists(additionsFile(given.folder.path)));
    REQUIRE(addToExperiment(given.folder.path, given.catalogue, kLabels));
    CHECK(addToExperiment(given.folder.path, given.catalogue, kLabels).error().message.find("taken") !=
          std::string::npos); // twice the same name
    CHECK(removeAddition(given.folder.path, given.catalogue, "labels").error().code == "additions.in_use");
    CHECK(removeAddition(given.folder.path, given.catalogue, "sft").error().code ==
          "additions.unknown"); // the author's
    REQUIRE(removeAddition(given.folder.path, given.catalogue, "dpo on labels"));
    REQUIRE(removeAddition(given.folder.path, given.catalogue, "labels"));
    CHECK(given.read().stages.size() == 2);
}

TEST_CASE("what stands in the file of additions keeps its comments and its order") {
    Given given;
    const fs::path file = additionsFile(given.folder.path);
    const std::string mine = "# Mine, by hand.\n[models]\nother = \"blank\" # the same\n\n# Why it is there.\n"
                             "[[stage]] # a second look\nname = \"slow\"\nalgorithm = \"sft\"\nmodel = \"base\"\n"
                             "data = \"train\"\nconfig = { max_steps = 1_0 } # ten\n";
    mustWrite(file, mine);
    REQUIRE(addToExperiment(given.folder.path, given.catalogue, kLabels));
    const std::string added = *readFile(file);
    CHECK(added.starts_with(mine));
    REQUIRE(addToExperiment(given.folder.path, given.catalogue, {{"models", {{"third", "blank"}}}}));
    CHECK(readFile(file)->find("other = \"blank\" # the same\nthird = \"blank\"\n\n# Why it is there.") !=
          std::string::npos);
    REQUIRE(removeAddedModel(given.folder.path, given.catalogue, "third"));
    CHECK(*readFile(file) == added);
    REQUIRE(removeAddition(given.folder.path, given.catalogue, "dpo on labels"));
    REQUIRE(removeAddition(given.folder.path, given.catalogue, "labels"));
    CHECK(*readFile(file) == mine);
    REQUIRE(removeAddition(given.folder.path, given.catalogue, "slow")); // with the comment that is its own
    CHECK(readFile(file)->find("Why") == std::string::npos);
    CHECK(readFile(file)->starts_with("# Mine, by hand.\n[models]\nother"));
}

TEST_CASE("data may be added to an experiment that does nothing yet") {
    const Given given;
    mustWrite(given.folder.path / "experiment.toml", "version = 1\nname = \"new\"\n");
    CHECK(addToExperiment(given.folder.path, given.catalogue, {{"data", kLabels["data"]}}));
}

TEST_CASE("a fork takes model, data and checkpoint from the run that it leaves") {
    Given given;
    auto opened = Store::open(given.folder.path / "project.db", true);
    REQUIRE(opened);
    const auto plan = makePlan(given.read(), given.folder.path, **opened);
    REQUIRE(plan);
    const PlannedRun &base = plan->runs[0];
    REQUIRE(prepareRunFolder(given.folder.path, base));
    const fs::path run = given.folder.path / "runs" / base.id;
    for (const char *part : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
        mustWrite(run / "checkpoints/5" / part, part);

    CHECK(forkStage(run, 6, "f").error().code == "fork.no_checkpoint");
    CHECK(forkStage(run, 6, "f").error().expected == "5");
    auto stage = forkStage(run, 5, "base, slower", {{"learning_rate", 1e-4}});
    REQUIRE(stage);
    REQUIRE(addToExperiment(given.folder.path, given.catalogue, {{"stage", Json::array({*stage})}}));
    const auto forked = makePlan(given.read(), given.folder.path, **opened, "base, slower");
    if (!forked) FAIL(describe(forked.error()));
    REQUIRE(forked->runs.size() == 1); // the run itself need not be finished
    const PlannedRun &fork = forked->runs[0];
    CHECK(fork.needs.empty());
    CHECK(fork.config["config"]["learning_rate"] == 1e-4);
    CHECK(fork.config["config"]["max_steps"] == 12);
    CHECK(fork.config["model"] == base.config["model"]);
    CHECK(fork.config["fork"]["run"] == base.id);
    REQUIRE(prepareRunFolder(given.folder.path, fork));
    CHECK(checkpointSteps(given.folder.path / "runs" / fork.id) == std::vector<std::int64_t>{5});
    CHECK(fs::exists(given.folder.path / "runs" / fork.id / "train.jsonl"));
    mustWrite(given.folder.path / "added.toml",
              "[[stage]]\nname = \"f\"\nalgorithm = \"pretrain\"\nfork = \"nobody\"\nfork_step = 5\n");
    CHECK(makePlan(given.read(), given.folder.path, **opened, "f").error().code == "fork.no_run");
}
