// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/pre_tokenizers/pre_tokenizers.h"
#include <algorithm>

namespace lapidary::pre_tokenizers {
namespace {

struct Part {
    Span span;
    bool match;
};

/// Joins the parts of one word as `behavior` says and appends them to `out`.
void join(const std::vector<Part> &parts, Behavior behavior, std::vector<Span> &out) {
    const auto first = out.size();
    bool lastMatched = false;
    for (const auto &[span, match] : parts) {
        const bool grows = (behavior == Behavior::MergedWithPrevious && match && !lastMatched) ||
                           (behavior == Behavior::Contiguous && match == lastMatched);
        if (grows && out.size() > first)
            out.back().end = span.end;
        else if (!(behavior == Behavior::Removed && match))
            out.push_back(span);
        lastMatched = match;
    }
}

/// The same from the right: a delimiter joins what is behind it, unless that is a delimiter too.
void joinWithNext(const std::vector<Part> &parts, std::vector<Span> &out) {
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    bool lastMatched = false;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (part->match && !lastMatched && static_cast<std::ptrdiff_t>(out.size()) > first)
            out.back().begin = part->span.begin;
        else
            out.push_back(part->span);
        lastMatched = part->match;
    }
    std::reverse(out.begin() + first, out.end());
}

} // namespace

Result<Behavior> behaviorOf(const Json &spec, const std::string &file) {
    const Json name = spec.value("behavior", Json("Isolated"));
    const std::pair<const char *, Behavior> all[] = {{"Isolated", Behavior::Isolated},
                                                     {"Removed", Behavior::Removed},
                                                     {"MergedWithPrevious", Behavior::MergedWithPrevious},
                                                     {"MergedWithNext", Behavior::MergedWithNext},
                                                     {"Contiguous", Behavior::Contiguous}};
    for (const auto &[known, behavior] : all)
        if (name == known) return behavior;
    return fail(parts::badOption("pre_tokenizer", "behavior", name,
                                 "Isolated, Removed, MergedWithPrevious, MergedWithNext or Contiguous", file));
}

Status splitOn(Words &words, const Matches &matches, Behavior behavior, bool invert) {
    std::vector<Span> out;
    out.reserve(words.spans.size());
    std::vector<Part> parts;
    for (const Span &word : words.spans) {
        parts.clear();
        std::size_t done = word.begin;
        auto ok = matches(words.view(word), [&](std::size_t begin, std::size_t end) {
            if (word.begin + begin > done) parts.push_back({{done, word.begin + begin}, invert});
            parts.push_back({{word.begin + begin, word.begin + end}, !invert});
            done = word.begin + end;
        });
        if (!ok) return ok;
        if (done < word.end) parts.push_back({{done, word.end}, invert});
        if (behavior == Behavior::MergedWithNext)
            joinWithNext(parts, out);
        else
            join(parts, behavior, out);
    }
    std::erase_if(out, [](const Span &span) { return span.begin >= span.end; });
    words.spans = std::move(out);
    return {};
}

Matches charactersThat(bool (*belongs)(char32_t)) {
    return [belongs](std::string_view word, const Pattern::See &see) -> Status {
        for (std::size_t at = 0; at < word.size();) {
            const std::size_t end = TrackedText::nextCharacter(word, at);
            if (belongs(TrackedText::decodeAt(word, at))) see(at, end);
            at = end;
        }
        return {};
    };
}

Result<PreTokenizer> split(const Json &spec, const std::string &file) {
    auto pattern = parts::patternOf(spec, "pre_tokenizer", file);
    if (!pattern) return unexpected(pattern.error());
    const auto behavior = behaviorOf(spec, file);
    if (!behavior) return unexpected(behavior.error());
    return PreTokenizer([pattern = *pattern, behavior = *behavior, invert = spec.value("invert", false)](Words &words) {
        return splitOn(
            words,
            [finder = pattern.finder()](std::string_view word, const Pattern::See &see) {
                return finder.forEach(word, see);
            },
            behavior, invert);
    });
}

} // namespace lapidary::pre_tokenizers
