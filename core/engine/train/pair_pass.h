// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/preference_rows.h"
#include "core/engine/train/row_order.h"

// Legend: P pairs, B = 2 P rows (first the chosen, then the rejected ones), T tokens.
namespace lapidary {

/// The pairs of a run and the order in which they are seen.
class PairRows {
public:
    Status read(TrainContext &context, const TrainOptions &options, std::int64_t maxLength,
                const LabelStrength &strength);
    /// More, read as those before, from the next epoch on.
    Result<std::int64_t> add(TrainContext &context);
    std::size_t size() const { return pairs_.size(); }
    /// The pairs of each forward pass of the next step: see rowsOfStep().
    std::vector<std::vector<std::size_t>> next(const TrainContext &context, const TrainOptions &options);
    /// The same as batches; `items` counts the pairs of the step.
    TrainStep nextStep(const TrainContext &context, const TrainOptions &options);
    MicroBatch collate(const std::vector<std::size_t> &pairs, const TrainContext &context) const;
    RowOrder &order() { return order_; }
    const RowOrder &order() const { return order_; }

private:
    std::int64_t maxLength_ = 0;
    LabelStrength strength_{};
    std::vector<Pair> pairs_{};
    RowOrder order_{};
    std::int64_t padding_ = 0;
};

/// What the policy says of the completions of a batch of pairs.
struct PairPass {
    /// `learnt_BT`: labels of more tokens than those of the completions; undefined: of no others.
    PairPass(const TrainContext &context, const MicroBatch &batch, const at::Tensor &learnt_BT = {});
    at::Tensor chosen(const at::Tensor &x_B) const { return x_B.narrow(0, 0, P); }
    at::Tensor rejected(const at::Tensor &x_B) const { return x_B.narrow(0, P, P); }
    /// Mean log-prob of a token of each completion. [B]
    at::Tensor meanLogps() const;
    /// entropy, mean_token_accuracy, logits/chosen, logits/rejected
    void addMetrics(Metrics &metrics) const;

    std::int64_t P;
    LabelScores scores;
    at::Tensor chosen_N, rejected_N; ///< whether a scored token belongs to such a completion
    at::Tensor logp_BT;              ///< at the place of each token of a completion, 0 elsewhere
    at::Tensor tokens_B;             ///< tokens of a completion that are scored
};

/// One tensor for each side. [P] each
struct Sides {
    at::Tensor chosen_P, rejected_P;
};
/// Of a pure loss: the metrics rewards/… and logps/…, and the tensors losses and rewards/….
void addPairRewards(LossResult &result, const at::Tensor &loss_P, const Sides &rewards, const Sides &logps);

/// How many tokens of each row are scored: a first one is predicted by nothing. [B]
at::Tensor scoredTokens(const at::Tensor &labels_BT);
/// Of the chosen completions of a whole step; at least 1.
double chosenTokens(const TrainStep &step);

/// What every algorithm on pairs logs: rewards/…, logps/…, logits/…, entropy, mean_token_accuracy, loss; whoever calls
/// says what a reward is.
std::vector<MetricInfo> pairMetrics(const char *reward, const char *logp, const char *loss);

} // namespace lapidary
