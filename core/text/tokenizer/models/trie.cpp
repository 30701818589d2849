// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/models/trie.h"
#include <algorithm>

namespace lapidary {

Trie::Trie(std::vector<std::pair<std::string_view, std::int32_t>> entries) {
    std::sort(entries.begin(), entries.end());
    struct Range {
        std::uint32_t node;
        std::size_t begin, end, depth;
    };
    std::vector<Range> todo{{0, 0, entries.size(), 0}}; // breadth first, so that children lie side by side
    for (std::size_t at = 0; at < todo.size(); ++at) {
        auto [node, begin, end, depth] = todo[at];
        if (begin < end && entries[begin].first.size() == depth) nodes_[node].value = entries[begin++].second;
        nodes_[node].firstChild = static_cast<std::uint32_t>(nodes_.size());
        while (begin < end) {
            const char byte = entries[begin].first[depth];
            std::size_t next = begin + 1;
            while (next < end && entries[next].first[depth] == byte) ++next;
            todo.push_back({static_cast<std::uint32_t>(nodes_.size()), begin, next, depth + 1});
            ++nodes_[node].children;
            nodes_.push_back({-1, 0, 0, static_cast<unsigned char>(byte)});
            begin = next;
        }
    }
}

std::uint32_t Trie::child(std::uint32_t node, unsigned char byte) const {
    const auto first = nodes_.begin() + nodes_[node].firstChild, last = first + nodes_[node].children;
    const auto it = std::lower_bound(first, last, byte, [](const Node &a, unsigned char b) { return a.byte < b; });
    return it == last || it->byte != byte ? 0 : static_cast<std::uint32_t>(it - nodes_.begin());
}

} // namespace lapidary
