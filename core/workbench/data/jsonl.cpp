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
    const auto take = [&](JsonlRow row) {
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
    Error all = joined(problems);
    if (bad > 1) {
        all.code = "data.bad_rows";
        all.message = std::to_string(bad) + " bad rows" +
                      all.message.substr(std::min(all.message.find('\n'), all.message.size()));
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
