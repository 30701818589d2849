// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/kernels/segment.h"
#include <ATen/core/Tensor.h>
#include <vector>

// Legend: B rows, T tokens of a padded batch, N target tokens, S tokens that a model has to read for them.
namespace lapidary {

inline constexpr std::int64_t kIgnore = -100;

/// What of a batch its labels need, as one row without padding: of each sequence what stands before its last label, and
/// a prompt that several of them begin with but once.
struct RowSet {
    at::Tensor ids_1S{};
    std::vector<Segment> segments{};
    at::Tensor from_N{};                        ///< which of S predicts a target
    at::Tensor row_N{}, column_N{}, target_N{}; ///< where its label stands, and what it is
};

/// The sequences of a batch are its rows, or `segments` of them. Targets are in the order of the batch. `shared`:
/// whether sequences may share what stands before their first label.
RowSet rowSetOf(const at::Tensor &ids_BT, const at::Tensor &labels_BT, const std::vector<Segment> &segments,
                bool shared);

} // namespace lapidary
