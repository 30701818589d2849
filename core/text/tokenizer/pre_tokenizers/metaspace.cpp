// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/pre_tokenizers/pre_tokenizers.h"
#include "core/text/tokenizer/prefix_scheme.h"

namespace lapidary::pre_tokenizers {
namespace {

/// Blanks become `mark`, and a mark is put before the words that the scheme names.
void markBlanks(Words &words, const std::string &mark, PrefixScheme scheme) {
    const TrackedText &old = words.whole;
    Words out{{{}, {}, old.start}, {}};
    for (const Span &word : words.spans) {
        const std::size_t begin = out.whole.text.size();
        const std::string_view text = words.view(word);
        const bool marked = text.starts_with(' ') || text.starts_with(mark);
        const bool first = old.origin[word.begin].begin == 0; // the word that begins where the input begins
        if (!marked && (scheme == PrefixScheme::Always || (scheme == PrefixScheme::First && first)))
            out.whole.append(mark, old.origin[word.begin]);
        for (std::size_t i = word.begin; i < word.end; ++i) {
            if (old.text[i] == ' ')
                out.whole.append(mark, old.origin[i]);
            else
                out.whole.append(old, {i, i + 1});
        }
        out.spans.push_back({begin, out.whole.text.size()});
    }
    words = std::move(out);
}

} // namespace

Result<PreTokenizer> metaspace(const Json &spec, const std::string &file) {
    const auto mark = parts::characterOf(spec, "replacement", "\u2581", "pre_tokenizer", file);
    if (!mark) return unexpected(mark.error());
    const auto scheme = prefixSchemeOf(spec, "pre_tokenizer", file);
    if (!scheme) return unexpected(scheme.error());
    const auto pattern = Pattern::literal(*mark);
    if (!pattern) return unexpected(pattern.error());
    return PreTokenizer(
        [mark = *mark, scheme = *scheme, pattern = *pattern, cut = spec.value("split", true)](Words &words) -> Status {
            markBlanks(words, mark, scheme);
            if (!cut) return {};
            return splitOn(
                words,
                [finder = pattern.finder()](std::string_view word, const Pattern::See &see) {
                    return finder.forEach(word, see);
                },
                Behavior::MergedWithNext);
        });
}

} // namespace lapidary::pre_tokenizers
