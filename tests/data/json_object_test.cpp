// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/json_object.h"
#include "core/data/formats/registry.h"
#include "tests/support/archive_bytes.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// The rows, a line each; bad ones as "row! code".
std::string rowsOf(const std::string &text) {
    const TemporaryFolder scratch;
    auto reader = openJsonObject(scratch.write("x.json", text));
    if (!reader) return reader.error().code;
    std::string out;
    for (;;) {
        auto row = (*reader)->next();
        REQUIRE(row);
        if (!*row) return out;
        out += (*row)->value ? dumpJson(*(*row)->value)
                             : std::to_string((*row)->line) + "! " + (*row)->value.error().code + " " + (*row)->raw;
        out += "\n";
    }
}

} // namespace

TEST_CASE("SQuAD's nesting: each question with what it stands under") {
    CHECK(rowsOf(R"({"version": "1.1", "data": [
        {"title": "T", "paragraphs": [
            {"context": "C", "qas": [{"id": "1", "question": "q", "answers": [{"text": "a", "answer_start": 0}]},
                                     {"id": "2", "question": "r", "answers": []}]},
            {"context": "D", "qas": [{"id": "3", "question": "s", "answers": []}, 7]}]},
        {"paragraphs": []}]})") ==
          R"({"id":"1","question":"q","answers":[{"text":"a","answer_start":0}],"context":"C","title":"T"}
{"id":"2","question":"r","answers":[],"context":"C","title":"T"}
{"id":"3","question":"s","answers":[],"context":"D","title":"T"}
4! json.not_an_object 7
)");
}

TEST_CASE("the one list of objects, with the words beside it; the members; or the object itself") {
    CHECK(rowsOf("{\n\"canary\": \"C\", \"none\": null, \"examples\": [{\"input\": \"a\"}, {\"canary\": 1}]}") ==
          "{\"input\":\"a\",\"canary\":\"C\"}\n{\"canary\":1}\n");
    CHECK(rowsOf("{\n\"a\": {\"x\": 1}, \"b\": {\"id\": 2}}") == "{\"x\":1,\"id\":\"a\"}\n{\"id\":2}\n");
    CHECK(rowsOf("{\n\"a\": [{}], \"b\": [{}]}") == "{\"a\":[{}],\"b\":[{}]}\n"); // two lists: nobody knows which
    CHECK(rowsOf("{\n\"prompt\": \"p\"}") == "{\"prompt\":\"p\"}\n");
    const std::string trajectory = R"({"schema_version":"ATIF-v1.4","steps":[{"source":"user"}]})";
    CHECK(rowsOf(trajectory) == trajectory + "\n");
    CHECK(rowsOf("{\"n\": 12345678901234567890123}") == "{\"n\":\"12345678901234567890123\"}\n");
    CHECK(rowsOf("{\"a\": \"\\u0000\"}") == "1! json.nul {\"a\":\"\\u0000\"}\n");
}

TEST_CASE("what is no object is an error of the whole file") {
    CHECK(rowsOf("[1]") == "json.not_an_object");
    CHECK(rowsOf("{\n\"a\": 1") == "json.syntax");
    CHECK(rowsOf("") == "json.syntax");
    CHECK(rowsOf("PAR1") == "json.not_an_object");
    CHECK(rowsOf(gzipOf("{\"a\": 1}")) == "{\"a\":1}\n");
    CHECK(rowsOf("{" + std::string(300, '[')) != "");
}

TEST_CASE("a file is taken for an object where it is one over many lines, or has such a list on its one line") {
    CHECK(isJsonObject("{\n \"a\": 1\n}\n"));
    CHECK(isJsonObject("\xEF\xBB\xBF{ \r\n\"a\": 1}"));
    CHECK(isJsonObject(R"({"canary": "x", "examples": [{"input": "a", "target": "b"}, )"));
    CHECK(isJsonObject(R"({"data": [{"paragraphs": [{"qas": [)"));
    CHECK(!isJsonObject("{\"a\": 1}\n{\"a\": 2}\n"));
    CHECK(!isJsonObject("{\"a\": 1}\n"));
    CHECK(!isJsonObject("[\n{\"a\": 1}]"));
    CHECK(!isJsonObject("{\"examples\": [1], \"target\": 2}\n{\"examples\": [1], \"target\": 3}\n"));
    CHECK(formatOf("a.json", "{\n \"a\": 1\n}\n").name == "object");
    CHECK(formatOf("a.json", "{\"a\": 1}\n").name == "jsonl");
}
