// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

const MethodInfo &choiceLikelihoodInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeChoiceLikelihood(const Json &config);

/// softmax of the log-probabilities, each divided by its length. Nothing where one of them is no number.
std::vector<double> shareOfChoices(const std::vector<double> &logprobs, const std::vector<double> &lengths);

} // namespace lapidary
