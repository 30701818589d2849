// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/reference.h"
#include "core/engine/model/model_files.h"

namespace lapidary {

Result<Reference> Reference::make(TrainContext &context) {
    Reference reference;
    const Json named = context.run.value("reference", Json::object());
    if (named.contains("path")) {
        auto loaded = loadModel((context.folder / named["path"].get<std::string>()).lexically_normal(), context.policy.placement());
        if (!loaded) return unexpected(loaded.error());
        reference.own_ = std::move(*loaded);
        for (const auto &notice : reference.own_->config().notices) context.job.sink().emit("notice", {{"level", "warning"}, {"text", "The reference: " + notice}});
    } else if (context.policy.adapters.empty()) {
        reference.own_ = context.policy.cloneFrozen(); // prepare() runs before a checkpoint is restored: these are the start weights
    }
    return reference;
}

at::Tensor Reference::with(Decoder &policy, const std::function<at::Tensor(const Decoder &)> &use) const {
    at::NoGradGuard noGrad;
    if (own_) return use(*own_);
    std::vector<double> weights;
    for (auto &adapter : policy.adapters) weights.push_back(std::exchange(adapter->weight, 0.0));
    const at::Tensor out = use(policy);
    for (std::size_t i = 0; i < weights.size(); ++i) policy.adapters[i]->weight = weights[i];
    return out;
}

} // namespace lapidary
