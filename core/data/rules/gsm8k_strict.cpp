// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/gsm8k_strict.h"
#include "core/data/rules/found_answer.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::string_view kDigits = "0123456789.,";

class Gsm8kStrict final : public FoundAnswerRule {
public:
    std::string name() const override { return "gsm8k_strict"; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        constexpr std::string_view kMark = "#### ";
        for (std::size_t at = 0; (at = completion.find(kMark, at)) != completion.npos; ++at) {
            const auto rest = std::string_view(completion).substr(at + kMark.size());
            const std::size_t sign = rest.starts_with('-') ? 1 : 0;
            const auto end = std::min(rest.find_first_not_of(kDigits, sign), rest.size());
            if (end > sign) return std::string(rest.substr(0, end));
        }
        return std::nullopt;
    }
    std::optional<std::string> findReference(const std::string &reference) const override {
        if (auto found = find(reference)) return found;
        return reference.find_first_of("0123456789") == reference.npos ? std::nullopt : std::optional(reference);
    }
    std::string canonical(const std::string &found) const override { return bareDigits(found); }
};

} // namespace

std::string bareDigits(std::string_view digits) {
    std::string out;
    for (const char c : digits)
        if (c != ',' && c != '$' && c != ' ' && c != '\n') out += c;
    if (out.ends_with('.')) out.pop_back();
    return out;
}

std::unique_ptr<Rule> makeGsm8kStrictRule() {
    return std::make_unique<Gsm8kStrict>();
}

} // namespace lapidary
