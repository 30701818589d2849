// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/ATen.h>

// Legend: N gradients (of examples, or updates of clients), D parameters.
namespace lapidary {

struct ClippedMean {
    at::Tensor mean_D;    ///< of the clipped ones, over how many were expected
    at::Tensor factors_N; ///< what each was shortened by, 1 where it was not longer than the norm
};

/// The part of DP-SGD (Abadi et al. 2016, arXiv 1607.00133) before the noise, as in Opacus: each gradient is shortened
/// to `maxNorm` by min(1, C / (norm + 1e-6)), and their sum is divided by how many a step has on average, never by how
/// many this one has.
ClippedMean clippedMean(const at::Tensor &gradients_ND, double maxNorm, double expected);

/// FedAvg (McMahan et al. 2017, arXiv 1602.05629): the mean of clients' weights [N, D] by their numbers of examples
/// [N].
at::Tensor meanOfClients(const at::Tensor &weights_ND, const at::Tensor &examples_N);

} // namespace lapidary
