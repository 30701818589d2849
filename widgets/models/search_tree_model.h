// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/job/search_event.h"
#include <QHash>
#include <QSet>
#include <QString>
#include <QVector>
#include <limits>
#include <optional>
#include <vector>

namespace lapidary {

/// The tree of one problem as a person looks at it: it grows by the events of its search, is what it was after any
/// number of them, and takes what a person does to it. Node 0 is the problem itself; parents stand before their
/// children. Its text, where it has one, is what of every answer was written before the search.
///
/// What a person does is an act: a text of theirs behind a node, a further search, or both. Acts are numbered from 1;
/// act 0 is the search that the tree began with. An act that was undone stays, and is not shown.
class SearchTreeModel {
public:
    static constexpr int kNever = std::numeric_limits<int>::max();
    struct Score {
        int at = 0; ///< known when so many events have come
        double value = 0;
    };
    /// What simulations know of a node by then.
    struct Visit {
        int at = 0;
        qint64 visits = 0;
        double value = 0; ///< the mean of what came back
        double prior = 0; ///< among its brothers, before any
    };
    struct Node {
        int parent = -1, depth = 0;
        int born = 0; ///< there when so many events have come
        int act = 0;
        bool byHand = false; ///< a person wrote its text
        bool aside = false;  ///< no part of an answer, as an opinion on one
        QString name{}, text{}, finishReason{};
        std::optional<QString> answer{};
        qint64 tokens = 0;
        double logprob = 0; ///< of all its tokens together; NaN: not known
        QVector<Score> scores{};
        QVector<Visit> visits{};
        int prunedAt = kNever;
        QString prunedWhy{}; ///< empty: others were better
        QVector<int> children{};
        bool isGiven() const { return finishReason == QLatin1String("given"); } ///< a choice, which nobody wrote
    };
    struct Choice {
        int at = 0, node = 0, act = 0;
        QString reason{};
        bool answered = true, tie = false, oracle = false;
    };
    struct Vote {
        QString answer{};
        int count = 0;
        int node = 0;        ///< the first end that gave it
        double score = 0;    ///< sum of the scores of those that gave it
        bool chosen = false; ///< it is what the search answered
        bool given = false;  ///< a choice that nobody wrote; its score is the probability of it among the others
        bool operator==(const Vote &) const = default;
    };
    /// Tokens by what became of them, as far as the events tell.
    struct Cost {
        qint64 kept = 0, pruned = 0, open = 0; ///< kept: on the way to what was chosen
        qint64 written() const { return kept + pruned + open; }
        bool operator==(const Cost &) const = default;
    };

    explicit SearchTreeModel(const QString &problem = {});

    /// Errors: search_event.no_node, where it speaks of a node, or of a parent, that never came. Nothing of it is kept
    /// then.
    Status add(const SearchEvent &event, int act = 0);
    /// A text of a person behind `parent`. Returns the act.
    int write(int parent, const QString &text);
    /// A further search behind `node`, whose events come with this act.
    int searchBehind(int node);
    void setActShown(int act, bool shown);
    int acts() const { return int(acts_.size()) - 1; }
    int anchorOf(int act) const { return acts_[act].anchor; } ///< the node behind which its search hangs

    int eventCount() const { return events_; }
    int position() const { return std::min(position_, events_); }
    bool isLive() const { return position_ >= events_; } ///< it shows what comes
    void setPosition(int events);                        ///< to the last one: what comes is shown again

    // What there is, whenever it came.
    const QVector<Node> &nodes() const { return nodes_; }
    bool isKept(int node) const;         ///< no act that it belongs to was undone
    QString textTo(int node) const;      ///< of the answer from its beginning
    QVector<int> pathTo(int node) const; ///< from the first piece; without the problem

    // What was known at the position.
    bool isThere(int node) const { return node == 0 || (nodes_[node].born <= position_ && isKept(node)); }
    std::optional<double> score(int node) const;
    std::optional<Visit> visit(int node) const; ///< none: no simulation told of it
    bool isPruned(int node) const { return nodes_[node].prunedAt <= position(); }
    std::optional<Choice> choice() const; ///< the last one
    QVector<Vote>
    votes() const; ///< of the ends that have an answer; the most frequent first, of given ones the likeliest
    Cost cost() const;
    int count() const; ///< nodes, without the problem

    /// All that is not undone as the events of one search: a text of a person is "said", and nodes of further searches
    /// have the number of their act before their names.
    std::vector<SearchEvent> events() const;

private:
    struct Act {
        int anchor = 0;
        int behind = 0; ///< the act that it hangs on
        bool shown = true;
        QHash<QString, int> names{}; ///< nodes of its search
    };
    int append(int parent, Node node);
    Status expand(const SearchEvent &event, const NodeExpanded &piece, int act);
    std::string nameOf(int node) const;
    std::optional<int> find(int act, const QString &name) const;

    QVector<Node> nodes_{};
    QVector<Act> acts_{};
    QVector<Choice> choices_{};
    int events_ = 0, position_ = kNever;
};

} // namespace lapidary
