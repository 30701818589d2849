// SPDX-License-Identifier: Apache-2.0
#include "core/engine/generate/samplers/registry.h"
#include "core/engine/generate/sampler.h"
#include "core/engine/generate/samplers/greedy.h"
#include "core/engine/generate/samplers/multinomial.h"
#include <cassert>

namespace lapidary {

namespace {
constexpr SamplerEntry kSamplers[] = {
    {"multinomial", "draws from the filtered distribution", makeMultinomialSampler},
    {"greedy", "takes the most likely token", makeGreedySampler},
};
}

std::span<const SamplerEntry> samplers() {
    return kSamplers;
}

std::vector<std::string> samplerNames() {
    std::vector<std::string> names;
    for (const auto &entry : kSamplers) names.emplace_back(entry.name);
    return names;
}

std::unique_ptr<Sampler> makeSampler(const SamplingConfig &config) {
    const std::string wanted = config.greedy() ? "greedy" : config.sampler;
    for (const auto &entry : kSamplers)
        if (wanted == entry.name) return entry.make(config);
    assert(false && "the configuration was checked against samplerNames()");
    return nullptr;
}

} // namespace lapidary
