// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/linear.h"

namespace lapidary {

at::Tensor Linear::operator()(const at::Tensor &x) const {
    at::Tensor y = at::linear(x, weight_OI, bias_O);
    for (const auto &term : lora) {
        if (term.adapter->weight == 0) continue;
        at::Tensor in = x.to(term.a_RI.scalar_type());
        if (term.adapter->training && term.adapter->dropout > 0) in = at::dropout(in, term.adapter->dropout, true);
        const at::Tensor low = at::linear(at::linear(in, term.a_RI), term.b_OR);
        y = y + (low * (term.scaling * term.adapter->weight)).to(y.scalar_type());
    }
    return y;
}

} // namespace lapidary
