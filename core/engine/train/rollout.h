// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/algorithm.h"
#include "core/text/answer/finish.h"
#include <optional>

namespace lapidary {

inline constexpr const char *kSampledLogps = "sampling_per_token_logps"; ///< tensor of a pass, and key of a row

/// Columns of tokens: what steps earn, at the last token of each, and 1 where one ends.
inline constexpr const char *kStepRewards = "step_rewards", *kStepEnds = "step_ends";

/// One completion of a prompt and what was measured of it. What an algorithm makes of it stands in columns that the
/// algorithm names: "advantage", "ref_per_token_logps" …
struct Rollout {
    std::vector<std::int64_t> prompt{}, completion{}; ///< the end token is part of the completion
    std::size_t forced = 0;                           ///< leading completion tokens that were given, not chosen
    std::string finishReason = "stop";                ///< why it ended: core/text/answer/finish.h
    std::string group{}; ///< of a stored completion: those of one prompt that are compared; empty: as they stand
    std::string key{};   ///< of the stream that drew it, which no other shares; empty: not drawn here
    std::optional<std::vector<double>> sampled{}; ///< log-probs with which what was not forced was drawn
    std::vector<std::int64_t> teacher{}; ///< what a teacher reads in place of the prompt; empty: nobody teaches it
    std::size_t row = 0;                 ///< of the data: the problem that it answers; of one that was drawn here
    bool scored = true;                  ///< false: no reward function could tell, and nothing is learnt from it
    /// Of a stored completion that brings rewards instead of an advantage: by function; null: it could not tell.
    std::optional<std::map<std::string, std::optional<double>>> rewards{};
    std::map<std::string, double> values{};
    std::map<std::string, std::vector<double>> tokens{}; ///< per completion token

    std::int64_t drawnTokens() const { return static_cast<std::int64_t>(completion.size() - forced); }
    bool terminated() const { return endedItself(finishReason); }
    /// Whether its tokens are in the loss.
    bool learnt(bool maskTruncated) const { return scored && (terminated() || !maskTruncated); }
};

/// The columns that an algorithm reads. A row must have the values; the tokens all rows have or none.
struct RolloutColumns {
    std::vector<std::string> values{}, tokens{};
    std::vector<std::string> rewards{}; ///< the functions that "rewards" must name, where it stands in for the values
    std::vector<std::string> beside{};  ///< values that a row needs beside rewards
    bool mustReward = false;            ///< nothing stands in for rewards
    bool mustSample = false;            ///< each must tell the log-probs with which it was drawn
};

Json toJson(const Rollout &rollout);
/// A row of a file or of a state: {"prompt_ids", "completion_ids", "forced"?, "finish_reason"? | "terminated"?,
/// "scored"?, "group"? (a text or a number), "teacher_prompt_ids"?, "stream_key"?, "sampling_per_token_logps"?} and the
/// columns, a value also in the plural. "rewards": {name: number or null} may stand in for the values.
Result<Rollout> rolloutFromJson(const Json &value, std::int64_t vocabulary, const RolloutColumns &columns);

/// All rows of the run's data file, checked before the first step: columns of tokens that some rows have and others
/// lack are an error that names the first row without, and so are rewards.
Result<std::vector<Rollout>> readRollouts(TrainContext &context, const RolloutColumns &columns);

/// completions/{mean,min,max}_length, the shares of ended and cut ones, as TRL names them, and of what they repeat.
Metrics lengthMetrics(const std::vector<Rollout> &rollouts);

/// Pearson's; 0 where one of the two does not vary.
double correlationOf(const std::vector<double> &x, const std::vector<double> &y);

/// The rollouts of one forward pass: input_ids, labels (-100 for what is not learnt), mask, and the columns that all of
/// them have under their names, values [B] and tokens [B, T]; so the log-probs with which they were drawn.
MicroBatch collateRollouts(std::span<const Rollout> rollouts, bool maskTruncated, std::int64_t padding,
                           c10::Device device);

/// Keeps what was computed of a pass, [B, T], as a column of its rollouts.
void keepTokens(std::span<Rollout> rollouts, const std::string &column, const at::Tensor &values_BT);

} // namespace lapidary
