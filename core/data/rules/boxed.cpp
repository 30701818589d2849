// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/boxed.h"
#include "core/data/rules/found_answer.h"
#include "core/text/answer/math/boxes.h"
#include "core/text/answer/math/published.h"

namespace lapidary {
namespace {

class Boxed final : public FoundAnswerRule {
public:
    std::string name() const override { return "boxed"; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        const auto boxes = math::boxesIn(completion);
        if (boxes.empty() || !boxes.back().closed) return std::nullopt;
        return std::string(boxes.back().inside);
    }
    std::optional<std::string> findReference(const std::string &reference) const override {
        if (auto box = find(reference)) return box;
        return reference.find_first_not_of(" \t\r\n") == reference.npos ? std::nullopt : std::optional(reference);
    }
    std::string canonical(const std::string &found) const override { return math::hendrycksForm(found); }
};

} // namespace

std::unique_ptr<Rule> makeBoxedRule() {
    return std::make_unique<Boxed>();
}

} // namespace lapidary
