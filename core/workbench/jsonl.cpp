// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/jsonl.h"
#include "core/config/spec.h"

namespace lapidary {

Status forEachRow(const fs::path &file, const std::function<Status(const Json &)> &see) {
    constexpr std::size_t kMostListed = 20;
    const auto text = readFile(file, 4ull << 30);
    if (!text) return unexpected(text.error());
    Problems problems;
    std::size_t begin = 0, bad = 0;
    for (std::int64_t line = 1; begin < text->size(); ++line) {
        const std::size_t end = std::min(text->find('\n', begin), text->size());
        const auto row = std::string_view(*text).substr(begin, end - begin);
        begin = end + 1;
        if (row.find_first_not_of(" \t\r") == row.npos) continue;
        const auto parsed = parseJson(row, {.depth = 128});
        Status taken = !parsed ? Status(unexpected(parsed.error()))
                       : !parsed->is_object() ? Status(fail({.code = "data.bad_row", .message = "a row must be an object", .found = parsed->type_name()}))
                                              : see(*parsed);
        if (taken) continue;
        if (++bad > kMostListed) continue;
        taken.error().file = file.string();
        taken.error().line = line;
        problems.push_back(std::move(taken.error()));
    }
    if (problems.empty()) return {};
    Error all = joined(problems);
    if (bad > 1) {
        all.code = "data.bad_rows";
        all.message = std::to_string(bad) + " bad rows" + all.message.substr(std::min(all.message.find('\n'), all.message.size()));
        if (bad > kMostListed) all.message += "\n  … and " + std::to_string(bad - kMostListed) + " more";
        all.file = file.string();
    }
    return fail(std::move(all));
}

std::string toJsonl(const std::vector<Json> &rows) {
    std::string text;
    for (const auto &row : rows) text += dumpJson(row) + "\n";
    return text;
}

} // namespace lapidary
