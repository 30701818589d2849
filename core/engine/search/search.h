// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/rng.h"
#include "core/engine/search/language_model.h"
#include "core/engine/search/tree.h"
#include <variant>

namespace lapidary {

/// n further pieces behind a node that goes on.
struct Expand {
    NodeId at = Tree::kRoot;
    std::int64_t n = 1;
    Until until{};
    bool greedy = false;      ///< the likeliest tokens, whatever the search draws with otherwise
    bool byFirstRank = false; ///< sample i begins with the i-th likeliest token
    /// Asked instead of all that stands before the node, by a text of its own; what comes is said aside.
    std::string question{};
    std::string by{}; ///< the expert who is asked; empty: the model of the search
};
/// A text that the search itself puts behind a node: a question, a hint, the beginning of an answer. Nobody decodes it.
/// Behind an answer that had ended it takes back what ended it: the end token, or a stop text.
struct Say {
    NodeId at;
    std::string text;
    bool aside = false; ///< what comes behind it is no answer, as an opinion on one
};
/// Whole answers that are given behind a node, as the choices of a question are: nobody writes them, and the model says
/// how likely it finds each, in the log-probabilities of the pieces that come of them. They are all read, or, where the
/// budget does not cover their tokens, none is: they come cut, and the tree is spent.
struct Read {
    NodeId at = Tree::kRoot;
    std::vector<std::string> texts{};
};
/// Scores by an entry of the registry of scorers; `by` names the model that gives them, where one must be asked.
struct Score {
    std::vector<NodeId> nodes;
    std::string scorer, by{};
    std::string aggregate{}; ///< of stepAggregates(): makes the score of those of the steps; empty: of the whole
};
/// A score that the search knows by itself, as a number of votes.
struct Rate {
    NodeId node;
    double value;
};
/// What a search by simulations knows of a node by now, for whoever looks on: it changes nothing.
struct Visit {
    NodeId node;
    std::int64_t visits = 0;
    double value = 0, prior = 0; ///< see NodeVisited
};
/// What a tool says to `input` becomes a piece behind the node. Behind an answer that had ended it takes back what
/// ended it, as Say does.
struct CallTool {
    NodeId at;
    std::string tool, input;
    std::string before{}, after{}; ///< stand around its words
};
/// Nothing comes behind the node any more. `why` may be empty: others were better.
struct Prune {
    NodeId node;
    std::string why{};
};
/// Ends the search. A node with a fault answers nothing whoever selects it, and its fault becomes the reason; with
/// `answered` false the node stands for all, none of which could win.
struct Select {
    NodeId node;
    std::string why;
    bool tie = false;    ///< the choice was between equals
    bool oracle = false; ///< the choice used the reference answer: a ceiling, not a method
    bool answered = true;
};
/// Ends the search: all answers are wanted and none is rejected.
struct KeepAll {
    std::string why;
};
using Action = std::variant<Expand, Say, Read, Score, Rate, Visit, CallTool, Prune, Select, KeepAll>;

/// One problem's search. It sees no model: it looks at the tree and says what is to be done next, until it selects.
/// What it asks for at once is done for all problems in one batch. Of every Expand at least one piece comes, unless the
/// tree is spent; there may be fewer than n.
class Search {
public:
    virtual ~Search() = default;
    virtual std::vector<Action> next(const Tree &tree, Rng &rng) = 0;
};

} // namespace lapidary
