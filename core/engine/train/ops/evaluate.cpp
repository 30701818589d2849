// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/evaluate.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/ops/token_losses.h"

namespace lapidary {
namespace {

/// Of all adapters, while it lives.
class WithoutDropout {
public:
    explicit WithoutDropout(const Decoder &model) : model_(model) {
        for (const auto &adapter : model_.adapters) before_.push_back(std::exchange(adapter->training, false));
    }
    WithoutDropout(const WithoutDropout &) = delete;
    WithoutDropout &operator=(const WithoutDropout &) = delete;
    ~WithoutDropout() {
        for (std::size_t i = 0; i < before_.size(); ++i) model_.adapters[i]->training = before_[i];
    }

private:
    const Decoder &model_;
    std::vector<bool> before_{};
};

} // namespace

at::Tensor evaluate(const Decoder &model, const at::Tensor &ids_BT, const at::Tensor &labels_BT,
                    const Evaluation &how) {
    const at::NoGradGuard noGrad;
    const WithoutDropout guard(model);
    const Autocast autocast(how.bf16, model.placement().device, Autocast::Keep::Nothing);
    const LabelScores scores = scoreLabels(model, ids_BT, labels_BT, {}, how.temperature, false);
    return placeTokens(scores.tokens.logp_N, scores, labels_BT.sizes());
}

} // namespace lapidary
