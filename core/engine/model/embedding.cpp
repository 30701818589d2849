// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/embedding.h"

namespace lapidary {
namespace {

/// What a term adds to y = W[ids], before its adapter's weight.
at::Tensor addedBy(const LoraTerm &term, const Embedding &embedding, const at::Tensor &ids_BT, const at::Tensor &y) {
    at::Tensor low = at::linear(at::embedding(term.a_RI.t(), ids_BT), term.b_OR) * term.scaling;
    if (!term.magnitude_O.defined()) return low;
    const at::Tensor scale = term.magnitude_O / doraNorm(embedding.weight_VD.t(), term.a_RI, term.b_OR, term.scaling);
    return (scale - 1) * y + scale * low;
}

} // namespace

at::Tensor Embedding::operator()(const at::Tensor &ids_BT) const {
    const at::Tensor base = at::embedding(weight_VD, ids_BT, padding);
    at::Tensor y = base;
    for (const auto &term : lora)
        if (term.adapter->weight != 0)
            y = y + (addedBy(term, *this, ids_BT, base) * term.adapter->weight).to(y.scalar_type());
    return y;
}

at::Tensor withNoise(const at::Tensor &x_BTD, const std::vector<Segment> &segments, double alpha) {
    const auto within = [&](std::int64_t length) {
        return alpha / std::sqrt(static_cast<double>(length * x_BTD.size(2)));
    };
    at::Tensor most_BT1 = at::full({x_BTD.size(0), x_BTD.size(1), 1}, within(x_BTD.size(1)), x_BTD.options());
    for (const Segment &each : segments)
        most_BT1[each.row].narrow(0, each.begin, each.length).fill_(within(each.length));
    return x_BTD + (at::rand(x_BTD.sizes(), x_BTD.options()) * 2 - 1) * most_BT1;
}

} // namespace lapidary
