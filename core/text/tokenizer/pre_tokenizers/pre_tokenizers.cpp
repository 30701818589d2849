// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/pre_tokenizers/pre_tokenizers.h"
#include "core/text/tokenizer/unicode.h"

namespace lapidary::pre_tokenizers {
namespace {

Result<PreTokenizer> digits(const Json &spec, const std::string &) {
    const auto behavior = spec.value("individual_digits", false) ? Behavior::Isolated : Behavior::Contiguous;
    return PreTokenizer(
        [behavior](Words &words) { return splitOn(words, charactersThat(unicode::isNumeric), behavior); });
}

Result<PreTokenizer> punctuation(const Json &spec, const std::string &file) {
    const auto behavior = behaviorOf(spec, file);
    if (!behavior) return unexpected(behavior.error());
    return PreTokenizer([behavior = *behavior](Words &words) {
        return splitOn(words, charactersThat(unicode::isPunctuation), behavior);
    });
}

/// Runs of word characters and runs of what is neither that nor a blank.
Result<PreTokenizer> whitespace(const Json &, const std::string &) {
    const auto runs = [](std::string_view word, const Pattern::See &see) -> Status {
        enum class Kind { Blank, Word, Other } last = Kind::Blank;
        std::size_t begin = 0;
        for (std::size_t at = 0; at < word.size(); at = TrackedText::nextCharacter(word, at)) {
            const char32_t code = TrackedText::decodeAt(word, at);
            const Kind kind = unicode::isSpace(code) ? Kind::Blank : unicode::isWord(code) ? Kind::Word : Kind::Other;
            if (kind == last) continue;
            if (last != Kind::Blank) see(begin, at);
            begin = at;
            last = kind;
        }
        if (last != Kind::Blank) see(begin, word.size());
        return {};
    };
    return PreTokenizer([runs](Words &words) { return splitOn(words, runs, Behavior::Removed, true); });
}

Result<PreTokenizer> whitespaceSplit(const Json &, const std::string &) {
    return PreTokenizer(
        [](Words &words) { return splitOn(words, charactersThat(unicode::isSpace), Behavior::Removed); });
}

Result<PreTokenizer> bert(const Json &, const std::string &) {
    return PreTokenizer([](Words &words) -> Status {
        if (auto ok = splitOn(words, charactersThat(unicode::isSpace), Behavior::Removed); !ok) return ok;
        return splitOn(words, charactersThat(unicode::isPunctuation), Behavior::Isolated);
    });
}

Result<PreTokenizer> delimiter(const Json &spec, const std::string &file) {
    const auto mark = parts::characterOf(spec, "delimiter", "", "pre_tokenizer", file);
    if (!mark) return unexpected(mark.error());
    const auto pattern = Pattern::literal(*mark);
    if (!pattern) return unexpected(pattern.error());
    return PreTokenizer([pattern = *pattern](Words &words) {
        return splitOn(
            words,
            [finder = pattern.finder()](std::string_view word, const Pattern::See &see) {
                return finder.forEach(word, see);
            },
            Behavior::Removed);
    });
}

Result<PreTokenizer> fixedLength(const Json &spec, const std::string &file) {
    const auto length = spec.value("length", std::int64_t{5});
    if (length < 1) return fail(parts::badOption("pre_tokenizer", "length", length, "a whole number from 1", file));
    const auto runs = [length](std::string_view word, const Pattern::See &see) -> Status {
        for (std::size_t begin = 0; begin < word.size();) {
            std::size_t end = begin;
            for (std::int64_t i = 0; i < length && end < word.size(); ++i) end = TrackedText::nextCharacter(word, end);
            see(begin, end);
            begin = end;
        }
        return {};
    };
    return PreTokenizer([runs](Words &words) { return splitOn(words, runs, Behavior::Isolated); });
}

constexpr parts::Kind<PreTokenizer> kKinds[] = {
    {"ByteLevel", byteLevel},
    {"Split", split},
    {"Metaspace", metaspace},
    {"Digits", digits},
    {"Punctuation", punctuation},
    {"Whitespace", whitespace},
    {"WhitespaceSplit", whitespaceSplit},
    {"BertPreTokenizer", bert},
    {"CharDelimiterSplit", delimiter},
    {"FixedLength", fixedLength},
};

} // namespace
} // namespace lapidary::pre_tokenizers

namespace lapidary {

Result<PreTokenizer> makePreTokenizer(const Json &spec, const std::string &file, int depth) {
    return parts::make("pre_tokenizer", "pretokenizers", pre_tokenizers::kKinds, spec, file, depth, makePreTokenizer,
                       [](std::vector<PreTokenizer> members) {
                           return [members = std::move(members)](Words &words) -> Status {
                               for (const auto &each : members)
                                   if (auto ok = each(words); !ok) return ok;
                               return {};
                           };
                       });
}

} // namespace lapidary
