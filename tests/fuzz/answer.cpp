// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/rule.h"
#include "core/text/answer/arithmetic.h"
#include "core/text/answer/number.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// What a model wrote, behind a NUL the reference: numbers are canonical, and every rule gives its verdict.
void answer(std::string_view bytes) {
    (void)evaluateArithmetic(bytes);
    if (const auto number = leadingNumber(bytes))
        promise(leadingNumber(*number) == number && wholeNumber(*number) == number);
    static const auto rules = [] {
        std::vector<std::unique_ptr<Rule>> all;
        for (const auto &name : ruleNames()) all.push_back(std::move(*ruleByName(name)));
        return all;
    }();
    const auto [completion, reference] = atNul(bytes);
    for (const auto &rule : rules) {
        const Verdict verdict =
            rule->grade({.id = "x", .prompt = "1+1=", .reference = std::string(reference)}, std::string(completion));
        promise(!verdict.correct || verdict.answer.has_value());
        if (rule->name() == "gsm8k" && verdict.answer)
            promise(rule->answerOf("#### " + *verdict.answer) == verdict.answer);
        promise(!verdict.stepShare || (*verdict.stepShare >= 0 && *verdict.stepShare <= 1));
    }
}

} // namespace lapidary::fuzz
