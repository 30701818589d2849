// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tensor/packed.h"
#include <ATen/ATen.h>

namespace lapidary {
namespace {

std::string sizes(const at::Tensor &tensor) {
    std::string out;
    for (const auto size : tensor.sizes()) out += (out.empty() ? "" : "×") + std::to_string(size);
    return out.empty() ? "1" : out;
}

Error badScale(const std::string &name, const at::Tensor &scale, Sentence expected) {
    return {.code = "weights.bad_scale",
            .message = "the scales of packed weights do not fit to them",
            .field = name,
            .found = sizes(scale),
            .expected = std::move(expected)};
}

std::int64_t blocksOf(std::int64_t size, std::int64_t block) {
    return (size + block - 1) / block;
}

} // namespace

Result<at::Tensor> unpackedFp8(const at::Tensor &numbers, const at::Tensor &scale, ScaleBlock block,
                               const std::string &name) {
    const at::Tensor wide = numbers.to(at::kFloat), factor = scale.to(at::kFloat);
    if (factor.numel() == 1) return wide * factor.reshape({});
    if (wide.dim() != 2) return fail(badScale(name, scale, "one scale"));
    const std::int64_t rows = wide.size(0), columns = wide.size(1);
    if (factor.numel() == rows && (factor.dim() == 1 || factor.size(-1) == 1)) return wide * factor.reshape({rows, 1});
    const std::int64_t down = blocksOf(rows, block[0]), across = blocksOf(columns, block[1]);
    if (factor.dim() != 2 || factor.size(0) != down || factor.size(1) != across)
        return fail(badScale(name, scale,
                             {"one, {0}, or {1}×{2} for blocks of {3}×{4}", rows, down, across, block[0], block[1]}));
    return wide * factor.repeat_interleave(block[0], 0)
                      .narrow(0, 0, rows)
                      .repeat_interleave(block[1], 1)
                      .narrow(1, 0, columns);
}

Result<at::Tensor> unpackedMxfp4(const at::Tensor &blocks, const at::Tensor &scales, const std::string &name) {
    if (blocks.dim() < 2 || blocks.size(-1) != 16 || scales.sizes() != blocks.sizes().slice(0, blocks.dim() - 1))
        return fail(badScale(name, scales, {"a scale for each block of 16 bytes of {0}", sizes(blocks)}));
    const at::Tensor values = at::tensor(
        {0.0f, 0.5f, 1.0f, 1.5f, 2.0f, 3.0f, 4.0f, 6.0f, -0.0f, -0.5f, -1.0f, -1.5f, -2.0f, -3.0f, -4.0f, -6.0f});
    const at::Tensor bytes = blocks.to(at::kInt);
    const at::Tensor halves = at::stack({bytes.bitwise_and(15), bytes.bitwise_right_shift(4)}, -1); // [.., 16, 2]
    at::Tensor numbers = values.index({halves.to(at::kLong)}).flatten(-2);                          // [.., 32]
    numbers = at::ldexp(numbers, scales.to(at::kInt).sub(127).unsqueeze(-1));
    return numbers.flatten(-2);
}

} // namespace lapidary
