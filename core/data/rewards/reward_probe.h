// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/rewards/rule_reward.h"
#include <functional>

namespace lapidary {

/// What is asked about before a run, beside the right answer: texts that cost no thought.
enum class Probe { Right, Empty, CopiedPrompt, Repetition, ManyAnswers, TurnedOrder, Padded };

/// One of them for a problem: nothing where the problem gives no material for it, as one without a demonstration and a
/// reference.
std::optional<std::string> probeText(Probe probe, const Problem &problem);

/// Rewards of whole batches, as Reward::score() gives them; nothing where it cannot tell.
using ScoreTexts = std::function<Result<std::vector<std::optional<double>>>(const std::vector<Judged> &)>;

/// What a policy could earn without solving anything: a sentence for each probe that earns as much as the right answer,
/// or more than half of it, and one where all earn the same. Of at most kProbed problems.
Result<std::vector<Sentence>> probeReward(const std::string &name, std::span<const Problem> problems,
                                          const ScoreTexts &score);
inline constexpr std::size_t kProbed = 16;

/// The same of the rewards of these names that need no network.
std::vector<Sentence> probeRules(const std::vector<std::string> &names, const Rule &rule,
                                 std::span<const Problem> problems);

} // namespace lapidary
