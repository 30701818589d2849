// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/data/tasks/rule.h"
#include "core/job/search_tree.h"

namespace lapidary {

/// The tree of one problem, with the problem itself where somebody knows it (else its prompt is empty).
struct TracedTree {
    SearchedTree tree;
    Problem problem{};
};

/// From the root, which is the first, to the node.
std::vector<std::size_t> pathTo(const SearchedTree &tree, std::size_t node);
/// The answer up to the end of the node, with what was begun before the search.
std::string textTo(const SearchedTree &tree, std::size_t node);
/// Of every node, in their order.
std::vector<std::vector<std::size_t>> childrenOf(const SearchedTree &tree);
/// Whether an answer ends with the node, and by itself.
bool endsAnswer(const SearchedNode &node);

/// The trees of a file: the folder of a run that keeps its search, or the run.log in it (with the run's problems, where
/// its run.toml names them); JSON Lines of events, as `lapidary-cli generate --trace` writes them; a JSON file with a
/// list of events, or with an answer of the worker that has a "trace". Nothing of a file is taken that has an error:
/// trace.unknown, trace.empty, search_event.*, json.*, each with its line or field.
Result<std::vector<TracedTree>> readTrace(const fs::path &path);

/// Tells the trees what was asked, from JSON Lines of problems ({"id", "prompt", "reference"?}). Of one tree and one
/// problem the names need not agree. Errors: json.*; trace.ambiguous, where two problems of one id ask different
/// things.
Status addProblems(std::vector<TracedTree> &trees, const fs::path &problems);

} // namespace lapidary
