// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/filter.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/data/jsonl.h"
#include <algorithm>
#include <set>
#include <sstream>

namespace lapidary {
namespace {

bool mayStay(const GradedAnswer &completion, const FilterConfig &config) {
    if (!completion.answer.fault().empty()) return false;
    return !config.requireRight || (completion.isRight() && !(config.requireFaithful && completion.faithful == false));
}

/// Those that may be kept of one prompt: the first of equal ones, by score where that counts.
std::vector<const GradedAnswer *> keptOf(const std::vector<GradedAnswer> &completions, const FilterConfig &config) {
    std::vector<const GradedAnswer *> all;
    for (const GradedAnswer &completion : completions)
        if (mayStay(completion, config) && (config.keep != "best" || completion.answer.score))
            all.push_back(&completion);
    if (config.keep == "best")
        std::stable_sort(all.begin(), all.end(), [](auto *a, auto *b) { return *a->answer.score > *b->answer.score; });
    std::set<std::string> seen;
    std::erase_if(all, [&](const GradedAnswer *each) {
        const std::string &text = each->answer.text;
        return !seen.insert(config.distinct == "steps" ? stepsOf(text) : text).second;
    });
    return all;
}

Json rowOf(const Json &row, std::size_t place, const GradedAnswer &completion) {
    return {{"id", row.value("id", "") + "/" + std::to_string(place + 1)},
            {"prompt", row.value("prompt", "")},
            {"completion", completion.answer.text}};
}

} // namespace

std::string stepsOf(const std::string &text) {
    std::string steps;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.find('=') == line.npos) continue;
        for (const char c : line)
            if (std::string_view("0123456789.=+-*/^%()<>").find(c) != std::string_view::npos) steps += c;
        steps += '\n';
    }
    return steps.empty() ? text : steps;
}

const Described<FilterConfig> &FilterConfig::described() {
    using C = FilterConfig;
    static const auto d =
        Described<C>()
            .add("max_per_prompt", &C::maxPerPrompt, atLeast(1), "rows", "more rows, but of fewer different prompts")
            .add("require_right", &C::requireRight, "",
                 "keeps only right samples; off, all that ended by themselves, as a student needs")
            .add("require_faithful", &C::requireFaithful, "",
                 "samples must be right in every step, where steps are known")
            .choice("distinct", &C::distinct, {"text", "steps"},
                    "steps: of chains that compute the same in other words only one is kept")
            .choice("keep", &C::keep, {"first", "best"},
                    "which of a prompt: the first ones, or those of the highest scores (best of n)")
            .add("max_rows", &C::maxRows, atLeast(0), "rows", "stops after so many; 0 takes all");
    return d;
}

Result<FilteredSamples> filterSamples(const fs::path &samples, const FilterConfig &config, const RowWork &work) {
    FilteredSamples kept;
    std::int64_t scored = 0;
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(++kept.prompts); !on) return on;
        const auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        for (const GradedAnswer &completion : *completions) {
            const std::string fault = completion.answer.fault();
            ++kept.samples;
            kept.cut += fault == "cut" || fault == "cancelled";
            scored += completion.answer.score.has_value();
        }
        const auto stay = keptOf(*completions, config);
        kept.withoutRight += stay.empty();
        kept.mayStay += static_cast<std::int64_t>(stay.size());
        const auto most = static_cast<std::size_t>(config.maxPerPrompt);
        for (std::size_t i = 0; i < std::min(most, stay.size()); ++i) kept.rows.push_back(rowOf(row, i, *stay[i]));
        return {};
    });
    if (!read) return unexpected(read.error());
    if (config.keep == "best")
        if (auto ok = mustHaveScores(scored, samples); !ok) return unexpected(ok.error());
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
