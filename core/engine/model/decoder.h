// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/config.h"
#include "core/engine/model/kv_cache.h"
#include "core/engine/model/linear.h"
#include "core/engine/tensor/placement.h"
#include <functional>
#include <memory>

// Legend: B rows, T tokens, D hidden size, V vocabulary.
namespace lapidary {

/// A stretch of a packed row that is one sequence: attention does not leave it, positions restart at 0.
struct Segment {
    std::int64_t row = 0, begin = 0, length = 0;
};

/// What a forward pass reads. Right padding needs no mask: a causal query never sees what lies behind it.
struct DecoderInput {
    at::Tensor ids_BT;                     ///< int64
    std::vector<Segment> segments{};       ///< empty: every row is one sequence from position 0
    KvCache *cache = nullptr;              ///< new tokens go behind what each row has; not together with segments
};

/// A decoder-only transformer of the Llama family: RMSNorm, rotary positions, grouped queries, SwiGLU, optional biases.
/// Tensor names are those of Hugging Face ("model.layers.0.self_attn.q_proj.weight").
/// Copying shares weights, so copies are forbidden: use cloneFrozen().
class Decoder {
public:
    Decoder(DecoderConfig config, Placement placement);
    Decoder(const Decoder &) = delete;
    Decoder &operator=(const Decoder &) = delete;

    const DecoderConfig &config() const { return config_; }
    const Placement &placement() const { return placement_; }

    at::Tensor hidden(const DecoderInput &input) const; ///< [B, T, D], after the last norm
    at::Tensor logits(const at::Tensor &hidden) const;  ///< [..., D] → [..., V]

    /// Base weights, each once (a tied head is the embedding), in the order of the Hugging Face file.
    NamedTensors parameters() const;
    NamedTensors trainable() const; ///< base weights that require gradients, then adapter weights that do
    std::vector<Linear *> linears();
    KvCache makeCache(std::int64_t rows, std::int64_t capacity) const;

    /// A second network with its own memory, no gradients and no adapters merged away: what a reference model is.
    std::unique_ptr<Decoder> cloneFrozen() const;
    void initialise(std::uint64_t seed); ///< N(0, initializer_range²), norms 1, biases 0, as transformers does
    void setTraining(bool training);

    std::vector<std::shared_ptr<AdapterSwitch>> adapters;

private:
    struct Layer {
        at::Tensor inputNorm_D, postNorm_D;
        Linear q, k, v, o, gate, up, down;
    };
    friend class DecoderLoader;

    at::Tensor attention(const Layer &layer, std::int64_t index, const at::Tensor &x, const DecoderInput &input,
                         const at::Tensor &positions, const at::Tensor &mask) const;

    DecoderConfig config_;
    Placement placement_;
    at::Tensor embedding_VD, finalNorm_D;
    Linear head_;
    std::vector<Layer> layers_;
    at::Tensor cos_PH, sin_PH; // [positions, headDim / 2], f32

    void visit(const std::function<void(const std::string &, at::Tensor &)> &see);
};

} // namespace lapidary
