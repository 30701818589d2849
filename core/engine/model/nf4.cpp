// SPDX-License-Identifier: Apache-2.0
// QLoRA, section 3: NormalFloat and double quantisation; code books and rounding as in bitsandbytes 0.50.
#include "core/engine/model/nf4.h"
#include <ATen/core/grad_mode.h>
#include <array>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kChunk = Nf4Weight::kBlock << 14; // weights that are f32 at one time while quantising

/// Quantiles of the normal distribution with zero kept exact, scaled to [-1, 1].
constexpr std::array<float, 16> kNormalFloat = {-1.0f,
                                                -0.6961928009986877f,
                                                -0.5250730514526367f,
                                                -0.39491748809814453f,
                                                -0.28444138169288635f,
                                                -0.18477343022823334f,
                                                -0.09105003625154495f,
                                                0.0f,
                                                0.07958029955625534f,
                                                0.16093020141124725f,
                                                0.24611230194568634f,
                                                0.33791524171829224f,
                                                0.44070982933044434f,
                                                0.5626170039176941f,
                                                0.7229568362236023f,
                                                1.0f};

at::Tensor normalFloat(c10::Device device) {
    return at::tensor(at::ArrayRef<float>(kNormalFloat.data(), kNormalFloat.size()), at::kFloat).to(device);
}

/// The 256 values of the dynamic 8-bit type (Dettmers et al. 2022): 2^i steps between 0.1 and 1, times 10^(i-6), both
/// signs.
at::Tensor dynamicMap(c10::Device device) {
    std::vector<float> values = {0.0f, 1.0f};
    for (int i = 0; i < 7; ++i) {
        const at::Tensor bounds = at::linspace(0.1, 1, (std::int64_t{1} << i) + 1, at::kFloat);
        for (std::int64_t k = 0; k + 1 < bounds.numel(); ++k) {
            const float mean = (bounds[k].item<float>() + bounds[k + 1].item<float>()) / 2.0f;
            const auto value = static_cast<float>(std::pow(10.0, i - 6) * static_cast<double>(mean));
            values.push_back(value);
            values.push_back(-value);
        }
    }
    std::sort(values.begin(), values.end());
    return at::tensor(values, at::kFloat).to(device);
}

struct Coded {
    at::Tensor codes;  // uint8, as many as there are values
    at::Tensor scales; // f32, one a block: the largest magnitude
};

/// Each value divided by the largest magnitude of its block, then the nearest value of the sorted book.
Coded code(const at::Tensor &values, const at::Tensor &book, std::int64_t block) {
    const std::int64_t n = values.numel(), blocks = (n + block - 1) / block;
    const at::Tensor rows =
        at::constant_pad_nd(values.reshape(-1).to(at::kFloat), {0, blocks * block - n}).view({blocks, block});
    const at::Tensor scales = std::get<0>(rows.abs().max(1));
    const at::Tensor unit = (rows * scales.clamp_min(1e-38).reciprocal().unsqueeze(1)).clamp(-1, 1);
    const at::Tensor middles = (book.slice(0, 0, -1) + book.slice(0, 1)) / 2;
    return {at::bucketize(unit, middles, true).to(at::kByte).view(-1).narrow(0, 0, n), scales};
}

at::Tensor decode(const at::Tensor &codes, const at::Tensor &scales, const at::Tensor &book, std::int64_t block) {
    const std::int64_t n = codes.numel(), blocks = scales.numel();
    at::Tensor values = book.index_select(0, codes.to(at::kInt));
    if (n != blocks * block) values = at::constant_pad_nd(values, {0, blocks * block - n});
    return values.view({blocks, block}).mul_(scales.unsqueeze(1)).view(-1).narrow(0, 0, n);
}

struct Nf4Product : torch::autograd::Function<Nf4Product> {
    static at::Tensor forward(torch::autograd::AutogradContext *ctx, const at::Tensor &x, const Nf4Weight *weight) {
        ctx->saved_data["weight"] =
            reinterpret_cast<std::int64_t>(weight); // frozen, and held by the model for longer than any graph
        return at::linear(x.to(weight->computeDtype), dequantize(*weight).to(weight->computeDtype)).to(x.scalar_type());
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *ctx,
                                                   torch::autograd::variable_list grads) {
        const auto *weight = reinterpret_cast<const Nf4Weight *>(ctx->saved_data["weight"].toInt());
        return {at::matmul(grads[0].to(weight->computeDtype), dequantize(*weight).to(weight->computeDtype))
                    .to(grads[0].scalar_type()),
                at::Tensor()};
    }
};

} // namespace

const Described<QuantizationConfig> &QuantizationConfig::described() {
    using Q = QuantizationConfig;
    static const auto d =
        Described<Q>()
            .add("load_in_4bit", &Q::loadIn4bit, "",
                 "holds the frozen model in four bits a weight while an adapter is trained (QLoRA)")
            .choice("bnb_4bit_quant_type", &Q::quantType, {"nf4"},
                    "the four-bit type: quantiles of a normal distribution")
            .add("bnb_4bit_use_double_quant", &Q::doubleQuant, "", "holds the scales of the blocks in eight bits, too")
            .choice("bnb_4bit_compute_dtype", &Q::computeDtype, {"float32", "bfloat16", "float16"},
                    "number format of the products with four-bit weights");
    return d;
}

c10::ScalarType QuantizationConfig::computeType() const {
    return computeDtype == "bfloat16" ? c10::kBFloat16 : computeDtype == "float16" ? c10::kHalf : c10::kFloat;
}

std::int64_t Nf4Weight::bytes() const {
    std::int64_t sum = 0;
    for (const auto *tensor : {&packed, &scales, &scaleCodes, &scaleScales})
        if (tensor->defined()) sum += static_cast<std::int64_t>(tensor->nbytes());
    return sum;
}

std::shared_ptr<const Nf4Weight> quantizeNf4(const at::Tensor &weight_OI, bool doubleQuant,
                                             c10::ScalarType computeDtype) {
    const at::NoGradGuard noGrad;
    auto out = std::make_shared<Nf4Weight>();
    out->outputs = weight_OI.size(0);
    out->inputs = weight_OI.size(1);
    out->computeDtype = computeDtype;
    const at::Tensor flat = weight_OI.detach().reshape(-1), book = normalFloat(flat.device());
    std::vector<at::Tensor> packed, scales;
    for (std::int64_t begin = 0; begin < flat.numel(); begin += kChunk) {
        Coded part = code(flat.slice(0, begin, begin + kChunk), book, Nf4Weight::kBlock);
        if (part.codes.numel() % 2) part.codes = at::constant_pad_nd(part.codes, {0, 1}, 7);
        const at::Tensor pairs = part.codes.view({-1, 2});
        packed.push_back(pairs.select(1, 0).mul(16).add_(pairs.select(1, 1)));
        scales.push_back(part.scales);
    }
    out->packed = at::cat(packed);
    const at::Tensor all = at::cat(scales);
    if (!doubleQuant) {
        out->scales = all;
        return out;
    }
    const at::Tensor offset = all.mean();
    const Coded coded = code(all - offset, dynamicMap(all.device()), Nf4Weight::kScaleBlock);
    out->scaleCodes = coded.codes.contiguous();
    out->scaleScales = coded.scales;
    out->offset = offset.item<float>();
    return out;
}

at::Tensor dequantize(const Nf4Weight &weight) {
    const at::NoGradGuard noGrad;
    const at::Tensor scales = weight.scales.defined()
                                  ? weight.scales
                                  : decode(weight.scaleCodes, weight.scaleScales, dynamicMap(weight.packed.device()),
                                           Nf4Weight::kScaleBlock) +
                                        weight.offset;
    const at::Tensor codes =
        at::stack({at::bitwise_right_shift(weight.packed, 4), at::bitwise_and(weight.packed, 15)}, 1).view(-1);
    const std::int64_t n = weight.outputs * weight.inputs;
    return decode(codes.narrow(0, 0, n), scales, normalFloat(codes.device()), Nf4Weight::kBlock)
        .view({weight.outputs, weight.inputs});
}

at::Tensor nf4Linear(const at::Tensor &x, const Nf4Weight &weight, const at::Tensor &bias) {
    const at::Tensor y = Nf4Product::apply(x, &weight);
    return bias.defined() ? y + bias.to(y.scalar_type()) : y;
}

} // namespace lapidary
