// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/engine/model/adapters/module_pattern.h"
#include <algorithm>
#include <pcre2.h>

namespace lapidary {
namespace {

constexpr std::size_t kLongest = 4096;

using MatchData = std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data *)>;

} // namespace

struct ModulePattern::Code {
    pcre2_code *code = nullptr;
    Code() = default;
    Code(const Code &) = delete;
    Code &operator=(const Code &) = delete;
    ~Code() { pcre2_code_free(code); }

    MatchData match(const std::string &path, std::uint32_t options) const {
        MatchData data(pcre2_match_data_create_from_pattern(code, nullptr), pcre2_match_data_free);
        const std::unique_ptr<pcre2_match_context, void (*)(pcre2_match_context *)> limits(
            pcre2_match_context_create(nullptr), pcre2_match_context_free);
        pcre2_set_match_limit(limits.get(), 1'000'000);
        pcre2_set_depth_limit(limits.get(), 10'000);
        const int found = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(path.data()), path.size(), 0,
                                      PCRE2_ANCHORED | options, data.get(), limits.get());
        if (found < 0) data.reset();
        return data;
    }
};

Result<ModulePattern> ModulePattern::compile(const std::string &expression) {
    const auto refuse = [&](Sentence message) {
        return fail({.code = "adapter.bad_pattern",
                     .message = std::move(message),
                     .found = expression.substr(0, 120),
                     .expected = "a regular expression"});
    };
    if (expression.size() > kLongest) return refuse("the expression is longer than 4096 bytes");
    int number = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(),
                               PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &number, &offset, nullptr);
    if (!code->code) {
        PCRE2_UCHAR text[160];
        pcre2_get_error_message(number, text, sizeof text);
        return refuse(
            {"not a regular expression: {0} at byte {1}", std::string(reinterpret_cast<const char *>(text)), offset});
    }
    ModulePattern pattern;
    pattern.code_ = std::move(code);
    return pattern;
}

bool ModulePattern::matchesWhole(const std::string &path) const {
    return code_->match(path, PCRE2_ENDANCHORED) != nullptr;
}

std::optional<std::string> ModulePattern::group(const std::string &path, int number) const {
    const MatchData data = code_->match(path, 0);
    if (!data || number >= static_cast<int>(pcre2_get_ovector_count(data.get()))) return std::nullopt;
    const PCRE2_SIZE *span = pcre2_get_ovector_pointer(data.get()) + std::ptrdiff_t{2} * number;
    if (span[0] == PCRE2_UNSET) return std::nullopt;
    return path.substr(span[0], span[1] - span[0]);
}

Result<ModuleNames> ModuleNames::expression(const std::string &expression) {
    auto pattern = ModulePattern::compile(expression);
    if (!pattern) return unexpected(pattern.error());
    ModuleNames names;
    names.pattern_ = std::move(*pattern);
    return names;
}

bool ModuleNames::match(const std::string &path) const {
    if (pattern_) return pattern_->matchesWhole(path);
    return std::any_of(names_.begin(), names_.end(),
                       [&](const auto &name) { return path == name || path.ends_with("." + name); });
}

Result<PatternValues> PatternValues::make(const std::vector<std::pair<std::string, double>> &entries) {
    PatternValues values;
    for (const auto &[key, value] : entries) {
        auto pattern = ModulePattern::compile("(?:.*\\.)?(?:" + key + ")");
        if (!pattern) return unexpected(pattern.error());
        values.entries_.emplace_back(std::move(*pattern), value);
    }
    return values;
}

double PatternValues::of(const std::string &path, double otherwise) const {
    for (const auto &[pattern, value] : entries_)
        if (pattern.matchesWhole(path)) return value;
    return otherwise;
}

} // namespace lapidary
