// SPDX-License-Identifier: Apache-2.0
// What rows of the layouts that people publish mean: expected values written by hand.
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
    if (record) return "";
    CHECK(!record.error().found.empty());
    CHECK(!record.error().expected.empty());
    return record.error().code + " " + record.error().field;
}
Preference pairOf(const char *layout, const char *row) {
    return std::get<Preference>(read(layout, row).what);
}
Messages turnsOf(const char *layout, const char *row) {
    return std::get<Conversation>(read(layout, row).what).turns;
}
/// The first layout that holds such a row.
std::string layoutOf(const char *row) {
    for (const auto *layout : layouts())
        if (layout->imports && fits(*layout, *parseJson(row))) return std::string(layout->name);
    return "";
}
Message user(const char *text) {
    return {.role = "user", .content = text};
}
Message assistant(const char *text) {
    return {.role = "assistant", .content = text};
}

} // namespace

TEST_CASE("a preference without a prompt: what both sides begin with, as TRL's extract_prompt has it") {
    const auto parted = [](const char *row) {
        const auto pair = pairOf("implicit_preference", row);
        return *plainText(pair.prompt) + "|" + *plainText(pair.chosen) + "|" + *plainText(pair.rejected);
    };
    CHECK(parted(R"({"chosen":"The sky is blue.","rejected":"The sky is green."})") ==
          "The sky is| blue.| green."); // the example of TRL's documentation
    CHECK(parted(R"({"chosen":"2+2=4","rejected":"2+2=5"})") == "2+2=|4|5");
    CHECK(parted(R"({"chosen":"yes","rejected":"no"})") == "|yes|no");
    CHECK(parted(R"({"chosen":"ab","rejected":"abc"})") == "a|b|bc"); // each keeps something
    CHECK(parted(R"({"chosen":"","rejected":"abc"})") == "||abc");
    CHECK(parted(R"({"chosen":"Grüße","rejected":"Grüßt"})") == "Grüß|e|t");
    CHECK(parted(R"({"chosen":"北京","rejected":"北海"})") == "北|京|海"); // never within a character
    CHECK(parted(R"({"chosen":"é","rejected":"è"})") == "|é|è");
    CHECK(parted(R"({"chosen":"a é","rejected":"a é b"})") == "a |é|é b");
}

TEST_CASE("preferences of messages: with a prompt, without one, and with one that says the same again") {
    const Preference wanted{.prompt = {user("2+2?")}, .chosen = {assistant("4")}, .rejected = {assistant("5")}};
    const char *const rows[][2] = {
        {"conversational_preference", R"({"prompt":[{"role":"user","content":"2+2?"}],
            "chosen":[{"role":"assistant","content":"4"}],"rejected":[{"role":"assistant","content":"5"}]})"},
        {"conversational_preference", R"({"prompt":"2+2?",
            "chosen":[{"role":"assistant","content":"4"}],"rejected":{"role":"assistant","content":"5"}})"},
        {"conversational_preference", R"({"prompt":"2+2?","chosen":[{"role":"user","content":"2+2?"},
            {"role":"assistant","content":"4"}],"rejected":[{"role":"user","content":"2+2?"},
            {"role":"assistant","content":"5"}]})"},
        {"conversational_preference", R"({"prompt":[{"role":"user","content":"2+2?"}],"chosen":[{"role":"user",
            "content":"2+2?"},{"role":"assistant","content":"4"}],"rejected":[{"role":"user","content":"2+2?"},
            {"role":"assistant","content":"5"}]})"},
        {"implicit_conversational_preference", R"({"chosen":[{"role":"user","content":"2+2?"},{"role":"assistant",
            "content":"4"}],"rejected":[{"role":"user","content":"2+2?"},{"role":"assistant","content":"5"}]})"},
        {"sharegpt_preference", R"({"conversations":[{"from":"human","value":"2+2?"}],
            "chosen":{"from":"gpt","value":"4"},"rejected":{"from":"gpt","value":"5"}})"},
        {"message_pairs", R"({"chosen_messages":[{"role":"user","content":[{"type":"text","value":"2+2?"}]},
            {"role":"assistant","content":[{"type":"text","value":"4"}]}],"rejected_messages":[{"role":"user",
            "content":"2+2?"},{"role":"assistant","content":"5"}]})"},
        {"openai_preference", R"({"input":{"messages":[{"role":"user","content":"2+2?"}]},
            "preferred_output":[{"role":"assistant","content":"4"}],
            "non_preferred_output":[{"role":"assistant","content":"5"}]})"},
        {"hh_rlhf", R"({"chosen":"\n\nHuman: 2+2?\n\nAssistant: 4","rejected":"\n\nHuman: 2+2?\n\nAssistant: 5"})"}};
    for (const auto &each : rows) {
        const char *layout = each[0], *row = each[1];
        CAPTURE(row);
        CHECK(layoutOf(row) == layout);
        CHECK(pairOf(layout, row) == wanted);
    }
    CHECK(codeOf("implicit_conversational_preference",
                 R"({"chosen":[{"role":"user","content":"a"}],"rejected":[{"role":"user","content":"b"}]})") ==
          "row.no_prompt rejected");
    CHECK(codeOf("message_pairs", R"({"chosen_messages":[],"rejected_messages":[]})") == "row.empty rejected_messages");
    CHECK(codeOf("sharegpt_preference", R"({"conversations":[],"chosen":{"from":"gpt","value":"4"},
        "rejected":{"from":"gpt","value":"5"}})") == "row.empty conversations");
    CHECK(
        codeOf("openai_preference", R"({"input":{"messages":[3]},"preferred_output":[],"non_preferred_output":[]})") ==
        "row.wrong_type input.messages[0]");
    const auto weighed = pairOf("conversational_preference", R"({"prompt":[{"role":"user","content":"q"}],
        "chosen":[{"role":"assistant","content":"a"}],"rejected":[{"role":"assistant","content":"b"}],
        "score_chosen":9,"score_rejected":2,"strength":2,"rejected_terminated":false})");
    CHECK(weighed.strength == 2);
    CHECK(!weighed.rejectedTerminated);
}

TEST_CASE("dialogues of HH-RLHF: turns, the shared beginning, and what is none") {
    const auto pair = pairOf("hh_rlhf", R"({"chosen":"\n\nHuman: a\n\nb\n\nAssistant: c\n\nHuman: d\n\nAssistant: e ",
        "rejected":"\n\nHuman: a\n\nb\n\nAssistant: c\n\nHuman: d\n\nAssistant:"})");
    CHECK(pair.prompt == Messages{user("a\n\nb"), assistant("c"), user("d")});
    CHECK(pair.chosen == Messages{assistant("e ")});
    CHECK(pair.rejected == Messages{assistant("")});
    const char *none = R"({"chosen":"Human: a","rejected":"Human: b"})";
    CHECK(layoutOf(none) == "implicit_preference");
    CHECK(codeOf("hh_rlhf", none) == "row.no_dialogue chosen");
    CHECK(codeOf("hh_rlhf", R"({"chosen":"\n\nHuman: a\n\nAssistant: b","rejected":"\n\nHuman: a"})") ==
          "row.no_answer rejected");
}

TEST_CASE("answers that are good or bad") {
    const Unpaired wanted{.prompt = {user("2+2?")}, .completion = {assistant("5")}, .good = false};
    const char *const rows[][2] = {
        {"labelled_messages", R"({"messages":[{"content":"2+2?","role":"user"},{"content":"5","role":"assistant"}],
            "label":false})"},
        {"labelled_sharegpt", R"({"conversations":[{"from":"human","value":"2+2?"},{"from":"gpt","value":"5"}],
            "kto_tag":"False"})"},
        {"conversational_unpaired_preference", R"({"prompt":[{"role":"user","content":"2+2?"}],
            "completion":[{"role":"assistant","content":"5"}],"label":false})"}};
    for (const auto &each : rows) {
        const char *layout = each[0], *row = each[1];
        CAPTURE(row);
        CHECK(layoutOf(row) == layout);
        CHECK(std::get<Unpaired>(read(layout, row).what) == wanted);
    }
    CHECK(layoutOf(R"({"prompt":"p","completion":"c","label":"true"})") == "unpaired_preference");
    CHECK(layoutOf(R"({"prompt":"p","completion":"c","label":"sports"})") == "prompt_completion");
    CHECK(layoutOf(R"({"messages":[{"role":"user","content":"q"}],"label":3})") == "messages");
    CHECK(codeOf("labelled_messages", R"({"messages":[{"role":"user","content":"q"}],"label":true})") ==
          "row.no_answer messages");
}

TEST_CASE("calls of tools in ShareGPT become OpenAI's, and one that is no JSON is refused") {
    const auto turns = turnsOf("sharegpt", R"({"conversations":[{"from":"human","value":"tip?"},{"from":"function_call",
        "value":"{\"name\": \"tip\", \"arguments\": {\"bill\": 100}}"},{"from":"observation","value":"15"},
        {"from":"gpt","value":"It is 15."}],"tools":"[{\"name\": \"tip\"}]"})");
    REQUIRE(turns.size() == 4);
    CHECK(turns[1].role == "assistant");
    CHECK(turns[1].content.empty());
    CHECK(turns[1].extra == *parseJson(R"({"tool_calls":[{"type":"function","function":{"name":"tip",
        "arguments":{"bill":100}}}]})"));
    CHECK(turns[2] == Message{.role = "tool", .content = "15"});
    CHECK(codeOf("sharegpt", R"({"conversations":[{"from":"function_call","value":"tip of 100"
}]
})") == "row.wrong_type conversations[0].value");
    const auto two = turnsOf("sharegpt", R"({"conversations":[{"from":"function_call",
        "value":"[{\"name\":\"a\"},{\"id\":\"7\",\"name\":\"b\",\"arguments\":\"{}\"}]"}]})");
    CHECK(two[0].extra["tool_calls"][0]["function"] == *parseJson(R"({"name":"a","arguments":{}})"));
    CHECK(two[0].extra["tool_calls"][1]["id"] == "7");
}

TEST_CASE("a content in parts: texts are joined, thoughts and calls stand apart, results are messages, pictures are "
          "refused by name") {
    const auto turns = turnsOf("messages", R"({"messages":[
        {"role":"user","content":["a",{"type":"input_text","text":"b"},{"text":"c"}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"6 times 7"}]},
            {"type":"reasoning","value":"!"},{"type":"text","text":"42"},
            {"type":"tool_call","value":"{\"name\":\"f\",\"arguments\":{\"x\":1}}"},
            {"type":"tool_use","id":"t1","name":"g","input":{"y":2}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"r"}]}]},
        {"role":"user","content":[{"type":"tool_result","content":"s"},{"type":"text","text":"and?"}]}]})");
    REQUIRE(turns.size() == 5);
    CHECK(turns[0] == user("abc"));
    CHECK(turns[1].content == "42");
    CHECK(turns[1].extra["reasoning_content"] == "6 times 7!");
    CHECK(turns[1].extra["tool_calls"] ==
          *parseJson(R"([{"type":"function","function":{"name":"f","arguments":{"x":1}}},
            {"id":"t1","type":"function","function":{"name":"g","arguments":{"y":2}}}])"));
    CHECK(turns[2] == Message{.role = "tool", .content = "r", .extra = {{"tool_call_id", "t1"}}});
    CHECK(turns[3] == Message{.role = "tool", .content = "s"});
    CHECK(turns[4] == user("and?"));
    const auto picture =
        layoutNamed("messages")
            ->read(*parseJson(
                R"({"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url"}]}]})"));
    REQUIRE(!picture);
    CHECK(picture.error().field == "messages[0].content");
    CHECK(picture.error().found == "a part of the kind \"image_url\"");
    CHECK(!picture.error().remedy.empty());
    CHECK(codeOf("messages", R"({"messages":[{"role":"user","content":{"text":"x"}}]})") ==
          "row.wrong_type messages[0].content");
}

TEST_CASE("reasoning is kept under the name that it has, and who speaks may be spelt in many ways") {
    const auto turns = turnsOf("messages", R"({"messages":[{"role":"Human","content":"q"},{"from":"bot","value":"a",
        "reasoning_content":"r"},{"role":"model","content":"b","thinking":"t"},{"role":"assistant","content":null,
        "function_call":{"name":"f"}},{"role":"function","name":"f","content":"x"}]})");
    CHECK(turns[0] == user("q"));
    CHECK(turns[1].extra == Json{{"reasoning_content", "r"}});
    CHECK(turns[2] == Message{.role = "assistant", .content = "b", .extra = {{"thinking", "t"}}});
    CHECK(turns[3].extra.contains("function_call"));
    CHECK(turns[4] == Message{.role = "tool", .content = "x", .extra = {{"name", "f"}}});
}

TEST_CASE("whether a message is learnt, in the words of three programs; there is nothing between") {
    const auto weights = [](const char *row) {
        std::string out;
        for (const auto &turn : turnsOf("messages", row))
            out += turn.extra.contains("weight") ? dumpJson(turn.extra["weight"]) : "-";
        return out;
    };
    CHECK(weights(R"({"messages":[{"role":"assistant","content":"a","weight":0},
        {"role":"assistant","content":"b","loss_weight":1.0},{"role":"assistant","content":"c","loss_weight":0.0},
        {"role":"assistant","content":"d","train":false},{"role":"assistant","content":"e","weight":true},
        {"role":"assistant","content":"f","train":"on monday"},{"role":"user","content":"g"}]})") == "01001--");
    CHECK(codeOf("messages", R"({"messages":[{"role":"assistant","content":"a","loss_weight":0.5}]})") ==
          "row.wrong_type messages[0].loss_weight");
}

TEST_CASE("the family of Alpaca: seeds with an instance, Dolly, pairs, and what was said before") {
    const auto promptOf = [](const char *layout, const char *row) {
        return *plainText(std::get<Demonstration>(read(layout, row).what).prompt);
    };
    const auto alpaca = promptOf("alpaca", R"({"instruction":"Add.","input":"2 and 2","output":"4"})");
    const char *seed = R"({"id":"s","instruction":"Add.","instances":[{"input":"2 and 2","output":"4"}]})";
    CHECK(layoutOf(seed) == "self_instruct");
    CHECK(promptOf("self_instruct", seed) == alpaca);
    CHECK(promptOf("dolly", R"({"instruction":"Add.","context":"2 and 2","response":"4"})") == alpaca);
    const auto pair =
        pairOf("alpaca_preference", R"({"instruction":"Add.","input":"2 and 2","chosen":"4","rejected":"5"})");
    CHECK(plainText(pair.prompt) == alpaca);
    CHECK(codeOf("self_instruct", R"({"instruction":"Add.","instances":[{"output":"4"},{"output":"5"}]})") ==
          "row.several instances");
    CHECK(codeOf("self_instruct", R"({"instruction":"Add.","instances":[{"output":" "}]})") ==
          "row.empty instances[0].output");
    CHECK(codeOf("self_instruct", R"({"instruction":"Add.","instances":[]})") == "row.missing instances");
    const char *talk = R"({"instruction":"And","input":"3+3?","output":"6","system":"Be short.",
        "history":[["2+2?","4"]]})";
    CHECK(layoutOf(talk) == "alpaca_chat");
    CHECK(turnsOf("alpaca_chat", talk) == Messages{{.role = "system", .content = "Be short."},
                                                   user("2+2?"),
                                                   assistant("4"),
                                                   user("And\n3+3?"),
                                                   assistant("6")});
    CHECK(layoutOf(R"({"instruction":"Add.","output":"4","history":[]})") == "alpaca");
    CHECK(codeOf("alpaca_chat", R"({"instruction":"Add.","output":"4","history":[["q"]]})") ==
          "row.wrong_type history[0]");
}

TEST_CASE("BELLE's questions are problems; their answers, where there are any, are references") {
    const auto with = read("belle_questions", R"({"question":"q","std_answer":"a"})");
    CHECK(with.reference == "a");
    CHECK(with.what == decltype(with.what)(PromptOnly{plain("q")}));
    CHECK(*writeRecord(with) == Json{{"prompt", "q"}, {"reference", "a"}}); // as whoever asks problems reads them
    CHECK(!read("belle_questions", R"({"question":"q","std_answer":""})").reference);
}
