// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/regex.h"
#include "core/base/utf8.h"
#include "core/data/rules/found_answer.h"
#include "core/text/response/regex.h"

namespace lapidary {
namespace {

std::string trimmed(const std::string &text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    return begin == text.npos ? std::string() : text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

class RegexRule final : public FoundAnswerRule {
public:
    RegexRule(response::Regex regex, std::string name) : regex_(std::move(regex)), name_(std::move(name)) {}
    std::string name() const override { return name_; }

protected:
    /// Where the pattern takes too many steps there is no answer.
    std::optional<std::string> find(const std::string &completion) const override {
        if (utf8::firstInvalid(completion) != completion.npos) return std::nullopt;
        const auto matches = regex_.all(completion);
        if (!matches || matches->empty()) return std::nullopt;
        const auto &last = matches->back();
        const std::string *group = last.group("answer");
        auto found = trimmed(group ? *group : completion.substr(last.begin, last.end - last.begin));
        return found.empty() ? std::nullopt : std::optional(std::move(found));
    }
    std::optional<std::string> findReference(const std::string &reference) const override {
        if (auto found = find(reference)) return found;
        auto whole = trimmed(reference);
        return whole.empty() ? std::nullopt : std::optional(std::move(whole));
    }

private:
    response::Regex regex_;
    std::string name_;
};

} // namespace

Result<std::unique_ptr<Rule>> makeRegexRule(const std::string &pattern) {
    auto regex = pattern.empty() ? response::Regex::compile("(", "rule") : response::Regex::compile(pattern, "rule");
    if (!regex) {
        Error error = regex.error();
        error.code = "reward.rule_argument";
        error.expected = "a regular expression, with a group named \"answer\" where not all of it is the answer";
        error.remedy = "Write for example \"regex:Answer: (?<answer>[0-9]+)\".";
        return unexpected(std::move(error));
    }
    return std::make_unique<RegexRule>(std::move(*regex), "regex:" + pattern);
}

} // namespace lapidary
