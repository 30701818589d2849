// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/any_of.h"
#include "core/data/rules/boxed.h"
#include "core/data/rules/choice.h"
#include "core/data/rules/game24.h"
#include "core/data/rules/gsm8k_flexible.h"
#include "core/data/rules/gsm8k_strict.h"
#include "core/data/rules/math.h"
#include "core/data/rules/minerva.h"
#include "core/data/rules/number.h"
#include "core/data/rules/regex.h"
#include "core/data/tasks/chain_mod.h"
#include "core/data/tasks/countdown.h"
#include "core/data/tasks/dates.h"
#include "core/data/tasks/exact.h"
#include "core/data/tasks/gsm8k.h"
#include "core/data/tasks/worded_problem.h"

namespace lapidary {
namespace {

using Made = Result<std::unique_ptr<Rule>>;

template <std::unique_ptr<Rule> (*make)()> Made alone(const std::string &) {
    return make();
}

struct RuleEntry {
    RuleInfo info;
    Made (*make)(const std::string &argument);
};
/// One line for every way in which answers are found and compared.
const RuleEntry kRules[] = {
    {{"exact", 1, "", "the whole text"}, alone<makeExactRule>},
    {{"chain_mod", 1, "", "chains of sums modulo 10, step by step"}, alone<makeChainModRule>},
    {{"gsm8k", 1, "", "the number that a solution announces"}, alone<makeGsm8kRule>},
    {{"gsm8k_strict", 1, "", "the digits behind the first #### as text"}, alone<makeGsm8kStrictRule>},
    {{"gsm8k_flexible", 1, "", "the last digits anywhere as text"}, alone<makeGsm8kFlexibleRule>},
    {{"worked", 1, "", "the number of a worded problem, in its unit"}, alone<makeWorkedRule>},
    {{"dates", 1, "", "dates and weekdays"}, alone<makeDatesRule>},
    {{"countdown", 2, "", "an expression that reaches the target"}, alone<makeCountdownRule>},
    {{"game24", 1, "", "an expression that uses every number once"}, alone<makeGame24Rule>},
    {{"math", 1, "", "mathematics in LaTeX or plainly, by what it means"}, alone<makeMathRule>},
    {{"boxed", 1, "", "the last box as the MATH benchmark compares it"}, alone<makeBoxedRule>},
    {{"minerva", 1, "", "the sentence of the final answer as Minerva compares it"}, alone<makeMinervaRule>},
    {{"choice", 1, "", "the letter of an option"}, alone<makeChoiceRule>},
    {{"number", 1, "TOLERANCE", "the number that a solution announces, within a tolerance"}, makeNumberRule},
    {{"regex", 1, "PATTERN", "the last match of a regular expression"}, makeRegexRule},
    {{"any_of", 1, "RULE", "several references, by another rule"}, makeAnyOfRule},
};

std::string formOf(const RuleInfo &rule) {
    return *rule.argument == '\0' ? rule.name : std::string(rule.name) + ":" + rule.argument;
}

} // namespace

std::vector<RuleInfo> rules() {
    std::vector<RuleInfo> all;
    for (const auto &entry : kRules) all.push_back(entry.info);
    return all;
}

std::vector<std::string> ruleNames() {
    std::vector<std::string> names;
    for (const auto &entry : kRules)
        if (*entry.info.argument == '\0') names.emplace_back(entry.info.name);
    return names;
}

std::vector<std::string> ruleForms() {
    std::vector<std::string> forms;
    for (const auto &entry : kRules) forms.push_back(formOf(entry.info));
    return forms;
}

Result<std::unique_ptr<Rule>> ruleByName(const std::string &name) {
    const auto colon = name.find(':');
    const std::string known = name.substr(0, colon), argument = colon == name.npos ? "" : name.substr(colon + 1);
    std::string forms;
    for (const auto &entry : kRules) {
        const bool takes = *entry.info.argument != '\0';
        if (known == entry.info.name && (takes || colon == name.npos)) return entry.make(argument);
        forms += (forms.empty() ? "" : ", ") + formOf(entry.info);
    }
    return fail({.code = "reward.unknown_rule",
                 .message = "There is no such rule.",
                 .field = "rule",
                 .found = name,
                 .expected = forms,
                 .remedy = "Name one of these."});
}

int ruleVersion(const std::string &name) {
    for (const auto &entry : kRules)
        if (name.substr(0, name.find(':')) == entry.info.name) return entry.info.version;
    return 1;
}

} // namespace lapidary
