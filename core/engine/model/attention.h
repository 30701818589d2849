// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include "core/engine/model/linear.h"
#include "core/engine/model/norm.h"
#include "core/engine/model/pass.h"
#include <array>

namespace lapidary {

/// The attention half of a layer: grouped queries, rotary positions, a window, soft-capped scores, as the config says.
struct Attention {
    std::vector<Linear> in; ///< q, k, v, or all three in one
    Linear out;
    Norm qNorm{}, kNorm{}; ///< over each head
    LayerConfig layer{};
    std::int64_t index = 0, heads = 0, kvHeads = 0, headDim = 0;
    double softcap = 0;
    bool byHead = false; ///< how a fused projection is laid out

    at::Tensor operator()(const at::Tensor &x_BTD, const Pass &pass) const;

private:
    std::array<at::Tensor, 3> project(const at::Tensor &x_BTD) const; ///< [B, heads, T, H] each
    at::Tensor attend(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &mask) const;
    at::Tensor attendCached(KvCache &cache, const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
                            const Pass &pass) const;
    at::Tensor attendBehind(const std::pair<at::Tensor, at::Tensor> &before, const at::Tensor &q, const at::Tensor &k,
                            const at::Tensor &v) const;
    at::Tensor attendSegments(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const Pass &pass) const;
    at::Tensor attendSegment(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const Pass &pass,
                             const Segment &segment) const;
    at::Tensor mask(const Pass &pass, std::int64_t T, const at::TensorOptions &options) const;
};

Attention makeAttention(const DecoderConfig &config, std::int64_t index, const std::string &layer,
                        const at::TensorOptions &options);

} // namespace lapidary
