// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/tokenizer/pattern.h"
#include <pcre2.h>

namespace lapidary {
namespace {

constexpr std::size_t kLongestPattern = 16384;
constexpr std::uint32_t kMostSteps = 10'000'000, kDeepest = 100'000, kMostHeap = 64 * 1024; // KiB

constexpr std::string_view kSpace = R"(\t-\r\x{85}\p{Z})", kWord = R"(\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24B6}-\x{24E9})";

/// PCRE2 counts U+180E among the spaces, and no marks, but all numbers, among the word characters; the reference does
/// not. \W and \S within a class stay as they are: there is no other spelling for them.
std::string translate(std::string_view expression) {
    std::string out;
    bool inClass = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c == '\\' && i + 1 < expression.size()) {
            const char kind = expression[++i];
            const auto set = kind == 's' || kind == 'S' ? kSpace : kWord;
            if (kind == 's' || kind == 'w')
                out.append(inClass ? "" : "[").append(set).append(inClass ? "" : "]");
            else if ((kind == 'S' || kind == 'W') && !inClass)
                out.append("[^").append(set).append("]");
            else
                out.append({c, kind});
            continue;
        }
        if (c == '[' && !inClass)
            inClass = true;
        else if (c == '[' && expression.substr(i).starts_with("[:") &&
                 expression.find(":]", i) != std::string_view::npos) {
            const std::size_t end = expression.find(":]", i) + 2; // [:alpha:] and the like
            out.append(expression, i, end - i);
            i = end - 1;
            continue;
        } else if (c == ']')
            inClass = false;
        out += c;
    }
    return out;
}

} // namespace

struct Pattern::Code {
    pcre2_code *code = nullptr;
    std::string literal;
    ~Code() { pcre2_code_free(code); }
};

struct Pattern::Finder::Scratch {
    std::shared_ptr<const Code> code;
    pcre2_match_data *data = nullptr;
    pcre2_match_context *limits = nullptr;
    ~Scratch() {
        pcre2_match_data_free(data);
        pcre2_match_context_free(limits);
    }
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
    const auto refuse = [&](Sentence message) {
        return fail({.code = "tokenizer.bad_pattern",
                     .message = std::move(message),
                     .file = file,
                     .field = "Regex",
                     .found = expression.substr(0, 120)});
    };
    if (expression.size() > kLongestPattern) return refuse("the pattern is longer than 16384 bytes");
    if (expression.find("&&") != std::string::npos || expression.find("\\h") != std::string::npos)
        return refuse("set intersection and \\h mean something else here than in the reference");
    int number = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    const std::string translated = translate(expression);
    code->code =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                      PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &number, &offset, nullptr);
    if (!code->code) {
        PCRE2_UCHAR text[160];
        pcre2_get_error_message(number, text, sizeof text);
        return refuse({"{0} at byte {1}", std::string(reinterpret_cast<const char *>(text)), offset});
    }
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE); // without a JIT the interpreter gives the same matches
    Pattern pattern;
    pattern.code_ = std::move(code);
    return pattern;
}

Pattern::Finder Pattern::finder() const {
    Finder finder;
    finder.scratch_ = std::make_shared<Finder::Scratch>();
    finder.scratch_->code = code_;
    if (!code_->code) return finder;
    finder.scratch_->data = pcre2_match_data_create_from_pattern(code_->code, nullptr);
    finder.scratch_->limits = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(finder.scratch_->limits, kMostSteps);
    pcre2_set_depth_limit(finder.scratch_->limits, kDeepest);
    pcre2_set_heap_limit(finder.scratch_->limits, kMostHeap);
    return finder;
}

Status Pattern::Finder::forEach(std::string_view text, const See &see) const {
    const Code &code = *scratch_->code;
    if (!code.literal.empty()) {
        for (std::size_t at = text.find(code.literal); at != std::string_view::npos;
             at = text.find(code.literal, at + code.literal.size()))
            see(at, at + code.literal.size());
        return {};
    }
    std::size_t at = 0,
                last = std::string_view::npos; // the end of the last match: an empty one there is none of its own
    while (at <= text.size()) {
        const int found = pcre2_match(code.code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), at,
                                      PCRE2_NO_UTF_CHECK, scratch_->data, scratch_->limits);
        if (found == PCRE2_ERROR_NOMATCH) return {};
        if (found < 0)
            return fail({.code = "tokenizer.pattern_limit",
                         .message = "the pre-tokeniser's pattern gave up on this text",
                         .offset = static_cast<std::int64_t>(at),
                         .found = {"PCRE2 error {0}", found}});
        const PCRE2_SIZE *span = pcre2_get_ovector_pointer(scratch_->data);
        const bool empty = span[1] <= span[0];
        if (!empty || span[1] != last) see(span[1] < span[0] ? span[1] : span[0], span[1]);
        last = span[1];
        at = std::max(at, span[1]);
        if (!empty) continue;
        for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    }
    return {};
}

} // namespace lapidary
