// SPDX-License-Identifier: Apache-2.0
// What is imported and exported in the layout of its file is what the file held.
#include "core/data/formats/parquet_writer.h"
#include "core/data/formats/registry.h"
#include "core/job/confined.h"
#include "core/workbench/data/import_data.h"
#include "core/workbench/exports.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

ImportPreview preview(const fs::path &file, const ImportOptions &options = {}) {
    auto read = previewImport(file, options);
    if (!read) FAIL(describe(read.error()));
    return std::move(*read);
}

/// Whatever the order of their members.
nlohmann::json unordered(const Json &row) {
    return nlohmann::json(row);
}

std::vector<Json> rowsIn(const fs::path &file) {
    const auto head = headOf(file);
    REQUIRE(head);
    auto reader = formatOf(file, *head).open(file, *head);
    REQUIRE(reader);
    std::vector<Json> rows;
    for (auto row = (*reader)->next(); row && *row; row = (*reader)->next()) rows.push_back(*(*row)->value);
    return rows;
}

/// Imports a file and checks that every row comes back; gives the layout and how many rows there were.
std::string throughImport(const fs::path &file, const ImportOptions &options = {}) {
    const auto read = preview(file, options);
    for (const auto &problem : read.problems) MESSAGE(describe(problem));
    CHECK(read.counts.bad == 0);
    const Layout *layout = layoutNamed(read.layout);
    REQUIRE(layout);
    const auto given = rowsIn(file);
    REQUIRE(given.size() == read.first.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
        const auto back = rowInLayout(read.first[i], *layout);
        REQUIRE_MESSAGE(back, (back ? "" : describe(back.error())));
        CHECK(unordered(*back) == unordered(given[i]));
    }
    return read.layout + " " + std::to_string(given.size());
}

const fs::path kFiles = LAPIDARY_TEST_DATA "/people_files";

} // namespace

TEST_CASE("files of people: recognised, every row good, and every row comes back") {
    CHECK(throughImport(kFiles / "seed_tasks.jsonl") == "self_instruct 4");
    CHECK(throughImport(kFiles / "user_oriented_instructions.jsonl") == "self_instruct 3");
    CHECK(throughImport(kFiles / "identity.json") == "alpaca 4");
    CHECK(throughImport(kFiles / "dummy_conversation.json") == "sharegpt 4");
    CHECK(throughImport(kFiles / "glaive_toolcall.json") == "sharegpt 3");
    CHECK(throughImport(kFiles / "reason_tool_use.jsonl") == "messages 2");
    CHECK(throughImport(kFiles / "zh_seed_tasks.json") == "self_instruct 4");
    CHECK(throughImport(kFiles / "eval_set.json") == "belle_questions 3");
    CHECK(throughImport(kFiles / "hh_rlhf.jsonl") == "hh_rlhf 4");
    CHECK(throughImport(kFiles / "dpo_en.json") == "sharegpt_preference 3");
    CHECK(throughImport(kFiles / "kto_en.json") == "labelled_messages 4");
    CHECK(throughImport(kFiles / "v1_dpo_demo.jsonl") == "message_pairs 2");
    CHECK(throughImport(kFiles / "svamp.json") == "svamp 4");
    CHECK(throughImport(kFiles / "aqua.json") == "aqua 4");
    CHECK(throughImport(kFiles / "bbh_navigate.json") == "input_target 3");
    CHECK(throughImport(kFiles / "xquad_zh.json") == "squad 4");
    CHECK(throughImport(kFiles / "strategyqa.json") == "strategy_qa 2");
    CHECK(throughImport(kFiles / "math500.jsonl") == "math_problem 3");
    CHECK(throughImport(kFiles / "mt_bench_question.jsonl") == "turn_questions 3");
    CHECK(throughImport(kFiles / "behaviour.jsonl") == "behaviour 3");
    CHECK(throughImport(kFiles / "truthfulqa.csv") == "truthful_qa 3");
}

TEST_CASE("what was imported and is written as Parquet is imported again as what it was" *
          doctest::skip(!helperProgram("lapidary-parquet").has_value())) {
    const TemporaryFolder scratch;
    for (const char *name : {"hh_rlhf.jsonl", "reason_tool_use.jsonl", "kto_en.json"}) {
        const auto read = preview(kFiles / name);
        const fs::path file = scratch.path / (std::string(name) + ".parquet");
        REQUIRE(writeRowsFile(file, [&](const ByteSink &sink) -> Status {
            for (const Json &row : read.first)
                if (auto sunk = sink(dumpJson(row) + "\n"); !sunk) return sunk;
            return {};
        }));
        const auto again = rowsIn(file);
        REQUIRE(again.size() == read.first.size());
        for (std::size_t i = 0; i < again.size(); ++i) CHECK(dumpJson(again[i]) == dumpJson(read.first[i]));
    }
}

TEST_CASE("rows whose words differ from those that the layout would write come back too, with their other columns") {
    const TemporaryFolder scratch;
    const std::pair<const char *, const char *> rows[] = {
        {"prompt_completion",
         R"({"prompt":"p","completion":"c","id":17,"reference":null,"terminated":"True","x":[null]})"},
        {"alpaca", R"({"instruction":"i","input":"","output":"o","source":"s","text":"whole"})"},
        {"sharegpt",
         R"({"system":"S","conversations":[{"from":"user","value":"q"},{"from":"GPT","value":"a","weight":0}]})"},
        {"sharegpt",
         R"({"conversations":[{"role":"user","content":"q"},{"role":"assistant","content":"a","name":null}]})"},
        {"messages",
         R"({"messages":[{"content":"q","role":"user"},{"role":"assistant","content":null,"tool_calls":[{"id":
            "1","type":"function","function":{"name":"f","arguments":"{\"x\": 1}"}}]},{"role":"tool","tool_call_id":"1",
            "content":[{"type":"text","text":"r"}]}],"tools":"[{\"name\":\"f\"}]","metadata":{"k":1}})"},
        {"conversational_preference", R"({"prompt":"q","chosen":[{"role":"user","content":"q"},{"role":"assistant",
            "content":"a"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"b"}],
            "score_chosen":9.5,"score_rejected":2.0,"margin":7.5,"messages":[]})"},
        {"implicit_preference", R"({"chosen":"a b","rejected":"a c","margin":1})"},
        {"hh_rlhf", R"({"chosen":"\n\nHuman:q\n\nAssistant:  a","rejected":"\n\nHuman:q\n\nAssistant: b"})"},
        {"unpaired_preference", R"({"prompt":"p","completion":"c","label":"False"})"},
        {"openai_preference", R"({"input":{"messages":[{"role":"user","content":"q"}],"tools":[],"parallel_tool_calls":
            true},"preferred_output":[{"role":"assistant","content":"a"}],"non_preferred_output":[{"role":"assistant",
            "content":"b"}]})"},
        {"gsm8k", R"({"question":"q","answer":"#### 1","reference":"mine"})"},
        {"text", R"({"text":"t","other_columns":3,"original_cells":"x"})"}};
    for (const auto &each : rows) {
        CAPTURE(each.second);
        const std::string row = dumpJson(*parseJson(each.second));
        CHECK(throughImport(scratch.write("a.jsonl", row + "\n")) == std::string(each.first) + " 1");
        CHECK(throughImport(scratch.write("a.json", "[" + row + "]")) == std::string(each.first) + " 1");
    }
}

TEST_CASE("in another layout of the kind the columns come along, and those with the name of a field stay apart") {
    const TemporaryFolder scratch;
    const auto alpaca = preview(scratch.write(
        "a.jsonl", "{\"instruction\":\"i\",\"input\":\"\",\"output\":\"o\",\"prompt\":\"mine\",\"mood\":\"m\"}\n"));
    CHECK(alpaca.unused() == std::vector<std::string>{"prompt", "mood"});
    const auto row = rowInLayout(alpaca.first.at(0), *layoutNamed("prompt_completion"));
    REQUIRE(row);
    CHECK((*row)["prompt"].get<std::string>().find("### Instruction:\ni") != std::string::npos);
    CHECK((*row)["mood"] == "m");
    CHECK((*row)[kOtherColumns] == Json{{"prompt", "mine"}});
    CHECK(!row->contains("instruction"));
    const auto talk = preview(scratch.write(
        "b.jsonl",
        "{\"conversations\":[{\"from\":\"user\",\"value\":\"q\"},{\"from\":\"gpt\",\"value\":\"a\"}],\"n\":1}\n"));
    CHECK(rowInLayout(talk.first.at(0), *layoutNamed("messages")) ==
          *parseJson(R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"n":1})"));
}

TEST_CASE("what was imported is imported again as the same") {
    const TemporaryFolder scratch;
    const auto once = preview(scratch.write(
        "a.jsonl",
        "{\"conversations\":[{\"from\":\"user\",\"value\":\"q\"},{\"from\":\"gpt\",\"value\":\"a\"}],\"n\":1}\n"));
    CHECK(once.first.at(0).contains(kOriginalCells));
    const auto twice = preview(scratch.write("b.jsonl", dumpJson(once.first.at(0)) + "\n"));
    CHECK(twice.layout == "messages");
    CHECK(twice.first == once.first);
}

TEST_CASE("columns are kept, left out or given a role as the person says") {
    const TemporaryFolder scratch;
    const auto file = scratch.write("a.csv", "prompt,completion,mood,reference\np,c,m,7\n");
    const auto kept = preview(file);
    CHECK(kept.first.at(0) ==
          *parseJson(R"({"prompt":"p","completion":"c","reference":"7","other_columns":{"mood":"m"}})"));
    const auto left = preview(file, {.map = {{"mood", ""}, {"reference", kOtherColumns}}});
    CHECK(left.first.at(0) == *parseJson(R"({"prompt":"p","completion":"c","other_columns":{"reference":"7"}})"));
    CHECK(left.leftOut == std::vector<std::string>{"mood"});
    CHECK(left.unused() == std::vector<std::string>{"mood", "reference"});
}

TEST_CASE("a table has lists of messages as their JSON, and texts that only look so stay texts") {
    const TemporaryFolder scratch;
    const auto talk = preview(scratch.write(
        "a.csv",
        "messages,note\n\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"q\"\"},{\"\"role\"\":\"\"assistant\"\","
        "\"\"content\"\":\"\"a\"\"}]\",\"[{\"\"name\"\":1}]\"\n"));
    CHECK(talk.layout == "messages");
    CHECK(talk.counts.rows == 1);
    CHECK(talk.first.at(0)[kOtherColumns]["note"] == "[{\"name\":1}]");
    const auto calls =
        preview(scratch.write("b.csv", "prompt,chosen,rejected\np,\"[{\"\"name\"\":\"\"f\"\"}]\",\"[]\"\n"));
    CHECK(calls.layout == "preference");
    CHECK(calls.first.at(0)["chosen"] == "[{\"name\":\"f\"}]");
}
