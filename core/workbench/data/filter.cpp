// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/filter.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/data/jsonl.h"
#include <set>

namespace lapidary {
namespace {

bool mayStay(const GradedAnswer &completion, const FilterConfig &config) {
    if (!completion.answer.fault().empty()) return false;
    return !config.requireRight || (completion.isRight() && !(config.requireFaithful && completion.faithful == false));
}

/// The rows of one prompt.
std::vector<Json> rowsOf(const Json &row, const std::vector<GradedAnswer> &completions, const FilterConfig &config) {
    std::vector<Json> out;
    std::set<std::string> seen;
    for (const GradedAnswer &completion : completions) {
        if (static_cast<std::int64_t>(out.size()) >= config.maxPerPrompt) break;
        const std::string &text = completion.answer.text;
        if (!mayStay(completion, config) || !seen.insert(text).second) continue;
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
            .add("require_right", &C::requireRight, "",
                 "keeps only right samples; off, all that ended by themselves, as a student needs")
            .add("require_faithful", &C::requireFaithful, "",
                 "samples must be right in every step, where steps are known")
            .add("max_rows", &C::maxRows, atLeast(0), "rows", "stops after so many; 0 takes all");
    return d;
}

Result<FilteredSamples> filterSamples(const fs::path &samples, const FilterConfig &config, const RowWork &work) {
    FilteredSamples kept;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(++kept.prompts); !on) return on;
        const auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        for (const GradedAnswer &completion : *completions) {
            const std::string fault = completion.answer.fault();
            ++kept.samples;
            kept.cut += fault == "cut" || fault == "cancelled";
        }
        auto rows = rowsOf(row, *completions, config);
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
             .message = config.requireRight ? Sentence("no sample is right, ended by itself and right in every step")
                                            : Sentence("no sample ended by itself"),
             .file = samples.string(),
             .found = {"{0} samples of {1} prompts", kept.samples, kept.prompts},
             .remedy =
                 config.requireRight
                     ? Sentence(
                           "Sample more (n), from a model that is sometimes right, or set require_faithful = false.")
                     : Sentence("Raise max_new_tokens of the samples.")});
    return kept;
}

} // namespace lapidary
