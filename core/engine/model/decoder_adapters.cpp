// SPDX-License-Identifier: Apache-2.0
// What a decoder does for its adapters: parameters that they bring whole, virtual tokens, four-bit weights.
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/decoder.h"
#include "core/engine/model/int8.h"
#include "core/engine/model/nf4.h"
#include <ATen/core/grad_mode.h>

namespace lapidary {

std::vector<std::pair<std::string, at::Tensor *>> Decoder::slots() const {
    auto *self = const_cast<Decoder *>(this);
    std::vector<std::pair<std::string, at::Tensor *>> all;
    self->visit([&](const std::string &name, at::Tensor &tensor) { all.emplace_back(name, &tensor); });
    const std::string head = head_.path + ".weight";
    if (std::none_of(all.begin(), all.end(), [&](const auto &slot) { return slot.first == head; }))
        all.emplace_back(head, &self->head_.weight_OI);
    return all;
}

std::vector<std::string> Decoder::parameterNames() const {
    std::vector<std::string> names;
    for (auto &[name, slot] : slots()) names.push_back(name);
    return names;
}

at::Tensor Decoder::parameter(const std::string &name) const {
    if (const auto it = replaceable_.find(name); it != replaceable_.end()) return it->second.base;
    for (auto &[known, slot] : slots())
        if (known == name) return *slot;
    return {};
}

Status Decoder::addAdapter(std::shared_ptr<Adapter> adapter) {
    if (adapter->virtualTokens.defined()) {
        const auto refuse = [&](Sentence found, Sentence expected) {
            return fail({.code = "adapter.virtual_tokens",
                         .message = "virtual tokens are there or not: they cannot be mixed",
                         .field = adapter->name,
                         .found = std::move(found),
                         .expected = std::move(expected)});
        };
        for (const auto &other : adapters)
            if (other->virtualTokens.defined())
                return refuse("a second adapter with virtual tokens", "one of them on a model");
        if (adapter->weight != 0 && adapter->weight != 1)
            return refuse({"weight {0}", adapter->weight}, "weight 1 or 0");
        const std::int64_t tokens = adapter->config.virtualTokens;
        if (tokens >= config_.maxPositions)
            return refuse({"{0} virtual tokens", tokens},
                          {"fewer than the model's {0} positions", config_.maxPositions});
        config_.maxPositions -= tokens; // what is left for real ones
    }
    adoptAdapter(std::move(adapter));
    return {};
}

void Decoder::adoptAdapter(std::shared_ptr<Adapter> adapter) {
    auto all = slots();
    for (const auto &replaced : adapter->replaced)
        for (auto &[name, slot] : all)
            if (name == replaced.name) replaceable_.try_emplace(name, Replaceable{slot, *slot});
    if (replaceable_.contains(head_.path + ".weight")) head_.int8 = nullptr; // it was that of the base alone
    adapters.push_back(std::move(adapter));
}

at::Tensor Decoder::parameterInForce(const std::string &name) const {
    putParametersInForce();
    for (auto &[known, slot] : slots())
        if (known == name) return *slot;
    return {};
}

void Decoder::setParameter(const std::string &name, const at::Tensor &value) {
    if (const auto it = replaceable_.find(name); it != replaceable_.end()) it->second.base = value;
    for (auto &[known, slot] : slots())
        if (known == name) *slot = value;
}

void Decoder::removeAdapters() {
    for (auto &[name, each] : replaceable_) *each.slot = each.base;
    replaceable_.clear();
    for (Linear *linear : linears()) linear->lora.clear();
    embedding_.lora.clear();
    for (const auto &adapter : adapters)
        if (adapter->virtualTokens.defined()) config_.maxPositions += adapter->config.virtualTokens;
    adapters.clear();
}

/// base + Σ weight (own - base); with one adapter at weight 1 exactly its own, with none exactly the base.
void Decoder::putParametersInForce() const {
    for (auto &[name, each] : replaceable_) {
        std::vector<std::pair<const at::Tensor *, double>> active;
        for (const auto &adapter : adapters)
            for (const auto &replaced : adapter->replaced)
                if (replaced.name == name && adapter->weight != 0)
                    active.emplace_back(&replaced.value, adapter->weight);
        at::Tensor value = each.base;
        if (active.size() == 1 && active[0].second == 1)
            value = *active[0].first;
        else
            for (auto &[own, weight] : active) value = value + (*own - each.base) * weight;
        *each.slot = value.to(each.base.scalar_type());
    }
}

VirtualPrefix Decoder::virtualPrefix() const {
    VirtualPrefix prefix;
    for (const auto &adapter : adapters) {
        if (!adapter->virtualTokens.defined() || adapter->weight == 0) continue;
        const at::Tensor &tokens = adapter->virtualTokens;
        prefix.tokens = tokens.size(0);
        if (adapter->config.kind == AdapterKind::PromptTuning) {
            putParametersInForce();
            const at::Tensor ids_1P =
                at::arange(prefix.tokens, at::TensorOptions(at::kLong).device(placement_.device)).unsqueeze(0);
            const DecoderInput input{.ids_BT = ids_1P};
            at::Tensor x = tokens.to(placement_.dtype).unsqueeze(0);
            if (positions_PD.defined()) x = x + positions_PD.narrow(0, 0, prefix.tokens);
            Pass pass{.input = input, .capture = &prefix};
            pass.rotations = rotations(input, {}, 0);
            runLayers(x, pass);
        } else { // [P, layer, key or value, head, H] as PEFT views it; keys are as they come out of the rotation
            const at::Tensor parts = tokens.to(placement_.dtype)
                                         .view({prefix.tokens, config_.layers, 2, config_.kvHeads, config_.headDim})
                                         .permute({1, 2, 3, 0, 4});
            for (std::int64_t i = 0; i < config_.layers; ++i)
                prefix.layers.emplace_back(parts[i][0].unsqueeze(0), parts[i][1].unsqueeze(0));
        }
    }
    return prefix;
}

void Decoder::untieHead() {
    if (!config_.tied) return;
    const at::NoGradGuard noGrad;
    head_.weight_OI = parameter(head_.path + ".weight").clone();
    if (const auto it = replaceable_.find(head_.path + ".weight"); it != replaceable_.end())
        it->second.base = head_.weight_OI;
    config_.tied = false;
    config_.raw["tie_word_embeddings"] = false;
}

void Decoder::setVocabulary(const at::Tensor &embedding_VD, const at::Tensor &head_VD) {
    setParameter(embeddingName() + ".weight", embedding_VD);
    if (config_.headKind == HeadKind::LanguageModel)
        setParameter(head_.path + ".weight", config_.tied ? embedding_VD : head_VD);
    if (head_.int8) head_.int8 = quantizeInt8(head_.weight_OI);
    config_.vocabSize = embedding_VD.size(0);
    config_.raw["vocab_size"] = config_.vocabSize;
}

void Decoder::quantize(bool doubleQuant, c10::ScalarType computeDtype) {
    for (Linear *linear : linears()) {
        if (linear == head() || linear->nf4 || linear->int8) continue;
        linear->nf4 = quantizeNf4(linear->weight_OI, doubleQuant, computeDtype);
        linear->weight_OI = at::Tensor();
    }
    for (auto &named : parameters()) named.tensor.requires_grad_(false);
}

void Decoder::quantizeRows() {
    for (Linear *linear : linears()) {
        if (linear->nf4 || linear->int8) continue;
        linear->int8 = quantizeInt8(linear->weight_OI);
        if (linear != head()) linear->weight_OI = at::Tensor(); // which an adapter may bring, or more tokens may change
    }
    for (auto &named : parameters()) named.tensor.requires_grad_(false);
}

} // namespace lapidary
