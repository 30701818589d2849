// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/filter.h"
#include "core/text/answer/finish.h"
#include "core/workbench/data/jsonl.h"
#include <set>

namespace lapidary {
namespace {

/// Samples from elsewhere may not say how they ended.
std::string faultIn(const Json &completion) {
    return faultOf(completion.value("text", ""), completion.value("finish_reason", "stop"));
}

bool mayStay(const Json &completion, bool requireFaithful) {
    if (!faultIn(completion).empty()) return false;
    const Json correct = completion.value("correct", Json()), faithful = completion.value("faithful", Json());
    return correct == true && !(requireFaithful && faithful == false);
}

/// The rows of one prompt.
std::vector<Json> rowsOf(const Json &row, const FilterConfig &config) {
    std::vector<Json> out;
    std::set<std::string> seen;
    for (const auto &completion : row.value("completions", Json::array())) {
        if (static_cast<std::int64_t>(out.size()) >= config.maxPerPrompt) break;
        const std::string text = completion.value("text", "");
        if (!mayStay(completion, config.requireFaithful) || !seen.insert(text).second) continue;
        out.push_back({{"id", row.value("id", "") + "/" + std::to_string(out.size() + 1)},
                       {"prompt", row.value("prompt", "")},
                       {"completion", text}});
    }
    return out;
}

} // namespace

const Described<FilterConfig> &FilterConfig::described() {
    using C = FilterConfig;
    static const auto d =
        Described<C>()
            .add("max_per_prompt", &C::maxPerPrompt, atLeast(1), "rows", "more rows, but of fewer different prompts")
            .add("require_faithful", &C::requireFaithful, "",
                 "samples must be right in every step, where steps are known")
            .add("max_rows", &C::maxRows, atLeast(0), "rows", "stops after so many; 0 takes all");
    return d;
}

Result<FilteredSamples> filterSamples(const fs::path &samples, const FilterConfig &config, const RowWork &work) {
    FilteredSamples kept;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(++kept.prompts); !on) return on;
        for (const auto &completion : row.value("completions", Json::array())) {
            const std::string fault = faultIn(completion);
            ++kept.samples;
            kept.cut += fault == "cut" || fault == "cancelled";
        }
        auto rows = rowsOf(row, config);
        kept.withoutRight += rows.empty();
        std::move(rows.begin(), rows.end(), std::back_inserter(kept.rows));
        return {};
    });
    if (!read) return unexpected(read.error());
    if (config.maxRows > 0 && kept.rows.size() > static_cast<std::size_t>(config.maxRows))
        kept.rows.resize(static_cast<std::size_t>(config.maxRows));
    if (kept.rows.empty())
        return fail(
            {.code = "filter.none",
             .message = "no sample is right, ended by itself and right in every step",
             .file = samples.string(),
             .found = {"{0} samples of {1} prompts", kept.samples, kept.prompts},
             .remedy = "Sample more (n), from a model that is sometimes right, or set require_faithful = false."});
    return kept;
}

} // namespace lapidary
