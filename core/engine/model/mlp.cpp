// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/mlp.h"
#include "core/engine/kernels/swiglu.h"
#include "core/engine/model/joint_linear.h"

namespace lapidary {
namespace {

at::Tensor activate(Activation activation, const at::Tensor &x) {
    switch (activation) {
    case Activation::Silu:
        return at::silu(x);
    case Activation::Gelu:
        return at::gelu(x);
    case Activation::GeluTanh:
        return at::gelu(x, "tanh");
    case Activation::Relu:
        break;
    }
    return at::relu(x);
}

at::Tensor gatedUp(Activation activation, const at::Tensor &gate, const at::Tensor &up) {
    return activation == Activation::Silu ? swiglu(gate, up) : activate(activation, gate) * up;
}

} // namespace

at::Tensor Mlp::operator()(const at::Tensor &x) const {
    if (!gated) return out(activate(activation, in[0](x)));
    if (in.size() == 2) {
        const auto both = applyAll(in, x);
        return out(gatedUp(activation, both[0], both[1]));
    }
    const at::Tensor both = in[0](x);
    const std::int64_t half = both.size(-1) / 2;
    return out(gatedUp(activation, both.narrow(-1, 0, half).contiguous(), both.narrow(-1, half, half).contiguous()));
}

Mlp makeMlp(const DecoderConfig &c, const std::string &layer, const at::TensorOptions &options) {
    Mlp mlp{.in = {},
            .out = makeLinear(layer + "." + c.names.mlpOut, c.hiddenSize, c.intermediateSize, c.mlpBias, options),
            .activation = c.activation,
            .gated = c.gated};
    const std::int64_t width = c.intermediateSize * (c.gated ? 2 : 1) / static_cast<std::int64_t>(c.names.mlpIn.size());
    for (const auto &name : c.names.mlpIn)
        mlp.in.push_back(makeLinear(layer + "." + name, width, c.hiddenSize, c.mlpBias, options));
    return mlp;
}

} // namespace lapidary
