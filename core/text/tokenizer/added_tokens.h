// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lapidary {

struct AddedToken {
    std::int32_t id = 0;
    std::string content;
    bool special = false, lstrip = false, rstrip = false, singleWord = false, normalized = false;
};

/// Finds added tokens in a text: the leftmost, and there the longest; a trie, so that their number costs nothing.
class AddedTokens {
public:
    /// `searched` is what the token looks like in the text that will be searched (normalised or not); not empty.
    void add(AddedToken token, std::string_view searched);
    bool empty() const { return tokens_.empty(); }

    /// Calls see(token, begin, end) from left to right; blanks that a token takes with it lie inside. As in the
    /// reference a token of blanks is found again in blanks that the token before it took.
    void forEach(std::string_view text,
                 const std::function<void(const AddedToken &, std::size_t, std::size_t)> &see) const;

private:
    /// The longest token that begins at `at` and its length; nullptr where none does.
    std::pair<const AddedToken *, std::size_t> longestAt(std::string_view text, std::size_t at) const;

    std::vector<AddedToken> tokens_;
    std::unordered_map<std::uint64_t, std::uint32_t> edges_; ///< (node << 8 | byte) → node; node 0 is the root
    std::vector<std::int32_t> tokenOfNode_{-1};
    std::array<bool, 256> begins_{};
};

} // namespace lapidary
