// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// A rule that finds one text in a completion and compares it with one found in the reference.
class FoundAnswerRule : public Rule {
public:
    Verdict grade(const Problem &problem, const std::string &completion) const final {
        const auto found = find(completion);
        if (!found) return {};
        const auto wanted = findReference(problem.reference);
        return {.answer = canonical(*found), .correct = wanted && same(*wanted, *found), .wellFormed = true};
    }
    std::optional<std::string> answerOf(const std::string &completion) const final {
        const auto found = find(completion);
        return found ? std::optional(canonical(*found)) : std::nullopt;
    }
    bool scorable(const Problem &problem) const final { return findReference(problem.reference).has_value(); }

protected:
    /// The answer as it was written.
    virtual std::optional<std::string> find(const std::string &completion) const = 0;
    virtual std::optional<std::string> findReference(const std::string &reference) const { return find(reference); }
    virtual std::string canonical(const std::string &found) const { return found; }
    virtual bool same(const std::string &wanted, const std::string &found) const {
        return canonical(wanted) == canonical(found);
    }
};

} // namespace lapidary
