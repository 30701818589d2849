// SPDX-License-Identifier: Apache-2.0
// Files of other kinds than lines and tables: what an import makes of them, and what it does with their bad rows.
#include "core/job/confined.h"
#include "core/workbench/data/bad_rows.h"
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

std::vector<Json> linesOf(const fs::path &file) {
    std::vector<Json> out;
    const std::string text = readFile(file).value();
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        out.push_back(parseJson(text.substr(at, end - at)).value());
        at = end + 1;
    }
    return out;
}

const fs::path kParquet = LAPIDARY_TEST_DATA "/parquet";
const bool kNoHelper = !helperProgram("lapidary-parquet").has_value();

} // namespace

TEST_CASE("conversations in Parquet are imported as those in JSON Lines are" * doctest::skip(kNoHelper)) {
    const auto read = preview(kParquet / "messages.parquet");
    CHECK(read.format == "parquet");
    CHECK(read.layout == "messages");
    CHECK(read.counts.rows == 3);
    CHECK(read.counts.bad == 0);
    REQUIRE(read.first.size() == 3);
    CHECK(read.first[1]["messages"][1]["tool_calls"][0]["function"]["name"] == "name");
    CHECK(read.first[2]["id"] == "9223372036854775807");
    CHECK(read.unused() == std::vector<std::string>{"tags"});
    const auto bytes = preview(kParquet / "bytes.parquet");
    CHECK(bytes.layout == "text");
    CHECK(bytes.counts.rows == 1);
    CHECK(bytes.counts.bad == 2);
}

TEST_CASE("plain text becomes rows of text, cut as the person says") {
    const TemporaryFolder scratch;
    const auto file = scratch.write("poem.txt", "One,\ntwo.\n\nThree, four.\n");
    const auto read = preview(file);
    CHECK(read.format == "paragraphs");
    CHECK(read.layout == "text");
    CHECK(read.first == std::vector<Json>{{{"text", "One,\ntwo."}}, {{"text", "Three, four."}}});
    CHECK(preview(file, {.format = "lines"}).counts.rows == 3);
    CHECK(preview(file, {.format = "text"}).first == std::vector<Json>{{{"text", "One,\ntwo.\n\nThree, four.\n"}}});
}

TEST_CASE("a ranking becomes pairs, the first of which brings the file's row back") {
    const TemporaryFolder scratch;
    const Json row = *parseJson(
        R"({"instruction":"p","completions":[{"response":"a","overall_score":4},{"response":"b","overall_score":8},
        {"response":"c","overall_score":1}],"source":"s"})");
    const auto read = preview(scratch.write("u.jsonl", dumpJson(row) + "\n"));
    CHECK(read.layout == "ultrafeedback");
    CHECK(read.counts.rows == 3);
    REQUIRE(read.first.size() == 3);
    for (const Json &each : read.first) CHECK(each[kOtherColumns] == Json{{"source", "s"}});
    CHECK(read.first[0]["chosen"] == "b");
    CHECK(read.first[0]["rejected"] == "a");
    CHECK(read.first[2]["chosen"] == "a");
    CHECK(read.first[2]["rejected"] == "c");
    CHECK(!read.first[1].contains(kOriginalCells));
    REQUIRE(read.notes.size() == 1);
    CHECK(read.notes[0].code == "import.pairs");
    CHECK(read.notes[0].message.str() == "1 rankings become 3 pairs, one of each two answers that differ");
    const auto back = rowInLayout(read.first[0], *layoutNamed("ultrafeedback"));
    REQUIRE(back);
    CHECK(*back == row);
    const auto other = rowInLayout(read.first[2], *layoutNamed("ultrafeedback"));
    REQUIRE(other);
    CHECK((*other)["completions"].size() == 2);
}

TEST_CASE("bad rows are written as they stand in the file, and once mended are imported") {
    const TemporaryFolder scratch;
    const auto file = scratch.write("rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"1\"}\n"
                                                  "{\"prompt\":\"b\",\"completion\":[2]}\n"
                                                  "{\"prompt\":\"c\" \"completion\":\"3\"}\n"
                                                  "{\"prompt\":\"d\",\"completion\":\"\xFF\"}\n");
    const auto target = scratch.path / "bad.jsonl";
    REQUIRE(writeBadRows(file, {}, target) == 3);
    auto bad = linesOf(target);
    REQUIRE(bad.size() == 3);
    CHECK(bad[0]["row"] == *parseJson(R"({"prompt":"b","completion":[2]})"));
    CHECK(bad[0]["bad_row"]["file"] == file.string());
    CHECK(bad[0]["bad_row"]["line"] == 2);
    CHECK(bad[0]["bad_row"]["field"] == "completion");
    CHECK(bad[0]["bad_row"]["code"] == "import.wrong_type");
    CHECK(bad[0]["bad_row"]["reason"].get<std::string>().find("expected text") != std::string::npos);
    CHECK(bad[1]["row"] == "{\"prompt\":\"c\" \"completion\":\"3\"}");
    CHECK(bad[1]["bad_row"]["line"] == 3);
    CHECK(bad[2]["row"] == "{\"prompt\":\"d\",\"completion\":\"\uFFFD\"}");
    bad[0]["row"]["completion"] = "2";
    bad[1]["row"] = "{\"prompt\":\"c\", \"completion\":\"3\"}";
    bad[2]["row"] = nullptr;
    std::string text;
    for (const Json &line : bad) text += dumpJson(line) + "\n";
    const auto mended = preview(scratch.write("mended.jsonl", text));
    CHECK(mended.layout == "prompt_completion");
    CHECK(mended.first ==
          std::vector<Json>{{{"prompt", "b"}, {"completion", "2"}}, {{"prompt", "c"}, {"completion", "3"}}});
    REQUIRE(mended.problems.size() == 1);
    CHECK(mended.problems[0].code == "bad_row.nothing");
    CHECK(mended.problems[0].line == 3);
    REQUIRE(writeBadRows(target, {.layout = "prompt_completion"}, scratch.path / "again.jsonl") == 3);
    CHECK(linesOf(scratch.path / "again.jsonl")[0]["row"] == linesOf(target)[0]["row"]); // nothing is lost on the way
    CHECK(linesOf(scratch.path / "again.jsonl")[1]["row"] == linesOf(target)[1]["row"]);
    CHECK(linesOf(scratch.path / "again.jsonl")[2]["row"] == linesOf(target)[2]["row"]); // the bytes are not made up
}

TEST_CASE("every format keeps what stands at the place of a bad row") {
    const TemporaryFolder scratch;
    const auto rawOf = [&](const char *name, const std::string &text, const ImportOptions &options = {}) {
        const auto target = scratch.path / "bad.jsonl";
        fs::remove(target);
        const auto count = writeBadRows(scratch.write(name, text), options, target);
        REQUIRE_MESSAGE(count, (count ? "" : describe(count.error())));
        REQUIRE(*count == 1);
        return dumpJson(linesOf(target)[0]["row"]);
    };
    CHECK(rawOf("a.csv", "prompt,completion\np,c\nonly\n") == "\"only\"");
    CHECK(rawOf("a.json", "[{\"prompt\":\"p\"},{\"prompt\":tru}]") == "\"{\\\"prompt\\\":tru}\"");
    CHECK(rawOf("b.json", "[{\"prompt\":\"p\"},{\"prompt\":[\"q\"}") == "\"{\\\"prompt\\\":[\\\"q\\\"}\"");
    CHECK(rawOf("a.txt", "good\nbad\xFF\n") == "\"bad\uFFFD\"");
    CHECK(rawOf("a.tsv", "prompt\tcompletion\np\tc\nq\t \n") == "{\"prompt\":\"q\",\"completion\":\" \"}");
    const auto none = scratch.path / "none.jsonl";
    CHECK(writeBadRows(scratch.write("good.jsonl", "{\"text\":\"t\"}\n"), {}, none) == 0);
    CHECK(readFile(none) == "");
    CHECK(writeBadRows(scratch.path / "good.jsonl", {}, none).error().code == "export.exists");
    fs::remove(none);
    CHECK(writeBadRows(scratch.write("odd.jsonl", "{\"a\":1}\n"), {}, none).error().code == "import.layout");
}

TEST_CASE("only a line with a bad row in it is taken for one") {
    CHECK(isBadRow(badRow({.code = "c", .message = "m"}, Json())));
    CHECK(!isBadRow(*parseJson(R"({"bad_row":{},"row":1,"more":2})")));
    CHECK(!isBadRow(*parseJson(R"({"bad_row":"x","row":1})")));
    CHECK(!isBadRow(Json(3)));
    CHECK(rowOfBad(*parseJson(R"({"bad_row":{},"row":"[1]"})")).error().code == "bad_row.text");
    CHECK(rowOfBad(*parseJson(R"({"bad_row":{},"row":{"a":1}})")) == *parseJson(R"({"a":1})"));
}
