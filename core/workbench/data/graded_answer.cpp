// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/graded_answer.h"
#include <algorithm>

namespace lapidary {
namespace {

std::optional<bool> verdictAt(const Json &row, const char *key) {
    const auto it = row.find(key);
    return it != row.end() && it->is_boolean() ? std::optional(it->get<bool>()) : std::nullopt;
}

} // namespace

Result<GradedAnswer> gradedAnswer(const Json &row) {
    const bool cut = row.is_object() && row.value("terminated", Json()) == false;
    auto answer = completionFromJson(row, cut ? "length" : "stop");
    if (!answer) return unexpected(answer.error());
    if (const auto tokens = row.find("tokens"); tokens != row.end() && tokens->is_number())
        answer->cost.kept = tokens->get<std::int64_t>();
    else if (tokens != row.end() && tokens->is_object()) {
        const auto cost = costFromJson(*tokens);
        if (!cost) return unexpected(cost.error());
        answer->cost = *cost;
    }
    answer->seconds = getNumber(row, "seconds").value_or(0);
    answer->from.oracle = verdictAt(row, "oracle") == true;
    return GradedAnswer{
        .answer = std::move(*answer), .correct = verdictAt(row, "correct"), .faithful = verdictAt(row, "faithful")};
}

Result<std::vector<GradedAnswer>> gradedAnswers(const Json &row, const char *list) {
    std::vector<GradedAnswer> out;
    for (const auto &each : row.value(list, Json::array())) {
        auto read = gradedAnswer(each);
        if (!read) return unexpected(read.error());
        out.push_back(std::move(*read));
    }
    return out;
}

Status mustHaveScores(std::int64_t scored, const fs::path &file) {
    if (scored > 0) return {};
    return fail({.code = "samples.no_scores",
                 .message = "samples are compared by their scores, and none has one",
                 .file = file.string(),
                 .field = "completions.score",
                 .found = "nothing",
                 .expected = "a number",
                 .remedy = "Set scorer in the stage that samples."});
}

void labelSteps(const Rule &rule, const Problem &problem, GradedAnswer &answer) {
    const std::string &text = answer.answer.text;
    answer.steps.clear();
    std::size_t from = 0;
    for (const Step &step : rule.grade(problem, text).steps) {
        const std::size_t at = text.find(step.text, from);
        if (at == text.npos || step.text.empty()) continue;
        answer.steps.push_back({at, step.text.size(), step.right});
        from = at + step.text.size();
    }
}

} // namespace lapidary
