// SPDX-License-Identifier: Apache-2.0
// Tables that real programs write and tables that nobody should trust: each row is given whole or listed with its
// reason.
#include "core/data/formats/csv.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace lapidary;
using namespace std::string_literals;
using Fields = std::vector<std::string>;

namespace {

struct Read {
    Fields header{};
    std::vector<CsvRow> rows{};
    std::vector<Error> bad{};
    CsvCounts counts{};
    std::string error{}; ///< of the whole
};

Read readText(std::string_view text, const CsvLimits &limits = {}) {
    Read read;
    const auto summary = forEachCsvRow(
        text, "x.csv", limits,
        [&](const Fields &, CsvRow row) {
            read.rows.push_back(std::move(row));
            return true;
        },
        [&](Error error) { read.bad.push_back(std::move(error)); });
    if (!summary) return read.error = summary.error().code, read;
    read.header = summary->header;
    read.counts = summary->counts;
    CHECK(read.counts.rows == static_cast<std::int64_t>(read.rows.size()));
    CHECK(read.counts.bad == static_cast<std::int64_t>(read.bad.size()));
    CHECK(read.counts.bytes == text.size());
    return read;
}

/// The one bad row of `text` behind a header of two columns, as "code:line:offset".
std::string problemOf(const std::string &text, const CsvLimits &limits = {}) {
    const auto read = readText("a,b\n" + text, limits);
    if (read.bad.size() != 1) return std::to_string(read.bad.size()) + " problems";
    CHECK(read.bad[0].file == "x.csv");
    CHECK(!read.bad[0].message.empty());
    return read.bad[0].code + ":" + std::to_string(read.bad[0].line) + ":" + std::to_string(read.bad[0].offset);
}

} // namespace

TEST_CASE(
    "quotes, doubled quotes, separators and line ends inside fields, CRLF, a byte-order mark, a missing last end") {
    const auto read = readText(
        "\xEF\xBB\xBFprompt,completion\r\n\"a, b\",\"he said \"\"no\"\"\"\r\n\r\nx,\"two\r\nlines\"\n,\" \"\n\"\",y");
    CHECK(read.bad.empty());
    CHECK(read.header == Fields{"prompt", "completion"});
    REQUIRE(read.rows.size() == 4);
    CHECK(read.rows[0].fields == Fields{"a, b", "he said \"no\""});
    CHECK(read.rows[0].line == 2);
    CHECK(read.rows[0].offset == 22);
    CHECK(read.rows[1].fields == Fields{"x", "two\r\nlines"});
    CHECK(read.rows[1].line == 4);
    CHECK(read.rows[2].fields == Fields{"", " "});
    CHECK(read.rows[2].line == 6); // the field before took two lines
    CHECK(read.rows[3].fields == Fields{"", "y"});
    CHECK(read.counts.blank == 1);
    CHECK(read.counts.lines == 7);
    CHECK(readText("a\tb\n1,5\t2\n", {.separator = '\t'}).rows.at(0).fields == Fields{"1,5", "2"});
    CHECK(readText("a,,c\n1,2,3\n").header == Fields{"a", "column 2", "c"});
}

TEST_CASE("only line feeds end a row; the bytes of a field stay as they are") {
    for (const std::string mark : {"\u2028", "\u2029", "\u0085", "\v", "\f", "\x1b[31m", "\u202e", "\u200b"}) {
        const auto read = readText("a,b\n1" + mark + "2,x\n");
        REQUIRE(read.rows.size() == 1);
        CHECK(read.rows[0].fields[0] == "1" + mark + "2");
    }
}

TEST_CASE("bad rows are listed with line and offset, and the rest goes on") {
    CHECK(problemOf("1\n1,2\n") == "csv.ragged:2:4");
    CHECK(problemOf("1,2\n1,2,3\n") == "csv.ragged:3:8");
    CHECK(problemOf("x\"y,1\n1,2\n") == "csv.stray_quote:2:4");
    CHECK(problemOf("\"x\"y,1\n1,2\n") == "csv.after_quote:2:4");
    CHECK(problemOf("1,\xE9\n1,2\n") == "csv.invalid_utf8:2:6");
    CHECK(problemOf("1,x\0y\n1,2\n"s) == "csv.nul:2:7");
    CHECK(problemOf("1\r2,3\n1,2\n") == "csv.bare_carriage_return:2:4");
    CHECK(problemOf("1,2\n3,\"never closed\n4,5\n6,7\n") == "csv.unterminated_quote:3:10");
    CHECK(problemOf("123456789,123\n1,2\n", {.rowBytes = 10}) == "csv.row_too_long:2:4");
    CHECK(problemOf("1234567,1\n1,2\n", {.fieldBytes = 5}) == "csv.field_too_long:2:4");
    CHECK(problemOf("1,2,3,4\n1,2\n", {.columns = 3}) == "csv.too_many_columns:2:4");
    const auto ragged = readText("a,b\n1,2,3\n4,5\n");
    CHECK(ragged.bad.at(0).found == "3");
    CHECK(ragged.bad[0].expected == "2");
    CHECK(ragged.rows.at(0).fields == Fields{"4", "5"});
}

TEST_CASE("a table without a usable header is refused by name") {
    CHECK(readText("").error == "csv.empty");
    CHECK(readText("\n\r\n").error == "csv.empty");
    CHECK(readText("a,b,a\n1,2,3\n").error == "csv.duplicate_name");
    CHECK(readText("a,\"b\n1,2\n").error == "csv.unterminated_quote");
    CHECK(readText("a,\xFF\n1,2\n").error == "csv.invalid_utf8");
}

TEST_CASE("separators are guessed outside quotes") {
    CHECK(guessSeparator("a,b\n") == ',');
    CHECK(guessSeparator("\xEF\xBB\xBF"
                         "a\tb,c\td\n") == '\t');
    CHECK(guessSeparator("a;b;c\nx,y,z,w,v\n") == ';');
    CHECK(guessSeparator("\"a;b;c\",d\n") == ',');
    CHECK(!guessSeparator("prompt\n"));
}

TEST_CASE("a first line sep= names the separator and is no header") {
    CHECK(guessSeparator("sep=;\r\na,b;c\n") == ';');
    CHECK(guessSeparator("\xEF\xBB\xBFSEP=|\na|b\n") == '|');
    CHECK(guessSeparator("\"sep=;\"\na;b\n") == ';');
    CHECK(guessSeparator("sep=\t\na\tb\n") == '\t');
    CHECK(guessSeparator("sep=;x,y,z\n") == ','); // no such line: guessed
    const auto read = readText("sep=;\r\nprompt;completion\r\n\"2+2?\";\"4; of course\"\r\n", {.separator = ';'});
    CHECK(read.header == Fields{"prompt", "completion"});
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0].fields == Fields{"2+2?", "4; of course"});
    CHECK(read.rows[0].line == 3);
    CHECK(readText("sep=;\n").error == "csv.empty");
    CHECK(readText("sep=;\nsep=;\n1\n", {.separator = ';'}).header == Fields{"sep=", "column 2"}); // once only
}

TEST_CASE("blanks around quotes are no text, and a file separated by comma and blank is read as such") {
    const auto read = readText("prompt, completion\n2+2?, 4\n\"a\" , \"b, c\"\n x,  \"d\"\"e\" \n");
    CHECK(read.bad.empty());
    CHECK(read.header == Fields{"prompt", " completion"});
    REQUIRE(read.rows.size() == 3);
    CHECK(read.rows[0].fields == Fields{"2+2?", "4"});
    CHECK(read.rows[1].fields == Fields{"a", "b, c"});
    CHECK(read.rows[2].fields == Fields{" x", "d\"e"});
    const auto plain = readText("a,b\n1, 2\n\" 1\",\"2 \"\n"); // here the blank is text
    CHECK(plain.rows.at(0).fields == Fields{"1", " 2"});
    CHECK(plain.rows.at(1).fields == Fields{" 1", "2 "});
    CHECK(problemOf(" x\"y,1\n1,2\n") == "csv.stray_quote:2:4");
    CHECK(problemOf("\"x\" y,1\n1,2\n") == "csv.after_quote:2:4");
    CHECK(problemOf("1, \"never closed\n1,2\n") == "csv.unterminated_quote:2:7");
}

TEST_CASE("files: other kinds by name, and a row of 200 MB that is never held") {
    const TemporaryFolder scratch;
    const auto codeOf = [](const fs::path &file) {
        const auto read = forEachCsvRow(
            file, {}, [](const Fields &, CsvRow) { return true; }, [](Error) {});
        return read ? std::string() : read.error().code;
    };
    CHECK(codeOf(scratch.path / "none.csv") == "file.not_found");
    CHECK(codeOf(scratch.path) == "file.not_regular");
    CHECK(codeOf(scratch.write("a.csv", "\x1F\x8B\x08")) == "csv.not_csv");
    CHECK(codeOf(scratch.write("b.csv", "\xFF\xFE"
                                        "a")) == "csv.not_csv");
    const auto big = scratch.write("big.csv", "a,b\n\"");
    fs::resize_file(big, 200 << 20); // NUL bytes inside an open quote, without a line end
    rusage before{}, after{};
    ::getrusage(RUSAGE_SELF, &before);
    std::vector<Error> bad;
    const auto read = forEachCsvRow(
        big, {.fieldBytes = 1 << 20, .rowBytes = 8 << 20}, [](const Fields &, CsvRow) { return true; },
        [&](Error error) { bad.push_back(std::move(error)); });
    ::getrusage(RUSAGE_SELF, &after);
    REQUIRE(read);
    REQUIRE(bad.size() == 1);
    CHECK(bad[0].code == "csv.field_too_long");
    CHECK(after.ru_maxrss - before.ru_maxrss < 64 * 1024);
}
