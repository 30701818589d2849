// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/regularizers/l2_sp.h"
#include "core/config/described.h"
#include "core/engine/train/algorithm.h"

namespace lapidary {
namespace {

struct L2SpConfig {
    double alpha = 0;
    static const Described<L2SpConfig> &described() {
        static const auto d = Described<L2SpConfig>().add("l2_sp_alpha", &L2SpConfig::alpha, atLeast(0), "",
                                                          "pulls trained weights back to where they started; 0 is off");
        return d;
    }
};

class L2Sp : public Regularizer {
public:
    L2Sp(double alpha, const NamedTensors &start) : alpha_(alpha) {
        for (const auto &[name, tensor] : start) start_.push_back(tensor.detach().clone());
    }
    std::string_view metric() const override { return "l2_sp"; }

    at::Tensor of(const NamedTensors &trainable) const override {
        at::Tensor sum = at::zeros({}, trainable.front().tensor.options().requires_grad(false));
        for (std::size_t i = 0; i < trainable.size(); ++i) sum = sum + (trainable[i].tensor - start_[i]).pow(2).sum();
        return alpha_ / 2 * sum;
    }

private:
    double alpha_;
    std::vector<at::Tensor> start_{};
};

const MethodInfo &l2SpMethod() {
    static const MethodInfo method{
        .name = "l2_sp",
        .summary = "Penalty on the distance from the starting weights",
        .role = "regularizer",
        .spec = L2SpConfig::described().spec(),
        .metrics = {{.name = "l2_sp",
                     .group = "forgetting",
                     .effect = "what the distance from the starting weights adds to the loss",
                     .better = Better::Lower}}};
    return method;
}

} // namespace

RegularizerInfo l2SpInfo() {
    return {.info = l2SpMethod,
            .make = [](const Json &settings, const NamedTensors &start, TrainContext *) -> Result<RegularizerPtr> {
                const double alpha = settings.value("l2_sp_alpha", 0.0);
                if (alpha == 0 || start.empty()) return nullptr;
                return std::make_unique<L2Sp>(alpha, start);
            },
            .pureLoss = [](const TensorMap &inputs, const Json &config) -> Result<LossResult> {
                const auto read = L2SpConfig::described().read(config);
                if (!read) return fail(joined(read.error()));
                const L2Sp penalty(read->alpha, {{"start", inputs.at("start")}});
                return LossResult{.loss = penalty.of({{"weights", inputs.at("weights")}})};
            }};
}

} // namespace lapidary
