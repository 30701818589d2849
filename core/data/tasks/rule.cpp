// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/rule.h"
#include "core/data/asked.h"
#include "core/text/answer/finish.h"

namespace lapidary {

Result<Problem> problemFromJson(const Json &row) {
    auto prompt = getString(row, "prompt");
    if (!prompt) {
        const auto talk = conversationAsked(row);
        if (!talk) return unexpected(talk.error());
        if (!*talk) return unexpected(prompt.error());
        prompt = wordsOf((*talk)->turns);
    }
    Problem problem{.id = {}, .prompt = std::move(*prompt), .reference = {}, .row = row};
    for (auto [name, target] : {std::pair{"id", &problem.id}, {"reference", &problem.reference}}) {
        const auto it = row.find(name);
        if (it == row.end() || it->is_null()) continue;
        *target = it->is_string() ? it->get<std::string>() : dumpJson(*it); // numbers are welcome as ids and answers
    }
    return problem;
}

bool Rule::scorable(const Problem &problem) const {
    return problem.reference.find_first_not_of(" \t\r\n") != std::string::npos;
}

Verdict gradeCompletion(const Rule &rule, const Problem &problem, const std::string &completion,
                        std::string_view finishReason) {
    Verdict verdict = rule.grade(problem, completion);
    if (!endedItself(finishReason)) {
        verdict.answer.reset();
        verdict.correct = verdict.wellFormed = false;
        if (verdict.faithful) verdict.faithful = false;
        if (verdict.followed) verdict.followed = false;
    }
    verdict.scorable = rule.scorable(problem);
    if (verdict.scorable) return verdict;
    verdict.correct = false;
    verdict.faithful.reset(); // it asks for the right answer too
    return verdict;
}

std::optional<std::string> answerOfCompletion(const Rule &rule, const std::string &completion,
                                              std::string_view finishReason) {
    return endedItself(finishReason) ? rule.answerOf(completion) : std::nullopt;
}

} // namespace lapidary
