// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/optimizer.h"
#include "core/engine/model/norm_names.h"
#include "core/engine/train/adamw.h"
#include "core/engine/train/lion.h"
#include "core/engine/train/muon.h"
#include <map>

namespace lapidary {

void Optimizer::zeroGradients() {
    for (auto &[name, tensor] : parameters()) tensor.mutable_grad() = at::Tensor();
}

Status Optimizer::restore(const NamedTensors &state) {
    std::map<std::string, at::Tensor> byName;
    for (const auto &named : state) byName[named.name] = named.tensor;
    for (auto &[name, mine] : this->state()) {
        const auto it = byName.find(name);
        if (it == byName.end() || it->second.sizes() != mine.sizes())
            return fail({.code = "checkpoint.optimizer",
                         .message = "the checkpoint's optimiser state does not fit this run",
                         .field = name});
        mine.copy_(it->second);
    }
    return {};
}

const std::vector<std::string> &optimizerNames() {
    static const std::vector<std::string> names{"adamw_torch", "lion_32bit", "muon"};
    return names;
}

std::unique_ptr<Optimizer> makeOptimizer(const NamedTensors &weights, const Decoder &network,
                                         const TrainOptions &options) {
    const auto norms = normParameters(network);
    if (options.optim == "lion_32bit") return std::make_unique<Lion>(weights, norms, options);
    if (options.optim == "muon")
        return std::make_unique<Muon>(
            weights, norms, std::set{network.embeddingName() + ".weight", network.headName() + ".weight"}, options);
    return std::make_unique<AdamW>(weights, norms, options);
}

} // namespace lapidary
