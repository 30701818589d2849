// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/math.h"
#include "core/data/rules/found_answer.h"
#include "core/text/answer/math/equal.h"
#include "core/text/answer/math/found.h"

namespace lapidary {
namespace {

class Math final : public FoundAnswerRule {
public:
    std::string name() const override { return "math"; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        return math::mathAnswerIn(completion);
    }
    std::string canonical(const std::string &found) const override { return math::canonicalAnswer(found); }
    bool same(const std::string &wanted, const std::string &found) const override {
        return math::sameAnswer(wanted, found);
    }
};

} // namespace

std::unique_ptr<Rule> makeMathRule() {
    return std::make_unique<Math>();
}

} // namespace lapidary
