// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &beamSearchInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeBeamSearch(const Json &config);

} // namespace lapidary
