// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lapidary {

class Sampler;
struct SamplingConfig;

struct SamplerEntry {
    const char *name;
    const char *summary;
    std::unique_ptr<Sampler> (*make)(const SamplingConfig &config);
};

std::span<const SamplerEntry> samplers();
std::vector<std::string> samplerNames();
/// The one that the configuration names; temperature 0 means "greedy" whatever the name.
std::unique_ptr<Sampler> makeSampler(const SamplingConfig &config);

} // namespace lapidary
