// SPDX-License-Identifier: Apache-2.0
#include "core/engine/kernels/kv_write.h"
#include <ATen/ATen.h>
#include <cstring>

namespace lapidary {

void writeTokensHere(const at::Tensor &x_BKTH, const at::Tensor &into, const std::vector<NewToken> &tokens) {
    const at::Tensor x = x_BKTH.stride(3) == 1 ? x_BKTH : x_BKTH.contiguous();
    const auto size = static_cast<std::int64_t>(x.element_size());
    const char *from = static_cast<const char *>(x.const_data_ptr());
    char *to = static_cast<char *>(into.mutable_data_ptr());
    for (const auto &[row, token, block, place] : tokens)
        for (std::int64_t k = 0; k < x.size(1); ++k)
            std::memcpy(to + (block * into.stride(0) + k * into.stride(1) + place * into.stride(2)) * size,
                        from + (row * x.stride(0) + k * x.stride(1) + token * x.stride(2)) * size,
                        static_cast<std::size_t>(x.size(3) * size));
}

void writeTokens(const at::Tensor &x, const at::Tensor &into, const at::Tensor &tokens_N4) {
    const auto column = [&](std::int64_t i) { return std::optional<at::Tensor>(tokens_N4.select(1, i)); };
    const at::Tensor new_NKH = x.index({column(0), std::nullopt, column(1)});
    into.index_put_({column(2), std::nullopt, column(3)}, new_NKH);
}

} // namespace lapidary
