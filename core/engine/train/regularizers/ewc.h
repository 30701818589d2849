// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {

/// Elastic weight consolidation (Kirkpatrick et al. 2017): ewc_lambda / 2 · Σ F (w - w₀)², where w₀ is where the
/// training began and F says how much each weight matters to rows that were learnt before. Online (Schwarz et al.
/// 2018): F is what this stage measures plus ewc_gamma times what an earlier one did, and the run leaves it for the
/// next. The pure loss (`lapidary-cli loss ewc`) takes weights, start and importance.
RegularizerInfo ewcInfo();

/// ewc_lambda / 2 · Σ F (w - w₀)² of tensors in one order.
at::Tensor ewcPenalty(double lambda, const NamedTensors &weights, const NamedTensors &start,
                      const NamedTensors &importance);

} // namespace lapidary
