// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/clipped_mean.h"

namespace lapidary {

ClippedMean clippedMean(const at::Tensor &gradients_ND, double maxNorm, double expected) {
    const at::Tensor factors_N = (maxNorm / (at::norm(gradients_ND, 2, {1}) + 1e-6)).clamp_max(1);
    return {.mean_D = (gradients_ND * factors_N.unsqueeze(1)).sum(0) / expected, .factors_N = factors_N};
}

at::Tensor meanOfClients(const at::Tensor &weights_ND, const at::Tensor &examples_N) {
    return (weights_ND * (examples_N / examples_N.sum()).unsqueeze(1)).sum(0);
}

} // namespace lapidary
