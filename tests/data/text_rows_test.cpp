// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/registry.h"
#include "core/data/formats/text_rows.h"
#include "tests/support/archive_bytes.h"
#include "tests/support/temporary_folder.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// "line@offset:text|…", bad rows as "line!code".
std::string told(TextCut cut, const std::string &bytes, std::uint64_t rowBytes = 64ull << 20) {
    const TemporaryFolder scratch;
    auto reader = openTextRows(scratch.write("x.txt", bytes), cut, rowBytes);
    REQUIRE(reader);
    std::string out;
    for (;;) {
        auto row = (*reader)->next();
        if (!row) return row.error().code;
        if (!*row) return out + " " + std::to_string((*reader)->facts().blank) + " blank";
        if (!out.empty()) out += "|";
        out += std::to_string((*row)->line);
        if ((*row)->value) {
            CHECK((*(*row)->value).size() == 1);
            out += "@" + std::to_string((*row)->offset) + ":" + (*(*row)->value)["text"].get<std::string>();
        } else
            out += "!" + (*row)->value.error().code;
    }
}

std::string formatFor(const char *name, std::string_view head) {
    return std::string(formatOf(name, head).name);
}

} // namespace

TEST_CASE("text is cut at blank lines, at lines, or nowhere") {
    const std::string text = "\xEF\xBB\xBF\n one\ntwo  \n \t\n\nthree\r\nfour\r\n\r\n";
    CHECK(told(TextCut::Paragraphs, text) == "2@4: one\ntwo  |6@19:three\nfour 4 blank");
    CHECK(told(TextCut::Lines, text) == "2@4: one|3@9:two  |6@19:three|7@26:four 4 blank");
    CHECK(told(TextCut::Nowhere, text) == "1@3:\n one\ntwo  \n \t\n\nthree\nfour\n\n 0 blank");
    CHECK(told(TextCut::Nowhere, "no end") == "1@0:no end 0 blank");
    CHECK(told(TextCut::Nowhere, "an end\n") == "1@0:an end\n 0 blank");
    for (const auto cut : {TextCut::Paragraphs, TextCut::Lines, TextCut::Nowhere}) CHECK(told(cut, "") == " 0 blank");
}

TEST_CASE("what is no text is refused, and bad rows do not stop those behind them") {
    CHECK(told(TextCut::Lines, "a\n\xFF\nb") == "1@0:a|2!text.invalid_utf8|3@4:b 0 blank");
    CHECK(told(TextCut::Lines, std::string("a\n\0\nb", 5)) == "1@0:a|2!text.nul|3@4:b 0 blank");
    CHECK(told(TextCut::Lines, "a\nlonger\nb", 3) == "1@0:a|2!text.too_long|3@9:b 0 blank");
    CHECK(told(TextCut::Paragraphs, "aa\nbb\n\nc\n", 5) == "1@0:aa\nbb|4@7:c 1 blank");
    CHECK(told(TextCut::Paragraphs, "aa\nbb\n\nc\n", 4) == "1!text.too_long|4@7:c 1 blank");
    CHECK(told(TextCut::Paragraphs, "a\nlonger\n\nc\n", 3) == "1!text.too_long|4@10:c 1 blank");
    CHECK(told(TextCut::Nowhere, "aa\nbb\n", 3) == "1!text.too_long 0 blank");
    CHECK(told(TextCut::Lines, "PAR1") == "text.not_text");
    CHECK(told(TextCut::Lines, gzipOf("a\nb")) == "1@0:a|2@2:b 0 blank");
}

TEST_CASE("text reads the same wherever a piece of the file ends") {
    std::string text, wanted;
    for (int i = 0; i < 20000; ++i) {
        const std::string line = std::string(static_cast<std::size_t>(i % 97), 'x') + std::to_string(i);
        wanted +=
            (wanted.empty() ? "" : "|") + std::to_string(2 * i + 1) + "@" + std::to_string(text.size()) + ":" + line;
        text += line + "\r\n\r\n";
    }
    CHECK(told(TextCut::Paragraphs, text) == wanted + " 20000 blank");
}

TEST_CASE("a file is taken for text by its ending alone, and not where it holds a table or JSON") {
    CHECK(formatFor("a.txt", "One line.\nAnother one.\n") == "lines");
    CHECK(formatFor("a.md", "# Head\n\nText, with commas.\nMore.\n") == "paragraphs");
    CHECK(formatFor("a.txt.gz", "One\n\ntwo\n") == "paragraphs");
    CHECK(formatFor("a.txt", "Name\n") == "lines");
    CHECK(formatFor("a.txt", "") == "lines");
    CHECK(formatFor("a.txt", "a,b\n1,2\n3,4\n") == "csv");
    CHECK(formatFor("a.txt", "a;b\n1;\"2\n2\"\n") == "csv");
    CHECK(formatFor("a.txt", "a\tb\n") == "tsv");
    CHECK(formatFor("a.txt", "First, this.\nThen that, and, perhaps, more.\n") == "lines");
    CHECK(formatFor("a.txt", "{\"a\":1}\n") == "jsonl");
    CHECK(formatFor("a.md", "[{\"a\":1}]") == "json");
    CHECK(formatFor("a.data", "One\n\ntwo\n") == "csv"); // no other name
    CHECK(formatFor("a", "One line.\nAnother one.\n") == "csv");
    CHECK(formatFor("a.txt", "PAR1") == "parquet");
}
