// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/engine/decode/kernels.h"
#include <vector>

namespace lapidary {

/// The kernels that this processor can run, the plainest first: of "avx2", "avx512", "avx512_bf16", "amx". Empty on a
/// processor without any of them.
std::vector<const Kernels *> kernelsHere();

/// Those that are used: the last of kernelsHere(), or what the environment's LAPIDARY_KERNELS names, where "plain"
/// stands for none. Null: none, so that everything takes LibTorch's way.
const Kernels *kernels();

/// Uses others from now on, in tests and measurements. kernels.unknown where this processor has none of that name.
Status useKernels(const std::string &name);

} // namespace lapidary
