// SPDX-License-Identifier: Apache-2.0
#include "app/worker/facts.h"
#include "app/worker/jobs/job_kind.h"
#include "core/engine/search/strategy.h"
#include "core/engine/train/advice.h"
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
    Json out = Json::object();
    for (const auto &entry : algorithms()) {
        out["algorithms"].push_back(toJson(entry.info()));
        if (const auto advice = adviceOn(entry.info().name))
            out["algorithms"].back().update({{"when", advice->when}, {"caution", advice->caution}});
    }
    for (const auto &entry : strategies()) out["strategies"].push_back(toJson(entry.info()));
    for (const auto &kind : jobKinds())
        if (kind.info) out["stages"].push_back(toJson(kind.info()));
    return out;
}

} // namespace lapidary
