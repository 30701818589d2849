// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &computeOptimalInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeComputeOptimal(const Json &config);

} // namespace lapidary
