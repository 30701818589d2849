// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/model/adapters/adapter.h"
#include "core/engine/model/attention.h"
#include "core/engine/model/embedding.h"
#include "core/engine/model/mlp.h"
#include "core/engine/tensor/placement.h"
#include <functional>
#include <memory>

// Legend: B rows, T tokens, D hidden size, V vocabulary.
namespace lapidary {

/// One block. A norm that the family does not have is empty.
struct DecoderLayer {
    Norm beforeAttention, afterAttention, beforeMlp, afterMlp;
    Attention attention;
    Mlp mlp;
};

/// A decoder-only transformer whose blocks are what its config says. Tensor names are those of Hugging Face
/// ("model.layers.0.self_attn.q_proj.weight"). A new one holds identity norms, biases of 0 and matrices not yet
/// written. Copying shares weights, so copies are forbidden: use cloneFrozen().
class Decoder {
public:
    Decoder(DecoderConfig config, Placement placement);
    Decoder(const Decoder &) = delete;
    Decoder &operator=(const Decoder &) = delete;

    const DecoderConfig &config() const { return config_; }
    const Placement &placement() const { return placement_; }

    at::Tensor hidden(const DecoderInput &input) const; ///< [B, T, D] or [1, N, D], after the last norm
    at::Tensor logits(const at::Tensor &hidden) const;  ///< [..., D] → [..., V]
    /// The same of what was read behind a cache, without gradients and in f32 where our own kernels make them.
    at::Tensor nextLogits(const at::Tensor &hidden_RD) const;

    /// Base weights, each once (a tied head is the embedding), in the order of the Hugging Face file.
    NamedTensors parameters() const;
    /// Whether the family's files hold this parameter as [in, out].
    bool transposedInFiles(const std::string &name) const;
    std::string embeddingName() const { return config_.names.body + "." + config_.names.embedding; } ///< module paths
    std::string headName() const { return head_.path; }
    NamedTensors trainable() const; ///< base weights that require gradients, then adapter weights that do
    std::vector<Linear *> linears();
    Embedding &embedding() { return embedding_; } ///< of tokens
    const Linear *head() const { return &head_; } ///< lm_head, or the score of a reward model
    const Embedding &embedding() const { return embedding_; }
    const std::vector<DecoderLayer> &layers() const { return layers_; }
    const Norm &finalNorm() const { return finalNorm_; }
    const std::vector<Rope> &ropes() const { return ropes_; }
    const at::Tensor &learnedPositions() const { return positions_PD; } ///< [P, D]; undefined where they are rotary
    std::vector<std::string> parameterNames() const;                    ///< those of parameters(), and a tied head
    at::Tensor parameter(const std::string &name) const;        ///< the base's own, whatever an adapter brings instead
    at::Tensor parameterInForce(const std::string &name) const; ///< what the adapters make of it
    void setParameter(const std::string &name, const at::Tensor &value); ///< of the base

    std::shared_ptr<KvBlockPool> makePool() const; ///< for what this model keeps of what it reads
    /// What stands before every text: the virtual tokens of an adapter, or nothing.
    KvText beginning(const std::shared_ptr<KvBlockPool> &pool) const;
    KvCache makeCache(std::int64_t rows, std::int64_t capacity) const; ///< with a pool of its own

    /// A second network with its own memory, no gradients and no adapters merged away: what a reference model is.
    std::unique_ptr<Decoder> cloneFrozen() const;
    void initialise(std::uint64_t seed); ///< N(0, initializer_range²), norms 1, biases 0, as transformers does
    void setTraining(bool training);

    /// Puts an adapter, whose low-rank terms stand at the linears already, into force. Its weight may be written at any
    /// time. adapter.virtual_tokens where a second one would bring virtual tokens, or one of them has a weight other
    /// than 0 or 1.
    Status addAdapter(std::shared_ptr<Adapter> adapter);
    void
    adoptAdapter(std::shared_ptr<Adapter> adapter); ///< of another model of the same config: nothing is left to check
    void removeAdapters();                          ///< and their terms
    void untieHead();                               ///< the head gets weights of its own; the config says so
    /// Another vocabulary: an embedding and a head with a row for each of its tokens. A tied head is the embedding.
    void setVocabulary(const at::Tensor &embedding_VD, const at::Tensor &head_VD);
    void note(Sentence notice) {
        config_.notices.push_back(std::move(notice));
    } ///< what a person should know of the files
    /// Holds the linears but the head in four bits each. The base is frozen from then on.
    void quantize(bool doubleQuant, c10::ScalarType computeDtype);
    /// Holds all linears in eight bits a weight, for reading only. Embedding and head keep their own numbers, too.
    void quantizeRows();
    std::vector<std::shared_ptr<Adapter>> adapters;
    bool gradientCheckpointing = false; ///< a pass with gradients keeps what goes into a layer, and no more of it
    fs::path vocabularyFrom{}; ///< folder of the adapter whose tokenizer knows tokens that the base's does not; empty:
                               ///< the base's

private:
    at::Tensor capped(const at::Tensor &logits) const;
    at::Tensor embed(const at::Tensor &ids_BT, const at::Tensor &positions_BT) const;
    at::Tensor runLayer(const DecoderLayer &layer, const at::Tensor &all, const Pass &pass) const;
    at::Tensor runLayers(at::Tensor x, const Pass &pass) const;
    at::Tensor runLayersAgain(at::Tensor x, const Pass &pass) const; ///< with gradientCheckpointing
    std::vector<Rotation> rotations(const DecoderInput &input, const at::Tensor &positions_BT,
                                    std::int64_t before) const;
    VirtualPrefix virtualPrefix() const;
    void putParametersInForce() const;
    std::vector<std::pair<std::string, at::Tensor *>> slots() const;

    DecoderConfig config_;
    Placement placement_;
    Embedding embedding_;
    at::Tensor positions_PD; // learned ones, where the family has them
    Norm finalNorm_;
    Linear head_;
    std::vector<DecoderLayer> layers_;
    std::vector<Rope> ropes_;
    struct Replaceable {
        at::Tensor *slot;
        at::Tensor base;
    };
    std::map<std::string, Replaceable> replaceable_; // parameters that some adapter brings whole

    void visit(const std::function<void(const std::string &, at::Tensor &)> &see);
};

} // namespace lapidary
