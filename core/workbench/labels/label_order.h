// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/stats/linear_ratings.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// How much is to be learnt from each item of a queue: the most comes first. Nothing where nobody knows (yet); such
/// items come behind the others, in the queue's order.
using LabelGains = std::vector<std::optional<double>>;

/// What says which open item comes next.
struct LabelOrder {
    /// Nobody: as they lie there. Labels: what was said so far. Rewards: trained reward models. Policy: the models that
    /// gave the answers.
    enum Asks { Nobody, Labels, Rewards, Policy };
    std::string_view name{};
    Sentence title{}, about{}; ///< a few words to choose by, and a sentence
    Asks asks = Nobody;
    std::size_t fewest = 0, most = 0; ///< reward models
};
/// The queue's own order first. Of a new one: an entry here, and who knows its gains.
std::span<const LabelOrder> labelOrders();
Result<const LabelOrder *> labelOrderNamed(std::string_view name); ///< labels.no_order lists those that there are

/// Whether the kind compares answers, so that an order can tell which comparison is worth most.
bool takesOrders(const LabelKind &kind);

/// Of the scores of an item's answers by one model: the smallest difference of two, negated. None of fewer than two, or
/// where a score is not finite.
std::optional<double> closestScores(const std::vector<double> &scores);

/// Of several models' scores, `scores[model][answer]`: the largest variance over the models of the probability that one
/// answer is better than another, σ(s_i - s_j): Christiano et al. 2017 (arXiv:1706.03741) ask for the pairs in which an
/// ensemble disagrees. None of fewer than two models or answers, or where a score is not finite.
std::optional<double> disagreementOf(const std::vector<std::vector<double>> &scores);

/// A Bradley-Terry model of the answers of a queue, linear in what they are like: whose they are, how long they are,
/// and which words they hold (hashed). Fitted to what one person prefers.
class LabelDoubt {
public:
    explicit LabelDoubt(const std::vector<LabelItem> &items);
    Status fit(const LabelState &state);                   ///< stats.*
    std::size_t learntFrom() const { return learntFrom_; } ///< preferences
    /// Of each item, the largest gain of any two of its answers; none of fewer than two. Repeats have none: they tell
    /// of the person.
    LabelGains gains(const std::vector<LabelItem> &items) const;

private:
    std::vector<double> differenceOf(const LabelItem &item, std::size_t better, std::size_t worse) const;
    std::vector<double> featuresOf(const LabelCandidate &answer) const;
    std::vector<std::string> runs_{};
    stats::LinearRatings ratings_{};
    std::size_t learntFrom_ = 0;
};

} // namespace lapidary
