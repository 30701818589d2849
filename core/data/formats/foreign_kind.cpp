// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/foreign_kind.h"
#include "core/base/json.h"
#include "core/base/sentence.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(kBlank);
    return begin == text.npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

/// ASCII in two bytes a letter, without the mark that usually stands before it.
bool isWide(std::string_view head, std::size_t zero) {
    if (head.size() < 8) return false;
    for (std::size_t i = 0; i < 8; ++i)
        if ((head[i] == '\0') != (i % 2 == zero)) return false;
    return true;
}

} // namespace

const char *foreignKind(std::string_view head) {
    using namespace std::string_view_literals;
    const auto is = [&](std::string_view magic) { return head.starts_with(magic); };
    if (is("\x1F\x8B")) return worded("a gzip archive");
    if (is("PK\x03\x04")) return worded("a zip archive");
    if (is("PAR1")) return worded("a Parquet file");
    if (is("ARROW1") || is("\xFF\xFF\xFF\xFF")) return worded("an Arrow file");
    if (is("SQLite format 3")) return worded("an SQLite database");
    if (head.size() > 262 && head.substr(257, 5) == "ustar") return worded("a tar archive");
    if (is("\x28\xB5\x2F\xFD")) return worded("a zstd archive");
    if (is("\xFF\xFE") || is("\xFE\xFF") || is("{\0"sv) || is("\0{"sv) || isWide(head, 0) || isWide(head, 1))
        return worded("UTF-16 text");
    if (is("version https://git-lfs")) return worded("a Git LFS pointer, not the data");
    if (is("<!DOCTYPE") || is("<!doctype") || is("<html") || is("<HTML"))
        return worded("an HTML page, probably a failed download");
    if (is("\xD0\xCF\x11\xE0")) return worded("an old Office file");
    return nullptr;
}

const char *foreignRemedy(std::string_view head) {
    if (head.starts_with("PAR1") || head.starts_with("ARROW1") || head.starts_with("\xFF\xFF\xFF\xFF"))
        return worded("Write it as JSON Lines; pandas does so: "
                      "pandas.read_parquet(FILE).to_json(\"rows.jsonl\", orient=\"records\", lines=True)");
    if (head.starts_with("PK\x03\x04") || head.starts_with("\xD0\xCF\x11\xE0"))
        return worded("Unpack it; a spreadsheet is saved as CSV in UTF-8 first.");
    return worded("Unpack, convert or fetch it first.");
}

const char *wholeJson(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(kBlank), head.size()));
    const auto end = head.find('\n');
    const std::string_view first = trimmed(head.substr(0, end)),
                           rest = end == head.npos ? std::string_view() : head.substr(end + 1);
    if (first == "{" && !trimmed(rest).empty()) return worded("one JSON object over many lines");
    if (!first.starts_with('[')) return nullptr;
    if (first == "[" || trimmed(rest).empty()) return worded("one JSON array");
    const std::string_view second = trimmed(trimmed(rest).substr(0, trimmed(rest).find('\n')));
    const auto isValue = [](std::string_view line) { return parseJson(line, {.depth = 128}).has_value(); };
    return isValue(first) || isValue(second) ? nullptr : worded("one JSON array");
}

} // namespace lapidary
