// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/registry.h"
#include "tests/support/archive_bytes.h"
#include "tests/support/temporary_folder.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lapidary;

namespace {

struct All {
    std::vector<Json> rows{};
    std::vector<Error> bad{};
    FileFacts facts{};
    std::string error{}; ///< of the whole file
    /// "code:line" of each
    std::string told() const {
        std::string out;
        for (const auto &each : bad) out += (out.empty() ? "" : " ") + each.code + ":" + std::to_string(each.line);
        return out;
    }
};

All readAll(const Format &format, const fs::path &file) {
    All all;
    const auto head = headOf(file);
    auto reader = format.open(file, head.value_or(""));
    if (!head) CHECK(!reader);
    if (!reader) all.error = reader.error().code;
    if (!reader) return all;
    for (;;) {
        auto row = (*reader)->next();
        if (!row) all.error = row.error().code;
        if (!row || !*row) break;
        CHECK((*row)->line > 0);
        if ((*row)->value)
            all.rows.push_back(std::move(*(*row)->value));
        else
            all.bad.push_back((*row)->value.error());
    }
    all.facts = (*reader)->facts();
    return all;
}

All readAs(const char *format, const TemporaryFolder &scratch, const std::string &text) {
    return readAll(*formatNamed(format), scratch.write("file", text));
}

std::string nameOf(const char *file, std::string_view head) {
    return std::string(formatOf(file, head).name);
}

/// Those that hold any columns in words of their own: the others make one column of a text, or one row of a file.
bool hasColumns(const Format &format) {
    return !format.byNameOnly && format.name != "session" && format.name != "parquet"; // parquet_test.cpp
}

/// The same three rows in the words of each kind of format.
const char *const kSame[] = {
    "{\"a\":\"1\",\"b\":\"x, y\"}\n{\"a\":\"2\",\"b\":\"\"}\n{\"a\":\"3\",\"b\":\"ü\"}\n",
    "[\n {\"a\": \"1\", \"b\": \"x, y\"},\n {\"a\":\"2\",\"b\":\"\"}, {\"a\":\"3\",\"b\":\"ü\"}\n]\n",
    "{\n\"rows\": [{\"a\": \"1\", \"b\": \"x, y\"},\n {\"a\":\"2\",\"b\":\"\"}, {\"a\":\"3\",\"b\":\"ü\"}\n]}\n",
    "a\tb\n1\tx, y\n2\t\n3\tü\n",
    "a,b\n1,\"x, y\"\n2,\n3,ü\n",
    "a;b\r\n1;x, y\r\n2;\r\n3;ü"};

} // namespace

TEST_CASE("every format has a name and endings, opens nothing that is another kind of file, and reads what it sniffs") {
    const TemporaryFolder scratch;
    std::set<std::string_view> names, read, wanted;
    for (const auto &format : formats()) {
        CAPTURE(format.name);
        CHECK(names.insert(format.name).second);
        if (hasColumns(format)) wanted.insert(format.name);
        CHECK(formatNamed(format.name) == &format);
        REQUIRE(!format.endings.empty());
        for (const auto ending : format.endings) CHECK(ending.starts_with('.'));
        for (const std::string &foreign :
             {std::string("PK\x03\x04 zip"), std::string("\x1F\x8B\x08", 3), std::string("PAR1")}) {
            const auto all = readAll(format, scratch.write("foreign", foreign)); // three bytes of each are no file
            CHECK(!all.error.empty());
            CHECK(all.rows.empty());
            if (format.name != "parquet") CHECK(format.sniff(foreign) == Sniffed::No);
        }
        CHECK(!format.open(scratch.path / "not there", ""));
        for (const char *text : kSame) {
            if (format.sniff(text) == Sniffed::No || &formatOf("file", text) != &format) continue;
            read.insert(format.name);
            const auto all = readAll(format, scratch.write("same", text));
            CHECK(all.error.empty());
            CHECK(all.told() == "");
            REQUIRE(all.rows.size() == 3);
            CHECK(all.rows[0] == Json{{"a", "1"}, {"b", "x, y"}});
            CHECK(all.rows[1]["b"] == "");
            CHECK(all.rows[2]["b"] == "ü");
        }
    }
    CHECK(read == wanted); // none was left out
}

TEST_CASE("the format follows the name, unless the beginning can hardly be that") {
    CHECK(nameOf("a.jsonl", "{\"a\":1}\n") == "jsonl");
    CHECK(nameOf("a.json", "{\"a\":1}\n{\"a\":2}\n") == "jsonl");
    CHECK(nameOf("a.json", "[{\"a\":1},\n{\"a\":2}]") == "json");
    CHECK(nameOf("a.JSON", "\xEF\xBB\xBF\n[\n{\"a\":1}\n]") == "json");
    CHECK(nameOf("a.jsonl", "[\n{\"a\":1}\n]") == "json");     // by its name one object a line
    CHECK(nameOf("a.jsonl", "[1,2]\n{\"a\":1}\n") == "jsonl"); // one bad line
    CHECK(nameOf("a.csv", "prompt\n{x}\n") == "csv");
    CHECK(nameOf("a.csv", "[a],b\n") == "csv");
    CHECK(nameOf("a.tsv", "a,b\n") == "tsv");
    CHECK(nameOf("a.csv", "a\tb\n") == "csv");
    CHECK(nameOf("a.txt", "a\tb\n") == "tsv");
    CHECK(nameOf("a.data", "a;b\n") == "csv");
    CHECK(nameOf("a", "") == "csv");
    CHECK(nameOf("a.jsonl", "") == "jsonl");
}

TEST_CASE("a JSON array: elements over any number of lines, bad ones with the line of their mistake") {
    const TemporaryFolder scratch;
    const auto read = [&](const std::string &text) { return readAs("json", scratch, text); };
    const auto mixed =
        read("\xEF\xBB\xBF\r\n[ {\"a\": \"] } , \\\" [\"},\n 3,\n {\"a\":\n  tru},\n{\"b\":{\"c\":[1,{}]}} ]\n\n");
    CHECK(mixed.rows ==
          std::vector<Json>{*parseJson("{\"a\":\"] } , \\\" [\"}"), *parseJson("{\"b\":{\"c\":[1,{}]}}")});
    CHECK(mixed.told() == "json.not_an_object:3 json.invalid_json:5");
    CHECK(read("[]").rows.empty());
    CHECK(read("[]").told() == "");
    CHECK(read("[{\"a\":1},]").told() == "json.no_comma:1");
    CHECK(read("[{\"a\":1}\n{\"a\":2}]").told() == "json.no_comma:2");
    CHECK(read("[{\"a\":1}\n{\"a\":2}]").rows.size() == 2);
    CHECK(read("[,{\"a\":1}]").told() == "json.no_comma:1");
    CHECK(read("[{\"a\":1},\n{\"a\":2").told() == "json.cut:2");
    CHECK(read("[{\"a\":1}").told() == "json.cut:1");
    CHECK(read("[{\"a\":1}]\n[{\"a\":2}]").told() == "json.after_array:2");
    CHECK(read("[{\"a\":1},\n{\"a\":[1}},\n{\"a\":3}]").told() == "json.unbalanced:2");
    const auto quote = read("[{\"a\":\"open},\n{\"a\":2},\n{\"a\":3}]");
    CHECK(quote.told() == "json.unbalanced:3");
    CHECK(quote.bad.at(0).found == "the element that begins in line 1");
    CHECK(quote.rows.empty()); // by their brackets both others are inside it
    CHECK(read("[{\"a\":\"open\n},\n{\"a\":2}]").rows.size() == 1);
    CHECK(read("[{\"a\":1,\"a\":2}]").bad.size() == 1);
    CHECK(read(std::string("[{\"a\":\"\x00\"}]", 11)).told() == "json.nul:1");
    CHECK(read("[{\"a\":\"\xFF\"}]").told() == "json.invalid_utf8:1");
    CHECK(read("[" + std::string(20000, '[') + "]").told() == "json.unbalanced:1");
    CHECK(read("[" + std::string(200, '[') + std::string(200, ']') + ",{\"a\":1}]").rows.size() == 1);
    for (const char *other : {"{\"a\":1}", "", "  ", "x[", "\"[]\""}) CHECK(read(other).error == "json.not_an_array");
}

TEST_CASE("an array reads the same wherever a piece of it ends, and offsets are those of the file") {
    const TemporaryFolder scratch;
    std::string text = "\xEF\xBB\xBF[";
    std::vector<std::size_t> begins;
    for (int i = 0; i < 3000; ++i) {
        text += i == 0 ? "" : (i % 7 == 0 ? " ,\n\n" : ",");
        begins.push_back(text.size());
        text += "{\"n\":" + std::to_string(i) + ",\"t\":\"" + std::string(static_cast<std::size_t>(i % 97), 'x') +
                "\\\\\\\"\"}";
    }
    text += "\n]\n";
    const auto file = scratch.write("long.json", text); // several pieces long
    auto reader = formatNamed("json")->open(file, "");
    REQUIRE(reader);
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const auto row = (*reader)->next();
        REQUIRE(row);
        REQUIRE(*row);
        REQUIRE((*row)->value);
        CHECK((*(*row)->value)["n"] == static_cast<std::int64_t>(i));
        CHECK((*row)->offset == static_cast<std::int64_t>(begins[i]));
        CHECK((*row)->line == 1 + 2 * static_cast<std::int64_t>(i / 7));
    }
    const auto end = (*reader)->next();
    REQUIRE(end);
    CHECK(!*end);
}

TEST_CASE("rows that are asked for one by one are those that are told one by one") {
    const TemporaryFolder scratch;
    const auto lines = readAs("jsonl", scratch, "{\"a\":1}\n\nbad\n{\"a\":2}\n \n{\"a\":");
    CHECK(lines.rows == std::vector<Json>{{{"a", 1}}, {{"a", 2}}});
    CHECK(lines.told() == "jsonl.invalid_json:3 jsonl.cut:6");
    CHECK(lines.facts.blank == 2);
    CHECK(readAs("jsonl", scratch, "[{\"a\":1}]").error == "jsonl.not_jsonl");
    const auto table = readAs("csv", scratch, "a, b\n1, 2\n1\n\n3, \"4\n5\"\n");
    CHECK(table.facts.header == std::vector<std::string>{"a", " b"});
    CHECK(table.facts.blankBehindSeparator);
    CHECK(table.facts.blank == 1);
    CHECK(table.told() == "csv.ragged:3");
    CHECK(table.rows.back() == Json{{"a", "3"}, {" b", "4\n5"}});
    CHECK(readAs("csv", scratch, "a,b\n").facts.header.size() == 2);
    CHECK(readAs("csv", scratch, "a,a\n1,2\n").error == "csv.duplicate_name");
    CHECK(readAs("csv", scratch, "").error == "csv.empty");
}

TEST_CASE("every format is read packed too, under its own name and under any") {
    const TemporaryFolder scratch;
    for (const char *text : kSame) {
        CAPTURE(text);
        const auto plain = scratch.write("same", text);
        for (const auto &packed :
             {scratch.write("same.gz", gzipOf(text)), scratch.write("same.zst", zstdOf(text)),
              scratch.write("same.zip", zipOf({{"rows", text}})), scratch.write("any", zipOf({{"rows", text}}))}) {
            const auto head = headOf(packed);
            REQUIRE(head);
            CHECK(*head == text);
            const Format &format = formatOf(packed, *head);
            CHECK(&format == &formatOf(plain, text));
            CHECK(readAll(format, packed).rows == readAll(format, plain).rows);
        }
    }
    CHECK(nameOf("a.csv.zst", "prompt\n{x}\n") == "csv");
    CHECK(nameOf("a.csv.zip", "prompt\n{x}\n") == "csv");
    CHECK(nameOf("a.jsonl.gz", "{\"a\":1}\n") == "jsonl");
    CHECK(nameOf("a.json.GZ", "[{\"a\":1}]") == "json");
    CHECK(nameOf("a.csv.gz", "prompt\n{x}\n") == "csv");
    CHECK(nameOf("a.gz", "a\tb\n") == "tsv");
    const auto cut = readAs("jsonl", scratch, gzipOf("{\"a\":1}\n{\"a\":2}\n").substr(0, 30));
    CHECK(cut.error == "gzip.cut");
    CHECK(cut.rows.size() == 1); // what came before
}

TEST_CASE("what is no text with rows is refused by name, with what helps") {
    const TemporaryFolder scratch;
    const auto told = [&](const std::string &bytes) {
        const auto file = scratch.write("x.csv", bytes);
        const auto head = headOf(file);
        REQUIRE(head);
        auto reader = formatNamed("csv")->open(file, *head);
        REQUIRE(reader);
        const auto row = (*reader)->next();
        REQUIRE(!row);
        return row.error().message.str() + ": " + row.error().remedy.str();
    };
    CHECK(told("PAR1\x15\x04").starts_with("this is a Parquet file: Write it as JSON Lines; pandas does so: "));
    CHECK(told("ARROW1").starts_with("this is an Arrow file: Write it as JSON Lines"));
    CHECK(told(zstdOf("PK\x03\x04")).starts_with("this is a zip archive: Unpack it; a spreadsheet is saved as CSV"));
    CHECK(told(gzipOf(zstdOf("x"))).starts_with("this is a zstd archive: "));
    CHECK(told("SQLite format 3").starts_with("this is an SQLite database: "));
    CHECK(told(gzipOf("PAR1\x15\x04")).starts_with("this is a Parquet file: "));
    CHECK(told(std::string(257, 'x') + "ustar" + std::string(200, '\0')).starts_with("this is a tar archive: "));
    for (const auto &format : formats()) {
        const auto file = scratch.write("y", "PAR1");
        if (format.name == "parquet" || format.name == "session" || format.name == "object") continue;
        auto reader = format.open(file, "PAR1");
        REQUIRE(reader);
        CHECK((*reader)->next().error().remedy.str().find("pandas") != std::string::npos);
    }
}
