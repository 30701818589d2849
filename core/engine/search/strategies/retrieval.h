// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &retrievalInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeRetrieval(const Json &config);

} // namespace lapidary
