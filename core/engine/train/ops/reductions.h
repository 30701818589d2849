// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

// How losses of tokens become one number. Legend: B rows, T tokens; a mask is 1 for what is learnt, else 0.
namespace lapidary {

/// Sum over tokens / `items`, the learnt tokens of the whole step: the same however a step is accumulated.
at::Tensor tokenMean(const at::Tensor &values_BT, const at::Tensor &mask_BT, double items);

/// The same over the tokens that are given, whatever else belongs to the step.
at::Tensor localTokenMean(const at::Tensor &values_BT, const at::Tensor &mask_BT);

/// Mean over rows of the mean over their tokens; a row without one counts as 0.
at::Tensor sequenceMean(const at::Tensor &values_BT, const at::Tensor &mask_BT);

/// Sum over tokens / (B * constant): long rows count more, and no length is rewarded (Liu et al. 2025).
at::Tensor constantMean(const at::Tensor &values_BT, const at::Tensor &mask_BT, std::int64_t constant);

/// A mean to log; 0 for no tokens.
double maskedMean(const at::Tensor &values, const at::Tensor &mask);

/// Pearson's, to log; 0 where one of the two does not vary. [N] each
double correlationOf(const at::Tensor &x_N, const at::Tensor &y_N);

/// Mean 0 and deviation 1 over what the mask takes, by the unbiased variance: (x - mean) / sqrt(variance + 1e-8); what
/// it leaves out becomes 0. Without `shiftMean` the mean stays what it was, as in TRL.
at::Tensor whiten(const at::Tensor &values, const at::Tensor &mask, bool shiftMean = true);

} // namespace lapidary
