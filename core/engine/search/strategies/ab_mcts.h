// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &abMctsInfo();
/// Of the distribution Beta(a, b), both above 0.
double drawBeta(double a, double b, Rng &rng);

tl::expected<std::unique_ptr<Strategy>, Problems> makeAbMcts(const Json &config);

} // namespace lapidary
