// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/head_product.h"

namespace lapidary {

HeadProduct::HeadProduct(const at::Tensor &hidden, const at::Tensor &head, bool narrow)
    : hidden_ND(hidden.to(narrow ? at::kBFloat16 : at::kFloat)), head_VD(head.to(hidden_ND.scalar_type())) {}

at::Tensor HeadProduct::logits(std::int64_t begin, std::int64_t count) const {
    return at::mm(hidden_ND.narrow(0, begin, count), head_VD.t()).to(at::kFloat);
}

at::Tensor HeadProduct::toHidden(const at::Tensor &dLogits_CV) const {
    return at::mm(dLogits_CV.to(head_VD.scalar_type()), head_VD).to(at::kFloat);
}

void HeadProduct::addToHead(at::Tensor &dHead_VD, const at::Tensor &dLogits_CV, std::int64_t begin) const {
    const at::Tensor rows_CD = hidden_ND.narrow(0, begin, dLogits_CV.size(0));
    if (head_VD.scalar_type() == at::kFloat)
        dHead_VD.addmm_(dLogits_CV.t(), rows_CD);
    else
        dHead_VD.add_(at::mm(dLogits_CV.to(head_VD.scalar_type()).t(), rows_CD));
}

} // namespace lapidary
