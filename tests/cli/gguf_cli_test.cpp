// SPDX-License-Identifier: Apache-2.0
// A GGUF file goes wherever a model folder goes, from outside: logits, tokens, templates, chats, import, export.
#include "core/base/files.h"
#include "tests/cli/cli.h"
#include "tests/support/capture.h"
#include "tests/support/temporary_folder.h"
#include <filesystem>
#include <fstream>

using namespace lapidary;
using namespace lapidary::test;
namespace fs = std::filesystem;

namespace {

const std::string kTiny = kGolden + "/gguf/tiny.gguf";
const std::string kIds = R"({"ids":[1,100,200,3,260]})";

constexpr const char *kExperiment = R"(version = 1
name = "g"
seed = 1
rule = "exact"
threads = 1
[models]
base = "BASE"
[[data]]
name = "rows"
file = "rows.jsonl"
[[data]]
name = "asked"
file = "problems.jsonl"
[[stage]]
name = "sft"
algorithm = "sft"
model = "base"
data = "rows"
[stage.config]
max_steps = 3
learning_rate = 1e-2
use_peft = true
[[arm]]
name = "tuned"
role = "sft"
model = "sft"
strategy = "greedy"
buckets = ["asked"]
[arm.config]
max_new_tokens = 6
)";

/// What a model that was tuned from `base` answers, with its log-probabilities.
std::string answersBehind(const std::string &base, const fs::path &project) {
    std::string rows, problems, experiment = kExperiment, answers;
    for (int i = 0; i < 6; ++i) {
        const std::string number = std::to_string(i);
        rows += dumpJson({{"prompt", "the cat " + number}, {"completion", " 42"}}) + "\n";
        problems += dumpJson({{"id", number}, {"prompt", "a cat " + number}, {"reference", "42"}}) + "\n";
    }
    fs::create_directories(project);
    REQUIRE(writeFileAtomic(project / "rows.jsonl", rows));
    REQUIRE(writeFileAtomic(project / "problems.jsonl", problems));
    REQUIRE(writeFileAtomic(project / "experiment.toml", experiment.replace(experiment.find("BASE"), 4, base)));
    const auto ran = cli({"run", project.string()});
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    for (const auto &run : fs::directory_iterator(project / "runs")) {
        std::ifstream in(run.path() / "answers.jsonl");
        for (std::string line; std::getline(in, line);) answers += dumpJson((*parseJson(line))["samples"]);
    }
    return answers;
}

} // namespace

TEST_CASE("a GGUF file and the folder made of it answer alike, byte for byte") {
    const TemporaryFolder folder;
    const std::string made = (folder.path / "m").string();
    const auto imported = onlyAnswer(cli({"import", "model", kTiny, "--out", made}));
    CHECK(imported["kind"] == "model");
    CHECK(imported["path"] == made);
    for (const auto &[verb, flag, line] :
         {std::tuple{"logits", "--model", kIds},
          {"logprobs", "--model", std::string(R"({"prompt_ids":[1,100],"completion_ids":[200,3]})")},
          {"generate", "--model",
           std::string(R"({"messages":[{"role":"user","content":"the cat"}],"max_new_tokens":8,"temperature":0})")},
          {"tokens", "--tokenizer", std::string(R"({"text":"the cat <|im_end|> 42"})")},
          {"template", "--tokenizer", std::string(R"({"messages":[{"role":"user","content":"hello"}]})")}}) {
        CAPTURE_BOUND(verb);
        Json here = onlyAnswer(cli({verb, flag, kTiny}, line)), there = onlyAnswer(cli({verb, flag, made}, line));
        for (Json *each : {&here, &there}) each->erase("provenance"), each->erase("seconds");
        CHECK(codeOf(here) == "");
        CHECK(here == there);
    }
}

TEST_CASE("in a project: imported by name, used by name, placed as a file, and inspected") {
    const TemporaryFolder folder;
    const std::string project = (folder.path / "p").string();
    REQUIRE(cli({"new", project}).code == 0);
    const auto imported =
        onlyAnswer(cli({"import", "model", kTiny, "--project", project, "--name", "small", "--dtype", "bf16"}));
    CHECK(imported["name"] == "small");
    CHECK(codeOf(onlyAnswer(cli({"logits", "--project", project, "--model", "small"}, kIds))) == "");
    const auto again = cli({"import", "model", kTiny, "--project", project, "--name", "small"});
    CHECK(again.code == 1);
    CHECK(again.err.find("nothing is overwritten") != std::string::npos);
    fs::copy_file(kTiny, fs::path(project) / "models/packed.gguf");
    CHECK(codeOf(onlyAnswer(cli({"logits", "--project", project, "--model", "packed.gguf"}, kIds))) == "");
    const Json facts = onlyAnswer(cli({"inspect", kTiny, "--validate"}));
    CHECK(facts["valid"] == true);
    CHECK(facts["format"] == "gguf");
}

TEST_CASE("an experiment that begins with a GGUF file goes as with the folder made of it") {
    const TemporaryFolder folder;
    const std::string made = (folder.path / "m").string();
    REQUIRE(cli({"import", "model", kTiny, "--out", made}).code == 0);
    const std::string here = answersBehind(kTiny, folder.path / "here");
    CHECK(here.find("logprob") != here.npos);
    CHECK(here == answersBehind(made, folder.path / "there"));
}

TEST_CASE("an export is read back, and refused words are told") {
    const TemporaryFolder folder;
    const std::string made = (folder.path / "m.gguf").string();
    CHECK(cli({"export", "gguf", "--model", kGolden + "/models/qwen3", made}).code == 0);
    const Json before = onlyAnswer(cli({"logits", "--model", kGolden + "/models/qwen3"}, kIds.substr(0, 9) + "5,6]}")),
               after = onlyAnswer(cli({"logits", "--model", made}, kIds.substr(0, 9) + "5,6]}"));
    CHECK(before["logits"] == after["logits"]);
    CHECK(cli({"export", "gguf", "--model", kTiny, made}).code == 1); // it is there
    const auto window =
        cli({"export", "gguf", "--model", kGolden + "/models/qwen2_window_layers", (folder.path / "w").string()});
    CHECK(window.code == 1);
    CHECK(window.err.find("sliding_window") != std::string::npos);
    CHECK(!fs::exists(folder.path / "w"));
}

TEST_CASE("a GGUF file that is no model, or is cut, is told with its name") {
    const TemporaryFolder folder;
    std::string bytes = *readFile(kTiny, 1 << 30);
    bytes.resize(bytes.size() / 2);
    const auto cut = folder.write("cut.gguf", bytes).string();
    for (const auto &call : {std::vector<std::string>{"logits", "--model", cut},
                             {"import", "model", cut, "--out", (folder.path / "m").string()}}) {
        const auto answer = cli(call, kIds);
        CHECK(answer.code == 1);
        CHECK(answer.err.find("reaches past the end of the file") != std::string::npos);
    }
    CHECK(onlyAnswer(cli({"inspect", cut, "--validate"}))["valid"] == false);
    const auto text = folder.write("text.gguf", "hello").string();
    CHECK(cli({"logits", "--model", text}, kIds).err.find("this is no GGUF file") != std::string::npos);
    CHECK(!fs::exists(folder.path / "m"));
}
