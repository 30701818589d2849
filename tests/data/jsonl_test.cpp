// SPDX-License-Identifier: Apache-2.0
// Rows that real files hold and rows that nobody should trust: each is given whole or listed with line, offset and
// reason.
#include "core/data/formats/jsonl.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

using namespace lapidary;
using namespace std::string_literals;
using Kind = JsonlField::Kind;

namespace {

JsonlRead readText(std::string_view text, const JsonlLimits &limits = {}) {
    JsonlRead read;
    read.counts = forEachJsonlRow(
        text, "x.jsonl", limits,
        [&](JsonlRow row) {
            read.rows.push_back(std::move(row));
            return true;
        },
        [&](Error error) { read.bad.push_back(std::move(error)); });
    return read;
}

/// The one bad row of `text`, as "code:line:offset".
std::string problemOf(std::string_view text, const JsonlLimits &limits = {}) {
    const auto read = readText(text, limits);
    if (read.bad.size() != 1) return std::to_string(read.bad.size()) + " problems";
    CHECK(read.bad[0].file == "x.jsonl");
    CHECK(!read.bad[0].message.empty());
    return read.bad[0].code + ":" + std::to_string(read.bad[0].line) + ":" + std::to_string(read.bad[0].offset);
}

long peakKilobytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

TEST_CASE(
    "rows come with their line and offset; blank lines, CRLF, a byte-order mark and a missing last end are accepted") {
    const auto read = readText("\xEF\xBB\xBF{\"a\":1}\r\n\n  \r\n{\"a\":2}\n{\"a\":3}");
    CHECK(read.bad.empty());
    REQUIRE(read.rows.size() == 3);
    CHECK(read.rows[0].value["a"] == 1);
    CHECK(read.rows[0].offset == 3);
    CHECK(read.rows[1].line == 4);
    CHECK(read.rows[1].offset == 17);
    CHECK(read.rows[2].line == 5);
    CHECK(read.counts.lines == 5);
    CHECK(read.counts.blank == 2);
    CHECK(read.counts.bytes == 32);
    CHECK(readText("").counts.lines == 0);
    CHECK(readText("{}\n\xEF\xBB\xBF{}\n").rows.size() == 2); // two files joined
}

TEST_CASE("every kind of bad row has its reason and its place") {
    const std::string good = "{\"ok\":1}\n"; // nine bytes
    CHECK(problemOf(good + "{\"a\": }\n" + good) == "jsonl.invalid_json:2:15");
    CHECK(problemOf(good + "{\"a\": NaN}\n") == "jsonl.invalid_json:2:15");
    CHECK(problemOf(good + "{\"a\": -Infinity}\n") == "jsonl.invalid_json:2:16");
    CHECK(problemOf(good + "{\"a\": 1} {\"a\": 2}\n") == "jsonl.invalid_json:2:18");
    CHECK(problemOf(good + "{\"a\": \"\xFF\"}\n") == "jsonl.invalid_utf8:2:16");
    CHECK(problemOf(good + "{\"a\": \"\xC0\xAF\"}\n") == "jsonl.invalid_utf8:2:16");
    CHECK(problemOf(good + "{\"a\": \"\xED\xA0\x80\"}\n") == "jsonl.invalid_utf8:2:16");
    CHECK(problemOf(good + "{\"a\": \"x\0y\"}\n"s) == "jsonl.nul:2:17");
    CHECK(problemOf(good + "{\"a\": \"x\\u0000y\"}\n") == "jsonl.nul:2:9");
    CHECK(problemOf(good + "{\"a\": \"\\ud800\"}\n").starts_with("jsonl.invalid_json:2:"));
    CHECK(problemOf(good + "{\"a\": 1, \"a\": 2}\n") == "jsonl.duplicate_key:2:20");
    CHECK(problemOf(good + "{\"a\": 1e400}\n").starts_with("jsonl.number_range:2:"));
    CHECK(problemOf(good + "{\"a\": " + std::string(200, '[') + "\n").starts_with("jsonl.too_deep:2:"));
    CHECK(problemOf(good + "[1, 2]\n") == "jsonl.not_an_object:2:9");
    CHECK(problemOf(good + "\"text\"\n") == "jsonl.not_an_object:2:9");
    CHECK(problemOf(good + "{\"a\": \"cut in the mid") == "jsonl.cut:2:30");
    CHECK(problemOf("{\"a\":1,\"b\":2}\n", {.keys = 1}).starts_with("jsonl.too_many_members:1:"));
}

TEST_CASE("what is missing or of the wrong type is named") {
    const JsonlLimits limits{.fields = {{"prompt"}, {"score", Kind::Number}}};
    const auto read = readText("{\"prompt\": \"p\", \"score\": 1.5, \"more\": null}\n{\"score\": 1}\n{\"prompt\": 3, "
                               "\"score\": 1}\n{\"prompt\": \"p\", \"score\": \"1\"}\n",
                               limits);
    CHECK(read.rows.size() == 1);
    REQUIRE(read.bad.size() == 3);
    CHECK(describe(read.bad[0]) == "x.jsonl:2 at byte 44, prompt: a field is missing; found nothing; expected a text.");
    CHECK(describe(read.bad[1]) ==
          "x.jsonl:3 at byte 57, prompt: a field is of the wrong type; found number; expected a text.");
    CHECK(read.bad[2].code == "jsonl.wrong_type");
    CHECK(read.bad[2].field == "score");
    for (const auto &[kind, text] : {std::pair{Kind::Boolean, "true"},
                                     {Kind::List, "[]"},
                                     {Kind::Object, "{}"},
                                     {Kind::Text, "\"\""},
                                     {Kind::Number, "-0"}})
        CHECK(readText("{\"f\":"s + text + "}", {.fields = {{"f", kind}}}).rows.size() == 1);
}

TEST_CASE("all bad rows of a file are listed, in order, and the good ones are kept") {
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += i % 3 == 0 ? "{\"i\":" + std::to_string(i) + "}\n" : i % 3 == 1 ? "{\"i\":}\n" : "\n";
    const TemporaryFolder folder;
    const auto read = readJsonl(folder.write("many.jsonl", text));
    REQUIRE(read);
    CHECK(read->rows.size() == 1000);
    CHECK(read->bad.size() == 1000);
    CHECK(read->counts.blank == 1000);
    CHECK(read->counts.lines == read->counts.rows + read->counts.bad + read->counts.blank);
    CHECK(read->counts.bytes == text.size());
    for (std::size_t i = 0; i < read->bad.size(); ++i) CHECK(read->bad[i].line == static_cast<std::int64_t>(3 * i + 2));
    for (const auto &row : read->rows)
        CHECK(text.substr(static_cast<std::size_t>(row.offset)).starts_with("{\"i\":" + row.value["i"].dump() + "}"));
}

TEST_CASE("only a line feed ends a row, and odd characters are kept byte for byte") {
    const std::string odd = "\xE2\x80\xA8 \xE2\x80\xA9 \xC2\x85 \xE2\x80\xAE \xE2\x80\x8B e\xCC\x81 <img "
                            "src=\\\"http://x\\\"> \\u001b[31m \\u000b\\f";
    const auto read = readText("{\"a\":\"" + odd + "\"}\n{\"a\":\"b\"}\n");
    CHECK(read.bad.empty());
    REQUIRE(read.rows.size() == 2);
    CHECK(
        read.rows[0].value["a"] ==
        "\xE2\x80\xA8 \xE2\x80\xA9 \xC2\x85 \xE2\x80\xAE \xE2\x80\x8B e\xCC\x81 <img src=\"http://x\"> \x1B[31m \v\f");
}

TEST_CASE("a row may lie across the pieces in which a file is read") {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 5; ++i) text += "{\"a\":\"" + std::string(700'000, static_cast<char>('a' + i)) + "\"}\r\n";
    text += "{\"a\":\"" + std::string(1 << 20, 'z') + "\"}";
    const auto read = readJsonl(folder.write("long.jsonl", text));
    REQUIRE(read);
    CHECK(read->bad.empty());
    REQUIRE(read->rows.size() == 6);
    CHECK(read->rows[4].value["a"] == std::string(700'000, 'e'));
    CHECK(read->rows[5].value["a"] == std::string(1 << 20, 'z'));
}

TEST_CASE("a line of 100 MB is one bad row, is never held, and the rows around it are read") {
    const TemporaryFolder folder;
    const auto file = folder.path / "huge.jsonl";
    {
        std::ofstream out(file);
        out << "{\"a\":1}\n{\"a\":\"";
        const std::string megabyte(1 << 20, 'x');
        for (int i = 0; i < 100; ++i) out << megabyte;
        out << "\"}\n{\"a\":2}\n";
    }
    const long before = peakKilobytes();
    const auto read = readJsonl(file, {.rowBytes = 8 << 20});
    REQUIRE(read);
    CHECK(read->rows.size() == 2);
    REQUIRE(read->bad.size() == 1);
    CHECK(read->bad[0].code == "jsonl.row_too_long");
    CHECK(read->bad[0].line == 2);
    CHECK(read->bad[0].offset == 8);
    CHECK(read->bad[0].found == std::to_string((100 << 20) + 8) + " bytes");
    CHECK(read->rows[1].line == 3);
#ifndef __SANITIZE_ADDRESS__
    CHECK(peakKilobytes() - before < 40 * 1024);
#endif
}

TEST_CASE("the receiver may end the reading") {
    int seen = 0;
    const auto counts = forEachJsonlRow(
        "{}\n{}\n{}\n", "x", {}, [&](JsonlRow) { return ++seen < 2; }, [](Error) {});
    CHECK(seen == 2);
    CHECK(counts.rows == 2);
}

TEST_CASE("what is no JSONL at all is called by its name") {
    const TemporaryFolder folder;
    const auto messageOf = [&](std::string_view bytes) {
        const auto read = readJsonl(folder.write("x.jsonl", bytes));
        if (read) return "read"s;
        CHECK(read.error().code == "jsonl.not_jsonl");
        CHECK(!read.error().remedy.empty());
        return read.error().message.str();
    };
    CHECK(messageOf("\x1F\x8B\x08\x00rest"s) == "this is a gzip archive");
    CHECK(messageOf("PK\x03\x04rest") == "this is a zip archive");
    CHECK(messageOf("PAR1rest") == "this is a Parquet file");
    CHECK(messageOf("\xFF\xFE{\0}\0"s) == "this is UTF-16 text");
    CHECK(messageOf("{\0\"\0"s) == "this is UTF-16 text");
    CHECK(messageOf("<!DOCTYPE html><html>") == "this is an HTML page, probably a failed download");
    CHECK(messageOf("version https://git-lfs.github.com/spec/v1\n") == "this is a Git LFS pointer, not the data");
    CHECK(messageOf("p\0r\0o\0m\0p\0t\0"s) == "this is UTF-16 text"); // without its mark
    CHECK(messageOf("\0p\0r\0o\0m\0p\0t"s) == "this is UTF-16 text");
    CHECK(messageOf("\xD0\xCF\x11\xE0rest") == "this is an old Office file");
}

TEST_CASE("one JSON array, and one object over many lines, are told as what they are; a broken first line is that "
          "line's fault") {
    const TemporaryFolder folder;
    const auto messageOf = [&](std::string_view bytes) {
        const auto read = readJsonl(folder.write("x.json", bytes));
        if (read) return "read " + std::to_string(read->rows.size()) + " bad " + std::to_string(read->bad.size());
        CHECK(read.error().remedy.find("jq") != std::string::npos);
        return read.error().message.str();
    };
    const std::string array = "this is one JSON array, not one object a line";
    for (const char *text :
         {"[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n", "[{\"a\": 1}, {\"a\": 2}]", "[{\"a\": 1},\n {\"a\": 2}]\n",
          "\xEF\xBB\xBF\r\n [\r\n{\"a\":1}\r\n]", "[{\n\"a\": 1\n}]", "[]\n", "["})
        CHECK(messageOf(text) == array);
    CHECK(messageOf("[\"" + std::string(3 << 20, 'x') + "\"]\n{\"a\":1}\n") == array); // longer than what is looked at
    CHECK(messageOf("{\n  \"a\": 1\n}\n") == "this is one JSON object over many lines, not one object a line");
    CHECK(messageOf("[1, 2]\n{\"a\": 1}\n") == "read 1 bad 1");
    CHECK(messageOf("[1, 2\n{\"a\": 1}\n") == "read 1 bad 1");
    CHECK(messageOf("{\"a\": \n{\"a\": 1}\n") == "read 1 bad 1");
    CHECK(messageOf("{\n") == "read 0 bad 1");
}

TEST_CASE("only regular files are read, and a change meanwhile is noticed") {
    const TemporaryFolder folder;
    const auto codeOf = [](const fs::path &path) {
        const auto read = readJsonl(path);
        return read ? "ok"s : read.error().code;
    };
    CHECK(codeOf(folder.path / "none.jsonl") == "file.not_found");
    CHECK(codeOf(folder.path) == "file.not_regular");
    CHECK(codeOf("/dev/zero") == "file.not_regular");
    const auto fifo = folder.path / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    CHECK(codeOf(fifo) == "file.not_regular"); // and does not hang
    fs::create_symlink("loop", folder.path / "loop");
    CHECK(codeOf(folder.path / "loop") == "file.system");

    const auto file = folder.write("grows.jsonl", "{}\n{}\n");
    const auto counts = forEachJsonlRow(
        file, {},
        [&](JsonlRow) {
            std::ofstream(file, std::ios::app) << "{}";
            return true;
        },
        [](Error) {});
    REQUIRE(!counts);
    CHECK(counts.error().code == "file.changed");
}

TEST_CASE("many keys cost linear time") {
    std::string text = "{";
    for (int i = 0; i < 200'000; ++i) text += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":0";
    text += "}";
    const double begin = test::cpuSeconds();
    CHECK(readText(text, {.keys = 1'000'000}).rows.size() == 1);
    CHECK(test::cpuSeconds() - begin < 5);
}
