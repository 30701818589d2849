// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/step_batch.h"
#include "core/workbench/data/row_text.h"
#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace lapidary {

StepBatch stepBatch(const Json &body) {
    StepBatch out;
    if (!body.is_object()) return out;
    out.step = getNumber(body, "step").value_or(0);
    out.spike = getString(body, "why").value_or("") == "spike";
    out.usual = getNumber(body, "usual").value_or(0);
    const Json rows = body.value("rows", Json());
    if (!rows.is_array()) return out;
    for (const Json &each : rows) {
        if (!each.is_object()) continue;
        BatchRow row{.replayed = getString(each, "data").value_or("") == "replay",
                     .loss = getNumber(each, "loss").value_or(std::numeric_limits<double>::quiet_NaN())};
        const Json lines = each.value("lines", Json());
        if (lines.is_array())
            for (const Json &line : lines)
                if (line.is_number_integer() && line > 0) row.lines.push_back(line.get<std::int64_t>());
        out.rows.push_back(std::move(row));
    }
    const auto told = static_cast<std::int64_t>(out.rows.size());
    out.total = std::max(told, static_cast<std::int64_t>(std::min(getNumber(body, "of").value_or(0), 1e15)));
    return out;
}

std::vector<std::string> textsOf(const StepBatch &batch, const fs::path &runFolder) {
    std::set<std::int64_t> wanted[2];
    for (const BatchRow &row : batch.rows) wanted[row.replayed].insert(row.lines.begin(), row.lines.end());
    const std::map<std::int64_t, std::string> read[2] = {rowTexts(rowFileOf(runFolder, "train"), wanted[0]),
                                                         rowTexts(rowFileOf(runFolder, "replay"), wanted[1])};
    std::vector<std::string> out;
    for (const BatchRow &row : batch.rows) {
        std::string text;
        for (const std::int64_t line : row.lines)
            if (const auto it = read[row.replayed].find(line); it != read[row.replayed].end())
                text += (text.empty() ? "" : "\n\n") + it->second;
        out.push_back(std::move(text));
    }
    return out;
}

} // namespace lapidary
