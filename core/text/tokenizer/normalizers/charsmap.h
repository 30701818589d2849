// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

/// SentencePiece's normalisation rules as it stores them: a double-array trie of what is replaced, and the
/// replacements.
class Charsmap {
public:
    struct Rule {
        std::size_t length;           ///< bytes that it replaces
        std::string_view replacement; ///< lives as long as the table
    };

    /// Nothing where the bytes are cut or lie about their sizes.
    static std::optional<Charsmap> parse(std::string_view blob);

    std::optional<Rule> shortest(std::string_view text) const { return find(text, false); }
    std::optional<Rule> longest(std::string_view text) const { return find(text, true); }

private:
    std::optional<Rule> find(std::string_view text, bool longest) const;

    std::vector<std::uint32_t> units_;
    std::string replacements_;
};

} // namespace lapidary
