// SPDX-License-Identifier: Apache-2.0
// Legend: B rows, T new tokens, D hidden, V vocabulary, P positions.
#include "core/engine/model/decoder.h"
#include "core/base/rng.h"
#include "core/engine/decode/direct_pass.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/recompute.h"

namespace lapidary {
namespace {

/// The position of a segment's first token.
std::int64_t beginOf(const Segment &segment, const std::vector<Segment> &all) {
    return segment.behind < 0 ? 0 : all[static_cast<std::size_t>(segment.behind)].length;
}

/// Each sequence of the input: where its new tokens are, at which position the first of them stands, and how long the
/// sequence is with them. `before`: virtual tokens that are not in a cache.
std::vector<Stretch> stretchesOf(const DecoderInput &input, std::int64_t before) {
    std::vector<Stretch> out;
    for (const auto &s : input.segments) {
        const std::int64_t first = before + beginOf(s, input.segments);
        out.push_back({s.row, s.begin, s.length, first, first + s.length});
    }
    if (!out.empty()) return out;
    const std::int64_t T = input.ids_BT.size(1);
    for (std::int64_t b = 0; b < input.ids_BT.size(0); ++b) {
        const auto row = static_cast<std::size_t>(b);
        const std::int64_t first = input.cache ? input.cache->lengths()[row] : before;
        out.push_back({b, 0, T, first, first + (input.counts.empty() ? T : input.counts[row])});
    }
    return out;
}

at::Tensor segmentPositions(const at::Tensor &ids_BT, const std::vector<Segment> &segments) {
    at::Tensor positions = at::zeros_like(ids_BT);
    for (const auto &s : segments)
        positions[s.row]
            .narrow(0, s.begin, s.length)
            .copy_(at::arange(beginOf(s, segments), beginOf(s, segments) + s.length, ids_BT.options()));
    return positions;
}

/// Behind the last attention nobody reads the other tokens.
Pass lastPass(Pass pass) {
    pass.only_N = pass.input.wanted_N;
    return pass;
}

/// Also where a conversation ends with it: then transformers learns nothing of it from this side either.
std::int64_t paddingOf(const DecoderConfig &config) {
    const std::int64_t pad = config.pad.value_or(-1);
    return config.learnsPad || pad < 0 || pad >= config.vocabSize ? -1 : pad;
}

} // namespace

Decoder::Decoder(DecoderConfig config, Placement placement) : config_(std::move(config)), placement_(placement) {
    const auto &c = config_;
    const auto options = at::TensorOptions(placement.dtype).device(placement.device);
    embedding_ = {
        .path = embeddingName(), .weight_VD = at::empty({c.vocabSize, c.hiddenSize}, options), .padding = paddingOf(c)};
    if (!c.names.positions.empty()) positions_PD = at::empty({c.maxPositions, c.hiddenSize}, options);
    finalNorm_ = makeNorm(c.names.body + "." + c.names.finalNorm, c.hiddenSize, c, options);
    const bool language = c.headKind == HeadKind::LanguageModel;
    if (language && c.tied)
        head_ = {.path = c.headName(), .weight_OI = embedding_.weight_VD};
    else
        head_ = makeLinear(c.headName(), language ? c.vocabSize : c.labels, c.hiddenSize, c.headKind == HeadKind::Token,
                           options);
    for (std::int64_t i = 0; i < c.layers; ++i) {
        const std::string path = c.names.body + "." + c.names.layers + "." + std::to_string(i);
        const auto norm = [&](const std::string &name) {
            return makeNorm(name.empty() ? name : path + "." + name, c.hiddenSize, c, options);
        };
        layers_.push_back({norm(c.names.beforeAttention), norm(c.names.afterAttention), norm(c.names.beforeMlp),
                           norm(c.names.afterMlp), makeAttention(c, i, path, options), makeMlp(c, path, options)});
    }
    for (const auto &rope : c.ropes) ropes_.emplace_back(rope, c.headDim, placement.device);
}

at::Tensor Decoder::embed(const at::Tensor &ids_BT, const at::Tensor &positions_BT) const {
    at::Tensor x = embedding_(ids_BT);
    if (config_.embeddingScale != 1)
        x = x * at::scalar_tensor(config_.embeddingScale, embedding_.weight_VD.options()); // rounded as the weights are
    if (!positions_PD.defined()) return x;
    return x + (positions_BT.defined() ? at::embedding(positions_PD, positions_BT)
                                       : positions_PD.narrow(0, 0, ids_BT.size(1)));
}

at::Tensor Decoder::runLayer(const DecoderLayer &layer, const at::Tensor &all, const Pass &pass) const {
    at::Tensor attended = layer.attention(layer.beforeAttention(all), pass);
    const at::Tensor x = pass.only_N.defined() ? all.index_select(1, pass.only_N) : all;
    if (!layer.afterAttention.path.empty()) attended = layer.afterAttention(attended);
    if (config_.parallelResidual) return x + attended + layer.mlp(layer.beforeMlp(x));
    const at::Tensor between = x + attended, y = layer.mlp(layer.beforeMlp(between));
    return between + (layer.afterMlp.path.empty() ? y : layer.afterMlp(y));
}

at::Tensor Decoder::runLayers(at::Tensor x, const Pass &pass) const {
    const bool some = pass.input.wanted_N.defined();
    for (const DecoderLayer &layer : layers_)
        x = some && &layer == &layers_.back() ? runLayer(layer, x, lastPass(pass)) : runLayer(layer, x, pass);
    return finalNorm_(x);
}

/// The pass and its input live as long as somebody may ask for a layer again. Virtual tokens are read by every layer
/// and learn themselves: their layers are kept, as nothing else would reach them.
at::Tensor Decoder::runLayersAgain(at::Tensor x, const Pass &pass) const {
    const auto input = std::make_shared<const DecoderInput>(pass.input);
    const auto kept = std::make_shared<const Pass>(
        Pass{.input = *input, .positions_BT = pass.positions_BT, .rotations = pass.rotations});
    const auto last = std::make_shared<const Pass>(lastPass(*kept));
    for (const DecoderLayer &layer : layers_) {
        const auto &own = &layer == &layers_.back() ? last : kept;
        x = recomputed([this, input, own, &layer](const at::Tensor &in) { return runLayer(layer, in, *own); }, x);
    }
    return finalNorm_(x);
}

std::vector<Rotation> Decoder::rotations(const DecoderInput &input, const at::Tensor &positions_BT,
                                         std::int64_t before) const {
    const std::int64_t B = input.ids_BT.size(0), T = input.ids_BT.size(1);
    std::int64_t longest = input.segments.empty() ? T : 0;
    for (const Segment &s : input.segments) longest = std::max(longest, beginOf(s, input.segments) + s.length);
    const std::int64_t end = (input.cache ? input.cache->longest() : before) + longest;
    std::vector<Rotation> out;
    for (const Rope &rope : ropes_)
        out.push_back(rope.config().dependsOnLength() ? rope.stretched(stretchesOf(input, before), B, T)
                                                      : rope.fixed(positions_BT, end));
    return out;
}

at::Tensor Decoder::hidden(const DecoderInput &input) const {
    putParametersInForce();
    const std::int64_t T = input.ids_BT.size(1);
    Pass pass{.input = input};
    VirtualPrefix prefix;
    if (input.cache) {
        input.cache->makeRoom(T, input.counts);
        if (auto direct = directHidden(*this, input)) return *direct;
        pass.positions_BT = input.cache->positions(T);
    } else {
        prefix = virtualPrefix();
        if (prefix.tokens > 0) pass.before = &prefix;
        if (!input.segments.empty())
            pass.positions_BT = segmentPositions(input.ids_BT, input.segments) + prefix.tokens;
        else if (pass.before)
            pass.positions_BT = at::arange(prefix.tokens, prefix.tokens + T, input.ids_BT.options())
                                    .expand_as(input.ids_BT)
                                    .contiguous();
    }
    pass.rotations = rotations(input, pass.positions_BT, prefix.tokens);
    at::Tensor x = embed(input.ids_BT, pass.positions_BT);
    if (input.embeddingNoise > 0) x = withNoise(x, input.segments, input.embeddingNoise);
    const bool again = gradientCheckpointing && at::GradMode::is_enabled() && !input.cache && !pass.before;
    return again ? runLayersAgain(x, pass) : runLayers(x, pass);
}

at::Tensor Decoder::logits(const at::Tensor &hidden) const {
    putParametersInForce();
    return capped(head_(hidden));
}

at::Tensor Decoder::nextLogits(const at::Tensor &hidden_RD) const {
    putParametersInForce();
    const auto direct = directLinear(head_, hidden_RD);
    return capped(direct ? *direct : head_(hidden_RD));
}

at::Tensor Decoder::capped(const at::Tensor &logits) const {
    if (config_.finalSoftcap == 0 || config_.headKind != HeadKind::LanguageModel) return logits;
    return at::tanh(logits / config_.finalSoftcap) * config_.finalSoftcap;
}

void Decoder::visit(const std::function<void(const std::string &, at::Tensor &)> &see) {
    const auto seeLinear = [&](Linear &linear) {
        if (linear.weight_OI.defined()) see(linear.path + ".weight", linear.weight_OI);
        if (linear.bias_O.defined()) see(linear.path + ".bias", linear.bias_O);
    };
    const auto seeNorm = [&](Norm &norm) {
        if (norm.path.empty()) return;
        see(norm.path + ".weight", norm.weight_D);
        if (norm.bias_D.defined()) see(norm.path + ".bias", norm.bias_D);
    };
    see(embedding_.path + ".weight", embedding_.weight_VD);
    if (positions_PD.defined()) see(config_.names.body + "." + config_.names.positions + ".weight", positions_PD);
    for (DecoderLayer &layer : layers_) {
        for (Linear &linear : layer.attention.in) seeLinear(linear);
        seeLinear(layer.attention.out);
        for (Linear &linear : layer.mlp.in) seeLinear(linear);
        seeLinear(layer.mlp.out);
        for (Norm *norm : {&layer.attention.qNorm, &layer.attention.kNorm, &layer.beforeAttention,
                           &layer.afterAttention, &layer.beforeMlp, &layer.afterMlp})
            seeNorm(*norm);
    }
    seeNorm(finalNorm_);
    if (config_.headKind != HeadKind::LanguageModel || !config_.tied) seeLinear(head_);
}

bool Decoder::transposedInFiles(const std::string &name) const {
    return config_.transposed && name.starts_with(config_.names.body + "." + config_.names.layers + ".") &&
           name.ends_with(".weight") && parameter(name).dim() == 2;
}

NamedTensors Decoder::parameters() const {
    NamedTensors all;
    const_cast<Decoder *>(this)->visit([&](const std::string &name, at::Tensor &) {
        all.push_back({name, parameter(name)});
    });
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
    for (DecoderLayer &layer : layers_)
        for (auto *list : {&layer.attention.in, &layer.mlp.in}) {
            for (Linear &linear : *list) all.push_back(&linear);
            all.push_back(list == &layer.attention.in ? &layer.attention.out : &layer.mlp.out);
        }
    all.push_back(&head_);
    return all;
}

std::shared_ptr<KvBlockPool> Decoder::makePool() const {
    return KvBlockPool::make({.layers = config_.layers,
                              .kvHeads = config_.kvHeads,
                              .headDim = config_.headDim,
                              .dtype = placement_.dtype,
                              .device = placement_.device});
}

KvText Decoder::beginning(const std::shared_ptr<KvBlockPool> &pool) const {
    const VirtualPrefix prefix = virtualPrefix();
    if (prefix.tokens == 0) return {};
    KvCache cache(pool, {KvText{}});
    cache.makeRoom(prefix.tokens, {});
    for (std::size_t i = 0; i < prefix.layers.size(); ++i)
        cache.write(static_cast<std::int64_t>(i), prefix.layers[i].first.detach(), prefix.layers[i].second.detach());
    cache.advance({prefix.tokens});
    return cache.text(0);
}

KvCache Decoder::makeCache(std::int64_t rows, std::int64_t capacity) const {
    const auto pool = makePool();
    const KvText before = beginning(pool);
    pool->reserve(rows * pool->blocksOf(capacity + before.tokens));
    return {pool, std::vector<KvText>(static_cast<std::size_t>(rows), before)};
}

std::unique_ptr<Decoder> Decoder::cloneFrozen() const {
    auto copy = std::make_unique<Decoder>(config_, placement_);
    const auto mine = const_cast<Decoder *>(this)->linears(), theirs = copy->linears();
    for (std::size_t i = 0; i < mine.size(); ++i) {
        theirs[i]->nf4 = mine[i]->nf4; // never written to
        theirs[i]->int8 = mine[i]->int8;
        if (!mine[i]->weight_OI.defined()) theirs[i]->weight_OI = at::Tensor();
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
