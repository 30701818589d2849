// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/run_cost.h"
#include "core/workbench/project.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

const std::string kSwept = R"(
[[stage]]
name = "tuned"
algorithm = "sft"
model = "base"
data = "train"
[stage.config]
max_steps = 6
[stage.sweep]
learning_rate = [1e-4, 3e-4]
seeds = 3
)";

/// The sweep with lines of it written otherwise.
std::string with(const std::string &from, const std::string &to) {
    return replaced(kSwept, from, to);
}

struct Project_ {
    TemporaryFolder scratch{};
    Catalogue catalogue = smallCatalogue(scratch.path);
    fs::path folder = scratch.path / "p";
    explicit Project_(const std::string &more = kSwept) { writeSmallProject(folder, kSmallExperiment + more); }
    tl::expected<Experiment, Problems> read(const std::vector<std::string> &overrides = {}) const {
        return readExperiment(folder / "experiment.toml", catalogue, overrides);
    }
    Plan plan(const Experiment &experiment, const std::string &only) const {
        auto project = Project::openOrMake(folder, "test");
        return *(*project)->plan(experiment, only);
    }
};

Problems wrong(const std::string &more, const std::vector<std::string> &overrides = {}) {
    const auto read = Project_(more).read(overrides);
    CAPTURE(more);
    REQUIRE(!read.has_value());
    return read.error();
}

Error onlyWrong(const std::string &more, const std::vector<std::string> &overrides = {}) {
    const Problems problems = wrong(more, overrides);
    REQUIRE_MESSAGE(problems.size() == 1, describe(joined(problems)));
    return problems[0];
}

} // namespace

TEST_CASE("a swept stage is a run for every combination and seed") {
    const Project_ it;
    const auto experiment = it.read();
    REQUIRE_MESSAGE(experiment.has_value(), describe(joined(experiment.error())));
    REQUIRE(experiment->stages.size() == 8); // base, sft, and six
    std::vector<std::string> names;
    for (std::size_t i = 2; i < 8; ++i) {
        const Stage &stage = experiment->stages[i];
        names.push_back(stage.name);
        CHECK(stage.sweep == "tuned");
        CHECK(stage.seed == 1 + (i - 2) % 3);
        CHECK(stage.config["learning_rate"] == (i < 5 ? 1e-4 : 3e-4));
        CHECK(stage.config["max_steps"] == 6);
        CHECK(stage.model == "base");
    }
    CHECK(names == std::vector<std::string>{"tuned learning_rate=0.0001, seed 1", "tuned learning_rate=0.0001, seed 2",
                                            "tuned learning_rate=0.0001, seed 3", "tuned learning_rate=0.0003, seed 1",
                                            "tuned learning_rate=0.0003, seed 2",
                                            "tuned learning_rate=0.0003, seed 3"});
    REQUIRE(experiment->sweeps.size() == 1);
    CHECK(experiment->sweeps[0].runs == names);
    CHECK(sizeText(experiment->sweeps[0]) == "2 values of learning_rate × 3 seeds");
    CHECK(experiment->stages[1].seed == 1); // one that is not swept
    CHECK(experiment->stages[1].sweep.empty());
}

TEST_CASE("the seeds of a sweep follow the experiment's, or are those of a list") {
    CHECK(Project_().read({"seed=5"})->stages[4].seed == 7);
    const auto listed = Project_(with("seeds = 3", "seeds = [9, 2]")).read();
    REQUIRE(listed);
    REQUIRE(listed->stages.size() == 6);
    CHECK(listed->stages[2].seed == 9);
    CHECK(listed->stages[3].name == "tuned learning_rate=0.0001, seed 2");
    const auto grid = Project_(with("seeds = 3\n", "")).read();
    CHECK(grid->stages[2].name == "tuned learning_rate=0.0001");
    CHECK(grid->stages[2].seed == 1);
    CHECK(Project_().read({"stage.tuned.sweep.seeds=1"})->stages.size() == 4);
}

TEST_CASE("a training may have a seed of its own, from which those of its sweep go on") {
    const std::string single = kSwept.substr(0, kSwept.find("[stage.sweep]"));
    const auto plain = Project_(single).read({"stage.tuned.seed=7"});
    REQUIRE_MESSAGE(plain.has_value(), describe(joined(plain.error())));
    CHECK(plain->stages[2].seed == 7);
    CHECK(plain->stages[1].seed == 1); // the others have the experiment's
    const Project_ it;
    const auto swept = it.read({"stage.tuned.seed=7"});
    REQUIRE(swept);
    CHECK(swept->stages[2].seed == 7);
    CHECK(swept->stages[4].name == "tuned learning_rate=0.0001, seed 9");
    CHECK(it.plan(*swept, "tuned").runs[3].config["seed"] == 9);
    CHECK(onlyWrong(with("seeds = 3", "seeds = [1, 2]"), {"stage.tuned.seed=7"}).field.ends_with("tuned.seed"));
    for (const char *seed : {"-1", "1.5", "\"one\"", "[1]"})
        CHECK(onlyWrong(kSwept, {std::string("stage.tuned.seed=") + seed}).field.ends_with("tuned.seed"));
}

TEST_CASE("each run of a sweep is planned with its seed, and one of the plain seed is the plain run") {
    const Project_ it(with("learning_rate = [1e-4, 3e-4]\n", ""));
    const auto experiment = it.read();
    REQUIRE(experiment);
    const Plan plan = it.plan(*experiment, "tuned");
    REQUIRE(plan.runs.size() == 4);
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(plan.runs[i].seed == i);
        CHECK(plan.runs[i].config["seed"] == i);
        CHECK(plan.runs[i].needs == std::vector{plan.runs[0].id});
    }
    CHECK(plan.runs[1].inputHash != plan.runs[2].inputHash);
    const Project_ plain(replaced(with("learning_rate = [1e-4, 3e-4]\n", ""), "[stage.sweep]\nseeds = 3\n", ""));
    CHECK(plain.plan(*plain.read(), "tuned").runs[1].inputHash == plan.runs[1].inputHash);
    CHECK(it.plan(*experiment, "tuned, seed 3").runs.size() == 2);
}

TEST_CASE("a sweep says before it starts what it is and what it takes") {
    const Project_ it;
    const auto experiment = it.read();
    const auto project = *Project::openOrMake(it.folder, "test");
    const Plan plan = *project->plan(*experiment);
    const auto costs = sweepCosts(*project, *experiment, plan);
    REQUIRE(costs);
    REQUIRE(costs->size() == 1);
    CHECK((*costs)[0].left == 6);
    CHECK((*costs)[0].steps == 36);
    CHECK((*costs)[0].seconds == 0);
    CHECK(sentence((*costs)[0]) == "Sweep “tuned”: 6 runs (2 values of learning_rate × 3 seeds), 36 steps in all; no "
                                   "earlier run of the kind tells how long they take.");
    for (const PlannedRun &run : plan.runs) // two are done
        if (run.seed == 3)
            REQUIRE(project->store().save({.id = run.id,
                                           .name = run.name,
                                           .kind = run.kind,
                                           .method = run.method,
                                           .inputHash = run.inputHash,
                                           .state = "finished"}));
    CHECK(sentence((*sweepCosts(*project, *experiment, plan))[0])
              .find("6 runs (2 values of learning_rate × 3 seeds), "
                    "4 of them to run, 24 steps") != std::string::npos);
    CHECK(sweepCosts(*project, *experiment, *project->plan(*experiment, "sft"))->empty());
}

TEST_CASE("steps of a training follow its settings and its rows") {
    CHECK(stepsOf({{"max_steps", 12}}, 1000) == 12);
    CHECK(stepsOf({{"per_device_train_batch_size", 4}}, 10) == 3);
    CHECK(stepsOf({{"per_device_train_batch_size", 4}, {"gradient_accumulation_steps", 2}, {"num_train_epochs", 3}},
                  16) == 6);
    CHECK(stepsOf({{"per_device_train_batch_size", 8}, {"num_generations", 4}}, 10) == 5);
}

TEST_CASE("what cannot be swept is told in its line") {
    const Error unknown = onlyWrong(with("learning_rate", "learning_rat"));
    CHECK(unknown.code == "config.unknown_key");
    CHECK(unknown.line > 0);
    CHECK(unknown.field.ends_with("sweep.learning_rat"));
    CHECK(onlyWrong(with("[1e-4, 3e-4]", "1e-4")).code == "config.wrong_type");
    CHECK(onlyWrong(with("[1e-4, 3e-4]", "[]")).code == "config.wrong_type");
    CHECK(onlyWrong(with("[1e-4, 3e-4]", "[1e-4, 1e-4]")).code == "experiment.swept_twice");
    for (const char *seeds : {"0", "-1", "2000", "\"many\"", "[]", "[1, 1]", "[-2]", "[0.5]", "1.5"})
        CHECK(onlyWrong(with("seeds = 3", std::string("seeds = ") + seeds)).field.ends_with("sweep.seeds"));
    CHECK(onlyWrong(with("[1e-4, 3e-4]\nseeds = 3", "[1e-4, 3e-4]\nseeds = 999")).code == "experiment.sweep_too_large");
    CHECK(onlyWrong(with("max_steps = 6", "learning_rate = 1e-3")).code == "experiment.given_twice");
    CHECK(onlyWrong(with("learning_rate = [1e-4, 3e-4]\nseeds = 3\n", "")).code == "experiment.empty_sweep");
    const std::string noTable = kSwept.substr(0, kSwept.find("[stage.config]")) + "sweep = 3\n";
    CHECK(onlyWrong(noTable).code == "config.wrong_type");
}

TEST_CASE("a wrong value of a sweep is told once, in the line of the sweep") {
    const Error low = onlyWrong(with("[1e-4, 3e-4]", "[1e-4, -3.0]"));
    CHECK(low.field.ends_with("sweep.learning_rate"));
    CHECK(low.found.str() == "-3.0");
    CHECK(onlyWrong(with("max_steps = 6", "max_step = 6")).code == "config.unknown_key"); // of all six, once
    CHECK(wrong(with("\"base\"", "\"bass\"")).size() == 1);
}

TEST_CASE("other kinds of stages are not swept, and a swept name means no single run") {
    const Error kind = onlyWrong("\n[[stage]]\nname = \"s\"\nkind = \"sample\"\nmodel = \"base\"\ndata = "
                                 "\"edge\"\n[stage.sweep]\nseeds = 2\n");
    CHECK(kind.code == "experiment.bad_sweep");
    CHECK(
        onlyWrong("\n[[stage]]\nname = \"s\"\nkind = \"sample\"\nmodel = \"base\"\ndata = \"edge\"\nseed = 2\n").code ==
        "experiment.bad_seed");
    const Error swept = onlyWrong(kSwept + "\n[[stage]]\nname = \"s\"\nkind = \"sample\"\nmodel = \"tuned\"\ndata = "
                                           "\"edge\"\n");
    CHECK(swept.code == "experiment.swept");
    CHECK(swept.expected.str().find("“tuned learning_rate=0.0003, seed 2”") != std::string::npos);
}

TEST_CASE("an arm that names a swept stage is an arm for each of its runs") {
    const std::string arm = "\n[[arm]]\nname = \"a\"\nmodel = \"tuned\"\nstrategy = \"greedy\"\nbuckets = [\"edge\"]\n";
    const Project_ one(kSwept + replaced(arm, "\"tuned\"", "\"tuned learning_rate=0.0003, seed 2\""));
    const auto single = one.read();
    REQUIRE(single);
    CHECK(single->arms.back().sweep.empty());
    const Project_ all(kSwept + arm);
    const auto experiment = all.read();
    REQUIRE(experiment);
    std::vector<const Arm *> members;
    for (const Arm &each : experiment->arms)
        if (each.sweep == "a") members.push_back(&each);
    REQUIRE(members.size() == 6);
    CHECK(members[1]->name == "a learning_rate=0.0001, seed 2");
    CHECK(members[1]->model == "tuned learning_rate=0.0001, seed 2");
    const Plan plan = all.plan(*experiment, "a");
    std::vector<std::string> trained, asked;
    for (const PlannedRun &run : plan.runs)
        if (run.name != "base") (run.role.empty() ? trained : asked).push_back(run.id);
    CHECK(trained.size() == 6);
    REQUIRE(asked.size() == 6);
    CHECK(plan.find(asked[1])->needs == std::vector<std::string>{trained[1]});
    CHECK(all.plan(*experiment, "a learning_rate=0.0001, seed 2").runs.size() == 3); // base, tuned, and the arm
    // What is wrong with all of them is told once; what takes another name is told by it.
    CHECK(onlyWrong(kSwept + replaced(arm, "greedy", "greedier")).code == "search.unknown_strategy");
    CHECK(onlyWrong(kSwept + arm + arm).found == "a");
    const std::string other = replaced(replaced(kSwept, "\"tuned\"", "\"other\""), "6", "7");
    const Error two = onlyWrong(kSwept + other + arm + "[arm.inputs]\njudge = \"other\"\n");
    CHECK(two.code == "experiment.two_sweeps");
    CHECK(two.expected.str().find("other learning_rate=0.0001") != std::string::npos);
}

TEST_CASE("names of long sweeps are numbers") {
    const std::string long_ = replaced(with("tuned", "a stage with quite a long name of its own"), "seeds = 3",
                                       "max_length = [16, 32]\nseeds = 2");
    const auto experiment = Project_(long_).read();
    REQUIRE_MESSAGE(experiment.has_value(), describe(joined(experiment.error())));
    REQUIRE(experiment->stages.size() == 10);
    CHECK(experiment->stages[2].name == "a stage with quite a long name of its own 1, seed 1");
    CHECK(experiment->stages[9].name == "a stage with quite a long name of its own 4, seed 2");
}
