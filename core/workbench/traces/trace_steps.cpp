// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/registry.h"
#include "core/workbench/traces/trace_rows.h"
#include <algorithm>

namespace lapidary {

namespace {

using Labels = std::vector<std::optional<double>>; ///< of the nodes of a tree

Labels scoresOf(const SearchedTree &tree) {
    Labels out;
    for (const auto &node : tree.nodes)
        out.push_back(node.score && *node.score >= 0 && *node.score <= 1 ? node.score : std::nullopt);
    return out;
}

/// Children have higher numbers than their parents, so that one pass from the end counts what lies behind each.
Labels shareOfRight(const TracedTree &traced, const Rule &rule) {
    const SearchedTree &tree = traced.tree;
    std::vector<double> right(tree.nodes.size()), all(tree.nodes.size());
    for (std::size_t node = tree.nodes.size() - 1; node > 0; --node) {
        const auto &[name, parent, piece, score, pruned, visited] = tree.nodes[node];
        if (endsAnswer(tree.nodes[node])) {
            right[node] += gradeCompletion(rule, traced.problem, textTo(tree, node), piece.finishReason).correct;
            all[node] += 1;
        }
        right[parent] += right[node];
        all[parent] += all[node];
    }
    Labels out(tree.nodes.size());
    for (std::size_t node = 1; node < out.size(); ++node)
        if (all[node] > 0) out[node] = right[node] / all[node];
    return out;
}

/// The answer that ends at `end` cut at `mark`. A step has the label of the piece that ends where it does.
Stepwise chainTo(const SearchedTree &tree, std::size_t end, const Labels &labels, const std::string &mark) {
    Stepwise out;
    std::string step;
    for (const std::size_t node : pathTo(tree, end)) {
        step += tree.nodes[node].piece.text;
        const bool last = node == end;
        for (auto at = step.find(mark); at != step.npos; at = step.find(mark)) {
            const bool atEnd = at + mark.size() == step.size();
            out.steps.push_back(step.substr(0, at));
            out.labels.push_back(atEnd ? labels[node] : std::nullopt);
            step.erase(0, at + mark.size());
        }
        if (!last || step.empty()) continue;
        out.steps.push_back(step);
        out.labels.push_back(labels[node]);
    }
    return out;
}

Status addChains(const TracedTree &traced, const Labels &labels, const std::string &mark, TraceRows &out) {
    const SearchedTree &tree = traced.tree;
    for (std::size_t node = 1; node < tree.nodes.size(); ++node) {
        if (!endsAnswer(tree.nodes[node])) continue;
        if (!isOwn(tree, node)) {
            out.leaveOut("answers in which stands what no model wrote");
            continue;
        }
        Stepwise chain = chainTo(tree, node, labels, mark);
        const auto judged = [](const auto &label) { return label.has_value(); };
        if (std::none_of(chain.labels.begin(), chain.labels.end(), judged)) {
            out.leaveOut("answers of which no step has a label");
            continue;
        }
        chain.prompt = plain(traced.problem.prompt);
        Record record{.id = idOf(tree, tree.nodes[node].name), .what = std::move(chain)};
        if (!traced.problem.reference.empty()) record.reference = traced.problem.reference;
        auto row = writeRecord(record);
        if (!row) return unexpected(row.error());
        out.rows.push_back(std::move(*row));
    }
    return {};
}

} // namespace

Result<TraceRows> stepChainsOf(std::span<const TracedTree> trees, LabelSource by, const Rule *rule) {
    if (auto ok = checkPrompts(trees); !ok) return unexpected(ok.error());
    if (by == LabelSource::Answers && !rule)
        return fail({.code = "trace.no_rule",
                     .message = "Without a rule nobody knows which answers are right.",
                     .field = "rule",
                     .remedy = "Name the task's rule, or take the scores for labels."});
    if (auto ok = by == LabelSource::Answers ? checkGrading(trees, *rule) : Status(); !ok)
        return unexpected(ok.error());
    const std::string own = rule ? rule->stepMark() : "", mark = own.empty() ? "\n" : own;
    TraceRows out;
    for (const TracedTree &traced : trees) {
        const Labels labels = by == LabelSource::Answers ? shareOfRight(traced, *rule) : scoresOf(traced.tree);
        if (auto ok = addChains(traced, labels, mark, out); !ok) return unexpected(ok.error());
        for (std::size_t node = 1; node < traced.tree.nodes.size(); ++node)
            if (by == LabelSource::Scores && traced.tree.nodes[node].score && !labels[node])
                out.leaveOut("scores that do not lie between 0 and 1");
    }
    return out;
}

} // namespace lapidary
