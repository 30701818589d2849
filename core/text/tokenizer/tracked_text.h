// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/pattern.h"
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapidary {

/// Bytes [begin, end) of a text.
struct Span {
    std::size_t begin = 0, end = 0;
};

/// One character of a changed text: what it did to the number of characters. 0: it stands for the next one of the old
/// text; 1: it is new; -n: it stands for the next one, and the n behind that are gone.
struct Change {
    char32_t code;
    std::ptrdiff_t count;
};

/// Text on its way through normalisers and pre-tokenisers, with the input bytes that each of its bytes came from.
/// The rules for what an inserted or removed character stands for are those of the reference: offsets depend on them.
struct TrackedText {
    std::string text;
    std::vector<Span> origin; ///< per byte of `text`, in the input
    std::size_t start = 0;    ///< where in the input this text began

    static TrackedText of(std::string_view input, std::size_t offset);
    TrackedText slice(Span part) const;
    /// The input bytes that `part` stands for.
    Span source(Span part) const;

    void append(std::string_view more, Span source);
    void append(const TrackedText &from, Span part);
    void append(char32_t code, Span source);

    /// Replaces everything by `changes`, of which the first stands for the character behind `skipped` ones.
    void transform(const std::vector<Change> &changes, std::size_t skipped = 0);
    Status replaceAll(const Pattern &pattern, const std::string &content);

    template <class Keep> void filter(Keep keep) {
        TrackedText out{{}, {}, start};
        forEach([&](char32_t code, Span part) {
            if (keep(code)) out.append(*this, part);
        });
        *this = std::move(out);
    }
    template <class Map> void map(Map mapped) {
        TrackedText out{{}, {}, start};
        forEach([&](char32_t code, Span part) { out.append(mapped(code), origin[part.begin]); });
        *this = std::move(out);
    }
    template <class See> void forEach(See see) const {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = nextCharacter(text, at);
            see(decodeAt(text, at), Span{at, end});
            at = end;
        }
    }

    static std::size_t nextCharacter(std::string_view text, std::size_t at); ///< where the next character begins
    static std::size_t previousCharacter(std::string_view text, std::size_t at);
    static char32_t decodeAt(std::string_view text, std::size_t at);
};

/// A text and the words that it is cut into so far.
struct Words {
    TrackedText whole;
    std::vector<Span> spans;

    std::string_view view(Span span) const {
        return std::string_view(whole.text).substr(span.begin, span.end - span.begin);
    }
};

} // namespace lapidary
