// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/jsonl.h"
#include "core/config/spec.h"
#include "core/data/formats/jsonl.h"
#include <optional>

namespace lapidary {

Status forEachRow(const fs::path &file, const std::function<Status(const Json &)> &see) {
    constexpr std::size_t kMostListed = 20;
    Problems problems;
    std::size_t bad = 0;
    std::optional<Error> stopped;
    const auto note = [&](Error error) {
        if (++bad <= kMostListed) problems.push_back(std::move(error));
    };
    const auto take = [&](const JsonlRow &row) {
        if (auto taken = see(row.value); !taken) {
            if (taken.error().code == kCancelled) { // says nothing about the row
                stopped = std::move(taken.error());
                return false;
            }
            taken.error().file = file.string();
            taken.error().line = row.line;
            note(std::move(taken.error()));
        }
        return true;
    };
    if (const auto read = forEachJsonlRow(file, {}, take, note); !read) return unexpected(read.error());
    if (stopped) return fail(std::move(*stopped));
    if (problems.empty()) return {};
    if (bad == 1) return fail(problems.front());
    Error all{.code = "data.bad_rows", .message = {"{0} bad rows", bad}, .file = file.string()};
    for (const Error &problem : problems) all.message += {"\n  {0}", told(problem)};
    if (bad > kMostListed) all.message += {"\n  … and {0} more", bad - kMostListed};
    return fail(std::move(all));
}

std::string toJsonl(const std::vector<Json> &rows) {
    std::string text;
    for (const auto &row : rows) text += dumpJson(row) + "\n";
    return text;
}

} // namespace lapidary
