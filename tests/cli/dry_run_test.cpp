// SPDX-License-Identifier: Apache-2.0
// What a dry run says of the rows that trainings would learn from.
#include "tests/cli/cli.h"
#include "tests/support/small_experiment.h"

using namespace lapidary;
using namespace lapidary::test;

namespace {

/// One training of the blank model behind a first one, on rows of a file.
std::string experimentOf(const std::string &algorithm, const std::string &config, const std::string &format = "rows") {
    return "version = 1\nname = \"check\"\nseed = 1\nrule = \"chain_mod\"\nthreads = 1\n[models]\nblank = \"blank\"\n"
           "[[data]]\nname = \"texts\"\ntask = \"chain_mod\"\nseed = 7\ncount = 8\n"
           "[[data]]\nname = \"rows\"\nfile = \"rows.jsonl\"\nformat = \"" +
           format +
           "\"\n[[stage]]\nname = \"base\"\nalgorithm = \"pretrain\"\nmodel = \"blank\"\ndata = \"texts\"\n"
           "[[stage]]\nname = \"tuned\"\nalgorithm = \"" +
           algorithm + "\"\nmodel = \"base\"\ndata = \"rows\"\n[stage.config]\nmax_steps = 2\n" + config;
}

struct Told {
    int code = 0;
    Json error{};
    std::string words{};
};

Told checked(const std::string &rows, const std::string &algorithm, const std::string &config = {},
             const std::string &format = "rows") {
    const TemporaryFolder scratch;
    const fs::path folder = scratch.path / "project";
    writeSmallProject(folder, experimentOf(algorithm, config, format));
    mustWrite(folder / "rows.jsonl", rows);
    const auto dry = cli({"run", folder.string(), "--dry-run", "--json-errors"});
    std::error_code none;
    for (const auto &entry : fs::directory_iterator(folder / "runs", none))
        CHECK(entry.path().filename().string().find("check") == std::string::npos);
    Told told{.code = dry.code, .words = dry.out + dry.err};
    const auto at = dry.out.find("{\"error\"");
    if (at != std::string::npos) told.error = (*parseJson(dry.out.substr(at, dry.out.find('\n', at) - at)))["error"];
    return told;
}

std::string lineOf(const Json &row) {
    return dumpJson(row) + "\n";
}

} // namespace

TEST_CASE("a dry run refuses rows that a training cannot read, with file and line") {
    const std::string good = lineOf({{"prompt", "?a:"}, {"chosen", "A3"}, {"rejected", "A4"}}),
                      bad = lineOf({{"prompt", "?a:"}, {"completion", "A3"}});
    CHECK(checked(good, "dpo").code == 0);
    const Told told = checked(good + bad, "dpo");
    CAPTURE(told.words);
    CHECK(told.code == 1);
    REQUIRE(told.error.is_object());
    CHECK(told.error["code"] == "row.no_layout");
    CHECK(told.error["where"]["line"] == 2);
    CHECK(told.error["where"]["file"].get<std::string>().ends_with("project/rows.jsonl"));
    CHECK(checked(good + "\n\n" + bad, "dpo").error["where"]["line"] == 4); // as an editor counts
    CHECK(checked(bad, "reward").error["code"] == "row.no_layout");
    CHECK(checked(bad, "sft").code == 0);
    CHECK(checked(lineOf({{"prompt", "?a:"}}), "sft").error["code"] == "row.no_layout");
    CHECK(checked(lineOf({{"text", "A3"}}), "kto").error["code"] == "row.no_layout");
}

TEST_CASE("a dry run tells what is cut, what has no effect, and leads what is wrong to its line") {
    const std::string row = lineOf({{"prompt", "?a:"}, {"completion", "A3"}});
    const Told cut =
        checked(row + lineOf({{"prompt", "?a:?a:?a:"}, {"completion", "A3A3"}}), "sft", "max_length = 8\nr = 8\n");
    CAPTURE(cut.words);
    CHECK(cut.code == 0);
    CHECK(cut.words.find("rows longer than max_length, 8 tokens, lose their end: 1 of 2, first the one in line 2") !=
          std::string::npos);
    CHECK(cut.words.find("stage.tuned.config.r: a setting of an adapter without an adapter") != std::string::npos);
    const Told four = checked(row, "sft", "load_in_4bit = true\n");
    CAPTURE(four.words);
    CHECK(four.code == 1);
    REQUIRE(four.error.is_object());
    CHECK(four.error["where"]["file"].get<std::string>().ends_with("experiment.toml"));
    CHECK(four.error["where"]["line"] == 29);
    CHECK(four.error["where"]["field"] == "stage.tuned.config.load_in_4bit");
    const Told nothing = checked(lineOf({{"prompt", "?a:?a:?a:"}, {"completion", "A3"}}), "sft", "max_length = 4\n");
    REQUIRE(nothing.error.is_object());
    CHECK(nothing.error["code"] == "data.empty");
    CHECK(nothing.error["where"]["file"].get<std::string>().ends_with("project/rows.jsonl"));
    CHECK(nothing.error["where"]["line"] == 1);
}

TEST_CASE("every algorithm refuses a row that it cannot learn from at the dry run, with file, line and what it wants") {
    const std::map<std::string, Json> rows = {
        {"text", {{"text", "A3"}}},
        {"prompt_completion", {{"prompt", "?a:"}, {"completion", "A3"}}},
        {"preference", {{"prompt", "?a:"}, {"chosen", "A3"}, {"rejected", "A4"}}},
        {"unpaired_preference", {{"prompt", "?a:"}, {"completion", "A3"}, {"label", true}}},
        {"prompt_only", {{"prompt", "a=1;?a:"}, {"reference", "1"}}},
        {"stepwise_supervision", {{"prompt", "?a:"}, {"completions", {"T", "A3"}}, {"labels", {true, false}}}}};
    const auto catalogue = parseJson(*readFile(LAPIDARY_BIN "/catalogue.json"));
    REQUIRE(catalogue);
    for (const Json &algorithm : catalogue->at("algorithms")) {
        const std::string name = algorithm["name"];
        CAPTURE(name);
        std::string config = "per_device_train_batch_size = 8\n", inputs;
        Json row;
        for (const Json &port : algorithm["inputs"]) {
            const std::string is = port["name"];
            if (is == "train") row = rows.at(port["layout"]);
            if (is == "train")
                for (const Json &column : port.value("columns", Json::array()))
                    row[column["name"].get<std::string>()] = "1";
            if (is != "train" && is != "policy" && port.value("required", true)) inputs += is + " = \"base\"\n";
        }
        row.erase("strength");
        Json other = row;
        if (other.contains("label")) other["label"] = false;
        if (!inputs.empty()) config += "[stage.inputs]\n" + inputs;
        const std::string good = lineOf(row) + lineOf(other);
        const Told fine = checked(good, name, config);
        CHECK_MESSAGE(fine.code == 0, fine.words);
        const Told told = checked(good + lineOf({{"weather", "rain"}}), name, config);
        CAPTURE(told.words);
        CHECK(told.code == 1);
        REQUIRE(told.error.is_object());
        CHECK(told.error["where"]["file"].get<std::string>().ends_with("project/rows.jsonl"));
        CHECK(told.error["where"]["line"] == 3);
        CHECK_FALSE(told.error.value("expected", "").empty());
    }
}

TEST_CASE("a dry run says that there is nothing to learn") {
    const Told same = checked(lineOf({{"prompt", "?a:"}, {"chosen", "A3"}, {"rejected", "A3"}}), "dpo");
    CAPTURE(same.words);
    CHECK(same.code == 1);
    const Told unscorable = checked(lineOf({{"prompt", "a=1;?a:"}}), "grpo", "num_generations = 2\n");
    CAPTURE(unscorable.words);
    CHECK(unscorable.code == 1);
    const Told good = checked(lineOf({{"prompt", "?a:"}, {"completion", "A3"}, {"label", true}}), "kto");
    CAPTURE(good.words);
    CHECK(good.code == 0);
    CHECK(good.words.find("note: tuned: ") != std::string::npos); // none of them is bad
}

TEST_CASE("a dry run reads rows of tokens and stored completions") {
    const std::string tokens = lineOf({{"input_ids", {4, 5, 6}}, {"labels", {-100, 5, 6}}});
    CHECK(checked(tokens, "sft", {}, "tokens").code == 0);
    const Told beyond =
        checked(tokens + lineOf({{"input_ids", {4, 5000}}, {"labels", {-100, 5000}}}), "sft", {}, "tokens");
    CAPTURE(beyond.words);
    CHECK(beyond.code == 1);
    CHECK(beyond.error["where"]["line"] == 2);
    const Json rollout = {{"prompt_ids", {4, 5}}, {"completion_ids", {6, 2}}, {"group", 0}, {"advantage", 0.5}};
    Json without = rollout;
    without.erase("completion_ids");
    const std::string stored = "rollouts = \"file\"\nnum_generations = 2\nper_device_train_batch_size = 2\n";
    const Told whole = checked(lineOf(rollout) + lineOf(rollout), "grpo", stored, "tokens");
    CAPTURE(whole.words);
    CHECK(whole.code == 0);
    CHECK(checked(lineOf(rollout) + lineOf(without), "grpo", stored, "tokens").error["where"]["line"] == 2);
}

TEST_CASE("a stage that leaves other rows than a training reads is refused where the experiment is read") {
    const TemporaryFolder scratch;
    const fs::path folder = scratch.path / "project";
    writeSmallProject(folder, std::string(kSmallExperiment) + R"(
[[stage]]
name = "samples"
kind = "sample"
model = "base"
data = "edge"

[[stage]]
name = "right"
kind = "filter"
data = "samples"

[[stage]]
name = "tuned"
algorithm = "dpo"
model = "base"
data = "right"
)");
    const Json told = onlyAnswer(cli({"run", folder.string(), "--dry-run", "--json-errors"}));
    CHECK(codeOf(told) == "experiment.wrong_layout");
    CHECK(told["error"]["where"]["line"].get<int>() > 0);
}

TEST_CASE("a dry run leaves a training alone whose reward model is yet to be made") {
    const TemporaryFolder scratch;
    const fs::path folder = scratch.path / "project";
    writeSmallProject(folder, experimentOf("reward", "") +
                                  "[[stage]]\nname = \"policy\"\nalgorithm = \"grpo\"\nmodel = \"base\"\n"
                                  "data = \"texts\"\n[stage.inputs]\nreward = \"tuned\"\n[stage.config]\n"
                                  "max_steps = 1\nreward_funcs = [\"reward_model\"]\n");
    mustWrite(folder / "rows.jsonl", lineOf({{"prompt", "?a:"}, {"chosen", "A3"}, {"rejected", "A4"}}));
    const auto dry = cli({"run", folder.string(), "--dry-run"});
    CAPTURE(dry.err);
    CHECK(dry.code == 0);
    CHECK(dry.err.find("or large: policy.") != std::string::npos);
}

TEST_CASE("a prompt without room for an answer is refused before anything is drawn") {
    std::string prompt;
    for (int i = 0; i < 80; ++i) prompt += "a=1;"; // 320 tokens of 256
    const std::string good = lineOf({{"prompt", "a=1;?a:"}, {"reference", "1"}});
    const Told told = checked(good + lineOf({{"prompt", prompt}, {"reference", "1"}}), "grpo",
                              "num_generations = 2\nper_device_train_batch_size = 2\n");
    CAPTURE(told.words);
    CHECK(told.code == 1);
    CHECK(told.error["where"]["line"] == 2);
    CHECK(told.error["where"]["file"].get<std::string>().ends_with("project/rows.jsonl"));
}

TEST_CASE("a run is refused for rows of its last training before the first one begins") {
    const TemporaryFolder scratch;
    const fs::path folder = scratch.path / "project";
    writeSmallProject(folder, experimentOf("dpo", ""));
    mustWrite(folder / "rows.jsonl", lineOf({{"prompt", "?a:"}, {"completion", "A3"}}));
    const Json told = onlyAnswer(cli({"run", folder.string(), "--json-errors"}));
    CHECK(codeOf(told) == "row.no_layout");
    CHECK(told["error"]["where"]["file"].get<std::string>().ends_with("project/rows.jsonl"));
    std::error_code none;
    for (const auto &entry : fs::directory_iterator(folder / "runs", none))
        CHECK_FALSE(fs::exists(entry.path() / "model", none)); // nothing was trained
}

TEST_CASE("what a dry run finds in several trainings comes apart") {
    const TemporaryFolder scratch;
    const fs::path folder = scratch.path / "project";
    writeSmallProject(folder, experimentOf("dpo", "") + "[[stage]]\nname = \"other\"\nalgorithm = \"kto\"\n"
                                                        "model = \"base\"\ndata = \"rows\"\n");
    mustWrite(folder / "rows.jsonl", lineOf({{"prompt", "?a:"}, {"completion", "A3"}}));
    const Json told = onlyAnswer(cli({"run", folder.string(), "--dry-run", "--json-errors"}));
    CAPTURE(told.dump());
    REQUIRE(told["error"].contains("problems"));
    REQUIRE(told["error"]["problems"].size() == 2);
    for (const Json &each : told["error"]["problems"]) CHECK(each["where"]["line"] == 1);
    CHECK(told["error"]["code"] == "config.problems");
}
