// SPDX-License-Identifier: Apache-2.0
// What is asked of models that stages have trained, and what is told of trainings before and behind them.
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"
#include "tests/support/temporary_folder.h"

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE(
    "what a stage has trained is asked by its name, and an experiment without arms is compared by its trainings") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    const std::string all = kSmallExperiment;
    writeSmallProject(project, all.substr(0, all.find("[[arm]]")) +
                                   "use_peft = true\n[stage.sweep]\nlearning_rate = [1e-4, 1e-3]\n");
    const std::string asked = R"({"prompt":"?a:","max_new_tokens":4,"temperature":0})";
    const auto ask = [&](const std::string &model) {
        return cli({"generate", "--project", project, "--model", model}, asked);
    };
    const auto early = ask("base");
    CHECK(early.code == 1);
    CHECK(early.err.find("There is no such model") != std::string::npos);
    const auto ran = cli({"run", project});
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    const Json base = onlyAnswer(ask("base")), tuned = onlyAnswer(ask("sft learning_rate=0.001"));
    const auto swept = ask("sft");
    CHECK(swept.code == 1);
    CHECK(swept.err.find("expected \"sft learning_rate=0.0001\", \"sft learning_rate=0.001\"") != std::string::npos);
    const auto provenance = [](const Json &answer) { return answer["provenance"]["model"]; };
    const std::string path = provenance(base)["path"];
    CHECK(path.ends_with("/model"));
    CHECK(onlyAnswer(ask(path))["completions"] == base["completions"]);
    CHECK(provenance(tuned)["path"] == path); // the adapter stands on the stage before it
    REQUIRE(provenance(tuned)["adapters"].size() == 1);

    const Json compared = onlyAnswer(cli({"compare", project, "--format", "json"}));
    CHECK(compared["trainings"].size() == 3);
    const auto table = cli({"compare", project});
    CHECK(table.code == 0);
    CHECK(table.out.find("learning_rate") != std::string::npos);
    CHECK(table.out.find("last loss") != std::string::npos);

    std::filesystem::remove_all(path);
    const auto gone = ask("base");
    CHECK(gone.code == 1);
    CHECK(gone.err.find("--only \"base\"") != std::string::npos);
}

TEST_CASE("characters of a prompt that the model's tokenizer has no token for are told") {
    const auto asked = cli({"generate", "--model", "resources:starter", "--set", "max_new_tokens=2"},
                           "{\"prompt\":\"?a:\"}\n{\"prompt\":\"é?a:éß\"}\n");
    CHECK(asked.code == 0);
    CAPTURE(asked.err);
    CHECK(asked.err.find("3 characters in 1 row, first in line 2, cannot be expressed by the tokenizer") !=
          std::string::npos);
    CHECK(asked.err.find("é (2), ß (1)") != std::string::npos);
}

TEST_CASE("a judge that cannot tell its two answers apart is refused before anything runs") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    const auto refused = [&](const std::string &settings) {
        writeSmallProject(project, std::string(kSmallExperiment) +
                                       "\n[[stage]]\nname = \"drawn\"\nkind = \"sample\"\nmodel = \"base\"\ndata = "
                                       "\"edge\"\n[stage.config]\nn = 2\n\n[[stage]]\nname = \"judged\"\nkind = "
                                       "\"feedback\"\nmodel = \"base\"\ndata = \"drawn\"\n[stage.config]\n" +
                                       settings);
        const auto dry = cli({"run", project, "--dry-run", "--json-errors"});
        CHECK(dry.code == 1);
        CAPTURE(dry.err);
        const auto at = dry.out.find("{\"error\"");
        REQUIRE(at != std::string::npos);
        const Json error = (*parseJson(dry.out.substr(at, dry.out.find('\n', at) - at)))["error"];
        CHECK(error["where"]["file"].get<std::string>().ends_with("experiment.toml"));
        CHECK(error["where"]["line"].get<int>() > 40);
        return error["code"].get<std::string>() + " " + error["where"]["field"].get<std::string>();
    };
    const std::string prefix = "answer_prefix = \"\"\n";
    CHECK(refused(prefix + "answers = [\"a\", \"ab\"]\n") == "judge.same_answer stage.judged.config.answers");
    CHECK(refused(prefix + "answers = [\"a\"]\n") == "judge.answers stage.judged.config.answers");
    CHECK(refused(prefix + "judge_prompt = \"{a}\"\n") == "judge.blind stage.judged.config.judge_prompt");
}
