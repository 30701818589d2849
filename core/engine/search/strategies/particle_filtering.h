// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &particleFilteringInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeParticleFiltering(const Json &config);

} // namespace lapidary
