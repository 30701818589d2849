// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/registry.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Record read(const char *layout, const char *row) {
    auto record = layoutNamed(layout)->read(*parseJson(row));
    if (!record) FAIL(describe(record.error()));
    return std::move(*record);
}
std::string codeOf(const char *layout, const char *row) {
    const auto record = layoutNamed(layout)->read(*parseJson(row));
    return record ? "" : record.error().code + " " + record.error().field;
}
std::string kindOf(const char *row) {
    const auto record = readRecord(*parseJson(row));
    return record ? std::string(lapidary::kindOf(*record)) : record.error().code;
}
std::string uses(const char *row) {
    std::string out;
    for (const auto use : usesOf(*parseJson(row))) out += (out.empty() ? "" : " ") + std::string(use);
    return out;
}
const Conversation &talk(const Record &record) {
    return std::get<Conversation>(record.what);
}

} // namespace

TEST_CASE("conversations: who speaks, what they say, and what else a message holds") {
    const auto openai = talk(read("messages", R"({"messages":[{"role":"system","content":"S"},{"role":"user",
        "content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"role":"assistant","content":null,
        "tool_calls":[{"id":"1"}],"weight":0,"name":null}],"tools":"[{\"name\":\"f\"}]"})"));
    REQUIRE(openai.turns.size() == 3);
    CHECK(openai.turns[1] == Message{.role = "user", .content = "ab"});
    CHECK(openai.turns[2].content.empty());
    CHECK(openai.turns[2].extra == *parseJson(R"({"tool_calls":[{"id":"1"}],"weight":0})"));
    CHECK(openai.tools == *parseJson(R"([{"name":"f"}])"));
    const auto shared = talk(read("sharegpt", R"({"system":"S","conversations":[{"from":"human","value":"q"},
        {"from":"chatgpt","value":"a"},{"from":"observation","value":"o"}]})"));
    CHECK(shared.turns == Messages{{.role = "system", .content = "S"},
                                   {.role = "user", .content = "q"},
                                   {.role = "assistant", .content = "a"},
                                   {.role = "tool", .content = "o"}});
    CHECK(codeOf("sharegpt", R"({"conversations":[{"from":"gpt","value":"x"},{"from":"hummany","value":"x"}]})") ==
          "row.unknown_speaker conversations[1].from");
    CHECK(codeOf("messages", R"({"messages":[{"role":"user","content":null}]})") == "row.missing messages[0].content");
    CHECK(codeOf("messages", R"({"messages":[{"role":"user"}]})") == "row.missing messages[0].content");
    CHECK(codeOf("messages", R"({"messages":[{"content":"x"}]})") == "row.missing messages[0].role");
    CHECK(codeOf("messages", R"({"messages":["x"]})") == "row.wrong_type messages[0]");
    CHECK(codeOf("messages", R"({"messages":[{"role":"user","content":[{"type":"image_url"}]}]})") ==
          "row.wrong_type messages[0].content");
    CHECK(codeOf("messages", R"({"messages":[],"tools":{"a":1}})") == "row.wrong_type tools");
}

TEST_CASE("nothing could be learnt from an empty text, equal sides, or a conversation in which nobody answers") {
    const auto code = [](const char *layout, const char *row) {
        const auto good = teaches(read(layout, row));
        return good ? "" : good.error().code;
    };
    CHECK(code("text", R"({"text":" \n"})") == "row.empty");
    CHECK(code("prompt_completion", R"({"prompt":"p","completion":"\t"})") == "row.empty");
    CHECK(code("prompt_completion", R"({"prompt":"","completion":"c"})") == "");
    CHECK(code("prompt", R"({"prompt":" "})") == "row.empty");
    CHECK(code("preference", R"({"prompt":"p","chosen":"a","rejected":"a"})") == "row.equal_sides");
    CHECK(code("preference", R"({"prompt":"p","chosen":"a","rejected":""})") == "");
    CHECK(code("messages", R"({"messages":[]})") == "row.empty");
    CHECK(code("messages", R"({"messages":[{"role":"user","content":"?"}]})") == "row.no_answer");
    CHECK(code("messages", R"({"messages":[{"role":"assistant","content":" "}]})") == "row.no_answer");
    CHECK(code("messages", R"({"messages":[{"role":"assistant","tool_calls":[1]}]})") == "");
}

TEST_CASE("a row with the right columns and a cell of another type is told which, what it is and what it should be") {
    const auto refused = [](const char *row, std::vector<std::string_view> kinds) {
        const auto read = readRecord(Json::parse(row), kinds);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "row.no_layout");
        return read.error();
    };
    const Error none = refused(R"({"prompt":"p","completion":null})", {"prompt_completion"});
    CHECK(none.message.str() == "the row has what is read here, but completion is nothing");
    CHECK(none.field == "completion");
    CHECK(none.expected.str() == "a text");
    const Error talk = refused(R"({"messages":7})", {"conversation"});
    CHECK(talk.message.str() == "the row has what is read here, but messages is a number");
    CHECK(talk.found.str() == "7");
    CHECK(talk.expected.str() == "a list of messages");
    // of several layouts the one that fits but for fewest cells
    const Error one = refused(R"({"prompt":"p","completion":"c","label":null})", {"unpaired_preference"});
    CHECK(one.field == "label");
    CHECK(one.expected.str() == "true or false");
    // a row without the columns is told what there is
    CHECK(refused(R"({"other":5})", {"conversation"}).found.str() == "the fields other");
    CHECK(refused("5", {"conversation"}).expected.str().find("messages") != std::string::npos);
}

TEST_CASE("a row that could be several is read as tokens or else by its parts, and serves what it can") {
    CHECK(kindOf(R"({"input_ids":[1],"text":"t","prompt":"p"})") == "token_ids");
    CHECK(kindOf(R"({"prompt":"p","completion":"c","text":"t"})") == "prompt_completion");
    CHECK(kindOf(R"({"prompt":"p","completion":"c","chosen":"c","rejected":"r"})") == "preference");
    CHECK(kindOf(R"({"completion":"c"})") == "prompt_completion");
    CHECK(kindOf(R"({"question":"q","answer":"a"})") == "prompt_completion");
    CHECK(kindOf(R"({"prompt":"p","completion":null})") == "prompt_only");
    CHECK(kindOf(R"({"prompt":"p","completion":"c","label":true})") == "unpaired_preference");
    CHECK(kindOf(R"({"prompt":"p","completion":"c","label":3})") == "prompt_completion"); // of something else
    CHECK(kindOf(R"({"prompt":"p","completions":["c"],"labels":[true]})") == "stepwise_supervision");
    CHECK(kindOf(R"({"other":"p"})") == "row.no_layout");
    CHECK(uses(R"({"prompt":"p","completion":"c","id":"1"})") == "prompt_completion text prompt_only");
    CHECK(uses(R"({"prompt":"p","chosen":"c","rejected":"r"})") == "preference");
    CHECK(uses(R"({"prompt_ids":[1],"chosen_ids":[2],"rejected_ids":[3]})") == "preference");
    CHECK(uses(R"({"input_ids":[1]})") == "prompt_completion text");
    CHECK(uses(R"({"prompt":"p","completion":"c","label":true})") ==
          "unpaired_preference prompt_completion text prompt_only");
    CHECK(uses(R"({"text":"t"})") == "text");
    CHECK(uses(R"({"prompt":"p"})") == "prompt_only");
    CHECK(uses(R"({"other":"p"})") == "");
    const auto lacks = readRecord(*parseJson(R"({"prompt":"p"})"), std::vector<std::string_view>{"text"});
    REQUIRE(!lacks);
    CHECK(lacks.error().found == "the fields prompt");
    CHECK(lacks.error().expected == "text");
}

TEST_CASE("cells of tables of text: flags and numbers as words, ids and references as numbers") {
    const auto pair = read("preference", R"({"id":7,"prompt":"p","chosen":"c","rejected":"r","strength":"2",
        "chosen_terminated":"false","rejected_terminated":true,"reference":1.5})");
    CHECK(pair == Record{.id = "7",
                         .reference = "1.5",
                         .what = Preference{plain("p"), plain("c"), plain("r"), 2, false, true}});
    CHECK(codeOf("preference", R"({"prompt":"p","chosen":"c","rejected":"r","strength":"much"})") ==
          "row.wrong_type strength");
    CHECK(codeOf("text", R"({"text":"t","terminated":"perhaps"})") == "row.wrong_type terminated");
}

TEST_CASE("steps: a label for each, as true, false, a share, or none; whether an answer is good must be said") {
    const auto read = layoutNamed("stepwise_supervision")
                          ->read(*parseJson(R"({"prompt":"p","completions":["a","b","c"],"labels":[true,null,0.5]})"));
    REQUIRE(read);
    CHECK(std::get<Stepwise>(read->what).labels == std::vector<std::optional<double>>{1.0, std::nullopt, 0.5});
    CHECK(codeOf("stepwise_supervision", R"({"prompt":"p","completions":["a"],"labels":[]})") ==
          "row.wrong_type labels");
    CHECK(codeOf("stepwise_supervision", R"({"prompt":"p","completions":["a"],"labels":[2]})") ==
          "row.wrong_type labels[0]");
    CHECK(codeOf("stepwise_supervision", R"({"prompt":"p","completions":[1],"labels":[true]})") ==
          "row.wrong_type completions[0]");
    CHECK(codeOf("unpaired_preference", R"({"prompt":"p","completion":"c","label":null})") == "row.missing label");
    CHECK(codeOf("unpaired_preference", R"({"prompt":"p","completion":"c","label":"yes"})") == "row.wrong_type label");
}

TEST_CASE("tokens: padding is dropped, masks say what is learnt, and what contradicts them is refused") {
    const auto tokens = [](const char *row) { return std::get<TokenIds>(read("token_ids", row).what); };
    CHECK(tokens(R"({"input_ids":[5,6,7],"attention_mask":[1,1,0],"completion_mask":[0,1,1]})") ==
          TokenIds{{5, 6}, {-100, 6}});
    CHECK(codeOf("token_ids", R"({"input_ids":[5,6],"labels":[5,7]})") == "data.bad_row labels");
    CHECK(codeOf("token_ids", R"({"input_ids":[5,6],"labels":[5]})") == "data.bad_row labels");
    CHECK(codeOf("token_ids", R"({"input_ids":[5,-1]})") == "data.bad_row input_ids");
    CHECK(codeOf("token_ids", R"({"input_ids":[5,4294967296]})") == "data.bad_row input_ids");
    const TokenPreference pair{{{1, 2, 3}, {-100, -100, 3}}, {{1, 2, 4}, {-100, -100, 4}}};
    const char *const rows[] = {
        R"({"prompt_ids":[1,2],"chosen_ids":[3],"rejected_ids":[4]})",
        R"({"prompt_input_ids":[1,2],"chosen_input_ids":[3],"rejected_input_ids":[4]})",
        R"({"chosen_input_ids":[1,2,3],"chosen_labels":[-100,-100,3],"rejected_input_ids":[1,2,4],
            "rejected_completion_mask":[0,0,1]})"};
    for (const char *row : rows) {
        const auto record = readRecord(*parseJson(row));
        REQUIRE(record);
        CHECK(std::get<TokenPreference>(record->what) == pair);
    }
}
