// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/chain.h"
#include "core/data/tasks/sums.h"
#include "core/data/tasks/units.h"
#include "core/data/tasks/word_problems.h"
#include "core/data/tasks/worded_problem.h"
#include "core/text/answer/worded.h"
#include <algorithm>

namespace lapidary {
namespace {

/// One line for every task whose problems this rule grades.
constexpr ReadWorded kReaders[] = {readSums, readChain, readWordProblem, readUnits};

void label(const WorkPlan &plan, const std::string &completion, Verdict &verdict) {
    PlanWalk walk(plan);
    for (std::size_t begin = 0; begin < completion.size();) {
        const auto end = std::min(completion.find('\n', begin), completion.size());
        const std::string line = completion.substr(begin, end - begin);
        begin = end + 1;
        const auto equations = equationsIn(withDigits(line));
        if (equations.empty()) continue;
        bool right = true;
        for (const auto &equation : equations) right = walk.step(equation) && right;
        verdict.steps.push_back({line, right});
    }
    const auto right =
        std::count_if(verdict.steps.begin(), verdict.steps.end(), [](const Step &step) { return step.right; });
    const bool all = right == static_cast<std::ptrdiff_t>(verdict.steps.size()) && right > 0;
    verdict.stepShare =
        verdict.steps.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(verdict.steps.size());
    const auto value = walk.value();
    verdict.followed = all && value && verdict.answer == toText(*value);
    verdict.faithful = *verdict.followed && verdict.correct;
}

class Worked final : public Rule {
public:
    std::string name() const override { return "worked"; }
    std::string stepMark() const override { return "\n"; }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        return statedNumber(completion);
    }
    bool scorable(const Problem &problem) const override { return statedNumber(problem.reference).has_value(); }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        const auto worded = readWorded(problem.question());
        const bool unit = worded && !worded->unit.empty();
        Verdict verdict{.answer =
                            statedNumber(unit ? withoutOtherUnits(withDigits(completion), worded->unit) : completion)};
        verdict.wellFormed = verdict.answer.has_value();
        verdict.correct = verdict.answer && verdict.answer == statedNumber(problem.reference);
        if (worded) label(worded->plan, completion, verdict); // else only the answer can be compared
        return verdict;
    }
};

} // namespace

std::string WordedProblem::form() const {
    std::vector<std::string> others = beside;
    std::sort(others.begin(), others.end());
    std::string out = plan.form() + " " + unit;
    for (const auto &other : others) out += " | " + other;
    return out;
}

std::optional<WordedProblem> readWorded(std::string_view prompt) {
    for (const ReadWorded read : kReaders)
        if (auto problem = read(prompt)) return problem;
    return std::nullopt;
}

std::unique_ptr<Rule> makeWorkedRule() {
    return std::make_unique<Worked>();
}

} // namespace lapidary
