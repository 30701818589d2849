// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/traces/trace_words.h"
#include "core/base/json.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace lapidary {

std::string shortened(const std::string &text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

std::string factsOf(const SearchedNode &node) {
    const auto &piece = node.piece;
    std::string out;
    if (piece.answer) out += "answer " + *piece.answer + "\n";
    if (node.score) out += "score " + (std::isfinite(*node.score) ? dumpJson(*node.score) : "-inf") + "\n";
    if (node.visited)
        out += "visits " + std::to_string(node.visited->visits) + ", value " + dumpJson(node.visited->value) +
               ", prior " + dumpJson(node.visited->prior) + "\n";
    if (piece.tokens > 0) out += std::to_string(piece.tokens) + " tokens\n";
    if (piece.tokens > 0 && std::isfinite(piece.logprob)) out += "log-probability " + dumpJson(piece.logprob) + "\n";
    if (!piece.finishReason.empty()) out += "ended: " + piece.finishReason + "\n";
    if (piece.aside) out += "no part of the answer\n";
    if (node.pruned) out += node.pruned->reason.empty() ? "pruned\n" : "pruned: " + node.pruned->reason + "\n";
    return out;
}

} // namespace lapidary
