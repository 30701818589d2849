// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <string>

// From rewards of steps, which stand at the last token of each, to what each token was worth. Legend: B completions, C
// their tokens; ends is 1 where a step ends, else 0.
namespace lapidary {

/// PURE's min-form (Cheng et al. 2025, arXiv:2504.15275): r exp(-r / T) / sum of exp(-r / T) over the steps of the
/// completion. Its sum is near the worst step's reward, so that nothing is earned by writing more steps; where rewards
/// are just added up, that is how a policy exploits them. [B, C]
at::Tensor minForm(const at::Tensor &rewards_BC, const at::Tensor &ends_BC, double temperature = 0.1);

/// Process supervision of GRPO (Shao et al. 2024, 4.1.3): rewards less the mean of all steps of their group, divided by
/// their deviation ("group", unbiased, + 1e-4), by that of all steps ("batch") or by nothing ("none"); a token gets the
/// sum of those of the step that it is in and the ones behind it. Groups of completions stand together. [B, C]
at::Tensor groupStepAdvantages(const at::Tensor &rewards_BC, const at::Tensor &ends_BC, std::int64_t groupSize,
                               const std::string &scaleRewards);

} // namespace lapidary
