// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/rule.h"
#include "core/data/tasks/chain_mod.h"
#include "core/data/tasks/exact.h"
#include "core/data/tasks/gsm8k.h"

namespace lapidary {

Result<Problem> problemFromJson(const Json &row) {
    auto prompt = getString(row, "prompt");
    if (!prompt) return unexpected(prompt.error());
    Problem problem{.id = {}, .prompt = std::move(*prompt), .reference = {}, .row = row};
    for (auto [name, target] : {std::pair{"id", &problem.id}, {"reference", &problem.reference}}) {
        const auto it = row.find(name);
        if (it == row.end() || it->is_null()) continue;
        *target = it->is_string() ? it->get<std::string>() : dumpJson(*it); // numbers are welcome as ids and answers
    }
    return problem;
}

namespace {
struct RuleEntry {
    const char *name;
    std::unique_ptr<Rule> (*make)();
};
/// One line for every task whose exact grader core/data/tasks provides.
constexpr RuleEntry kRules[] = {{"exact", makeExactRule}, {"chain_mod", makeChainModRule}, {"gsm8k", makeGsm8kRule}};
} // namespace

std::vector<std::string> ruleNames() {
    std::vector<std::string> names;
    for (const auto &entry : kRules) names.emplace_back(entry.name);
    return names;
}

Result<std::unique_ptr<Rule>> ruleByName(const std::string &name) {
    std::string known;
    for (const auto &entry : kRules) {
        if (name == entry.name) return entry.make();
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    return fail({.code = "reward.unknown_rule",
                 .message = "There is no such rule.",
                 .field = "rule",
                 .found = name,
                 .expected = known,
                 .remedy = "Name one of these."});
}

} // namespace lapidary
