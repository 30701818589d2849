// SPDX-License-Identifier: Apache-2.0
// Formulas of huggingface/peft 0.21: tuners/lora/layer.py (merge) and tuners/lora/model.py (add_weighted_adapter).
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/adapters/lora.h"
#include <ATen/core/grad_mode.h>
#include <algorithm>
#include <cmath>
#include <set>

namespace lapidary {
namespace {

Status cannot(const char *code, const std::string &adapter, Sentence message, Sentence remedy) {
    return fail({.code = code, .message = std::move(message), .field = adapter, .remedy = std::move(remedy)});
}

Status checkMergeable(Decoder &model) {
    constexpr const char *code = "adapter.cannot_merge";
    for (const auto &adapter : model.adapters)
        if (adapter->virtualTokens.defined())
            return cannot(code, adapter->name, "virtual tokens cannot be merged into weights",
                          "Keep the adapter beside the model.");
    for (const Linear *linear : model.linears())
        for (const auto &term : linear->lora) {
            if (linear->nf4 || linear->int8)
                return cannot(code, term.adapter->name, "an adapter is not merged into weights of few bits",
                              "Merge it into the original model.");
            if (term.bias_O.defined() && !linear->bias_O.defined())
                return cannot(code, term.adapter->name,
                              {"lora_bias cannot be merged where the model has no bias: {0}", linear->path},
                              "Keep the adapter beside the model.");
        }
    return {};
}

/// What a term makes of W, less W. [out, in]
at::Tensor changeOf(const LoraTerm &term, const at::Tensor &weight_OI) {
    at::Tensor delta = deltaWeight(term.a_RI.to(at::kFloat), term.b_OR.to(at::kFloat), term.scaling);
    if (!term.magnitude_O.defined()) return delta;
    const at::Tensor scale = term.magnitude_O / doraNorm(weight_OI, term.a_RI, term.b_OR, term.scaling);
    return scale.unsqueeze(1) * (weight_OI + delta) - weight_OI;
}

/// W with all terms in it. [out, in]
at::Tensor mergedWeight(const at::Tensor &weight_OI, const std::vector<LoraTerm> &terms) {
    const at::Tensor base = weight_OI.to(at::kFloat);
    at::Tensor sum = base;
    for (const auto &term : terms) sum = sum + changeOf(term, base) * term.adapter->weight;
    return sum.to(weight_OI.scalar_type());
}

void mergeTerms(Linear &linear, const std::vector<LoraTerm> &terms) {
    linear.weight_OI = mergedWeight(linear.weight_OI, terms);
    for (const auto &term : terms)
        if (term.bias_O.defined()) linear.bias_O = linear.bias_O + term.bias_O * (term.scaling * term.adapter->weight);
}

/// W and b as the adapters in force leave them; the terms come on top.
void keepReplaced(Decoder &model) {
    std::map<std::string, at::Tensor> values;
    for (const auto &adapter : model.adapters)
        for (const auto &replaced : adapter->replaced) values.try_emplace(replaced.name);
    for (auto &[name, value] : values) value = model.parameterInForce(name).detach().clone();
    for (auto &[name, value] : values) model.setParameter(name, value);
}

struct Part {
    const LoraTerm *term;
    double weight; ///< of the mix times the term's scaling
};

Result<std::pair<at::Tensor, at::Tensor>> mixLinear(const std::vector<Part> &parts, const std::string &path) {
    at::Tensor a, b;
    for (const auto &[term, weight] : parts) {
        if (a.defined() && a.sizes() != term->a_RI.sizes())
            return fail({.code = "adapter.cannot_mix",
                         .message = "a linear mix needs equal ranks",
                         .field = path,
                         .remedy = "Mix them by cat or svd."});
        const double root = std::sqrt(std::abs(weight));
        const at::Tensor ownA = term->a_RI * (weight < 0 ? -root : root), ownB = term->b_OR * root;
        a = a.defined() ? a + ownA : ownA;
        b = b.defined() ? b + ownB : ownB;
    }
    return std::pair{a, b};
}

std::pair<at::Tensor, at::Tensor> mixCat(const std::vector<Part> &parts, std::int64_t rank) {
    std::vector<at::Tensor> as, bs;
    for (const auto &[term, weight] : parts) {
        as.push_back(term->a_RI * weight);
        bs.push_back(term->b_OR);
    }
    const at::Tensor a = at::cat(as, 0), b = at::cat(bs, 1);
    const std::int64_t missing = rank - a.size(0); // modules that not every adapter has: zeros, as in PEFT
    return {at::constant_pad_nd(a, {0, 0, 0, missing}), at::constant_pad_nd(b, {0, missing})};
}

std::pair<at::Tensor, at::Tensor> mixSvd(const std::vector<Part> &parts, std::int64_t rank) {
    at::Tensor delta;
    for (const auto &[term, weight] : parts) {
        const at::Tensor own = deltaWeight(term->a_RI, term->b_OR, weight);
        delta = delta.defined() ? delta + own : own;
    }
    const auto [u, s, vh] = at::linalg_svd(delta, false);
    const std::int64_t missing = std::max<std::int64_t>(0, rank - s.size(0));
    const at::Tensor a = vh.slice(0, 0, rank), b = (u * s).slice(1, 0, rank);
    return {at::constant_pad_nd(a, {0, 0, 0, missing}).contiguous(), at::constant_pad_nd(b, {0, missing}).contiguous()};
}

std::int64_t mostRank(const Decoder &model, const Adapter &adapter) {
    std::int64_t most = adapter.config.r;
    for (const Linear *linear : const_cast<Decoder &>(model).linears())
        for (const auto &term : linear->lora)
            if (term.adapter.get() == &adapter) most = std::max(most, term.a_RI.size(0));
    return most;
}

Status checkMixable(Decoder &model, const std::string &how) {
    constexpr const char *code = "adapter.cannot_mix";
    if (how != "linear" && how != "cat" && how != "svd")
        return fail({.code = code,
                     .message = "unknown way to mix adapters",
                     .field = "combination_type",
                     .found = how,
                     .expected = "linear, cat or svd"});
    if (const auto &terms = model.embedding().lora; !terms.empty())
        return cannot(code, terms.front().adapter->name, "low-rank terms of an embedding are not mixed",
                      "Load the adapters side by side with their weights.");
    for (const auto &adapter : model.adapters) {
        if (adapter->config.kind != AdapterKind::Lora)
            return cannot(code, adapter->name, "virtual tokens cannot be mixed", "Use one adapter at a time.");
        if (adapter->config.dora)
            return cannot(code, adapter->name, "the magnitudes of DoRA cannot be mixed",
                          "Merge the adapters into the model, or switch between them.");
        if (adapter->config.loraBias)
            return cannot(code, adapter->name, "lora_bias is not mixed",
                          "Load the adapters side by side with their weights.");
        if (!adapter->replaced.empty())
            return cannot(code, adapter->name,
                          "parameters that an adapter brings whole (modules_to_save, bias) are not mixed",
                          "Load the adapters side by side with their weights.");
    }
    return {};
}

/// The mixed adapter's config: the first one's with the new rank, and every module that one of them has.
Result<AdapterConfig> mixedConfig(Decoder &model, std::int64_t rank) {
    Json raw = model.adapters.front()->config.raw;
    std::set<std::string> modules;
    for (const Linear *linear : model.linears())
        if (!linear->lora.empty()) modules.insert(linear->path);
    for (const char *key : {"exclude_modules", "layers_to_transform", "layers_pattern"}) raw[key] = nullptr;
    raw.update(
        {{"r", rank}, {"lora_alpha", rank}, {"rank_pattern", Json::object()}, {"alpha_pattern", Json::object()}});
    raw["target_modules"] = modules;
    return parseAdapterConfig(raw, "");
}

} // namespace

Status mergeAdapters(Decoder &model) {
    if (auto ok = checkMergeable(model); !ok) return ok;
    at::NoGradGuard noGrad;
    const auto touches = [&](const std::string &module) {
        for (const auto &adapter : model.adapters)
            for (const auto &replaced : adapter->replaced)
                if (replaced.name == module + ".weight") return true;
        return false;
    };
    const std::vector<LoraTerm> ofEmbedding = model.embedding().lora;
    if (touches(model.embeddingName()) || touches(model.headName()) || !model.head()->lora.empty() ||
        !ofEmbedding.empty())
        model.untieHead();
    keepReplaced(model);
    std::vector<std::pair<Linear *, std::vector<LoraTerm>>> terms;
    for (Linear *linear : model.linears())
        if (!linear->lora.empty()) terms.emplace_back(linear, linear->lora);
    model.removeAdapters(); // and with them what would be put into force again over the merged weights
    for (const auto &[linear, own] : terms) mergeTerms(*linear, own);
    if (!ofEmbedding.empty())
        model.embedding().weight_VD = mergedWeight(model.embedding().weight_VD.t(), ofEmbedding).t().contiguous();
    return {};
}

Status mixAdapters(Decoder &model, const std::string &how, const std::string &name) {
    if (model.adapters.empty()) return fail({.code = "adapter.cannot_mix", .message = "there is no adapter to mix"});
    if (auto ok = checkMixable(model, how); !ok) return ok;
    std::int64_t rank = 0;
    for (const auto &adapter : model.adapters) {
        const std::int64_t own = mostRank(model, *adapter);
        if (how == "linear" && rank > 0 && own != rank)
            return fail({.code = "adapter.cannot_mix",
                         .message = "a linear mix needs equal ranks",
                         .field = adapter->name,
                         .found = std::to_string(own),
                         .expected = std::to_string(rank),
                         .remedy = "Mix them by cat or svd."});
        rank = how == "cat" ? rank + own : std::max(rank, own);
    }
    auto config = mixedConfig(model, rank);
    if (!config) return unexpected(config.error());
    auto mixed = std::make_shared<Adapter>();
    mixed->name = name;
    mixed->config = std::move(*config);
    at::NoGradGuard noGrad;
    std::vector<std::pair<Linear *, LoraTerm>> terms;
    for (Linear *linear : model.linears()) {
        std::vector<Part> parts;
        for (const auto &term : linear->lora) parts.push_back({&term, term.scaling * term.adapter->weight});
        if (parts.empty()) continue;
        auto pair = how == "linear" ? mixLinear(parts, linear->path)
                    : how == "cat"  ? mixCat(parts, rank)
                                    : mixSvd(parts, rank);
        if (!pair) return unexpected(pair.error());
        terms.emplace_back(linear, LoraTerm{.a_RI = pair->first,
                                            .b_OR = pair->second,
                                            .scaling = mixed->config.scalingOf(linear->path),
                                            .adapter = mixed});
    }
    model.removeAdapters();
    for (auto &[linear, term] : terms) linear->lora.push_back(std::move(term));
    return model.addAdapter(std::move(mixed));
}

} // namespace lapidary
