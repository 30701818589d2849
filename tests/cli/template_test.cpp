// SPDX-License-Identifier: Apache-2.0
// The verb `template`, and conversations as prompts.
#include "core/base/files.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/cli/cli.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("a template file and a model folder render conversations") {
    const TemporaryFolder folder;
    const std::string source =
        "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}{% "
        "else %}{{ m.content }}{% endif %}{% endfor %}{{ 'x' if add_generation_prompt }}\n";
    const auto file = folder.write("t.jinja", source);
    const std::string request =
        R"({"id":7,"messages":[{"role":"user","content":"ab"},{"role":"assistant","content":"ba"}],)"
        R"("add_generation_prompt":true})";
    const Json plain = onlyAnswer(cli({"template", "--template", file}, request));
    CHECK(plain["text"] == "abbax");
    CHECK(plain["id"] == 7);
    CHECK_FALSE(plain.contains("ids"));
    folder.write("chat_template.jinja", source);
    folder.write("tokenizer.json", characterTokenizerJson({"a", "b", "x"}, {"<pad>"}));
    const Json whole = onlyAnswer(cli({"template", "--tokenizer", folder.path.string()}, request));
    CHECK(whole["text"] == "abbax");
    CHECK(whole["ids"].size() == 5);
    CHECK(whole["assistant_mask"] == Json::array({0, 0, 1, 1, 0}));
    const Json wrong = onlyAnswer(cli({"template", "--tokenizer", folder.path.string()}, R"({"messages":3})"));
    CHECK(wrong["error"]["where"]["field"] == "messages");
    CHECK(cli({"template"}).code == 2);
}

TEST_CASE("inspect shows which tokens end a turn and who says so") {
    const TemporaryFolder folder;
    std::filesystem::copy(kGolden + "/models/llama2_mha", folder.path / "m");
    folder.write("m/generation_config.json", R"({"eos_token_id": [2, 95]})");
    const auto ends = [&] { return onlyAnswer(cli({"inspect", folder.path / "m"}))["ends_of_turn"]; };
    CHECK(ends() == Json::parse(R"([{"id": 2, "from": ["generation_config.json", "config.json"]}, {"id": 95,)"
                                R"( "from": ["generation_config.json"]}])"));
    folder.write("m/tokenizer.json", characterTokenizerJson({"a", "b"}, {"<bos>", "<eos>", "<eot>"}));
    folder.write("m/tokenizer_config.json", R"({"eos_token": "<eos>"})");
    folder.write("m/chat_template.jinja", "{% for m in messages %}{{ m.content }}<eot>{% endfor %}");
    const Json all = ends();
    REQUIRE(all.size() == 3);
    CHECK(all[0] ==
          Json({{"id", 2}, {"from", {"generation_config.json", "config.json", "chat template"}}, {"token", "<eot>"}}));
    CHECK(all[2] == Json({{"id", 1}, {"from", {"tokenizer"}}, {"token", "<eos>"}}));
}

#ifdef LAPIDARY_HAS_WORKER
TEST_CASE("a chat on the command line ends where its template ends a turn") {
    const TemporaryFolder folder;
    std::filesystem::copy(kGolden + "/models/llama2_mha", folder.path / "m");
    std::vector<std::string> symbols;
    for (char c = '!'; symbols.size() < 93; ++c) symbols.push_back(c == 127 ? " " : std::string(1, c));
    folder.write("m/tokenizer.json", characterTokenizerJson(symbols, {"<bos>", "<eos>", "<eot>"}));
    folder.write("m/config.json", [] {
        Json config = *parseJson(*readFile(kGolden + "/models/llama2_mha/config.json"));
        config["eos_token_id"] = nullptr;
        return dumpJson(config);
    }());
    folder.write("m/chat_template.jinja", "{% for m in messages %}{{ m.content }}<eot>{% endfor %}");
    const Json answer =
        onlyAnswer(cli({"generate", "--model", folder.path / "m"},
                       R"({"messages":[{"role":"user","content":"a"}],"n":32,"max_new_tokens":100,"temperature":3})"));
    REQUIRE(answer.contains("completions"));
    int ended = 0;
    for (const auto &completion : answer["completions"]) {
        const auto ids = completion["ids"].get<std::vector<int>>();
        CHECK(std::count(ids.begin(), ids.end() - 1, 2) == 0);
        ended += ids.back() == 2;
    }
    CHECK(ended > 0);
}
#endif
