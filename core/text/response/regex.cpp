// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/response/regex.h"
#include <algorithm>
#include <cstring>
#include <pcre2.h>

namespace lapidary::response {
namespace {

constexpr std::size_t kLongest = 16384;
constexpr std::uint32_t kMostSteps = 10'000'000, kDeepest = 100'000, kMostHeap = 64 * 1024; // KiB

/// PCRE2's \Z also stands before a last line break, Python's does not.
std::string translate(const std::string &expression) {
    std::string out;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        out += expression[i];
        if (expression[i] != '\\' || ++i >= expression.size()) continue;
        out += expression[i] == 'Z' ? 'z' : expression[i];
    }
    return out;
}

std::string escaped(const std::string &literal) {
    std::string out;
    for (const char c : literal) {
        if (std::strchr("\\^$.|?*+()[]{}-#", c) && c != '\0') out += '\\';
        out += c;
    }
    return out;
}

} // namespace

struct Regex::Code {
    pcre2_code *code = nullptr;
    pcre2_match_context *limits = nullptr;
    ~Code() {
        pcre2_match_context_free(limits);
        pcre2_code_free(code);
    }
};

const std::string *Regex::Match::group(std::string_view name) const {
    const auto it = std::find_if(groups.begin(), groups.end(), [&](const auto &each) { return each.first == name; });
    return it == groups.end() ? nullptr : &it->second;
}

Result<Regex> Regex::compile(const std::string &expression, const std::string &field) {
    const auto refuse = [&](Sentence message) {
        return fail({.code = "response.bad_template",
                     .message = std::move(message),
                     .field = field,
                     .found = expression.substr(0, 120)});
    };
    if (expression.size() > kLongest) return refuse("the pattern is longer than 16384 bytes");
    int number = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    const std::string translated = translate(expression);
    code->code =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                      PCRE2_UTF | PCRE2_UCP | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C, &number, &offset, nullptr);
    if (!code->code) {
        PCRE2_UCHAR text[160];
        pcre2_get_error_message(number, text, sizeof text);
        return refuse({"{0} at byte {1}", std::string(reinterpret_cast<const char *>(text)), offset});
    }
    code->limits = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(code->limits, kMostSteps);
    pcre2_set_depth_limit(code->limits, kDeepest);
    pcre2_set_heap_limit(code->limits, kMostHeap);
    Regex out;
    std::uint32_t count = 0, size = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMETABLE, &table);
    for (std::uint32_t i = 0; i < count; ++i, table += size) { // two bytes of its number, then its name
        out.numbers_.push_back(table[0] << 8 | table[1]);
        out.names_.emplace_back(reinterpret_cast<const char *>(table + 2));
    }
    out.code_ = std::move(code);
    return out;
}

Result<Regex> Regex::anyOf(std::vector<std::string> literals, const std::string &field) {
    std::stable_sort(literals.begin(), literals.end(),
                     [](const auto &a, const auto &b) { return a.size() > b.size(); });
    std::string expression;
    for (const auto &literal : literals) expression += (expression.empty() ? "" : "|") + escaped(literal);
    return compile(expression, field);
}

Result<std::optional<Regex::Match>> Regex::search(std::string_view text, std::size_t from) const {
    if (from > text.size()) return std::optional<Match>();
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data(
        pcre2_match_data_create_from_pattern(code_->code, nullptr), &pcre2_match_data_free);
    const int found = pcre2_match(code_->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                                  PCRE2_NO_UTF_CHECK, data.get(), code_->limits);
    if (found == PCRE2_ERROR_NOMATCH) return std::optional<Match>();
    if (found < 0)
        return fail({.code = "response.limit",
                     .message = "a pattern of the response template gave up on this answer",
                     .offset = static_cast<std::int64_t>(from),
                     .found = {"PCRE2 error {0}", found}});
    const PCRE2_SIZE *span = pcre2_get_ovector_pointer(data.get());
    Match match{std::min(span[0], span[1]), span[1]};
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const auto at = static_cast<std::size_t>(numbers_[i]) * 2;
        if (numbers_[i] < found && span[at] != PCRE2_UNSET)
            match.groups.emplace_back(names_[i], text.substr(span[at], span[at + 1] - span[at]));
    }
    return std::optional(std::move(match));
}

Result<std::vector<Regex::Match>> Regex::all(std::string_view text) const {
    std::vector<Match> out;
    for (std::size_t at = 0; at <= text.size();) {
        auto match = search(text, at);
        if (!match) return unexpected(match.error());
        if (!*match) break;
        at = (*match)->end;
        if ((*match)->begin == (*match)->end)
            for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
        out.push_back(std::move(**match));
    }
    return out;
}

} // namespace lapidary::response
