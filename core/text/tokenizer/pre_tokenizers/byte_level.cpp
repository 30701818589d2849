// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/byte_level.h"
#include "core/text/tokenizer/pre_tokenizers/pre_tokenizers.h"

namespace lapidary::pre_tokenizers {
namespace {

constexpr const char *kGpt2Pattern = R"('(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

void prependSpaces(Words &words) {
    Words out{{{}, {}, words.whole.start}, {}};
    for (const Span &word : words.spans) {
        const std::size_t begin = out.whole.text.size();
        if (words.whole.text[word.begin] != ' ') out.whole.append(" ", words.whole.origin[word.begin]);
        out.whole.append(words.whole, word);
        out.spans.push_back({begin, out.whole.text.size()});
    }
    words = std::move(out);
}

void toByteSymbols(Words &words) {
    Words out{{{}, {}, words.whole.start}, {}};
    out.whole.text.reserve(words.whole.text.size() * 5 / 4);
    out.whole.origin.reserve(words.whole.text.size() * 5 / 4);
    out.spans.reserve(words.spans.size());
    for (const Span &word : words.spans) {
        const std::size_t begin = out.whole.text.size();
        for (std::size_t i = word.begin; i < word.end; ++i)
            out.whole.append(byteSymbol(static_cast<unsigned char>(words.whole.text[i])), words.whole.origin[i]);
        out.spans.push_back({begin, out.whole.text.size()});
    }
    words = std::move(out);
}

} // namespace

Result<PreTokenizer> byteLevel(const Json &spec, const std::string &file) {
    const auto pattern = Pattern::compile(kGpt2Pattern, file);
    if (!pattern) return unexpected(pattern.error());
    const bool prefix = spec.value("add_prefix_space", true), useRegex = spec.value("use_regex", true);
    return PreTokenizer([pattern = *pattern, prefix, useRegex](Words &words) -> Status {
        if (prefix) prependSpaces(words);
        if (useRegex) {
            const auto matches = [finder = pattern.finder()](std::string_view word, const Pattern::See &see) {
                return finder.forEach(word, see);
            };
            if (auto ok = splitOn(words, matches, Behavior::Isolated); !ok) return ok;
        }
        toByteSymbols(words);
        return {};
    });
}

} // namespace lapidary::pre_tokenizers
