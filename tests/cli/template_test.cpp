// SPDX-License-Identifier: Apache-2.0
// The verb `template`, and conversations as prompts.
#include "tests/cli/cli.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include <doctest/doctest.h>

using namespace lapidary;
using namespace lapidary::test;

TEST_CASE("a template file and a model folder render conversations") {
    const TemporaryFolder folder;
    const std::string source = "{% for m in messages %}{% if m.role == 'assistant' %}{% generation %}{{ m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}{{ 'x' if add_generation_prompt }}\n";
    const auto file = folder.write("t.jinja", source);
    const std::string request = R"({"id":7,"messages":[{"role":"user","content":"ab"},{"role":"assistant","content":"ba"}],"add_generation_prompt":true})";
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
