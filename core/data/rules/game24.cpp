// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/game24.h"
#include "core/text/answer/expression.h"
#include <algorithm>

namespace lapidary {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Whole numbers, sorted; those beyond 18 digits are left out.
std::vector<std::string> wholeNumbers(std::string_view text) {
    std::vector<std::string> numbers;
    for (std::size_t at = 0; at < text.size();) {
        if (!isDigit(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end])) ++end;
        numbers.emplace_back(text.substr(at, end - at));
        at = end;
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

std::vector<std::string> numbersOf(const Problem &problem) {
    if (const auto it = problem.row.find("numbers"); it != problem.row.end())
        return wholeNumbers(it->is_string() ? it->get<std::string>() : dumpJson(*it));
    return wholeNumbers(problem.question());
}

class Game24 final : public Rule {
public:
    std::string name() const override { return "game24"; }
    bool scorable(const Problem &problem) const override { return !numbersOf(problem).empty(); }

    std::optional<std::string> answerOf(const std::string &completion) const override {
        const auto end = completion.find_last_not_of(" \t\r\n");
        if (end == completion.npos) return std::nullopt;
        const auto before = completion.find_last_of('\n', end);
        std::string_view line = std::string_view(completion).substr(0, end + 1);
        line.remove_prefix(before == completion.npos ? 0 : before + 1);
        for (const std::string_view mark : {"Answer:", "answer:"})
            if (const auto at = line.find(mark); at != line.npos) line.remove_prefix(at + mark.size());
        line = line.substr(0, line.find('='));
        std::string expression;
        for (const char c : line)
            if (c != ' ' && c != '\t' && c != '\r') expression += c;
        return readExpression(expression) ? std::optional(expression) : std::nullopt;
    }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        const auto answer = answerOf(completion);
        if (!answer) return {};
        const auto expression = readExpression(*answer);
        const auto value = expression ? valueOf(*expression) : std::nullopt;
        const auto target = problem.reference.empty() ? Fraction{24, 1} : readFraction(problem.reference);
        const bool all = wholeNumbers(*answer) == numbersOf(problem);
        return {.answer = answer, .correct = all && value && target && *value == *target, .wellFormed = true};
    }
};

} // namespace

std::unique_ptr<Rule> makeGame24Rule() {
    return std::make_unique<Game24>();
}

} // namespace lapidary
