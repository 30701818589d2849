// SPDX-License-Identifier: Apache-2.0
// A swept training from outside: what the dry run says of it, its runs, their curves for other programs, and a training
// that is brought in as settings of TRL.
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

constexpr const char *kSwept = R"(
[[stage]]
name = "tuned"
algorithm = "sft"
model = "base"
data = "train"
[stage.config]
max_steps = 3
[stage.sweep]
learning_rate = [1e-3, 3e-3]
seeds = 2
)";

std::string sweptProject(const TemporaryFolder &scratch) {
    const auto folder = scratch.path / "project";
    writeSmallProject(folder, std::string(kSmallExperiment) + kSwept);
    return folder.string();
}

} // namespace

TEST_CASE("a sweep says at the dry run how many runs it is, runs them with their seeds, and gives its curves") {
    const TemporaryFolder scratch;
    const std::string project = sweptProject(scratch);
    const auto dry = cli({"run", project, "--dry-run", "--only", "tuned"});
    CHECK(dry.code == 0);
    CHECK_MESSAGE(dry.err.find("Sweep “tuned”: 4 runs (2 values of learning_rate × 2 seeds), 12 steps in all") !=
                      std::string::npos,
                  dry.err);
    REQUIRE(cli({"run", project, "--only", "tuned"}).code == 0);
    std::map<std::string, Json> jobs;
    for (const auto &job : answersOf(cli({"jobs", project, "--json"}))) jobs[job["name"]] = job;
    REQUIRE(jobs.size() == 5);
    const std::string name = "tuned learning_rate=0.003, seed 2", id = jobs.at(name)["id"];
    const std::string toml = textOf(project + "/runs/" + id + "/run.toml");
    CHECK(toml.find("seed = 2") != toml.npos);
    CHECK(toml.find("learning_rate = 0.003") != toml.npos);
    const auto again = cli({"run", project, "--dry-run", "--only", "tuned"});
    CHECK(again.err.find("4 runs (2 values of learning_rate × 2 seeds), all of them done before") != std::string::npos);

    const std::string out = (scratch.path / "out").string();
    const auto exported = [&](const char *format, const std::string &file) {
        return cli({"export", "curves", name, out + file, "--format", format, "--project", project}).code;
    };
    CHECK(exported("csv", ".csv") == 0);
    CHECK(exported("jsonl", ".jsonl") == 0);
    CHECK(exported("tensorboard", "-tb") == 0);
    CHECK(exported("trackio", ".db") == 0);
    CHECK(exported("csv", ".csv") == 1); // nothing is overwritten
    CHECK(exported("xlsx", ".xlsx") == 2);
    const std::string csv = textOf(out + ".csv");
    CHECK(csv.starts_with("run,step,time,seconds,"));
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 4);
    CHECK(std::distance(fs::directory_iterator(out + "-tb"), fs::directory_iterator{}) == 1);
    CHECK(fs::file_size(out + ".db") > 0);
    CHECK(cli({"export", "curves", "nobody", out + ".x", "--project", project}).code == 1);
}

TEST_CASE("settings of TRL become a stage that can be run") {
    const TemporaryFolder scratch;
    const std::string project = sweptProject(scratch);
    const std::string file = scratch
                                 .write("sft.yaml", "model_name_or_path: someone/base\ndataset_name: train\n"
                                                    "learning_rate: 2e-3\nmax_steps: 2\nreport_to: none\n")
                                 .string();
    const auto imported =
        cli({"import", "experiment", file, "--algorithm", "sft", "--name", "from trl", "--project", project});
    CHECK_MESSAGE(imported.code == 0, imported.err);
    const Json answer = onlyAnswer(imported);
    CHECK(answer["kind"] == "stage");
    CHECK(answer["name"] == "from trl");
    CHECK(answer["config"] == Json{{"learning_rate", 2e-3}, {"max_steps", 2}});
    REQUIRE(answer["left_out"].size() == 1);
    CHECK(answer["left_out"][0]["where"]["line"] == 5);
    CHECK(cli({"run", project, "--dry-run", "--only", "from trl"}).code == 0);

    const std::string unknown =
        scratch.write("odd.yaml", "model_name_or_path: base\ndataset_name: train\nlearning_rat: 1\n").string();
    const auto odd = cli({"import", "experiment", unknown, "--algorithm", "sft", "--project", project});
    CHECK(odd.code == 1); // it is there, without what was not known
    CHECK(odd.err.find("odd.yaml:3") != std::string::npos);
    CHECK(onlyAnswer(odd)["unknown"][0]["where"]["line"] == 3);
    const std::string wrong = scratch
                                  .write("wrong.yaml", "model_name_or_path: base\ndataset_name: train\n"
                                                       "learning_rate: high\n")
                                  .string();
    const auto refused = cli({"import", "experiment", wrong, "--algorithm", "sft", "--project", project});
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("wrong.yaml:3") != std::string::npos);
    CHECK(cli({"import", "experiment", scratch.write("cut.yaml", "a: [1,\n").string(), "--project", project}).code ==
          1);
}
