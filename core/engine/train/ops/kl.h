// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

// Estimators of KL(π ‖ reference) from tokens that π drew, each from its two log-probs (Schulman 2020); any shape.
// d = logp - refLogp.
namespace lapidary {

/// d: unbiased, of either sign. What a reward is lessened by.
at::Tensor k1(const at::Tensor &logp, const at::Tensor &refLogp);

/// d² / 2: biased a little; its gradient is that of the KL itself.
at::Tensor k2(const at::Tensor &logp, const at::Tensor &refLogp);

/// exp(-d) + d - 1: unbiased and never negative. What is added to a loss.
at::Tensor k3(const at::Tensor &logp, const at::Tensor &refLogp);

} // namespace lapidary
