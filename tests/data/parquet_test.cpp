// SPDX-License-Identifier: Apache-2.0
// Rows of Parquet files that pyarrow wrote (tests/oracles/parquet_files.py), of files that are none, and of those that
// we write. Where the program was built without Apache Arrow there is one test: that it says so.
#include "core/data/formats/parquet.h"
#include "core/data/formats/parquet_writer.h"
#include "core/data/formats/registry.h"
#include "core/job/confined.h"
#include "tests/support/archive_bytes.h"
#include "tests/support/capture.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <random>

using namespace lapidary;

namespace {

const fs::path kFiles = LAPIDARY_TEST_DATA "/parquet";
const bool kNoHelper = !helperProgram("lapidary-parquet").has_value();

struct All {
    std::vector<Json> rows{};
    std::vector<Error> bad{};
    FileFacts facts{};
    std::uint64_t bytes = 0;
    std::string error{}; ///< "code: found" of the whole file
};

All readAll(const fs::path &file) {
    All all;
    auto reader = openParquetRows(file);
    if (!reader) all.error = reader.error().code + ": " + reader.error().found.str();
    if (!reader) return all;
    for (std::int64_t line = 1;; ++line) {
        auto row = (*reader)->next();
        if (!row) all.error = row.error().code + ": " + row.error().found.str();
        if (!row || !*row) break;
        CHECK((*row)->line == line);
        if ((*row)->value)
            all.rows.push_back(std::move(*(*row)->value));
        else
            all.bad.push_back((*row)->value.error());
    }
    all.facts = (*reader)->facts();
    all.bytes = (*reader)->bytesRead();
    return all;
}

/// The rows of JSON Lines, through a Parquet file and back, as JSON Lines; or why not.
std::string thereAndBack(const std::string &rows) {
    const TemporaryFolder scratch;
    const fs::path target = scratch.path / "rows.parquet";
    const auto written = writeParquet(scratch.write("rows.jsonl", rows), target);
    if (!written) return written.error().code + ": " + written.error().found.str();
    const auto all = readAll(target);
    CHECK(all.error == "");
    CHECK(all.bad.empty());
    std::string out;
    for (const Json &row : all.rows) out += dumpJson(row) + "\n";
    return out;
}

std::string bytesOf(const fs::path &file) {
    return readFile(file).value();
}

} // namespace

TEST_CASE("nested rows of several row groups, packed by each codec, are those that were written" *
          doctest::skip(kNoHelper)) {
    const std::vector<Json> wanted{
        *parseJson(R"({"id":1,"messages":[{"role":"user","content":"What is 2+2?","tool_calls":null},
            {"role":"assistant","content":"4","tool_calls":null}],"tags":["sum",null]})"),
        *parseJson(R"({"id":2,"messages":[{"role":"user","content":"Wie heißt du?\n\"Ada\"?","tool_calls":null},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","function":{"name":"name","arguments":"{}"}}]},
            {"role":"tool","content":"Ada","tool_calls":null},
            {"role":"assistant","content":"Ada","tool_calls":null}],"tags":[]})"),
        *parseJson(R"({"id":9223372036854775807,"messages":[{"role":"user","content":"你好","tool_calls":null},
            {"role":"assistant","content":"你好！","tool_calls":null}],"tags":null})")};
    for (const char *codec : {"", "_zstd", "_gzip", "_brotli", "_lz4", "_none"}) {
        CAPTURE(codec);
        const fs::path file = kFiles / ("messages" + std::string(codec) + ".parquet");
        const auto all = readAll(file);
        CHECK(all.error == "");
        CHECK(all.bad.empty());
        CHECK(all.rows == wanted);
        CHECK(all.facts.header == std::vector<std::string>{"id", "messages", "tags"});
        CHECK(all.bytes == fs::file_size(file));
    }
    const auto empty = readAll(kFiles / "empty.parquet");
    CHECK(empty.error == "");
    CHECK(empty.rows.empty());
    CHECK(empty.facts.header.size() == 3);
}

TEST_CASE("every kind of cell has its words: whole numbers exactly, times as ISO 8601 has them, nothing as null" *
          doctest::skip(kNoHelper)) {
    const auto all = readAll(kFiles / "kinds.parquet");
    CHECK(all.error == "");
    REQUIRE(all.rows.size() == 2);
    const Json wanted = *parseJson(
        R"({"yes":true,"small":-128,"large":18446744073709551615,"least":-9223372036854775808,"half":0.1,"real":0.1,
        "whole":3.0,"huge":1e300,"money":"-1234567.80","day":"2000-02-29","clock":"13:05:00.250000",
        "moment":"1969-12-31T23:59:59.250","there":"2026-11-30T13:00:00.000000Z","word":"often",
        "long":"tab\there, bell\u0007, slash\\","pair":[1,2],"map":{"a":1,"b":null},"numbered":[{"key":7,"value":"x"}],
        "table":{"a":{"b":[[1],[]]}},"none":null})");
    for (const auto &[name, value] : wanted.items()) {
        CAPTURE_BOUND(name);
        CHECK(dumpJson(all.rows[0][name]) == dumpJson(value));
        CHECK(all.rows[1][name].is_null());
        CHECK(all.rows[1].contains(name));
    }
}

TEST_CASE("a cell without words makes its row a bad one, and says which it is" * doctest::skip(kNoHelper)) {
    const auto all = readAll(kFiles / "bytes.parquet");
    CHECK(all.error == "");
    CHECK(all.rows == std::vector<Json>{*parseJson(R"({"text":"a","image":null,"score":1.5})")});
    REQUIRE(all.bad.size() == 2);
    CHECK(all.bad[0].code == "parquet.no_json");
    CHECK(all.bad[0].field == "image.bytes");
    CHECK(all.bad[0].found == "binary");
    CHECK(all.bad[0].line == 2);
    CHECK(all.bad[1].field == "score");
    CHECK(all.bad[1].found == "NaN");
    const auto text = readAll(kFiles / "no_utf8.parquet");
    CHECK(text.rows == std::vector<Json>{{{"text", "a"}}});
    REQUIRE(text.bad.size() == 1);
    CHECK(text.bad[0].code == "parquet.invalid_utf8");
}

TEST_CASE("a Parquet file is known by what it begins with, and is not read packed" * doctest::skip(kNoHelper)) {
    const TemporaryFolder scratch;
    const auto same = bytesOf(kFiles / "same.parquet");
    for (const char *name : {"rows.parquet", "rows.jsonl", "rows"}) {
        const auto file = scratch.write(name, same);
        CHECK(formatOf(file, *headOf(file)).name == "parquet");
    }
    const auto packed = scratch.write("rows.parquet.gz", gzipOf(same));
    CHECK(formatOf(packed, *headOf(packed)).name == "parquet");
    CHECK(readAll(packed).error == "parquet.packed: a gzip archive");
}

TEST_CASE("files that are broken are told as such, whatever was read before" * doctest::skip(kNoHelper)) {
    const TemporaryFolder scratch;
    const auto whole = bytesOf(kFiles / "messages_zstd.parquet");
    const auto errorOf = [&](const std::string &bytes) { return readAll(scratch.write("x.parquet", bytes)).error; };
    CHECK(errorOf(whole.substr(0, whole.size() / 2)).starts_with("parquet.broken: "));
    CHECK(errorOf(whole.substr(0, 4)).starts_with("parquet.broken: "));
    CHECK(errorOf(whole.substr(1)).starts_with("parquet.not_parquet: "));
    CHECK(errorOf("").starts_with("parquet.not_parquet: "));
    CHECK(errorOf("PARE" + whole.substr(4, whole.size() - 8) + "PARE").starts_with("parquet.encrypted: "));
    std::string behind = whole; // the footer's length is beyond the file
    for (std::size_t i = 8; i > 4; --i) behind[behind.size() - i] = '\x7F';
    CHECK(errorOf(behind).starts_with("parquet.broken: "));
    std::string otherEnd = whole;
    otherEnd.back() = 'X';
    CHECK(errorOf(otherEnd).starts_with("parquet.broken: "));
    std::string page = whole; // a byte of the first page, whose checksum tells
    page[60] = static_cast<char>(page[60] ^ 1);
    CHECK(errorOf(page).starts_with("parquet.broken: "));
    CHECK(readAll(scratch.path / "not there").error.starts_with("file.not_found"));
    CHECK(readAll(scratch.path).error.starts_with("file.not_regular"));
}

TEST_CASE("files with any bytes changed end in rows or in an error, and never otherwise" * doctest::skip(kNoHelper)) {
    const TemporaryFolder scratch;
    std::mt19937 random(7);
    const fs::path ours = scratch.path / "ours.parquet";
    REQUIRE(writeParquet(scratch.write("rows.jsonl", "{\"a\":[{\"b\":1}]}\n{\"a\":\"x\",\"c\":1}\n{}\n"), ours));
    const auto below = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
    for (const fs::path &name : {fs::path("kinds.parquet"), fs::path("messages.parquet"),
                                 fs::path("messages_brotli.parquet"), fs::path("messages_none.parquet"), ours}) {
        const auto whole = bytesOf(kFiles / name);
        for (int turn = 0; turn < 12; ++turn) {
            std::string bytes = whole;
            for (std::size_t change = 0; change <= below(6); ++change)
                bytes[4 + below(bytes.size() - 4)] = static_cast<char>(below(256));
            const auto all = readAll(scratch.write("x.parquet", bytes));
            CAPTURE(all.error);
            const bool known = all.error.empty() || all.error.starts_with("parquet.broken: ");
            CHECK(known);
            CHECK(all.rows.size() + all.bad.size() <= 3);
        }
    }
}

TEST_CASE("a reader that nobody asks any more ends its program" * doctest::skip(kNoHelper)) {
    auto reader = openParquetRows(kFiles / "million.parquet");
    REQUIRE(reader);
    REQUIRE((*reader)->next());
    reader->reset(); // waits for the program that it has ended
    const auto all = readAll(kFiles / "same.parquet");
    CHECK(all.rows.size() == 3);
}

TEST_CASE("rows that are written as Parquet come back byte for byte, keys that are not there and nulls told apart" *
          doctest::skip(kNoHelper)) {
    for (const char *rows : {
             R"({"id":"a","messages":[{"role":"user","content":"Wie heißt du?\n\"Ada\"\u0000"})"
             R"(,{"role":"assistant","content":""}]})"
             "\n"
             R"({"id":"b","messages":[]})"
             "\n",
             // A key that some lack, one that is null in some, and one that is both.
             R"({"x":1,"gone":"a","both":1})"
             "\n"
             R"({"x":null,"both":null})"
             "\n"
             R"({"x":-9223372036854775808,"gone":""})"
             "\n",
             // Tables within lists: the same.
             R"({"turns":[{"role":"user","calls":[{"name":"f","arguments":{"a":1}}]},{"role":"tool","name":null}]})"
             "\n"
             R"({"turns":[{"role":"user"},null],"other":{}})"
             "\n",
             // Kinds that differ from row to row.
             R"({"content":"text","score":1.5,"mixed":[1,"a",null,{"b":[]}],"big":18446744073709551615})"
             "\n"
             R"({"content":[{"type":"text","text":"a"}],"score":2.0,"mixed":[true],"big":0})"
             "\n",
             // Numbers that are no column of one kind, and whole ones among others.
             R"({"big":18446744073709551615,"wide":9007199254740993,"part":1})"
             "\n"
             R"({"big":-1,"wide":0.5,"part":-0.25})"
             "\n",
             // The same keys in another order; tables without any; nothing but null; nothing but empty lists.
             R"({"table":{"a":1,"b":2},"empty":{},"null":null,"list":[]})"
             "\n"
             R"({"table":{"b":1,"a":2},"empty":{},"null":null,"list":[]})"
             "\n",
             R"({"one":{"two":{"":1}},"three":[[[1],[]],null]})"
             "\n",
         }) {
        CAPTURE(rows);
        CHECK(thereAndBack(rows) == rows);
    }
}

TEST_CASE("what is too deep or has too many keys for columns is written as JSON" * doctest::skip(kNoHelper)) {
    std::string deep = "{\"deep\":";
    for (int i = 0; i < 60; ++i) deep += "[";
    deep += "1";
    for (int i = 0; i < 60; ++i) deep += "]";
    deep += "}\n";
    CHECK(thereAndBack(deep) == deep);
    Json keys = Json::object(), columns = Json::object();
    for (int i = 0; i < 400; ++i) keys["k" + std::to_string(i)] = i;
    const std::string wide = dumpJson(Json{{"table", keys}}) + "\n";
    CHECK(thereAndBack(wide) == wide);
    CHECK(thereAndBack(dumpJson(keys) + "\n") == "parquet.not_written: more than 256 columns");
}

TEST_CASE("rows of many megabytes become several groups of one file" * doctest::skip(kNoHelper)) {
    std::string rows;
    for (int i = 0; i < 30; ++i)
        rows += dumpJson(Json{{"id", i}, {"text", std::string(700'000, static_cast<char>('a' + i % 26))}}) + "\n";
    CHECK((thereAndBack(rows) == rows));
}

TEST_CASE("what cannot be written leaves nothing, and a stop ends it" * doctest::skip(kNoHelper)) {
    CHECK(thereAndBack("") == "parquet.not_written: no row with a column");
    CHECK(thereAndBack("{}\n") == "parquet.not_written: no row with a column");
    CHECK(thereAndBack("{\"a\":1}\n[2]\n") == "parquet.not_written: row 2 is no object of JSON");
    CHECK(thereAndBack("{\"\":1}\n") == "parquet.not_written: a column without a name");
    const TemporaryFolder scratch;
    const auto rows = scratch.write("rows.jsonl", "{\"a\":1}\n");
    std::stop_source stop;
    stop.request_stop();
    CHECK(writeParquet(rows, scratch.path / "rows.parquet", stop.get_token()).error().code == kCancelled);
    CHECK(writeParquet(scratch.path / "none.jsonl", scratch.path / "rows.parquet").error().code == "file.not_found");
    const auto sunk = writeRowsFile(scratch.path / "rows.PARQUET", [](const ByteSink &sink) { return sink("{\n"); });
    CHECK(sunk.error().code == "parquet.not_written");
    CHECK(std::distance(fs::directory_iterator(scratch.path), fs::directory_iterator()) == 1);
}

TEST_CASE("words in a file that only look like ours change nothing but its own rows" * doctest::skip(kNoHelper)) {
    const TemporaryFolder scratch;
    const fs::path file = scratch.path / "rows.parquet";
    REQUIRE(writeParquet(scratch.write("rows.jsonl", "{\"a\":[1],\"b\":2}\n{\"a\":\"x\",\"c\":\"{}\"}\n"), file));
    std::string bytes = bytesOf(file);
    const auto change = [&](std::string_view from, std::string_view to) {
        const auto at = bytes.find(from);
        REQUIRE(at != bytes.npos);
        REQUIRE(from.size() == to.size());
        std::string other = bytes;
        other.replace(at, to.size(), to);
        return readAll(scratch.write("other.parquet", other));
    };
    CHECK(dumpJson(change(R"("a":{"json":true})", R"("a":{"jso0":true})").rows.at(0)) == R"({"a":"[1]","b":2})");
    CHECK(dumpJson(change(R"({"absent":true})", R"(["absent",true])").rows.at(1)) == R"({"a":"x","c":"{}","b":null})");
    CHECK(dumpJson(change(R"({"absent":true})", R"({"absent":true{)").rows.at(0)) == R"({"a":"[1]","c":null,"b":2})");
}

TEST_CASE("without Apache Arrow no Parquet file is written, and it is said what helps" * doctest::skip(!kNoHelper)) {
    const TemporaryFolder scratch;
    const auto written = writeParquet(scratch.write("rows.jsonl", "{\"a\":1}\n"), scratch.path / "rows.parquet");
    CHECK(written.error().code == "parquet.no_writer");
    CHECK(written.error().remedy.str().find(".jsonl") != std::string::npos);
}

TEST_CASE("without Apache Arrow a Parquet file is refused by name, with what helps" * doctest::skip(!kNoHelper)) {
    const auto reader = openParquetRows(kFiles / "same.parquet");
    REQUIRE(!reader);
    CHECK(reader.error().code == "parquet.no_helper");
    CHECK(reader.error().message.str() == "this is a Parquet file");
    CHECK(reader.error().remedy.str().find("pandas") != std::string::npos);
}
