// SPDX-License-Identifier: Apache-2.0
// How rotary positions are stretched: said in words by metadata, or in factors of the frequencies by tensors.
#include "core/gguf/contents.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace lapidary::gguf {
namespace {

std::vector<double> factorsIn(const Contents &contents, const char *name, Facts &facts) {
    const Tensor *tensor = contents.find(name);
    if (!tensor) return {};
    const auto read = tensor->shape.size() == 1 && tensor->shape[0] <= 4096
                          ? contents.read(*tensor)
                          : Result<std::vector<float>>(std::vector<float>{});
    if (read && !read->empty() &&
        std::all_of(read->begin(), read->end(), [](float factor) { return std::isfinite(factor) && factor > 0; }))
        return {read->begin(), read->end()};
    facts.refuse(name, "the factors of the rotary positions are no list of positive numbers");
    return {};
}

/// The factors by which Llama 3.1 divides the frequencies of its pairs.
std::vector<double> llama3Factors(double theta, std::int64_t headDim, double factor, double positions) {
    constexpr double kLow = 1, kHigh = 4;
    std::vector<double> out;
    for (std::int64_t pair = 0; pair < headDim / 2; ++pair) {
        const double frequency = std::pow(theta, -2.0 * static_cast<double>(pair) / static_cast<double>(headDim));
        const double turns = positions * frequency / (2 * std::numbers::pi);
        const double smooth = std::clamp((turns - kLow) / (kHigh - kLow), 0.0, 1.0);
        out.push_back(1 / ((1 - smooth) / factor + smooth));
    }
    return out;
}

bool areClose(const std::vector<double> &a, const std::vector<double> &b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return std::abs(x - y) <= 1e-5 * std::abs(y); });
}

/// The recipe that gives these factors, which a checkpoint of Llama 3.1 and later was made with; else the factors
/// themselves in the one form that transformers has for them.
Json recipeOf(const std::vector<double> &factors, double theta, std::int64_t headDim, std::int64_t positions) {
    const double most = *std::max_element(factors.begin(), factors.end());
    const double rounded = std::abs(most - std::round(most)) < 1e-4 ? std::round(most) : most;
    if (most <= 1 + 1e-6) return Json();
    for (std::int64_t original = 1 << 4; original <= positions; original *= 2)
        if (areClose(factors, llama3Factors(theta, headDim, rounded, static_cast<double>(original))))
            return {{"rope_type", "llama3"},
                    {"factor", rounded},
                    {"low_freq_factor", 1.0},
                    {"high_freq_factor", 4.0},
                    {"original_max_position_embeddings", original}};
    return {{"rope_type", "longrope"}, {"factor", 1.0},
            {"attention_factor", 1.0}, {"original_max_position_embeddings", positions},
            {"short_factor", factors}, {"long_factor", factors}};
}

Json longRope(const Contents &contents, Facts &facts) {
    const auto shorts = factorsIn(contents, "rope_factors_short.weight", facts),
               longs = factorsIn(contents, "rope_factors_long.weight", facts);
    if (shorts.empty() || longs.empty()) {
        facts.refuse("rope.scaling.type", "the factors of the rotary positions are missing", "longrope",
                     "the tensors rope_factors_short.weight and rope_factors_long.weight");
        return Json();
    }
    Json out = {{"rope_type", "longrope"},
                {"short_factor", shorts},
                {"long_factor", longs},
                {"original_max_position_embeddings",
                 facts.whole("rope.scaling.original_context_length", facts.whole("context_length"))}};
    if (const double factor = facts.number("rope.scaling.attn_factor", 0); factor > 0) out["attention_factor"] = factor;
    return out;
}

} // namespace

Json ropeScaling(const Contents &contents, Facts &facts, std::int64_t headDim) {
    const std::int64_t positions = facts.whole("context_length");
    if (contents.find("rope_factors_long.weight")) return longRope(contents, facts);
    if (const auto factors = factorsIn(contents, "rope_freqs.weight", facts); !factors.empty())
        return recipeOf(factors, facts.number("rope.freq_base", 10000), headDim, positions);
    const std::string type = facts.text("rope.scaling.type", "none");
    const double factor = facts.number("rope.scaling.factor", facts.number("rope.scale_linear", 1));
    if (type == "linear" || (type == "none" && factor != 1 && !facts.has("rope.scaling.type")))
        return factor == 1 ? Json() : Json{{"rope_type", "linear"}, {"factor", factor}};
    if (type == "none") return Json();
    if (type == "longrope") return longRope(contents, facts);
    if (type != "yarn") {
        facts.refuse("rope.scaling.type", "this kind of rope scaling is not supported", shown(type),
                     "none, linear, yarn or longrope");
        return Json();
    }
    Json out = {{"rope_type", "yarn"},
                {"factor", factor},
                {"original_max_position_embeddings", facts.whole("rope.scaling.original_context_length", positions)}};
    for (const auto &[key, name] :
         {std::pair{"rope.scaling.yarn_beta_fast", "beta_fast"}, {"rope.scaling.yarn_beta_slow", "beta_slow"}})
        if (facts.has(key)) out[name] = facts.number(key);
    return out;
}

} // namespace lapidary::gguf
