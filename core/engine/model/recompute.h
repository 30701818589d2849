// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <functional>

namespace lapidary {

/// block(x), of which nothing is kept but x: the backward pass computes the block once more, with the same random
/// numbers and number formats, and so gets the same gradients. What the block reads must live as long as it does.
at::Tensor recomputed(std::function<at::Tensor(const at::Tensor &)> block, const at::Tensor &x);

} // namespace lapidary
