// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/reference.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/model_files.h"

namespace lapidary {
namespace {

/// One adapter in force, or none, while it lives.
class OnlyAdapter {
public:
    OnlyAdapter(const Decoder &model, const Adapter *only) : model_(model) {
        for (const auto &adapter : model_.adapters)
            weights_.push_back(std::exchange(adapter->weight, adapter.get() == only ? 1.0 : 0.0));
    }
    OnlyAdapter(const OnlyAdapter &) = delete;
    OnlyAdapter &operator=(const OnlyAdapter &) = delete;
    ~OnlyAdapter() {
        for (std::size_t i = 0; i < weights_.size(); ++i) model_.adapters[i]->weight = weights_[i];
    }

private:
    const Decoder &model_;
    std::vector<double> weights_{};
};

} // namespace

Result<Reference> Reference::make(TrainContext &context, const TrainOptions &options) {
    Reference reference;
    const Json named = context.run.value("reference", Json::object());
    if (named.contains("path")) {
        auto loaded = loadModel((context.folder / named["path"].get<std::string>()).lexically_normal(),
                                context.policy.placement());
        if (!loaded) return unexpected(loaded.error());
        reference.own_ = std::move(*loaded);
        for (const auto &notice : reference.own_->config().notices)
            context.job.sink().emit("notice", {{"level", "warning"}, {"text", "The reference: " + notice}});
    } else if (context.policy.adapters.empty()) {
        reference.own_ = context.policy.cloneFrozen();
    } else if (options.lora.startsFromFolder()) {
        reference.start_ = keepCopy(context.policy, context.policy.adapters.back());
    }
    return reference;
}

at::Tensor Reference::evaluate(const Decoder &policy, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                               const Evaluation &how) const {
    if (own_) return lapidary::evaluate(*own_, ids_BT, labels_BT, how);
    const OnlyAdapter only(policy, start_.get());
    return lapidary::evaluate(policy, ids_BT, labels_BT, how);
}

void Reference::release(Decoder &policy) {
    if (start_) removeAdapter(policy, *start_);
    own_.reset();
    start_.reset();
}

} // namespace lapidary
