// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/tokenizer/pattern.h"
#include <pcre2.h>

namespace lapidary {

struct Pattern::Code {
    pcre2_code *code = nullptr;
    std::string literal;
    ~Code() { pcre2_code_free(code); }
};

Result<Pattern> Pattern::literal(const std::string &text) {
    if (text.empty()) return fail("tokenizer.bad_pattern", "an empty text cannot be split on");
    auto code = std::make_shared<Code>();
    code->literal = text;
    Pattern pattern;
    pattern.code_ = std::move(code);
    return pattern;
}

Result<Pattern> Pattern::compile(const std::string &expression, const std::string &file) {
    const auto refuse = [&](std::string message) {
        return fail({.code = "tokenizer.bad_pattern", .message = std::move(message), .file = file, .field = "Regex", .found = expression.substr(0, 120)});
    };
    if (expression.size() > 16384) return refuse("the pattern is longer than 16384 bytes");
    if (expression.find("&&") != std::string::npos || expression.find("\\h") != std::string::npos)
        return refuse("set intersection and \\h mean something else here than in the reference");
    int number = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(),
                               PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &number, &offset, nullptr);
    if (!code->code) {
        PCRE2_UCHAR text[160];
        pcre2_get_error_message(number, text, sizeof text);
        return refuse(std::string(reinterpret_cast<const char *>(text)) + " at byte " + std::to_string(offset));
    }
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE); // without a JIT the interpreter gives the same matches
    Pattern pattern;
    pattern.code_ = std::move(code);
    return pattern;
}

Status Pattern::forEach(std::string_view text, const std::function<void(std::size_t, std::size_t)> &see) const {
    if (!code_->literal.empty()) {
        for (std::size_t at = text.find(code_->literal); at != std::string_view::npos; at = text.find(code_->literal, at + code_->literal.size()))
            see(at, at + code_->literal.size());
        return {};
    }
    const std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data *)> data(pcre2_match_data_create_from_pattern(code_->code, nullptr), pcre2_match_data_free);
    const std::unique_ptr<pcre2_match_context, void (*)(pcre2_match_context *)> limits(pcre2_match_context_create(nullptr), pcre2_match_context_free);
    pcre2_set_match_limit(limits.get(), 10'000'000);
    pcre2_set_depth_limit(limits.get(), 100'000);
    std::size_t at = 0;
    std::uint32_t options = 0; // the first match checks the UTF-8 of the whole text, the others need not
    while (at <= text.size()) {
        const int found = pcre2_match(code_->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at, options, data.get(), limits.get());
        if (found == PCRE2_ERROR_NOMATCH) return {};
        if (found < 0)
            return fail({.code = "tokenizer.pattern_limit", .message = "the pre-tokeniser's pattern gave up on this text", .offset = static_cast<std::int64_t>(at),
                         .found = "PCRE2 error " + std::to_string(found)});
        options = PCRE2_NO_UTF_CHECK;
        const PCRE2_SIZE *span = pcre2_get_ovector_pointer(data.get());
        if (span[1] > span[0]) see(span[0], span[1]);
        at = span[1] > span[0] ? span[1] : span[1] + 1;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return {};
}

} // namespace lapidary
