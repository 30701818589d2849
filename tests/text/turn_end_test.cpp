// SPDX-License-Identifier: Apache-2.0
// Which tokens end a turn, and who says so.
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/text/turn_end.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

constexpr int kEos = 1, kEot = 2, kLoose = 3;

/// A tokenizer with <bos> 0, <eos> 1, <eot> 2 and <loose> 3, which is an added token but no special one.
struct Folder : TemporaryFolder {
    Folder() {
        std::vector<std::string> symbols;
        for (char c = ' '; c < 127; ++c) symbols.emplace_back(1, c);
        symbols.emplace_back("\n");
        Json tokenizer = *parseJson(characterTokenizerJson(symbols, {"<bos>", "<eos>", "<eot>", "<loose>"}));
        tokenizer["added_tokens"][3]["special"] = false;
        write("tokenizer.json", dumpJson(tokenizer));
    }
    int endOf(const std::string &chatTemplate, const std::string &name = "default") const {
        write("chat_template.jinja", chatTemplate);
        const auto chat = ChatTemplate::load(path);
        const auto tokenizer = Tokenizer::load(path);
        REQUIRE(chat);
        REQUIRE(tokenizer);
        return endOfTurn(*chat, name, *tokenizer).value_or(-1);
    }
    std::vector<TurnEnd> ends() const {
        const auto tokenizer = Tokenizer::load(path);
        REQUIRE(tokenizer);
        return turnEnds(path, &*tokenizer);
    }
};

std::string each(const std::string &written) {
    return "{% for m in messages %}" + written + "{% endfor %}";
}

using From = std::vector<std::string>;

} // namespace

TEST_CASE("the end of a turn is the added token behind an answer") {
    const Folder folder;
    CHECK(folder.endOf(each("{{ m.content }}<eot>")) == kEot);
    CHECK(folder.endOf(each("{{ m.content }}<bos>")) == 0);
    CHECK(folder.endOf(each("{{ m.content }}<loose>")) == kLoose);
    CHECK(folder.endOf(each("{{ m.content }} \n<eot>\n")) == kEot);
    CHECK(folder.endOf(each("[{{ m.role }}]{{ m.content | trim }}{% if m.role == 'assistant' %}<eot>{% endif %}")) ==
          kEot);
    CHECK(folder.endOf(each("{{ m.content }}{% if loop.last %}<eot>{% else %}<eos>{% endif %}")) ==
          kEot); // the last one ends the turn
    CHECK(folder.endOf(each("{{ m.content }};<eot>")) == -1);
    CHECK(folder.endOf(each("{{ m.content }}")) == -1);             // the next turn's words end nothing
    CHECK(folder.endOf(each("{{ raise_exception('no') }}")) == -1); // a chat that it refuses tells nothing
}

TEST_CASE("templates that close an answer late, or take their texts in parts, are understood") {
    const Folder folder;
    CHECK(folder.endOf(each("{{ m.content }}{% if not loop.last %}<eot>{% endif %}")) == kEot);
    CHECK(folder.endOf(each("{% if m.role == 'user' %}<loose>{% endif %}{{ m.content }}")) ==
          kLoose); // what begins the next turn ends this one
    CHECK(folder.endOf(each("{% for part in m.content %}{{ part.text }}{% endfor %}<eot>")) == kEot);
    CHECK(folder.endOf(each("{{ m.content[0].text }}<eot>")) == kEot);
}

TEST_CASE("every place that names an end counts, in one order, and tells its name") {
    const Folder folder;
    folder.write("config.json", R"({"eos_token_id": [7, 1]})");
    folder.write("generation_config.json", R"({"eos_token_id": [1, 9]})");
    folder.write("tokenizer_config.json", R"({"eos_token": {"content": "<eos>"}})");
    folder.write("chat_template.jinja", each("{{ m.content }}<eot>"));
    const auto ends = folder.ends();
    REQUIRE(ends.size() == 4);
    CHECK(ends[0].id == 1);
    CHECK(ends[0].from == From{"generation_config.json", "config.json", "tokenizer"});
    CHECK(ends[1].id == 9);
    CHECK(ends[1].from == From{"generation_config.json"});
    CHECK(ends[2].id == 7);
    CHECK(ends[2].from == From{"config.json"});
    CHECK(ends[3].id == kEot);
    CHECK(ends[3].from == From{"chat template"});
    CHECK(turnEnds(folder.path, nullptr).size() == 3);
}

TEST_CASE("every template of a folder ends turns") {
    const Folder folder;
    folder.write("tokenizer_config.json",
                 dumpJson({{"chat_template",
                            {{{"name", "default"}, {"template", each("{{ m.content }}<eot>")}},
                             {{"name", "tool_use"}, {"template", each("{{ m.content }}<loose>")}}}}}));
    const auto ends = folder.ends();
    REQUIRE(ends.size() == 3); // without a name in tokenizer_config.json <eos> has its usual one
    CHECK(ends[0].id == kEos);
    CHECK(ends[1].id == kEot);
    CHECK(ends[2].id == kLoose);
}

TEST_CASE("what names no end names none") {
    const TemporaryFolder empty;
    CHECK(turnEnds(empty.path, nullptr).empty());
    for (const char *value : {"null", "-1", "\"</s>\"", "[]", "[null, -1, true, 2.5]", "{}", "18446744073709551615"}) {
        CAPTURE(value);
        empty.write("config.json", std::string("{\"eos_token_id\": ") + value + "}");
        CHECK(turnEnds(empty.path, nullptr).empty());
    }
    empty.write("config.json", "[1");
    empty.write("generation_config.json", "[1]");
    CHECK(turnEnds(empty.path, nullptr).empty());
    CHECK(namedEnds({{"eos_token_id", 3}}) == std::vector<std::int64_t>{3});
}
