// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/kernels/segment.h"
#include "core/engine/model/kv_cache.h"
#include "core/engine/model/rope.h"
#include <map>

// Legend: B rows, T tokens, S all tokens seen, K key-value heads, P virtual tokens, H head size.
namespace lapidary {

/// What a forward pass reads. Right padding needs no mask: a causal query never sees what lies behind it.
struct DecoderInput {
    at::Tensor ids_BT{};                ///< int64
    std::vector<Segment> segments{};    ///< empty: every row is one sequence from position 0
    KvCache *cache = nullptr;           ///< new tokens go behind what each row has; not together with segments
    std::vector<std::int64_t> counts{}; ///< how many of the T tokens of each row are real; empty: all. Read where
                                        ///< positions depend on it, and by a cache, which keeps no others
    at::Tensor wanted_N{}; ///< tokens of a single row, the only ones whose hidden states are asked for; undefined: all
    double embeddingNoise = 0; ///< alpha of withNoise()
};

/// Keys and values of virtual tokens that stand before every sequence: of each layer [1, K, P, H].
struct VirtualPrefix {
    std::vector<std::pair<at::Tensor, at::Tensor>> layers{};
    std::int64_t tokens = 0;
};

/// What one run through the layers works with.
struct Pass {
    const DecoderInput &input;
    at::Tensor positions_BT{};                          ///< undefined: 0 … T-1 in every row
    std::vector<Rotation> rotations{};                  ///< of each rope of the config
    const VirtualPrefix *before = nullptr;              ///< attended to by every token
    VirtualPrefix *capture = nullptr;                   ///< receives keys and values
    at::Tensor only_N{};                                ///< tokens that go on behind attention; undefined: all
    mutable std::map<std::int64_t, at::Tensor> masks{}; ///< by window, made when a layer first asks
};

} // namespace lapidary
