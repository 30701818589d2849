// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/new_head.h"
#include "core/engine/model/heads.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace lapidary {

std::unique_ptr<Decoder> withNewHead(const Decoder &model, HeadKind kind, std::int64_t labels, std::uint64_t seed) {
    const at::NoGradGuard noGrad;
    auto made = std::make_unique<Decoder>(withHead(model.config(), kind, labels), model.placement());
    made->initialise(seed);
    std::map<std::string, at::Tensor> body;
    const bool scores = model.config().headKind != HeadKind::LanguageModel;
    for (const auto &[name, tensor] : model.parameters()) // two heads may share their name
        if (!scores || !name.starts_with(model.headName() + ".")) body[name] = tensor;
    for (auto &[name, tensor] : made->parameters())
        if (const auto from = body.find(name); from != body.end())
            tensor.copy_(from->second.detach());
        else if (tensor.dim() < 2)
            tensor.zero_();
    return made;
}

} // namespace lapidary
