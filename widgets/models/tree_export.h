// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/reason_values.h"
#include "widgets/models/search_tree_model.h"

namespace lapidary {

/// A format that trees can be saved in. `name` is core's.
struct TreeFormat {
    QString name{}, summary{}, ending{};
};
QVector<TreeFormat> treeFormats();

struct TreeText {
    QByteArray text{};
    QString said{}; ///< how many rows there are and what was left out; empty: nothing need be said
};
/// The tree, as a person has left it, in one of the formats: rows to learn from, a graph, values, a page. `from` says
/// what was asked and what finds and grades answers. Errors: those of core/workbench/traces.
Result<TreeText> treeText(const SearchTreeModel &tree, const TreeRequest &from, const QString &format);

/// The ways to the last steps that a person has labelled, for a process reward model: {"id", "prompt", "completions",
/// "labels"} with 1 for good, 0.5 for neutral, 0 for bad, and null where nobody has said anything. No text where there
/// is no label.
TreeText judgedSteps(const SearchTreeModel &tree, const TreeRequest &from, const QHash<int, StepJudgement> &judged);

} // namespace lapidary
