// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/tracked_text.h"
#include "core/base/utf8.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kLongestText = 512ull << 20; ///< what a text may grow to by replacements

} // namespace

std::size_t TrackedText::nextCharacter(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    return at;
}

std::size_t TrackedText::previousCharacter(std::string_view text, std::size_t at) {
    for (--at; at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) --at;
    return at;
}

char32_t TrackedText::decodeAt(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte < 0x80 ? byte : utf8::decode(text, at);
}

TrackedText TrackedText::of(std::string_view input, std::size_t offset) {
    TrackedText tracked{std::string(input), {}, offset};
    tracked.origin.reserve(input.size());
    for (std::size_t at = 0; at < input.size();) { // every byte of a character stands for the whole character
        const std::size_t end = nextCharacter(input, at);
        tracked.origin.resize(end, {offset + at, offset + end});
        at = end;
    }
    return tracked;
}

TrackedText TrackedText::slice(Span part) const {
    TrackedText out{text.substr(part.begin, part.end - part.begin), {}, start};
    out.origin.assign(origin.begin() + static_cast<std::ptrdiff_t>(part.begin),
                      origin.begin() + static_cast<std::ptrdiff_t>(part.end));
    if (!out.origin.empty()) out.start = out.origin.front().begin;
    return out;
}

Span TrackedText::source(Span part) const {
    if (origin.empty() || part.begin >= origin.size()) return {start, start};
    return {origin[part.begin].begin, origin[std::clamp(part.end, part.begin + 1, origin.size()) - 1].end};
}

void TrackedText::append(std::string_view more, Span source) {
    text += more;
    origin.resize(text.size(), source);
}

void TrackedText::append(const TrackedText &from, Span part) {
    text.append(from.text, part.begin, part.end - part.begin);
    origin.insert(origin.end(), from.origin.begin() + static_cast<std::ptrdiff_t>(part.begin),
                  from.origin.begin() + static_cast<std::ptrdiff_t>(part.end));
}

void TrackedText::append(char32_t code, Span source) {
    utf8::append(text, code);
    origin.resize(text.size(), source);
}

void TrackedText::transform(const std::vector<Change> &changes, std::size_t skipped) {
    TrackedText out{{}, {}, start};
    out.text.reserve(text.size());
    out.origin.reserve(text.size());
    std::size_t at = 0; // where the next character of the old text stands
    const auto pass = [&](std::ptrdiff_t characters) {
        for (; characters > 0 && at < text.size(); --characters) at = nextCharacter(text, at);
    };
    pass(static_cast<std::ptrdiff_t>(skipped));
    for (const auto &[code, count] : changes) {
        const bool fresh = count > 0 || at >= text.size(); // what is new shares the place of what stands before it
        const Span source = !fresh ? origin[at] : at > 0 ? origin[at - 1] : Span{start, start};
        out.append(code, source);
        if (count <= 0) pass(1 - count);
    }
    *this = std::move(out);
}

Status TrackedText::replaceAll(const Pattern &pattern, const std::string &content) {
    TrackedText out{{}, {}, start};
    std::size_t done = 0;
    bool tooLong = false;
    auto ok = pattern.forEach(text, [&](std::size_t begin, std::size_t end) {
        if (tooLong |= out.text.size() + content.size() > kLongestText; tooLong) return;
        out.append(*this, {done, begin});
        out.append(content, end > 0 ? origin[end - 1] : Span{start, start}); // for the last character that it replaces
        done = end;
    });
    if (!ok) return ok;
    if (tooLong)
        return fail({.code = "tokenizer.pattern_limit",
                     .message = "the normaliser's replacements make the text longer than 512 MiB"});
    out.append(*this, {done, text.size()});
    *this = std::move(out);
    return {};
}

} // namespace lapidary
