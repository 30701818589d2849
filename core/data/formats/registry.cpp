// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/registry.h"
#include "core/base/unpacked_file.h"
#include "core/data/formats/csv.h"
#include "core/data/formats/foreign_kind.h"
#include "core/data/formats/json_array.h"
#include "core/data/formats/json_object.h"
#include "core/data/formats/jsonl.h"
#include "core/data/formats/parquet.h"
#include "core/data/formats/sessions.h"
#include "core/data/formats/text_rows.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kHead = 1 << 16;
constexpr std::string_view kPacked[] = {".gz", ".zst", ".zstd", ".zip"};

bool beginsWith(std::string_view head, char wanted) {
    const auto first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != head.npos && head[first] == wanted;
}

Sniffed isArray(std::string_view head) {
    return beginsWith(head, '[') && wholeJson(head) ? Sniffed::Surely : Sniffed::No;
}
Sniffed isLines(std::string_view head) {
    return beginsWith(head, '{') ? Sniffed::Surely : Sniffed::No;
}
Sniffed isTabbed(std::string_view head) {
    return guessSeparator(head) == '\t' ? Sniffed::Maybe : Sniffed::No;
}
Sniffed isSeparated(std::string_view head) {
    return guessSeparator(head) ? Sniffed::Maybe : Sniffed::No;
}

Sniffed isObject(std::string_view head) {
    return isJsonObject(head) ? Sniffed::Surely : Sniffed::No;
}
Sniffed isAgentSession(std::string_view head) {
    return isSession(head) ? Sniffed::Surely : Sniffed::No;
}
Sniffed isParquetFile(std::string_view head) {
    return isParquet(head) ? Sniffed::Surely : Sniffed::No;
}

bool isJson(std::string_view head) {
    return beginsWith(head, '{') || isArray(head) != Sniffed::No;
}

/// Whether the first lines have one number of cells, and more than one: the quickest that tells a table from prose.
bool isTable(std::string_view head) {
    const auto separator = guessSeparator(head);
    if (separator == '\t') return true;
    constexpr std::size_t kLookedAt = 10;
    std::vector<std::size_t> cells(1, 0); // separators of each line
    bool quoted = false;
    for (const char c : separator ? head : "") {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') cells.push_back(0);
        if (cells.size() > kLookedAt) break;
        cells.back() += c == *separator;
    }
    if (cells.size() > 1) cells.pop_back(); // it is empty, or was cut by the end of the head
    return cells.size() > 1 && cells[0] > 0 &&
           std::count(cells.begin(), cells.end(), cells[0]) == static_cast<std::ptrdiff_t>(cells.size());
}
bool isProse(std::string_view head) {
    return !isJson(head) && !foreignKind(head) && !isTable(head);
}
Sniffed isParagraphs(std::string_view head) {
    return isProse(head) && hasParagraphs(head) ? Sniffed::Maybe : Sniffed::No;
}
Sniffed isLinesOfText(std::string_view head) {
    return isProse(head) && !hasParagraphs(head) ? Sniffed::Maybe : Sniffed::No;
}
Sniffed isWholeText(std::string_view) {
    return Sniffed::No; // nobody can see it: a person says so
}

Result<std::unique_ptr<RowReader>> openParquet(const fs::path &file, std::string_view) {
    return openParquetRows(file);
}
template <TextCut cut> Result<std::unique_ptr<RowReader>> openText(const fs::path &file, std::string_view) {
    return openTextRows(file, cut);
}
Result<std::unique_ptr<RowReader>> openArray(const fs::path &file, std::string_view) {
    return openJsonArray(file);
}
Result<std::unique_ptr<RowReader>> openObject(const fs::path &file, std::string_view) {
    return openJsonObject(file);
}
Result<std::unique_ptr<RowReader>> openAgentSession(const fs::path &file, std::string_view) {
    return openSession(file);
}
Result<std::unique_ptr<RowReader>> openLines(const fs::path &file, std::string_view) {
    return openJsonlRows(file);
}
Result<std::unique_ptr<RowReader>> openTabbed(const fs::path &file, std::string_view) {
    return openCsvRows(file, {.separator = '\t'});
}
Result<std::unique_ptr<RowReader>> openSeparated(const fs::path &file, std::string_view head) {
    return openCsvRows(file, {.separator = guessSeparator(head).value_or(',')});
}

std::string endingOf(const fs::path &file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    return ending;
}

/// The first with this ending ("" is any) that is sniffed as surely as this.
const Format *firstOf(std::string_view ending, std::string_view head, Sniffed least) {
    for (const auto &format : formats()) {
        const bool named = std::find(format.endings.begin(), format.endings.end(), ending) != format.endings.end();
        const bool asked = named || (ending.empty() && !format.byNameOnly);
        if (asked && format.sniff(head) >= std::max(least, format.least)) return &format;
    }
    return nullptr;
}

} // namespace

std::span<const Format> formats() {
    static const std::vector<std::string_view> kText{".txt", ".md", ".text"};
    // The surer ones first: a line of JSON has commas too.
    constexpr auto maybe = Sniffed::Maybe, surely = Sniffed::Surely;
    static const std::vector<Format> all{
        {"session", worded("Session of a coding agent"), {".jsonl"}, isAgentSession, openAgentSession, false, surely},
        {"object", worded("One JSON object"), {".json"}, isObject, openObject, false, surely},
        {"jsonl", worded("JSON Lines"), {".jsonl", ".ndjson", ".json"}, isLines, openLines},
        {"json", worded("JSON array"), {".json"}, isArray, openArray},
        {"parquet", worded("Parquet"), {".parquet"}, isParquetFile, openParquet},
        {"paragraphs", worded("Text, a row a paragraph"), kText, isParagraphs, openText<TextCut::Paragraphs>, false,
         maybe, true},
        {"lines", worded("Text, a row a line"), kText, isLinesOfText, openText<TextCut::Lines>, false, maybe, true},
        {"text", worded("Text, one row in all"), kText, isWholeText, openText<TextCut::Nowhere>, false, maybe, true},
        {"tsv", worded("Table with tabs"), {".tsv"}, isTabbed, openTabbed, true},
        {"csv", worded("Table with commas or semicolons"), {".csv"}, isSeparated, openSeparated, true}};
    return all;
}

const Format *formatNamed(std::string_view name) {
    for (const auto &format : formats())
        if (format.name == name) return &format;
    return nullptr;
}

Result<std::string> headOf(const fs::path &file) {
    auto reader = UnpackedFile::open(file);
    if (!reader) return unexpected(reader.error());
    std::string head(kHead, '\0');
    std::size_t size = 0;
    while (size < head.size()) {
        const auto got = reader->read(std::span(head).subspan(size));
        if (!got && got.error().code.starts_with("file.")) return unexpected(got.error());
        if (!got || *got == 0) break;
        size += *got;
    }
    head.resize(size);
    return head;
}

const Format &formatOf(const fs::path &file, std::string_view head) {
    std::string ending = endingOf(file);
    if (std::find(std::begin(kPacked), std::end(kPacked), ending) != std::end(kPacked)) ending = endingOf(file.stem());
    if (ending.empty()) ending.push_back('.'); // no format's
    using Try = std::pair<std::string_view, Sniffed>;
    for (const auto &[name, least] :
         {Try{ending, Sniffed::Maybe}, Try{"", Sniffed::Surely}, Try{ending, Sniffed::No}, Try{"", Sniffed::Maybe}})
        if (const auto *format = firstOf(name, head, least)) return *format;
    return formats().back();
}

} // namespace lapidary
