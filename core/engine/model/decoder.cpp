// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, T new tokens, S all tokens seen, D hidden, N query heads, K key-value heads, H head size.
#include "core/engine/model/decoder.h"
#include "core/base/rng.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/kernels/decode_attention.h"
#include "core/engine/kernels/rms_norm.h"
#include "core/engine/kernels/rotary.h"
#include "core/engine/kernels/swiglu.h"

namespace lapidary {
namespace {

at::Tensor heads(const at::Tensor &x_BTD, std::int64_t count) {
    return x_BTD.view({x_BTD.size(0), x_BTD.size(1), count, -1}).transpose(1, 2);
}

at::Tensor attend(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &mask, bool causal) {
    const std::optional<at::Tensor> attnMask = mask.defined() ? std::optional<at::Tensor>(mask) : std::nullopt;
    return at::scaled_dot_product_attention(q, k, v, attnMask, 0.0, causal, std::nullopt, q.size(1) != k.size(1));
}

/// Tokens that also attend to the keys and values of virtual tokens before them.
at::Tensor attendBehind(const std::pair<at::Tensor, at::Tensor> &before, const at::Tensor &q, const at::Tensor &k, const at::Tensor &v) {
    const std::int64_t T = q.size(2), P = before.first.size(2);
    const auto behind = [&](const at::Tensor &first, const at::Tensor &rest) {
        return at::cat({first.to(rest.scalar_type()).expand({rest.size(0), -1, -1, -1}), rest}, 2);
    };
    const at::Tensor mask = at::ones({T, P + T}, q.options().dtype(at::kBool)).tril(P);
    return attend(q, behind(before.first, k), behind(before.second, v), mask, false);
}

/// Packed rows: every segment attends within itself, on slices without a copy and without a quadratic mask.
at::Tensor attendSegments(const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const std::vector<Segment> &segments,
                          const std::pair<at::Tensor, at::Tensor> *before) {
    const auto part = [](const at::Tensor &x, const Segment &s) { return x.narrow(0, s.row, 1).narrow(2, s.begin, s.length); };
    std::vector<at::Tensor> rows;
    for (std::size_t i = 0; i < segments.size();) {
        std::vector<at::Tensor> parts;
        const std::int64_t row = segments[i].row;
        std::int64_t end = 0;
        for (; i < segments.size() && segments[i].row == row; ++i) {
            const at::Tensor sq = part(q, segments[i]), sk = part(k, segments[i]), sv = part(v, segments[i]);
            parts.push_back(before ? attendBehind(*before, sq, sk, sv) : attend(sq, sk, sv, {}, true));
            end = segments[i].begin + segments[i].length;
        }
        if (end < q.size(2)) parts.push_back(at::zeros({1, q.size(1), q.size(2) - end, q.size(3)}, q.options()));
        rows.push_back(at::cat(parts, 2));
    }
    return at::cat(rows, 0);
}

at::Tensor segmentPositions(const at::Tensor &ids_BT, const std::vector<Segment> &segments) {
    at::Tensor positions = at::zeros_like(ids_BT);
    for (const auto &s : segments)
        positions[s.row].narrow(0, s.begin, s.length).copy_(at::arange(s.length, ids_BT.options()));
    return positions;
}

Linear makeLinear(std::string path, std::int64_t out, std::int64_t in, bool bias, const at::TensorOptions &options) {
    Linear linear{.path = std::move(path), .weight_OI = at::zeros({out, in}, options)};
    if (bias) linear.bias_O = at::zeros({out}, options);
    return linear;
}

} // namespace

Decoder::Decoder(DecoderConfig config, Placement placement) : config_(std::move(config)), placement_(placement) {
    const auto &c = config_;
    const auto options = at::TensorOptions(placement.dtype).device(placement.device);
    embedding_VD = at::zeros({c.vocabSize, c.hiddenSize}, options);
    finalNorm_D = at::ones({c.hiddenSize}, options);
    if (c.headKind == HeadKind::LanguageModel) {
        head_.path = "lm_head";
        head_.weight_OI = c.tied ? embedding_VD : at::zeros({c.vocabSize, c.hiddenSize}, options);
    } else {
        head_ = makeLinear("score", c.labels, c.hiddenSize, c.headKind == HeadKind::Token, options);
    }
    for (std::int64_t i = 0; i < c.layers; ++i) {
        const std::string base = "model.layers." + std::to_string(i);
        const auto attn = [&](const char *name, std::int64_t out, std::int64_t in) {
            return makeLinear(base + ".self_attn." + name, out, in, c.attentionBias, options);
        };
        const auto mlp = [&](const char *name, std::int64_t out, std::int64_t in) {
            return makeLinear(base + ".mlp." + name, out, in, c.mlpBias, options);
        };
        const std::int64_t queries = c.heads * c.headDim, kv = c.kvHeads * c.headDim;
        layers_.push_back({at::ones({c.hiddenSize}, options), at::ones({c.hiddenSize}, options),
                           attn("q_proj", queries, c.hiddenSize), attn("k_proj", kv, c.hiddenSize),
                           attn("v_proj", kv, c.hiddenSize), attn("o_proj", c.hiddenSize, queries),
                           mlp("gate_proj", c.intermediateSize, c.hiddenSize), mlp("up_proj", c.intermediateSize, c.hiddenSize),
                           mlp("down_proj", c.hiddenSize, c.intermediateSize)});
    }
    std::tie(cos_PH, sin_PH) = rotaryTables(c.maxPositions, c.headDim, c.ropeTheta, placement.device);
}

at::Tensor Decoder::attention(const Layer &layer, std::size_t index, const at::Tensor &x, const Pass &pass) const {
    const DecoderInput &input = pass.input;
    const at::Tensor q = rotary(heads(layer.q(x), config_.heads), cos_PH, sin_PH, pass.positions);
    at::Tensor k = rotary(heads(layer.k(x), config_.kvHeads), cos_PH, sin_PH, pass.positions);
    at::Tensor v = heads(layer.v(x), config_.kvHeads);
    if (pass.capture) pass.capture->layers.emplace_back(k, v);
    at::Tensor y_BNTH;
    if (input.cache) {
        std::tie(k, v) = input.cache->append(static_cast<std::int64_t>(index), k, v);
        y_BNTH = canDecodeAttention(q) ? decodeAttention(q, k, v, input.cache->lengths()) : attend(q, k, v, pass.mask, false);
    } else if (!input.segments.empty()) {
        y_BNTH = attendSegments(q, k, v, input.segments, pass.before ? &pass.before->layers[index] : nullptr);
    } else if (pass.before) {
        y_BNTH = attendBehind(pass.before->layers[index], q, k, v);
    } else {
        y_BNTH = attend(q, k, v, {}, true);
    }
    return layer.o(y_BNTH.transpose(1, 2).reshape({x.size(0), x.size(1), -1}));
}

at::Tensor Decoder::runLayers(at::Tensor x, const Pass &pass) const {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const Layer &layer = layers_[i];
        x = x + attention(layer, i, rmsNorm(x, layer.inputNorm_D, config_.normEps), pass);
        const at::Tensor y = rmsNorm(x, layer.postNorm_D, config_.normEps);
        x = x + layer.down(swiglu(layer.gate(y), layer.up(y)));
    }
    return rmsNorm(x, finalNorm_D, config_.normEps);
}

at::Tensor Decoder::hidden(const DecoderInput &input) const {
    putParametersInForce();
    const std::int64_t T = input.ids_BT.size(1);
    Pass pass{.input = input}; // positions undefined: 0 … T-1 in every row
    VirtualPrefix prefix;
    if (input.cache) {
        pass.positions = input.cache->positions(T);
        pass.mask = input.cache->mask(T);
    } else {
        prefix = virtualPrefix();
        if (prefix.tokens > 0) pass.before = &prefix;
        if (!input.segments.empty()) pass.positions = segmentPositions(input.ids_BT, input.segments) + prefix.tokens;
        else if (pass.before) pass.positions = at::arange(prefix.tokens, prefix.tokens + T, input.ids_BT.options()).expand_as(input.ids_BT);
    }
    return runLayers(at::embedding(embedding_VD, input.ids_BT), pass);
}

at::Tensor Decoder::logits(const at::Tensor &hidden) const {
    putParametersInForce();
    return head_(hidden);
}

void Decoder::visit(const std::function<void(const std::string &, at::Tensor &)> &see) {
    see("model.embed_tokens.weight", embedding_VD);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        Layer &layer = layers_[i];
        const std::string base = "model.layers." + std::to_string(i);
        for (Linear *linear : {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down}) {
            if (!linear->nf4) see(linear->path + ".weight", linear->weight_OI);
            if (linear->bias_O.defined()) see(linear->path + ".bias", linear->bias_O);
        }
        see(base + ".input_layernorm.weight", layer.inputNorm_D);
        see(base + ".post_attention_layernorm.weight", layer.postNorm_D);
    }
    see("model.norm.weight", finalNorm_D);
    if (config_.headKind == HeadKind::LanguageModel && config_.tied) return;
    see(head_.path + ".weight", head_.weight_OI);
    if (head_.bias_O.defined()) see(head_.path + ".bias", head_.bias_O);
}

NamedTensors Decoder::parameters() const {
    NamedTensors all;
    const_cast<Decoder *>(this)->visit([&](const std::string &name, at::Tensor &) { all.push_back({name, parameter(name)}); });
    return all;
}

NamedTensors Decoder::trainable() const {
    NamedTensors out;
    for (auto &named : parameters())
        if (named.tensor.requires_grad()) out.push_back(named);
    for (const auto &adapter : adapters)
        for (auto &named : adapterTensors(*this, *adapter))
            if (named.tensor.requires_grad()) out.push_back(named);
    return out;
}

std::vector<Linear *> Decoder::linears() {
    std::vector<Linear *> all;
    for (auto &layer : layers_)
        for (Linear *linear : {&layer.q, &layer.k, &layer.v, &layer.o, &layer.gate, &layer.up, &layer.down}) all.push_back(linear);
    all.push_back(&head_);
    return all;
}

KvCache Decoder::makeCache(std::int64_t rows, std::int64_t capacity) const {
    const VirtualPrefix prefix = virtualPrefix();
    KvCache cache(config_.layers, rows, config_.kvHeads, config_.headDim, capacity + prefix.tokens, placement_.dtype, placement_.device);
    if (prefix.tokens == 0) return cache;
    const auto everyRow = [&](const at::Tensor &x) { return x.to(placement_.dtype).expand({rows, -1, -1, -1}); };
    for (std::size_t i = 0; i < prefix.layers.size(); ++i)
        cache.append(static_cast<std::int64_t>(i), everyRow(prefix.layers[i].first), everyRow(prefix.layers[i].second));
    cache.advance(std::vector<std::int64_t>(static_cast<std::size_t>(rows), prefix.tokens));
    return cache;
}

std::unique_ptr<Decoder> Decoder::cloneFrozen() const {
    auto copy = std::make_unique<Decoder>(config_, placement_);
    const auto mine = const_cast<Decoder *>(this)->linears(), theirs = copy->linears();
    for (std::size_t i = 0; i < mine.size(); ++i) {
        if (!mine[i]->nf4) continue;
        theirs[i]->nf4 = mine[i]->nf4; // never written to
        theirs[i]->weight_OI = at::Tensor();
    }
    const NamedTensors from = parameters();
    std::size_t next = 0;
    copy->visit([&](const std::string &, at::Tensor &to) { to.copy_(from[next++].tensor.detach()); });
    copyAdapters(*this, *copy);
    return copy;
}

void Decoder::initialise(std::uint64_t seed) {
    const double std = config_.initializerRange;
    visit([&](const std::string &name, at::Tensor &tensor) {
        if (tensor.dim() < 2) return;
        Rng rng(seed, "initialise/" + name);
        at::Tensor values = at::empty(tensor.sizes(), at::kFloat);
        float *data = values.data_ptr<float>();
        for (std::int64_t i = 0; i < values.numel(); ++i) data[i] = static_cast<float>(std * rng.normal());
        tensor.copy_(values);
    });
}

void Decoder::setTraining(bool training) {
    for (const auto &adapter : adapters) adapter->training = training;
}

} // namespace lapidary
