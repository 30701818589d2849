// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/workbench/compare/trainings.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// A sweep of three trainings by "sft", one of which has not begun and one of which has no worker any more, and one by
/// "dpo".
struct Trainings {
    TemporaryFolder scratch{};
    std::unique_ptr<Project> project;
    Catalogue catalogue = smallCatalogue(scratch.path);
    Plan plan{.experiment = "x"};

    Trainings() {
        writeSmallProject(scratch.path / "p");
        project = std::move(*Project::open(scratch.path / "p", "test"));
        for (MethodInfo &method : catalogue.algorithms)
            method.metrics.push_back({.name = "eval_loss", .better = Better::Lower});
        auto first = train("01-sft", "sft", 1, {{"learning_rate", 1e-4}, {"max_steps", 4}}, "finished");
        step(first, 1, {{"loss", 2.0}});
        step(first, 2, {{"loss", 0.5}, {"eval_loss", 0.75}});
        step(first, 4, {{"loss", 1.0}, {"eval_loss", 1.5}});
        REQUIRE(first.append("result", {{"cost", {{"tokens_trained", 640}, {"seconds", 2.5}}}}));
        auto second = train("02-sft", "sft", 2, {{"learning_rate", 3e-4}, {"max_steps", 4}}, "running");
        step(second, 1, {{"loss", 3.0}});
        train("03-sft", "sft", 3, {{"learning_rate", 3e-4}, {"max_steps", 4}}, "queued");
        auto other = train("04-dpo", "dpo", 1, {{"beta", 0.1}}, "finished");
        step(other, 1, {{"rewards/margins", 0.25}});
        step(other, 2, {{"rewards/margins", 0.125}});
    }
    RunLogWriter train(const std::string &id, const std::string &method, std::uint64_t seed, const Json &config,
                       const std::string &state) {
        REQUIRE(project->store().save(
            RunRecord{.id = id, .name = id + "!", .kind = "train", .method = method, .inputHash = id, .state = state}));
        plan.runs.push_back({.id = id,
                             .name = id + "!",
                             .kind = "train",
                             .method = method,
                             .model = "base",
                             .config = {{"config", config}},
                             .seed = seed});
        mustWrite(project->runFolder(id) / "run.toml", writeToml({{"kind", "train"}}));
        return std::move(*RunLogWriter::open(project->runFolder(id) / "run.log"));
    }
    static void step(RunLogWriter &log, int number, const Json &values) {
        REQUIRE(log.append("metrics", {{"step", number}, {"values", values}}));
    }
};

} // namespace

TEST_CASE("trainings without an arm have tables of what differs, of their metrics and of what they cost") {
    Trainings given;
    const auto tables = compareTrainings(*given.project, given.plan, given.catalogue);
    REQUIRE(tables);
    REQUIRE(tables->size() == 2);
    const TrainingTable &sft = tables->front();
    CHECK(sft.algorithm == "sft");
    CHECK(sft.settings == std::vector<std::string>{"learning_rate"}); // max_steps is the same
    CHECK(sft.metrics == std::vector<std::string>{"loss", "eval_loss"});
    CHECK(sft.seeds);
    CHECK_FALSE(sft.models);
    REQUIRE(sft.runs.size() == 2); // the third has not begun
    CHECK(sft.runs[0].settings == Json{{"learning_rate", 1e-4}});
    CHECK(sft.runs[0].metrics.at("loss").last == 1.0);
    CHECK(sft.runs[0].metrics.at("loss").best == 0.5); // lower is better
    CHECK(sft.runs[0].metrics.at("loss").bestStep == 2);
    CHECK(sft.runs[0].metrics.at("eval_loss").best == 0.75);
    CHECK(sft.runs[0].steps == 4);
    REQUIRE(sft.runs[0].cost);
    CHECK(sft.runs[0].cost->tokensTrained == 640);
    CHECK(sft.runs[0].cost->seconds == 2.5);
    CHECK_FALSE(sft.runs[1].metrics.contains("eval_loss"));
    CHECK_FALSE(sft.runs[1].cost);
    const auto &margins = tables->at(1).runs.at(0).metrics.at("rewards/margins");
    CHECK(margins.best == 0.25); // higher is better
    CHECK(margins.last == 0.125);
}

TEST_CASE("the tables of trainings are told as text, as values between commas and as one object") {
    Trainings given;
    const auto tables = compareTrainings(*given.project, given.plan, given.catalogue);
    REQUIRE(tables);
    const std::string text = toText(*tables);
    CHECK(text.starts_with("sft\n\nrun                    seed  learning_rate  last loss  best loss"));
    CHECK(text.find("\n02-sft! (interrupted)     2         0.0003") != std::string::npos);
    CHECK(text.find("0.5 @2") != std::string::npos);
    const std::string csv = toCsv(*tables);
    CHECK(csv.find("\n01-sft!,01-sft,sft,base,finished,1,learning_rate=0.0001,eval_loss,1.5,0.75,2,4,640,2.5\n") !=
          std::string::npos);
    CHECK(csv.find("\n02-sft!,02-sft,sft,base,interrupted,2,learning_rate=0.0003,loss,3,3,1,1,,\n") !=
          std::string::npos);
    const Json json = toJson(*tables);
    REQUIRE(json["trainings"].size() == 3);
    CHECK(json["trainings"][0]["metrics"]["loss"] == Json{{"last", 1.0}, {"best", 0.5}, {"best_step", 2.0}});
    CHECK(json["trainings"][1]["tokens_trained"].is_null());
    CHECK(json["trainings"][1]["state"] == "interrupted");
}

TEST_CASE("without a training that has begun there is nothing to compare") {
    Trainings given;
    Plan plan{.experiment = "x", .runs = {given.plan.runs[2]}};
    const auto none = compareTrainings(*given.project, plan, given.catalogue);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == "compare.nothing_trained");
}
