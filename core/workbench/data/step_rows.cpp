// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/step_rows.h"
#include "core/workbench/data/graded_answer.h"
#include <set>

namespace lapidary {
namespace {

struct Chain {
    std::vector<std::string> steps{};
    std::vector<bool> right{};
    void add(std::string step, bool isRight) {
        steps.push_back(std::move(step));
        right.push_back(isRight);
    }
};

/// `text` without the mark that the step before it ended with.
std::string_view behindMark(std::string_view text, std::string_view mark) {
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

Chain chainOf(const GradedAnswer &graded, std::string_view mark) {
    Chain chain;
    const std::string_view text = graded.answer.text;
    std::size_t from = 0;
    for (const AnswerStep &step : graded.steps) {
        const std::size_t end = step.begin + step.length;
        chain.add(std::string(behindMark(text.substr(from, end - from), mark)), step.right);
        from = end;
    }
    const std::string_view rest = behindMark(text.substr(from), mark);
    if (endedItself(graded.answer.finishReason) && rest.find_first_not_of(" \t\r\n") != rest.npos)
        chain.add(std::string(rest), graded.isRight());
    return chain;
}

std::string markOf(const Rule &rule) {
    return rule.stepMark().empty() ? "\n" : rule.stepMark();
}

class Maker {
public:
    Maker(const Rule &rule, const StepRowsConfig &config) : rule_(rule), config_(config), mark_(markOf(rule)) {}

    Status take(const Json &row) {
        ++made.prompts;
        auto completions = gradedAnswers(row, "completions");
        if (!completions) return unexpected(completions.error());
        const auto problem = problemFromJson(row);
        if (!problem) return unexpected(problem.error());
        std::set<std::string> seen;
        std::int64_t taken = 0;
        for (GradedAnswer &each : *completions) {
            ++made.samples;
            made.cut += !endedItself(each.answer.finishReason);
            if (config_.maxPerPrompt > 0 && taken >= config_.maxPerPrompt) continue;
            if (!seen.insert(each.answer.text).second) {
                ++made.repeated;
                continue;
            }
            labelSteps(rule_, *problem, each);
            if (each.steps.empty())
                ++made.withoutSteps;
            else
                add(*problem, chainOf(each, mark_), ++taken);
        }
        return {};
    }

    StepRowsMade made;

private:
    void add(const Problem &problem, const Chain &chain, std::int64_t number) {
        made.rows.push_back({{"id", problem.id + "/" + std::to_string(number)},
                             {"prompt", problem.prompt},
                             {"completions", chain.steps},
                             {"labels", chain.right},
                             {"reference", problem.reference}});
        if (problem.row.contains("question")) made.rows.back()["question"] = problem.row["question"];
    }

    const Rule &rule_;
    const StepRowsConfig &config_;
    std::string mark_;
};

} // namespace

const Described<StepRowsConfig> &StepRowsConfig::described() {
    using C = StepRowsConfig;
    static const auto d =
        Described<C>()
            .add("max_per_prompt", &C::maxPerPrompt, atLeast(0), "rows", "chains of one prompt at most; 0 takes all")
            .add("max_rows", &C::maxRows, atLeast(0), "rows", "stops after so many; 0 takes all");
    return d;
}

Result<StepRowsMade> makeStepRows(const fs::path &samples, const Rule &rule, const StepRowsConfig &config,
                                  const RowWork &work) {
    Maker maker(rule, config);
    StepRowsMade &made = maker.made;
    const auto whole = [&] { return config.maxRows > 0 && std::ssize(made.rows) >= config.maxRows; };
    const auto read = forEachRow(samples, [&](const Json &row) -> Status {
        if (auto on = work.next(made.prompts); !on) return on;
        return whole() ? Status{} : maker.take(row);
    });
    if (!read) return unexpected(read.error());
    if (whole()) made.rows.resize(static_cast<std::size_t>(config.maxRows));
    for (const Json &row : made.rows)
        for (const Json &right : row["labels"]) ++made.steps, made.wrong += right == false;
    if (made.rows.empty())
        return fail({.code = "steps.none",
                     .message = "no sample has a step that the rule can label",
                     .file = samples.string(),
                     .found = {"{0} samples of {1} prompts, rule {2}", made.samples, made.prompts, rule.name()},
                     .remedy = "Sample from a model that writes chains, for problems of a task with labelled steps."});
    return std::move(made);
}

} // namespace lapidary
