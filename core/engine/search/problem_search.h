// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/node_texts.h"
#include "core/engine/search/scorers.h"
#include <map>
#include <set>

namespace lapidary {

/// One problem while it is searched: its tree, what it has cost, and what the trace has been told of it.
class ProblemSearch {
public:
    struct Names {
        std::string problem;    ///< in the trace: no two problems of one call share it
        std::string stream;     ///< of its random numbers
        std::string examples{}; ///< stand in front of its text
    };
    /// `ids`: of prompt and prefix, where the model knows tokens. `begun`: what beginningOf() says of the problem's.
    ProblemSearch(const SearchProblem &problem, Names names, std::vector<std::int64_t> ids, Beginning begun,
                  const Strategy &strategy, const SearchContext &context);

    std::vector<Action> next() { return search_->next(tree_, rng_); }
    bool open() const { return !closed_; }
    const Tree &tree() const { return tree_; }
    /// What may still be written, or read as given, under the budget.
    std::int64_t tokensLeft() const;

    CompletionRequest request(const Expand &expand) const;
    void add(const Expand &expand, GeneratedPrompt &&pieces);
    /// What a tool said, with what stands around it as `text`.
    void addSaid(NodeId at, ToolAnswer said, const std::string &text, std::vector<std::int64_t> ids);
    /// Before something is said behind an answer: what ended it no longer stands there. Returns what must be said again
    /// since a token that ended it also held the end of its text.
    std::string takeEndBack(NodeId at);
    void say(const Say &say, std::vector<std::int64_t> ids);
    /// All tokens before what comes behind the node, and the text that they are of; no text where a problem was given
    /// by its tokens.
    std::vector<std::int64_t> idsBefore(NodeId at) const;
    std::optional<std::string> textBefore(NodeId at) const;
    /// What became of the texts of a Read, in their order.
    void addGiven(const Read &read, std::vector<Completion> texts, std::int64_t cached);
    void setSpent() { tree_.setSpent(); }

    ToScore toScore(NodeId node) const;
    void take(NodeId node, const NodeScore &score);
    void obey(const Rate &rate);
    void obey(const Visit &visit);
    void obey(const Prune &prune);
    void obey(const Select &select);
    void obey(const KeepAll &keep);
    /// Ends a search that wants to go on and must not: it was stopped, or its budget is used up.
    bool endIfItMust();
    void tellScore(NodeId node); ///< once, and before whatever is done about the node
    void tellScores();           ///< those of nodes about which nothing was done

    SearchOutcome outcome() const; ///< of one that is closed

private:
    NodeId add(NodeId at, Completion &&piece, bool aside = false);
    void close(NodeId chosen);
    const std::string &prefix() const; ///< of every answer, unless a beginning stands in its place
    Completion completionTo(NodeId node) const;
    Candidate candidateOf(NodeId node) const;
    std::vector<TokenSpan> byTool(NodeId node) const;
    std::string nameOf(NodeId node) const;
    std::vector<NodeId> ends() const;
    std::int64_t written() const;
    std::int64_t distinct() const;
    void tell(NodeId node, decltype(SearchEvent::what) what) const;

    const SearchProblem &problem_;
    const Names names_;
    const std::vector<std::int64_t> ids_;
    const Drawing &drawing_;
    const SearchContext &context_;
    Tree tree_{}; ///< before the search, which looks at it
    std::unique_ptr<Search> search_;
    Rng rng_;
    NodeTexts read_{};                       ///< by the model that writes, as long as something may come behind
    std::map<NodeId, std::int64_t> drawn_{}; ///< samples behind each node: the next ones have other numbers
    std::set<NodeId> untold_{};              ///< scores
    std::int64_t readGiven_ = 0;             ///< tokens
    bool closed_ = false, keptAll_ = false;
    NodeId chosen_ = Tree::kRoot;
    SearchOutcome outcome_{}; ///< but for what the tree tells
};

} // namespace lapidary
