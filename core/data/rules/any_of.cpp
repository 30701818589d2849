// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/any_of.h"

namespace lapidary {
namespace {

std::optional<std::string> textOf(const Json &value) {
    if (value.is_string()) return value.get<std::string>();
    return value.is_number() ? std::optional(dumpJson(value)) : std::nullopt;
}

std::vector<std::string> textsOf(const Json &list) {
    std::vector<std::string> out;
    for (const Json &each : list)
        if (auto text = textOf(each)) out.push_back(std::move(*text));
    return out;
}

std::vector<std::string> referencesOf(const Problem &problem) {
    if (const auto it = problem.row.find("references"); it != problem.row.end() && it->is_array()) return textsOf(*it);
    if (problem.reference.starts_with('['))
        if (const auto read = parseJson(problem.reference); read && read->is_array()) return textsOf(*read);
    return {problem.reference};
}

class AnyOf final : public Rule {
public:
    explicit AnyOf(std::unique_ptr<Rule> rule) : rule_(std::move(rule)) {}
    std::string name() const override { return "any_of:" + rule_->name(); }
    std::string stepMark() const override { return rule_->stepMark(); }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        return rule_->answerOf(completion);
    }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        Verdict last = rule_->grade(withReference(problem, ""), completion);
        for (const auto &reference : referencesOf(problem)) {
            Verdict verdict = rule_->grade(withReference(problem, reference), completion);
            if (verdict.correct) return verdict;
            last = std::move(verdict);
        }
        return last;
    }

    bool scorable(const Problem &problem) const override {
        for (const auto &reference : referencesOf(problem))
            if (rule_->scorable(withReference(problem, reference))) return true;
        return false;
    }

private:
    std::unique_ptr<Rule> rule_;

    static Problem withReference(const Problem &problem, const std::string &reference) {
        Problem out = problem;
        out.reference = reference;
        return out;
    }
};

} // namespace

Result<std::unique_ptr<Rule>> makeAnyOfRule(const std::string &rule) {
    if (rule.empty() || rule.starts_with("any_of"))
        return fail({.code = "reward.rule_argument",
                     .message = "This rule compares with several references by another rule.",
                     .field = "rule",
                     .found = rule.empty() ? "none" : rule,
                     .expected = "the name of another rule behind the colon",
                     .remedy = "Write for example \"any_of:math\"."});
    auto inner = ruleByName(rule);
    if (!inner) return unexpected(inner.error());
    return std::make_unique<AnyOf>(std::move(*inner));
}

} // namespace lapidary
