// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

namespace lapidary {

/// A node came behind `parent` (the problem itself, or another node). Of a piece, text, tokens and logprob are its own.
/// Without a parent it is the problem itself, and `text` what of every answer was written before the search.
struct NodeExpanded {
    std::string parent, text;
    std::optional<std::string> answer{};
    std::int64_t tokens = 0;
    double logprob = 0; ///< NaN where it is not known
    std::string finishReason{};
    bool aside = false; ///< no part of an answer, as an opinion on one
    friend bool operator==(const NodeExpanded &, const NodeExpanded &) = default;
};
struct NodeScored {
    double value = 0; ///< never NaN
    friend bool operator==(const NodeScored &, const NodeScored &) = default;
};
/// What a tree search by simulations knows of a node by now; the last word counts.
struct NodeVisited {
    std::int64_t visits = 0; ///< simulations that went through it
    double value = 0;        ///< what came back of them
    double prior = 0;        ///< among its brothers, before any
    friend bool operator==(const NodeVisited &, const NodeVisited &) = default;
};
struct NodePruned {
    std::string reason{}; ///< empty: others were better
    friend bool operator==(const NodePruned &, const NodePruned &) = default;
};
struct NodeChosen {
    std::string reason{};
    bool answered = true, tie = false, oracle = false;
    friend bool operator==(const NodeChosen &, const NodeChosen &) = default;
};

/// One event of a search's trace, as it lies in a run log. The events of a problem tell its whole tree: see
/// SearchTrees.
struct SearchEvent {
    std::string problem, node;
    std::variant<NodeExpanded, NodeScored, NodePruned, NodeChosen, NodeVisited> what{};
};

/// {"event": expand|score|visit|prune|choose, "problem", "node", …}
Json toJson(const SearchEvent &event);
/// Errors: search_event.unknown, and what a field lacks.
Result<SearchEvent> searchEventFromJson(const Json &value);

} // namespace lapidary
