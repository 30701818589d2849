// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/adapters/adapter.h"
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

/// Keys and values of virtual tokens that stand before every sequence: of each layer [1, K, P, H].
struct VirtualPrefix {
    std::vector<std::pair<at::Tensor, at::Tensor>> layers{};
    std::int64_t tokens = 0;
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
    const Linear *head() const { return &head_; } ///< lm_head, or the score of a reward model
    std::vector<std::string> parameterNames() const; ///< those of parameters(), and a tied head
    at::Tensor parameter(const std::string &name) const; ///< the base's own, whatever an adapter brings instead
    at::Tensor parameterInForce(const std::string &name) const; ///< what the adapters make of it
    void setParameter(const std::string &name, const at::Tensor &value); ///< of the base
    KvCache makeCache(std::int64_t rows, std::int64_t capacity) const;

    /// A second network with its own memory, no gradients and no adapters merged away: what a reference model is.
    std::unique_ptr<Decoder> cloneFrozen() const;
    void initialise(std::uint64_t seed); ///< N(0, initializer_range²), norms 1, biases 0, as transformers does
    void setTraining(bool training);

    /// Puts an adapter, whose low-rank terms stand at the linears already, into force. Its weight may be written at any time.
    /// adapter.virtual_tokens where a second one would bring virtual tokens, or one of them has a weight other than 0 or 1.
    Status addAdapter(std::shared_ptr<Adapter> adapter);
    void adoptAdapter(std::shared_ptr<Adapter> adapter); ///< of another model of the same config: nothing is left to check
    void removeAdapters(); ///< and their terms
    void untieHead();      ///< the head gets weights of its own; the config says so
    /// Holds the linears but the head in four bits each. The base is frozen from then on.
    void quantize(bool doubleQuant, c10::ScalarType computeDtype);
    std::vector<std::shared_ptr<Adapter>> adapters;

private:
    struct Layer {
        at::Tensor inputNorm_D, postNorm_D;
        Linear q, k, v, o, gate, up, down;
    };
    friend class DecoderLoader;

    /// What one run through the layers works with.
    struct Pass {
        const DecoderInput &input;
        at::Tensor positions{}, mask{};
        const VirtualPrefix *before = nullptr; ///< attended to by every token
        VirtualPrefix *capture = nullptr;      ///< receives keys and values
    };
    at::Tensor attention(const Layer &layer, std::size_t index, const at::Tensor &x, const Pass &pass) const;
    at::Tensor runLayers(at::Tensor x, const Pass &pass) const;
    VirtualPrefix virtualPrefix() const;
    void putParametersInForce() const;
    std::vector<std::pair<std::string, at::Tensor *>> slots() const;

    DecoderConfig config_;
    Placement placement_;
    at::Tensor embedding_VD, finalNorm_D;
    Linear head_;
    std::vector<Layer> layers_;
    at::Tensor cos_PH, sin_PH; // [positions, headDim / 2], f32
    struct Replaceable {
        at::Tensor *slot;
        at::Tensor base;
    };
    std::map<std::string, Replaceable> replaceable_; // parameters that some adapter brings whole

    void visit(const std::function<void(const std::string &, at::Tensor &)> &see);
};

} // namespace lapidary
