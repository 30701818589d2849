// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/exact.h"

namespace lapidary {

namespace {

/// For tasks without a grader of their own: the answer is the whole completion without the white space around it.
class Exact final : public Rule {
public:
    std::string name() const override { return "exact"; }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        const auto answer = answerOf(completion);
        return {.answer = answer,
                .correct = answer && answer == answerOf(problem.reference),
                .wellFormed = answer.has_value()};
    }

    std::optional<std::string> answerOf(const std::string &completion) const override {
        const auto begin = completion.find_first_not_of(" \t\r\n");
        if (begin == completion.npos) return std::nullopt;
        return completion.substr(begin, completion.find_last_not_of(" \t\r\n") - begin + 1);
    }
};

} // namespace

std::unique_ptr<Rule> makeExactRule() {
    return std::make_unique<Exact>();
}

} // namespace lapidary
