// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/training_rows.h"
#include "core/base/rng.h"
#include "core/data/tasks/task.h"
#include "tests/bench/cases.h"

namespace lapidary::bench {

namespace {

constexpr std::int64_t kRows = 600;

/// Most answers are one demonstration, a few are six of them in a row: about 40 to 300 tokens.
void stretch(std::vector<Json> &rows) {
    constexpr std::size_t lengths[] = {1, 1, 1, 1, 1, 2, 2, 3, 4, 6};
    Rng rng(1, "ragged");
    const std::vector<Json> single = rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t count = lengths[rng.below(std::size(lengths))];
        std::string completion;
        for (std::size_t next = i; next < i + count; ++next)
            completion += single[next % single.size()]["completion"].get<std::string>();
        rows[i]["completion"] = completion;
    }
}

void pairUp(std::vector<Json> &rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i]["chosen"] = rows[i]["completion"];
        rows[i]["rejected"] = rows[(i + 1) % rows.size()]["completion"];
    }
}

} // namespace

Result<std::string> trainingRows(const std::string &kind) {
    const auto task = taskByName("chain_mod");
    if (!task) return unexpected(task.error());
    auto rows = (*task)->make(Json::object(), 1, kRows);
    if (!rows) return unexpected(rows.error());
    if (kind == "ragged") stretch(*rows);
    if (kind == "pairs") pairUp(*rows);
    std::string lines;
    for (const Json &row : *rows) lines += dumpJson(row) + "\n";
    return lines;
}

Status writeRows(const Context &context, const std::string &) {
    if (context.settings.out.empty())
        return fail({.code = "bench.no_folder", .message = "the case rows writes files", .field = "--out"});
    for (const char *kind : {"problems", "ragged", "pairs"}) {
        const auto lines = trainingRows(kind);
        if (!lines) return unexpected(lines.error());
        if (auto ok = writeFileAtomic(fs::path(context.settings.out) / (std::string(kind) + ".jsonl"), *lines); !ok)
            return ok;
    }
    return {};
}

} // namespace lapidary::bench
