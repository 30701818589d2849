// SPDX-License-Identifier: Apache-2.0
#include "app/worker/facts.h"
#include "core/engine/generate/samplers/registry.h"
#include "core/engine/model/architectures/registry.h"
#include "core/engine/reward/reward.h"
#include "core/engine/search/candidates.h"
#include "core/engine/train/algorithm.h"
#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/version.h>

namespace lapidary {

Json buildFacts() {
    Json devices = {"cpu"};
    if (at::hasCUDA())
        for (int i = 0; i < at::detail::getCUDAHooks().deviceCount(); ++i)
            devices.push_back("cuda:" + std::to_string(i));
    return {{"version", LAPIDARY_VERSION}, {"libtorch", TORCH_VERSION}, {"devices", std::move(devices)}};
}

Json catalogue() {
    Json out = {{"version", LAPIDARY_VERSION}};
    for (const auto &entry : algorithms()) out["algorithms"].push_back(toJson(entry.info()));
    for (const auto &entry : strategies()) out["strategies"].push_back(toJson(entry.info()));
    out["sampling"] = {{"fields", toJson(describedCandidates().spec())}};
    for (const auto &entry : samplers()) out["samplers"].push_back({{"name", entry.name}, {"summary", entry.summary}});
    for (const auto &entry : rewards()) out["rewards"].push_back({{"name", entry.name}, {"summary", entry.summary}});
    out["rules"] = ruleNames();
    for (const auto &entry : architectures()) out["architectures"].push_back({{"name", entry.name}});
    return out;
}

} // namespace lapidary
