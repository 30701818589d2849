// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/regularizers/regularizer.h"

namespace lapidary {

/// L2-SP (Li, Grandvalet, Davoine 2018, equation 2): l2_sp_alpha / 2 · ‖w - w₀‖², the distance from where the training
/// began. 0, the default: off. The pure loss (`lapidary-cli loss l2_sp`) takes weights and start.
RegularizerInfo l2SpInfo();

} // namespace lapidary
