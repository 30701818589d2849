// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/answer/answer.h"

namespace lapidary {

/// A completion that a training drew, and what it earned.
struct DrawnSample {
    std::string run{}, group{}, prompt{};
    Answer answer{}; ///< its tokens are those that were sampled; a forced beginning stands only in its text
    double step = 0, reward = 0, advantage = 0;
    std::vector<std::pair<std::string, std::optional<double>>> rewards{}; ///< by function; nothing: it could not tell
    std::vector<std::pair<std::string, std::string>> reasons{};           ///< of a judge, by criterion
    std::vector<double> refLogps{};   ///< of the reference, of each token; empty where none was scored
    std::vector<double> trainLogps{}; ///< with which the tokens are learnt; empty where they are not told
    bool isCut() const { return !endedItself(answer.finishReason); }
    bool hasTokens() const { return !answer.tokens.empty() && areScored(answer.tokens); }
    bool hasEntropies() const; ///< of each token
    /// log (policy / reference) of each token; empty where no reference was scored.
    std::vector<double> logRatios() const;
    /// log (trainer / sampler) of each token: 0 but for their arithmetic. Empty where it is not told.
    std::vector<double> samplingRatios() const;
};

/// From the body of a "sample" event (core/job/event.h). Besides what is told there it may hold "rewards" {function:
/// number, or null where it could not tell}, of a rubric the same as "criteria" and what a judge said of them as
/// "reasons" {criterion: text}, and of each sampled token "entropies", "train_logps" with which it is learnt and, where
/// a reference was scored, "ref_logps".
/// Logs of other versions may hold anything: what is not as it should be is left out.
DrawnSample drawnSample(const Json &body);

} // namespace lapidary
