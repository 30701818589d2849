// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/number.h"
#include "core/data/rules/found_answer.h"
#include "core/text/answer/announced.h"
#include "core/text/answer/math/normal.h"
#include "core/text/answer/math/reader.h"
#include "core/text/answer/math/work.h"

namespace lapidary {
namespace {

using math::Rational;

std::optional<Rational> valueOf(const std::string &canonical) {
    const math::Work bounded;
    const auto read = math::readMath(canonical);
    const auto normal = read ? math::normalOf(*read) : std::nullopt;
    return normal ? normal->number() : std::nullopt;
}

class Number final : public FoundAnswerRule {
public:
    Number(Rational tolerance, bool relative, std::string name)
        : tolerance_(std::move(tolerance)), relative_(relative), name_(std::move(name)) {}
    std::string name() const override { return name_; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        return announcedNumber(completion);
    }
    bool same(const std::string &wanted, const std::string &found) const override {
        const auto right = valueOf(wanted), given = valueOf(found);
        if (!right || !given) return wanted == found;
        const Rational bound = relative_ ? Rational(tolerance_ * abs(*right)) : tolerance_;
        return abs(Rational(*given - *right)) <= bound;
    }

private:
    Rational tolerance_;
    bool relative_;
    std::string name_;
};

} // namespace

Result<std::unique_ptr<Rule>> makeNumberRule(const std::string &tolerance) {
    const bool relative = tolerance.ends_with('%');
    const auto value = valueOf(relative ? tolerance.substr(0, tolerance.size() - 1) : tolerance);
    if (!value || *value < 0)
        return fail({.code = "reward.rule_argument",
                     .message = "This is no tolerance.",
                     .field = "rule",
                     .found = tolerance,
                     .expected = "a number that is not below 0, or a percentage",
                     .remedy = "Write for example \"number:0.01\" or \"number:1%\"."});
    return std::make_unique<Number>(relative ? Rational(*value / 100) : *value, relative, "number:" + tolerance);
}

} // namespace lapidary
