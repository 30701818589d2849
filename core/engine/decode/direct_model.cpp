// SPDX-License-Identifier: Apache-2.0
#include "core/engine/decode/direct_model.h"
#include "core/engine/model/int8.h"

namespace lapidary {
namespace {

/// Nothing is read of a tensor that the kernels cannot read; `ok` says afterwards whether there was one.
struct Reader {
    bool ok = true;

    Numbers numbers(const at::Tensor &tensor) {
        if (!tensor.defined()) return {};
        const auto type = tensor.scalar_type();
        if (!tensor.device().is_cpu() || !tensor.is_contiguous() || (type != at::kFloat && type != at::kBFloat16)) {
            ok = false;
            return {};
        }
        return {tensor.const_data_ptr(), type == at::kFloat ? Stored::F32 : Stored::Bf16};
    }

    Matrix matrix(const at::Tensor &tensor) {
        if (!tensor.defined() || tensor.dim() != 2) {
            ok = false;
            return {};
        }
        return {.weights = numbers(tensor), .outputs = tensor.size(0), .inputs = tensor.size(1)};
    }

    Matrix matrix(const Int8Weight &weight) {
        ok &= weight.q_OI.device().is_cpu();
        return {.weights = {weight.q_OI.const_data_ptr(), Stored::Int8},
                .scale_O = weight.scale_O.const_data_ptr<float>(),
                .outputs = weight.q_OI.size(0),
                .inputs = weight.q_OI.size(1)};
    }

    DirectProduct product(const Linear &linear) {
        DirectProduct out;
        if (linear.nf4) {
            ok = false;
            return out;
        }
        out.matrix = linear.int8 ? matrix(*linear.int8) : matrix(linear.weight_OI);
        out.bias = numbers(linear.bias_O);
        out.lora.reserve(linear.lora.size());
        for (const auto &term : linear.lora) {
            if (term.adapter->weight == 0) continue;
            if (term.magnitude_O.defined()) ok = false;
            out.lora.push_back({.a = matrix(term.a_RI),
                                .b = matrix(term.b_OR),
                                .bias = numbers(term.bias_O),
                                .scale = static_cast<float>(term.scaling * term.adapter->weight)});
        }
        return out;
    }

    std::vector<DirectProduct> products(const std::vector<Linear> &linears) {
        std::vector<DirectProduct> out;
        out.reserve(linears.size());
        for (const Linear &linear : linears) out.push_back(product(linear));
        return out;
    }

    NormOf norm(const Norm &norm) {
        if (norm.path.empty()) return {};
        return {.weight = numbers(norm.weight_D),
                .bias = numbers(norm.bias_D),
                .eps = static_cast<float>(norm.eps),
                .offset = static_cast<float>(norm.offset)};
    }

    DirectLayer layer(const DecoderLayer &layer) {
        return {.beforeAttention = norm(layer.beforeAttention),
                .afterAttention = norm(layer.afterAttention),
                .beforeMlp = norm(layer.beforeMlp),
                .afterMlp = norm(layer.afterMlp),
                .qNorm = norm(layer.attention.qNorm),
                .kNorm = norm(layer.attention.kNorm),
                .attentionIn = products(layer.attention.in),
                .mlpIn = products(layer.mlp.in),
                .attentionOut = product(layer.attention.out),
                .mlpOut = product(layer.mlp.out),
                .attention = &layer.attention,
                .gate = gate(layer.mlp.activation),
                .gated = layer.mlp.gated};
    }

    static GateOf gate(Activation activation) {
        switch (activation) {
        case Activation::Silu:
            return GateOf::Silu;
        case Activation::Gelu:
            return GateOf::Gelu;
        case Activation::GeluTanh:
            return GateOf::GeluTanh;
        case Activation::Relu:
            break;
        }
        return GateOf::Relu;
    }
};

} // namespace

std::optional<DirectProduct> directProduct(const Linear &linear) {
    Reader reader;
    DirectProduct product = reader.product(linear);
    return reader.ok ? std::optional(std::move(product)) : std::nullopt;
}

std::optional<DirectModel> directModel(const Decoder &model) {
    const auto &config = model.config();
    const auto type = model.placement().dtype;
    if (config.dependsOnLength() || !model.embedding().lora.empty() || (type != at::kFloat && type != at::kBFloat16))
        return std::nullopt;
    Reader reader;
    DirectModel out{.embedding = reader.numbers(model.embedding().weight_VD),
                    .positions = reader.numbers(model.learnedPositions())};
    out.layers.reserve(model.layers().size());
    for (const auto &layer : model.layers()) {
        out.layers.push_back(reader.layer(layer));
        if (!reader.ok) return std::nullopt;
    }
    out.finalNorm = reader.norm(model.finalNorm());
    return reader.ok ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace lapidary
