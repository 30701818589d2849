// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/gsm8k_flexible.h"
#include "core/data/rules/found_answer.h"
#include "core/data/rules/gsm8k_strict.h"
#include <algorithm>

namespace lapidary {
namespace {

/// -?[$0-9.,]{2,} or -?[0-9]+
constexpr std::string_view kRun = "$0123456789.,";

class Gsm8kFlexible final : public FoundAnswerRule {
public:
    std::string name() const override { return "gsm8k_flexible"; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        std::size_t end = completion.size();
        while ((end = completion.find_last_of(kRun, end)) != completion.npos) {
            const auto before = completion.find_last_not_of(kRun, end);
            const auto begin = before == completion.npos ? 0 : before + 1;
            const bool digit = completion[end] >= '0' && completion[end] <= '9';
            if (end > begin || digit) {
                const std::size_t sign = begin > 0 && completion[begin - 1] == '-' ? 1 : 0;
                return completion.substr(begin - sign, end + 1 - begin + sign);
            }
            if (begin == 0) break;
            end = begin - 1;
        }
        return std::nullopt;
    }
    std::string canonical(const std::string &found) const override { return bareDigits(found); }
};

} // namespace

std::unique_ptr<Rule> makeGsm8kFlexibleRule() {
    return std::make_unique<Gsm8kFlexible>();
}

} // namespace lapidary
