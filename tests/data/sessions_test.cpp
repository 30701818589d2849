// SPDX-License-Identifier: Apache-2.0
// Logs of coding agents, written by hand as these programs write them.
#include "core/data/formats/registry.h"
#include "core/data/formats/sessions.h"
#include "core/data/layouts/registry.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

struct Read {
    std::vector<Json> rows{};
    std::string bad{}, error{}; ///< bad: "code:line" of each
};

Read readSession(const std::string &text) {
    const TemporaryFolder scratch;
    Read out;
    auto reader = openSession(scratch.write("session.jsonl", text));
    REQUIRE(reader);
    for (;;) {
        auto row = (*reader)->next();
        if (!row) out.error = row.error().code;
        if (!row || !*row) return out;
        if ((*row)->value)
            out.rows.push_back(*(*row)->value);
        else
            out.bad += (*row)->value.error().code + ":" + std::to_string((*row)->value.error().line);
    }
}

Messages turnsOf(const Json &row) {
    const auto record = layoutNamed("messages")->read(row);
    REQUIRE_MESSAGE(record, (record ? "" : describe(record.error())));
    return std::get<Conversation>(record->what).turns;
}

const std::string kClaude = readFile(LAPIDARY_TEST_DATA "/sessions/claude.jsonl").value(),
                  kCodex = readFile(LAPIDARY_TEST_DATA "/sessions/codex.jsonl").value();

} // namespace

TEST_CASE("a session of Claude Code is a conversation, and so is that of each helper") {
    const auto read = readSession(kClaude);
    CHECK(read.error == "");
    CHECK(read.bad == "session.bad_line:10");
    REQUIRE(read.rows.size() == 2);
    CHECK(read.rows[0]["id"] == "s1");
    CHECK(read.rows[0]["model"] == "m");
    const auto turns = turnsOf(read.rows[0]);
    REQUIRE(turns.size() == 4);
    CHECK(turns[0] == Message{.role = "user", .content = "Add 2 and 2"});
    CHECK(turns[1].role == "assistant");
    CHECK(turns[1].content == "I add them.");
    CHECK(turns[1].extra["reasoning_content"] == "I could count.");
    CHECK(turns[1].extra["tool_calls"] == *parseJson(R"--([{"id":"t1","type":"function",
        "function":{"name":"Bash","arguments":{"command":"echo $((2+2))"}}}])--"));
    CHECK(turns[2] == Message{.role = "tool", .content = "4", .extra = {{"tool_call_id", "t1"}}});
    CHECK(turns[3] == Message{.role = "assistant", .content = "It is 4."});
    CHECK(read.rows[1]["id"] == "s1/h1");
    const auto helper = turnsOf(read.rows[1]);
    REQUIRE(helper.size() == 2);
    CHECK(helper[1] == Message{.role = "assistant", .content = "Nothing here"});
}

TEST_CASE("a session of Codex is a conversation") {
    const auto read = readSession(kCodex);
    CHECK(read.error == "");
    CHECK(read.bad == "");
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0]["id"] == "c1");
    CHECK(read.rows[0]["model"] == "gpt");
    const auto turns = turnsOf(read.rows[0]);
    REQUIRE(turns.size() == 7);
    CHECK(turns[0] == Message{.role = "system", .content = "Be brief."});
    CHECK(turns[1] == Message{.role = "user", .content = "Add 2 and 2"});
    CHECK(turns[2].content == "I add them.");
    CHECK(turns[2].extra["reasoning_content"] == "I could count.");
    CHECK(turns[2].extra["tool_calls"][0]["function"] ==
          *parseJson(R"({"name":"shell","arguments":"{\"command\":[\"bc\"]}"})"));
    CHECK(turns[3] == Message{.role = "tool", .content = "4", .extra = {{"tool_call_id", "t1"}}});
    CHECK(turns[4].extra["tool_calls"][0]["function"] ==
          *parseJson(R"({"name":"apply_patch","arguments":{"input":"*** Begin"}})"));
    CHECK(turns[5].content == "done");
    CHECK(turns[6] == Message{.role = "assistant", .content = "It is 4."});
}

TEST_CASE("older logs of Codex have the items alone") {
    const auto read = readSession(R"({"id":"c2","timestamp":"t","instructions":null}
{"record_type":"state"}
{"type":"message","role":"user","content":[{"type":"input_text","text":"q"}]}
{"type":"local_shell_call","call_id":"t1","action":{"type":"exec","command":["ls"]}}
{"type":"function_call_output","call_id":"t1","output":"f"}
{"type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]}}
)");
    REQUIRE(read.rows.size() == 1);
    const auto turns = turnsOf(read.rows[0]);
    REQUIRE(turns.size() == 4);
    CHECK(turns[1].extra["tool_calls"][0]["function"]["name"] == "local_shell");
    CHECK(turns[3].content == "a");
}

TEST_CASE("a session is known by its lines, and rows that talk about one are none") {
    CHECK(isSession(kClaude));
    CHECK(isSession(kCodex));
    CHECK(formatOf("a.jsonl", kClaude).name == "session");
    CHECK(formatOf("a", kCodex).name == "session");
    CHECK(!isSession(R"({"messages":[{"role":"user","content":"{\"sessionId\":\"s\",\"parentUuid\":null}"}]})"));
    CHECK(!isSession(R"({"type":"user","sessionId":"s"})"));
    CHECK(!isSession("[" + kCodex + "]"));
    CHECK(readSession("{\"a\":1}\n").error == "session.no_session");
    CHECK(readSession("").error == "session.no_session");
}

TEST_CASE("members of any other kind than they should be of end nothing") {
    for (const char *line :
         {R"({"sessionId":7,"parentUuid":[],"message":{"role":"user","content":"q"},"uuid":{}})",
          R"({"sessionId":"s","parentUuid":null,"message":3})", R"({"sessionId":"s","parentUuid":null,"message":{}})",
          R"({"sessionId":"s","parentUuid":null,"message":{"role":"assistant","id":4,"content":[3,null]}})",
          R"({"type":"session_meta","payload":[]})", R"({"type":"response_item","payload":{"type":"reasoning"}})",
          R"({"type":"response_item","payload":{"type":"function_call"}})",
          R"({"type":"response_item","payload":{"type":"function_call_output","output":4}})",
          R"({"type":"response_item","payload":{"type":"message","content":{}}})",
          R"({"type":"response_item","payload":{"type":"reasoning","summary":[1,{"text":2}],"content":{}}})"}) {
        CAPTURE(line);
        const auto read = readSession(std::string(line) + "\n" + line);
        CHECK(read.error == "");
        CHECK(read.bad == "");
    }
}
