// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/traces/trace_formats.h"
#include "core/workbench/data/jsonl.h"

namespace lapidary {

namespace {

Result<TraceText> textOf(Result<TraceRows> made) {
    if (!made) return unexpected(made.error());
    return TraceText{.text = toJsonl(made->rows),
                     .rows = static_cast<std::int64_t>(made->rows.size()),
                     .leftOut = std::move(made->leftOut)};
}

using Trees = std::span<const TracedTree>;

constexpr TraceFormat kFormats[] = {
    {"demonstration", "the chosen answers as demonstrations, JSON Lines", ".jsonl",
     [](Trees trees, const TraceWriting &how) { return textOf(demonstrationsOf(trees, how.grader())); }, true},
    {"preference", "pairs of better and worse pieces, JSON Lines", ".jsonl",
     [](Trees trees, const TraceWriting &how) { return textOf(preferencesOf(trees, how.pairs, how.grader())); }, true},
    {"stepwise", "answers whose steps have labels, for a process reward model, JSON Lines", ".jsonl",
     [](Trees trees, const TraceWriting &how) { return textOf(stepChainsOf(trees, how.labels, how.rule)); }, true},
    {"dot", "the trees as a graph of Graphviz", ".dot",
     [](Trees trees, const TraceWriting &) { return Result<TraceText>(TraceText{.text = traceDot(trees)}); }},
    {"json", "the trees with all that is known of their nodes", ".json",
     [](Trees trees, const TraceWriting &) {
         return Result<TraceText>(TraceText{.text = dumpJson(traceJson(trees), 1) + "\n"});
     }},
    {"html", "one page to look at, which needs no network", ".html",
     [](Trees trees, const TraceWriting &) { return Result<TraceText>(TraceText{.text = traceHtml(trees)}); }},
};

Json jsonOf(const SearchedTree &tree, std::size_t n) {
    const auto &[name, parent, piece, score, pruned, visited] = tree.nodes[n];
    Json out = {{"node", name}, {"parent", n == 0 ? Json() : Json(tree.nodes[parent].name)}, {"text", piece.text}};
    if (piece.answer) out["answer"] = *piece.answer;
    if (n > 0)
        out.update({{"tokens", piece.tokens}, {"logprob", piece.logprob}, {"finish_reason", piece.finishReason}});
    if (score) out["score"] = *score;
    if (visited) out.update({{"visits", visited->visits}, {"value", visited->value}, {"prior", visited->prior}});
    if (pruned) out["pruned"] = pruned->reason;
    if (piece.aside) out["aside"] = true;
    return out;
}

} // namespace

std::span<const TraceFormat> traceFormats() {
    return kFormats;
}

Json traceJson(std::span<const TracedTree> trees) {
    Json out = {{"trees", Json::array()}};
    for (const auto &[tree, problem] : trees) {
        Json one = {{"problem", tree.problem}};
        if (!problem.prompt.empty()) one["prompt"] = problem.prompt;
        if (!problem.reference.empty()) one["reference"] = problem.reference;
        one["chosen"] = tree.chosen ? Json(tree.nodes[*tree.chosen].name) : Json();
        if (tree.chosen)
            one.update({{"reason", tree.choice.reason},
                        {"answered", tree.choice.answered},
                        {"tie", tree.choice.tie},
                        {"oracle", tree.choice.oracle},
                        {"text", textTo(tree, *tree.chosen)}});
        one["nodes"] = Json::array();
        for (std::size_t n = 0; n < tree.nodes.size(); ++n) one["nodes"].push_back(jsonOf(tree, n));
        out["trees"].push_back(std::move(one));
    }
    return out;
}

} // namespace lapidary
