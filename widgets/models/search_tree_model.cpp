// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/search_tree_model.h"
#include "widgets/models/qt_text.h"
#include <algorithm>
#include <cmath>

namespace lapidary {

namespace {

unexpected<Error> noNode(const SearchEvent &event, const char *field, const std::string &name) {
    return fail({.code = "search_event.no_node",
                 .message = "a search tells of a node that never came",
                 .field = field,
                 .found = name,
                 .expected = {"a node of the problem {0}", event.problem}});
}

} // namespace

SearchTreeModel::SearchTreeModel(const QString &problem) : nodes_{{.name = problem}}, acts_{{}} {}

int SearchTreeModel::append(int parent, Node node) {
    const int id = int(nodes_.size());
    node.parent = parent;
    node.depth = nodes_[parent].depth + 1;
    node.born = ++events_;
    nodes_.append(std::move(node));
    nodes_[parent].children.append(id);
    return id;
}

/// The root of a search is the node that it hangs behind, whatever the search calls its problem.
std::optional<int> SearchTreeModel::find(int act, const QString &name) const {
    const auto it = acts_[act].names.constFind(name);
    return it == acts_[act].names.constEnd() ? std::nullopt : std::optional(*it);
}

/// What a search goes on behind stands in its tree already, but where the tree begins with it.
Status SearchTreeModel::expand(const SearchEvent &event, const NodeExpanded &piece, int act) {
    if (piece.parent.empty() && event.node == event.problem) {
        ++events_;
        if (act == 0) {
            nodes_[0].text = toQt(piece.text);
            nodes_[0].born = events_;
        }
        return {};
    }
    const bool atRoot = piece.parent == event.problem;
    const auto parent = atRoot ? std::optional(acts_[act].anchor) : find(act, toQt(piece.parent));
    if (!parent) return noNode(event, "parent", piece.parent);
    const int id = append(*parent, {.act = act,
                                    .aside = piece.aside,
                                    .name = toQt(event.node),
                                    .text = toQt(piece.text),
                                    .finishReason = toQt(piece.finishReason),
                                    .answer = piece.answer ? std::optional(toQt(*piece.answer)) : std::nullopt,
                                    .tokens = piece.tokens,
                                    .logprob = piece.logprob});
    acts_[act].names.insert(toQt(event.node), id);
    return {};
}

Status SearchTreeModel::add(const SearchEvent &event, int act) {
    if (const auto *piece = std::get_if<NodeExpanded>(&event.what)) return expand(event, *piece, act);
    const auto node = find(act, toQt(event.node));
    if (!node) return noNode(event, "node", event.node);
    const int at = ++events_;
    if (const auto *score = std::get_if<NodeScored>(&event.what)) nodes_[*node].scores.append({at, score->value});
    if (const auto *visited = std::get_if<NodeVisited>(&event.what))
        nodes_[*node].visits.append({at, visited->visits, visited->value, visited->prior});
    if (const auto *pruned = std::get_if<NodePruned>(&event.what)) {
        nodes_[*node].prunedAt = at;
        nodes_[*node].prunedWhy = toQt(pruned->reason);
    }
    if (const auto *chosen = std::get_if<NodeChosen>(&event.what))
        choices_.append({.at = at,
                         .node = *node,
                         .act = act,
                         .reason = toQt(chosen->reason),
                         .answered = chosen->answered,
                         .tie = chosen->tie,
                         .oracle = chosen->oracle});
    return {};
}

int SearchTreeModel::write(int parent, const QString &text) {
    const int act = int(acts_.size());
    acts_.append(Act{.behind = nodes_[parent].act});
    acts_[act].anchor = append(parent, {.act = act, .byHand = true, .text = text, .logprob = std::nan("")});
    return act;
}

int SearchTreeModel::searchBehind(int node) {
    acts_.append(Act{.anchor = node, .behind = nodes_[node].act});
    return int(acts_.size()) - 1;
}

void SearchTreeModel::setActShown(int act, bool shown) {
    acts_[act].shown = shown;
}

void SearchTreeModel::setPosition(int events) {
    position_ = events >= events_ ? kNever : std::max(0, events);
}

/// What was done behind an act that was undone goes with it.
bool SearchTreeModel::isKept(int node) const {
    for (int act = nodes_[node].act; act != 0; act = acts_[act].behind)
        if (!acts_[act].shown) return false;
    return true;
}

QVector<int> SearchTreeModel::pathTo(int node) const {
    QVector<int> path;
    for (int at = node; at > 0; at = nodes_[at].parent) path.append(at);
    std::reverse(path.begin(), path.end());
    return path;
}

QString SearchTreeModel::textTo(int node) const {
    QString text = nodes_[0].text;
    for (const int each : pathTo(node)) text += nodes_[each].text;
    return text;
}

std::optional<double> SearchTreeModel::score(int node) const {
    const auto &scores = nodes_[node].scores;
    for (auto it = scores.crbegin(); it != scores.crend(); ++it)
        if (it->at <= position_) return it->value;
    return {};
}

std::optional<SearchTreeModel::Visit> SearchTreeModel::visit(int node) const {
    const auto &visits = nodes_[node].visits;
    for (auto it = visits.crbegin(); it != visits.crend(); ++it)
        if (it->at <= position_) return *it;
    return {};
}

std::optional<SearchTreeModel::Choice> SearchTreeModel::choice() const {
    for (auto it = choices_.crbegin(); it != choices_.crend(); ++it)
        if (it->at <= position_ && acts_[it->act].shown && isKept(it->node)) return *it;
    return {};
}

QVector<SearchTreeModel::Vote> SearchTreeModel::votes() const {
    QVector<Vote> votes;
    QHash<QString, int> places;
    const auto chosen = choice();
    const auto isEnd = [this](int node) {
        const auto &children = nodes_[node].children;
        return std::none_of(children.begin(), children.end(), [this](int child) { return isThere(child); });
    };
    for (int node = 1; node < nodes_.size(); ++node) {
        if (!nodes_[node].answer || !isThere(node) || !isEnd(node)) continue;
        const QString &answer = *nodes_[node].answer;
        if (!places.contains(answer)) {
            places.insert(answer, int(votes.size()));
            votes.append({.answer = answer, .node = node});
        }
        Vote &vote = votes[places[answer]];
        ++vote.count;
        vote.score += score(node).value_or(0);
        vote.given |= nodes_[node].isGiven();
        vote.chosen |= chosen && chosen->answered && nodes_[chosen->node].answer == answer;
    }
    std::stable_sort(votes.begin(), votes.end(), [](const Vote &a, const Vote &b) {
        return a.given && b.given ? a.score > b.score : a.count > b.count;
    });
    return votes;
}

SearchTreeModel::Cost SearchTreeModel::cost() const {
    QSet<int> best;
    if (const auto chosen = choice())
        for (const int node : pathTo(chosen->node)) best.insert(node);
    Cost cost;
    QVector<bool> lost(nodes_.size(), false); // pruned, or behind one that was
    for (int node = 1; node < nodes_.size(); ++node) {
        if (!isThere(node)) continue;
        lost[node] = isPruned(node) || lost[nodes_[node].parent];
        (best.contains(node) ? cost.kept : lost[node] ? cost.pruned : cost.open) += nodes_[node].tokens;
    }
    return cost;
}

int SearchTreeModel::count() const {
    int count = 0;
    for (int node = 1; node < nodes_.size(); ++node) count += isThere(node);
    return count;
}

std::string SearchTreeModel::nameOf(int node) const {
    const Node &of = nodes_[node];
    if (of.act == 0) return fromQt(of.name); // node 0 too: the problem
    return "act " + std::to_string(of.act) + "/" + (of.byHand ? "text" : fromQt(of.name));
}

std::vector<SearchEvent> SearchTreeModel::events() const {
    std::vector<std::pair<int, SearchEvent>> told;
    const auto tell = [&](int at, int node, auto what) {
        told.push_back({at, {.problem = fromQt(nodes_[0].name), .node = nameOf(node), .what = std::move(what)}});
    };
    if (!nodes_[0].text.isEmpty()) tell(nodes_[0].born, 0, NodeExpanded{.parent = {}, .text = fromQt(nodes_[0].text)});
    for (int node = 1; node < nodes_.size(); ++node) {
        if (!isKept(node)) continue;
        const Node &of = nodes_[node];
        tell(of.born, node,
             NodeExpanded{.parent = nameOf(of.parent),
                          .text = fromQt(of.text),
                          .answer = of.answer ? std::optional(fromQt(*of.answer)) : std::nullopt,
                          .tokens = of.tokens,
                          .logprob = of.logprob,
                          .finishReason = of.byHand ? "said" : fromQt(of.finishReason),
                          .aside = of.aside});
        for (const Score &score : of.scores) tell(score.at, node, NodeScored{score.value});
        for (const Visit &visit : of.visits) tell(visit.at, node, NodeVisited{visit.visits, visit.value, visit.prior});
        if (of.prunedAt != kNever) tell(of.prunedAt, node, NodePruned{fromQt(of.prunedWhy)});
    }
    for (const Choice &choice : choices_)
        if (isKept(choice.node) && acts_[choice.act].shown)
            tell(choice.at, choice.node,
                 NodeChosen{.reason = fromQt(choice.reason),
                            .answered = choice.answered,
                            .tie = choice.tie,
                            .oracle = choice.oracle});
    std::stable_sort(told.begin(), told.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<SearchEvent> out;
    for (auto &[at, event] : told) out.push_back(std::move(event));
    return out;
}

} // namespace lapidary
