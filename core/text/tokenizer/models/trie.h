// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace lapidary {

/// Which of many strings begin at a place of a text.
class Trie {
public:
    Trie() = default;
    /// Strings (not empty, each once) with what they stand for (not negative). The strings are not kept.
    explicit Trie(std::vector<std::pair<std::string_view, std::int32_t>> entries);

    /// Calls see(length, value) for each string that `text` begins with, shorter ones first.
    template <class See> void forEachPrefix(std::string_view text, See see) const {
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            node = child(node, static_cast<unsigned char>(text[i]));
            if (node == 0) return;
            if (nodes_[node].value >= 0) see(i + 1, nodes_[node].value);
        }
    }

private:
    struct Node {
        std::int32_t value = -1;
        std::uint32_t firstChild = 0; ///< children lie side by side, in the order of their bytes
        std::uint16_t children = 0;
        unsigned char byte = 0;
    };
    std::uint32_t child(std::uint32_t node, unsigned char byte) const;

    std::vector<Node> nodes_{1};
};

} // namespace lapidary
