// SPDX-License-Identifier: Apache-2.0
// Adapters and reward models from outside: switched, mixed, merged, scored.
#include "tests/cli/cli.h"
#include "tests/support/tolerance.h"
#include <cmath>

using namespace lapidary;
using namespace lapidary::test;

namespace {

const std::string kAdapter = kGolden + "/adapters/lora_qv", kSecond = kGolden + "/adapters/lora_qv_second",
                  kBase = kGolden + "/models/llama2_mha";
const std::string kIds = R"({"ids":[5,6,7,8]})";

Json logitsWith(std::vector<std::string> flags, const std::string &model = kBase) {
    std::vector<std::string> words = {"logits", "--model", model};
    words.insert(words.end(), flags.begin(), flags.end());
    return onlyAnswer(cli(words, kIds))["logits"];
}

double worst(const Json &a, const Json &b) {
    REQUIRE(a.size() == b.size());
    if (!a.is_array()) return std::abs(a.get<double>() - b.get<double>());
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, worst(a[i], b[i]));
    return most;
}

} // namespace

TEST_CASE("adapters are switched, mixed and merged by flags") {
    const TemporaryFolder scratch;
    const std::string merged = (scratch.path / "merged").string(), mixed = (scratch.path / "mixed").string();
    const Json plain = logitsWith({}), on = logitsWith({"--adapter", kAdapter});
    CHECK(logitsWith({"--adapter", kAdapter + ":0"}) == plain);
    CHECK(worst(on, plain) > 1);
    const std::vector<std::string> both = {"--adapter", kAdapter + ":0.7", "--adapter", kSecond + ":0.6"};
    const auto with = [&](std::vector<std::string> words, const std::vector<std::string> &more) {
        words.insert(words.end(), both.begin(), both.end());
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    const Json beside = logitsWith(both), linear = logitsWith(with({}, {"--mix", "linear"}));
    CHECK(worst(logitsWith(with({}, {"--mix", "cat"})), beside) < toleranceOf(beside));
    CHECK(worst(linear, beside) > 0.1);
    CHECK(cli(with({"export", "mixed", "--model", kBase, "--mix", "linear"}, {mixed})).code == 0);
    CHECK(worst(logitsWith({"--adapter", mixed}), linear) < toleranceOf(linear));
    CHECK(cli(with({"export", "merged", "--model", kBase}, {merged})).code == 0);
    CHECK(worst(logitsWith({}, merged), beside) < 3 * toleranceOf(beside));
    const auto again = cli({"export", "merged", "--model", kBase, merged});
    CHECK(again.code == 1);
    CHECK(again.err.find("already") != std::string::npos);
}

TEST_CASE("score: one row for a whole text, one per token for a process, and who cannot score says so") {
    for (const std::string name : {"reward_llama", "process_reward_llama"}) {
        CAPTURE(name);
        const auto expected = parseJson(textOf(kGolden + "/heads/expected/" + name + ".json"));
        REQUIRE(expected);
        std::string lines;
        for (const auto &row : (*expected)["rows"]) lines += dumpJson({{"ids", row}}) + "\n";
        const auto answers = answersOf(cli({"score", "--model", kGolden + "/heads/" + name}, lines));
        REQUIRE(answers.size() == (*expected)["rows"].size());
        for (std::size_t i = 0; i < answers.size(); ++i)
            CHECK(worst(answers[i]["scores"], (*expected)["scores"][i]) < toleranceOf((*expected)["scores"][i]));
    }
    const std::string reward = kGolden + "/heads/reward_llama";
    const auto scoreOf = [&](const std::string &model, const std::string &line) {
        return onlyAnswer(cli({"score", "--model", model}, line));
    };
    CHECK(scoreOf(reward, R"({"ids":[0,0,5,6,0]})") == scoreOf(reward, R"({"ids":[5,6]})")); // padding
    CHECK(scoreOf(reward, R"({"ids":[5,6,7],"positions":"all"})")["scores"].size() == 3);
    CHECK(scoreOf(reward, R"({"messages":[]})")["error"]["code"] == "template.missing");
    CHECK(scoreOf(reward, R"({"text":"a"})")["error"]["code"] == "model.no_tokenizer");
    CHECK(scoreOf(reward, R"({"ids":[]})")["error"]["code"] == "generate.empty_prompt");
    CHECK(scoreOf(kBase, R"({"ids":[5]})")["error"]["code"] == "model.no_scores");
    CHECK(onlyAnswer(cli({"logits", "--model", reward}, kIds))["error"]["code"] == "model.no_language");
    CHECK(onlyAnswer(cli({"generate", "--model", reward}, kIds))["error"]["code"] == "model.no_language");
}

TEST_CASE("a model and its adapter are copied into a project and found there by name") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    REQUIRE(cli({"new", project}).code == 0);
    const Json model = onlyAnswer(cli({"import", "model", kBase, "--project", project})),
               adapter = onlyAnswer(cli({"import", "adapter", kAdapter, "--name", "mine", "--project", project}));
    CHECK(model["name"] == "llama2_mha");
    CHECK(adapter["kind"] == "adapter");
    const auto inside =
        onlyAnswer(cli({"logits", "--project", project, "--model", "llama2_mha", "--adapter", "mine"}, kIds));
    CHECK(inside["logits"] == logitsWith({"--adapter", kAdapter}));
    CHECK(cli({"import", "adapter", kAdapter, "--name", "mine", "--project", project}).code == 1);
    const auto wrong = cli({"import", "adapter", kBase, "--project", project});
    CHECK(wrong.code == 1);
    CHECK(wrong.err.find("adapter_config.json") != std::string::npos);
}
