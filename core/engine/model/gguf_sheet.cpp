// SPDX-License-Identifier: Apache-2.0
#include "core/engine/model/gguf_sheet.h"
#include "core/engine/model/architecture_name.h"
#include "core/engine/model/rope.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

Error cannotSay(const char *field, Sentence message, Sentence found) {
    return {.code = "export.gguf",
            .message = std::move(message),
            .field = field,
            .found = std::move(found),
            .expected = "what llama.cpp takes for this family",
            .remedy = "Export it as a Hugging Face folder."};
}

class Putting {
public:
    Putting(const DecoderConfig &config, const gguf::Family &family, gguf::Sheet &sheet)
        : c_(config), name_(family.name), sheet_(sheet) {}

    Result<RopeTensors> put() {
        shape();
        for (const auto part : {&Putting::activation, &Putting::attention, &Putting::windows, &Putting::ropes})
            if (auto ok = (this->*part)(); !ok) return unexpected(ok.error());
        return std::move(tensors_);
    }

private:
    std::string key(const char *what) const { return name_ + "." + what; }
    bool isGemma() const { return name_.starts_with("gemma"); }

    void shape() {
        sheet_.whole(key("block_count"), c_.layers);
        sheet_.whole(key("context_length"), std::min<std::int64_t>(c_.maxPositions, UINT32_MAX));
        sheet_.whole(key("embedding_length"), c_.hiddenSize);
        sheet_.whole(key("feed_forward_length"), c_.intermediateSize);
        sheet_.whole(key("attention.head_count"), c_.heads);
        sheet_.whole(key("attention.head_count_kv"), c_.kvHeads);
        sheet_.whole(key("attention.key_length"), c_.headDim);
        sheet_.whole(key("attention.value_length"), c_.headDim);
        sheet_.number(key(c_.layerNorm ? "attention.layer_norm_epsilon" : "attention.layer_norm_rms_epsilon"),
                      c_.normEps);
        sheet_.whole(key("vocab_size"), c_.vocabSize);
        if (name_ == "gptneox") sheet_.flag(key("use_parallel_residual"), c_.parallelResidual);
    }

    Status activation() {
        const Activation usual = isGemma() || name_ == "gpt2" ? Activation::GeluTanh
                                 : name_ == "gptneox"         ? Activation::Gelu
                                                              : Activation::Silu;
        if (c_.activation == usual) return {};
        return fail(cannotSay("hidden_act", "GGUF does not say which activation a model has",
                              dumpJson(c_.raw.value("hidden_act", c_.raw.value("hidden_activation", Json())))));
    }

    /// A scale and caps of the attention scores.
    Status attention() {
        const double usual = 1 / std::sqrt(static_cast<double>(c_.headDim));
        for (std::int64_t i = 0; i < c_.layers; ++i)
            if (const double scale = c_.layer(i).scale; scale != c_.layer(0).scale)
                return fail(cannotSay("scale_attn_by_inverse_layer_idx",
                                      "GGUF has one scale of attention for all layers", "one for each"));
        const double scale = c_.layer(0).scale;
        if (name_ == "gemma2" || name_ == "gemma3")
            sheet_.number(key("attention.scale"), scale);
        else if (std::abs(scale - usual) > 1e-6 * usual)
            return fail(cannotSay("scale_attn_weights", "GGUF has no scale of attention for this family",
                                  std::to_string(scale)));
        if (name_ == "gemma2" && (c_.attentionSoftcap == 0 || c_.finalSoftcap == 0))
            return fail(cannotSay("attn_logit_softcapping", "llama.cpp always caps the scores of this family", "none"));
        if (name_ == "gemma2") sheet_.number(key("attn_logit_softcapping"), c_.attentionSoftcap);
        if (c_.finalSoftcap > 0) sheet_.number(key("final_logit_softcapping"), c_.finalSoftcap);
        return {};
    }

    Status windows() {
        std::vector<bool> slides;
        std::int64_t window = 0;
        for (std::int64_t i = 0; i < c_.layers; ++i) {
            slides.push_back(c_.layer(i).window > 0);
            window = std::max(window, c_.layer(i).window);
            if (name_ == "smollm3" && (c_.layer(i).rope < 0) != ((i + 1) % 4 == 0))
                return fail(cannotSay("no_rope_layers", "llama.cpp leaves every fourth layer without rotary positions",
                                      "other layers"));
        }
        const bool all = std::all_of(slides.begin(), slides.end(), [](bool each) { return each; });
        const bool can = name_ == "gemma2" || name_ == "gemma3" || (all && (name_ == "phi3" || name_ == "llama"));
        if (window > 0 && !can)
            return fail(
                cannotSay("sliding_window", "llama.cpp has no windows for this family", std::to_string(window)));
        if (window > 0) sheet_.whole(key("attention.sliding_window"), window);
        if (name_ == "gemma2" || name_ == "gemma3") sheet_.flags(key("attention.sliding_window_pattern"), slides);
        return {};
    }

    Status ropes() {
        if (c_.ropes.empty()) return {};
        const RopeConfig &rope = c_.ropes[0];
        sheet_.number(key("rope.freq_base"), rope.theta);
        sheet_.whole(key("rope.dimension_count"), rope.dims > 0 ? rope.dims : c_.headDim);
        if (c_.ropes.size() > 1) {
            if (c_.ropes[1].kind != RopeKind::Default)
                return fail(cannotSay("rope_parameters", "llama.cpp does not stretch the positions of local layers",
                                      "a scaling of their own"));
            sheet_.number(key("rope.freq_base_swa"), c_.ropes[1].theta);
        }
        switch (rope.kind) {
        case RopeKind::Default:
            return {};
        case RopeKind::Linear:
            sheet_.text(key("rope.scaling.type"), "linear");
            sheet_.number(key("rope.scaling.factor"), rope.factor);
            return {};
        case RopeKind::Yarn:
            return yarn(rope);
        case RopeKind::Llama3:
            tensors_.frequencies = divisors(rope);
            return {};
        case RopeKind::LongRope:
            return longRope(rope);
        default:
            return fail(cannotSay("rope_scaling", "GGUF has no dynamic scaling of positions", "dynamic"));
        }
    }

    Status yarn(const RopeConfig &rope) {
        const double usual = rope.factor <= 1 ? 1 : 0.1 * std::log(rope.factor) + 1;
        if (std::abs(rope.attentionFactor - usual) > 1e-6 || !rope.truncate)
            return fail(cannotSay("rope_scaling", "GGUF has no attention factor of its own for yarn",
                                  std::to_string(rope.attentionFactor)));
        sheet_.text(key("rope.scaling.type"), "yarn");
        sheet_.number(key("rope.scaling.factor"), rope.factor);
        sheet_.whole(key("rope.scaling.original_context_length"), rope.originalPositions);
        sheet_.number(key("rope.scaling.yarn_beta_fast"), rope.betaFast);
        sheet_.number(key("rope.scaling.yarn_beta_slow"), rope.betaSlow);
        return {};
    }

    /// What Llama 3.1 divides the frequencies of its pairs by.
    std::vector<float> divisors(const RopeConfig &rope) const {
        std::vector<float> out;
        for (std::int64_t pair = 0; pair < rope.pairs(); ++pair) {
            const double frequency =
                std::pow(rope.theta, -2.0 * static_cast<double>(pair) / static_cast<double>(2 * rope.pairs()));
            const double turns = static_cast<double>(rope.originalPositions) * frequency / (2 * M_PI);
            const double smooth =
                std::clamp((turns - rope.lowFrequency) / (rope.highFrequency - rope.lowFrequency), 0.0, 1.0);
            out.push_back(static_cast<float>(1 / ((1 - smooth) / rope.factor + smooth)));
        }
        return out;
    }

    Status longRope(const RopeConfig &rope) {
        if (name_ != "phi3" && (rope.shortFactor != rope.longFactor || rope.attentionFactor != 1))
            return fail(cannotSay("rope_scaling", "llama.cpp has longrope for Phi-3 alone", "longrope"));
        if (name_ != "phi3") {
            tensors_.frequencies = {rope.longFactor.begin(), rope.longFactor.end()};
            return {};
        }
        tensors_.longFactors = {rope.longFactor.begin(), rope.longFactor.end()};
        tensors_.shortFactors = {rope.shortFactor.begin(), rope.shortFactor.end()};
        sheet_.whole(key("rope.scaling.original_context_length"), rope.originalPositions);
        sheet_.number(key("rope.scaling.attn_factor"), rope.attentionFactor);
        return {};
    }

    const DecoderConfig &c_;
    std::string name_;
    gguf::Sheet &sheet_;
    RopeTensors tensors_{};
};

} // namespace

Result<const gguf::Family *> ggufFamilyOf(const DecoderConfig &config) {
    if (config.headKind != HeadKind::LanguageModel)
        return fail(
            cannotSay("architectures", "GGUF files hold models that write, not such that score", config.architecture));
    const auto chosen = chosenArchitecture(config.raw, "config.json");
    if (!chosen) return unexpected(chosen.error());
    const gguf::Family *family = gguf::familyOfModel(std::string(chosen->architecture->modelType));
    if (!family)
        return fail(
            cannotSay("model_type", "GGUF has no name for this family", std::string(chosen->architecture->modelType)));
    return family;
}

Result<RopeTensors> putConfig(const DecoderConfig &config, const gguf::Family &family, gguf::Sheet &sheet) {
    return Putting(config, family, sheet).put();
}

} // namespace lapidary
