// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <functional>

// Legend: W weights, as one vector.
namespace lapidary {

/// A symmetric matrix that is only known by what it makes of vectors. [W] → [W]
using MatrixProduct = std::function<at::Tensor(const at::Tensor &)>;

/// x with A x = b, as near as so many products bring it (Hestenes and Stiefel 1952); it ends sooner where the rest is
/// no longer than `tolerance` times b, or where A is seen not to be positive. In f64. [W]
at::Tensor conjugateGradient(const MatrixProduct &A, const at::Tensor &b_W, std::int64_t iterations,
                             double tolerance = 1e-6);

} // namespace lapidary
