// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/traces/trace_rows.h"

namespace lapidary {

/// What a format may be told.
struct TraceWriting {
    PairsBy pairs = PairsBy::Choice;
    LabelSource labels = LabelSource::Answers;
    const Rule *rule = nullptr; ///< tells where steps end, and grades the answers
    bool grades = true;         ///< false where nobody knows the right answer: then it only tells where steps end
    const Rule *grader() const { return grades ? rule : nullptr; }
};

/// A trace as a file of a format.
struct TraceText {
    std::string text;
    std::int64_t rows = 0; ///< of a format of rows
    std::vector<TraceRows::LeftOut> leftOut{};
};

/// A format that traces can be written in, callable by a window as well as by a command line.
struct TraceFormat {
    const char *name, *summary, *ending;
    Result<TraceText> (*write)(std::span<const TracedTree> trees, const TraceWriting &how);
    bool asksPrompts = false; ///< needs to know what was asked
};
std::span<const TraceFormat> traceFormats();

/// The trees as nested values of plain JSON: {"trees": [{"problem", "prompt"?, "chosen", "reason", …, "nodes":
/// [{"node", "parent", "text", …}]}]}.
Json traceJson(std::span<const TracedTree> trees);
/// Graphviz: one digraph, a cluster a problem. What was given up is dashed, the way to the chosen answer bold.
std::string traceDot(std::span<const TracedTree> trees);
/// One page without any external resource, light and dark, that works offline; every text from data is escaped.
std::string traceHtml(std::span<const TracedTree> trees);

} // namespace lapidary
