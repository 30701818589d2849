// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/csv.h"
#include "core/base/utf8.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

namespace {

std::string quoted(const std::vector<std::string> &fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        line += i ? ",\"" : "\"";
        for (const char c : fields[i]) line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\r\n";
}

} // namespace

/// Every record is a row as wide as the header, a bad row with its place, or blank; what was read can be written and
/// read again.
void csv(std::string_view bytes) {
    const CsvLimits limits{
        .separator = bytes.size() % 3 == 2 ? '\t' : ',', .fieldBytes = 1024, .rowBytes = 4096, .columns = 16};
    std::int64_t rows = 0, bad = 0, lastLine = 0;
    std::vector<std::vector<std::string>> kept;
    const auto inside = [&](std::int64_t offset) {
        promise(offset >= 0 && offset <= static_cast<std::int64_t>(bytes.size()));
    };
    const auto summary = forEachCsvRow(
        bytes, "x", limits,
        [&](const std::vector<std::string> &header, CsvRow row) {
            promise(row.fields.size() == header.size() && row.line > lastLine);
            lastLine = row.line;
            inside(row.offset);
            for (const auto &field : row.fields) promise(utf8::firstInvalid(field) == std::string_view::npos);
            kept.push_back(std::move(row.fields));
            ++rows;
            return true;
        },
        [&](Error error) {
            promise(!error.message.empty() && error.line > 0);
            inside(error.offset);
            ++bad;
        });
    if (!summary) return promise(!summary.error().code.empty());
    promise(summary->counts.rows == rows && summary->counts.bad == bad && summary->counts.bytes == bytes.size());
    std::string again = quoted(summary->header);
    for (const auto &fields : kept) again += quoted(fields);
    std::size_t at = 0;
    const auto second = forEachCsvRow(
        again, "again", {},
        [&](const std::vector<std::string> &, CsvRow row) { return promise(row.fields == kept[at++]), true; },
        [](Error) { promise(false); });
    promise(second && second->header == summary->header && at == kept.size());
}

} // namespace lapidary::fuzz
