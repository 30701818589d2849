// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/traces/trace_formats.h"
#include "core/workbench/traces/trace_words.h"
#include <set>

namespace lapidary {

namespace {

constexpr std::size_t kMostShown = 80; ///< bytes of a piece; the tooltip has more

/// A quoted string of the DOT language: there a line ends with \n.
std::string dotText(const std::string &text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
    }
    return out + "\"";
}

} // namespace

std::string traceDot(std::span<const TracedTree> trees) {
    std::string out = "digraph search {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n";
    for (std::size_t t = 0; t < trees.size(); ++t) {
        const auto &[tree, problem] = trees[t];
        std::set<std::size_t> best;
        if (tree.chosen)
            for (const std::size_t node : pathTo(tree, *tree.chosen)) best.insert(node);
        const auto name = [&](std::size_t node) { return "t" + std::to_string(t) + "_" + std::to_string(node); };
        out += "  subgraph cluster_" + std::to_string(t) + " {\n    label=" + dotText(tree.problem) + ";\n";
        for (std::size_t n = 0; n < tree.nodes.size(); ++n) {
            const SearchedNode &node = tree.nodes[n];
            const char *style = best.contains(n) ? ", penwidth=3" : node.pruned ? ", style=dashed" : "";
            std::string label = shortened(node.piece.text, kMostShown) + "\n" + factsOf(node);
            if (n == 0)
                label = shortened(problem.prompt.empty() ? tree.problem : problem.prompt, kMostShown) + "\n" + label;
            out += "    " + name(n) + " [label=" + dotText(label) + ", tooltip=" + dotText(node.piece.text) + style +
                   "];\n";
            if (n > 0)
                out +=
                    "    " + name(node.parent) + " -> " + name(n) + (best.contains(n) ? " [penwidth=3]" : "") + ";\n";
        }
        out += "  }\n";
    }
    return out + "}\n";
}

} // namespace lapidary
