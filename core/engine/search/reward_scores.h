// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/scorers.h"

namespace lapidary {

/// How right a process reward model finds each step, as a probability (Lightman et al. 2023, arXiv 2305.20050): read
/// behind the mark that ends the step, where a model that `prm` trained learnt it. A last step without its mark is read
/// with it. The value is that of the last step, unless the search makes one of all of them.
Result<std::vector<NodeScore>> processReward(std::span<const ToScore> all, const SearchContext &context,
                                             const ScoreOptions &options);
/// What an outcome reward model says of the last token of a whole answer (Cobbe et al. 2021, arXiv 2110.14168).
Result<std::vector<NodeScore>> outcomeReward(std::span<const ToScore> all, const SearchContext &context,
                                             const ScoreOptions &options);

/// search.no_reward, search.reward_head, search.reward_tokens.
Status checkReward(const ScorerEntry &scorer, const SearchContext &context);

} // namespace lapidary
