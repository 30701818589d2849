// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

namespace lapidary {

class Sampler;
struct SamplingConfig;
std::unique_ptr<Sampler> makeGreedySampler(const SamplingConfig &config);

} // namespace lapidary
