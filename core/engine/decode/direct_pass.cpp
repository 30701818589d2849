// SPDX-License-Identifier: Apache-2.0
// Legend: M new tokens of all rows, D hidden size, N query heads, K key-value heads, G = N / K, H head size, F
// intermediate size, Q numbers of a token's queries, keys and values together.
#include "core/engine/decode/direct_pass.h"
#include "core/engine/decode/direct_product.h"
#include "core/engine/decode/processor.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>
#include <cstring>

namespace lapidary {
namespace {

using std::int64_t;

/// Of one thread; a pass over a long prompt gives back what it took.
struct Rooms {
    Room<float> x, normed, projected, attended, out, gate, up, fed, low;
    Room<std::uint16_t> rounded;
    void shrink() {
        constexpr std::size_t kKept = 1 << 21;
        for (auto *room : {&x, &normed, &projected, &attended, &out, &gate, &up, &fed, &low}) room->shrink(kKept);
        rounded.shrink(kKept);
    }
};
Rooms &rooms() {
    thread_local Rooms mine;
    return mine;
}

/// Passes over about as many tokens of models of one size are alike.
int64_t kindOf(int64_t tokens, int64_t size) {
    return size * 64 + std::ilogb(static_cast<double>(tokens));
}

/// A token of the pass, and where its keys and values go.
struct Token {
    int64_t row, slot, position;
};

class DirectPass {
public:
    DirectPass(const Kernels &kernels, const Decoder &model, const DirectModel &weights, const DecoderInput &input)
        : kernels_(kernels), model_(model), config_(model.config()), weights_(weights), input_(input),
          cache_(*input.cache), M_(static_cast<int64_t>(cache_.newTokens().size())), D_(config_.hiddenSize),
          team_(kindOf(std::max<int64_t>(1, M_), D_ * config_.layers)),
          products_(kernels, team_, rooms().rounded, rooms().low) {}

    at::Tensor run() {
        const int64_t B = input_.ids_BT.size(0), T = input_.ids_BT.size(1);
        at::Tensor hidden_BTD = at::empty({B, T, D_}, at::TensorOptions(at::kFloat));
        if (M_ < B * T) hidden_BTD.zero_();
        open();
        for (const auto &layer : weights_.layers) runLayer(layer);
        float *out = hidden_BTD.mutable_data_ptr<float>();
        team_.split(M_, 4 * D_, 1, [&](int64_t begin, int64_t end) {
            for (int64_t m = begin; m < end; ++m)
                kernels_.norm(weights_.finalNorm, x_ + m * D_, out + tokens_[static_cast<std::size_t>(m)].slot * D_,
                              D_);
        });
        rooms().shrink();
        return hidden_BTD.to(model_.placement().dtype);
    }

private:
    /// Embeds the tokens and finds the tables of the ropes.
    void open() {
        const int64_t T = input_.ids_BT.size(1);
        const at::Tensor ids_BT = input_.ids_BT.contiguous();
        const auto *ids = ids_BT.const_data_ptr<int64_t>();
        x_ = rooms().x.of(M_ * D_);
        int64_t longest = 0;
        const bool bf16 = weights_.embedding.stored == Stored::Bf16;
        auto scale = static_cast<float>(config_.embeddingScale);
        if (bf16) scale = static_cast<float>(c10::BFloat16(scale)); // rounded as the weights are
        for (const auto &token : cache_.newTokens()) {
            const int64_t position = cache_.lengths()[static_cast<std::size_t>(token.row)] + token.token;
            tokens_.push_back({token.row, token.row * T + token.token, position});
            float *x = x_ + static_cast<int64_t>(tokens_.size() - 1) * D_;
            std::fill(x, x + D_, 0.0f);
            addNumbers(weights_.embedding, ids[tokens_.back().slot] * D_, D_, x);
            if (scale != 1)
                for (int64_t i = 0; i < D_; ++i) x[i] *= scale;
            addNumbers(weights_.positions, position * D_, D_, x);
            longest = std::max(longest, position + 1);
            several_ |= token.token > 0;
        }
        for (const Rope &rope : model_.ropes()) ropes_.push_back(rope.fixed({}, longest));
    }

    void runLayer(const DirectLayer &layer) {
        const float *attended = attention(layer);
        if (!config_.parallelResidual) {
            residual(attended, layer.afterAttention);
            residual(feedForward(layer), layer.afterMlp);
            return;
        }
        const float *fed = feedForward(layer); // both halves read the same
        residual(attended, {});
        residual(fed, {});
    }

    /// x += norm(y), or y where there is no norm.
    void residual(const float *y, const NormOf &norm) {
        team_.split(M_, D_, 1, [&](int64_t begin, int64_t end) {
            for (int64_t m = begin; m < end; ++m) {
                float *x = x_ + m * D_;
                const float *add = y + m * D_;
                if (norm.weight.data) {
                    thread_local Room<float> room;
                    float *normed = room.of(D_);
                    kernels_.norm(norm, add, normed, D_);
                    add = normed;
                }
                for (int64_t i = 0; i < D_; ++i) x[i] += add[i];
            }
        });
    }

    /// norm(x), or x where the family has no norm there.
    Inputs normed(const NormOf &norm) {
        if (!norm.weight.data) return {.f32 = x_, .tokens = M_, .inputs = D_};
        float *out = rooms().normed.of(M_ * D_);
        team_.split(M_, 2 * D_, 1, [&](int64_t begin, int64_t end) {
            for (int64_t m = begin; m < end; ++m) kernels_.norm(norm, x_ + m * D_, out + m * D_, D_);
        });
        return {.f32 = out, .tokens = M_, .inputs = D_};
    }

    static constexpr auto nothing = [](std::size_t, int64_t, int64_t) {};

    const float *attention(const DirectLayer &layer) {
        const Attention &a = *layer.attention;
        const int64_t N = a.heads, K = a.kvHeads, H = a.headDim, Q = (N + 2 * K) * H;
        float *projected = rooms().projected.of(M_ * Q), *attended = rooms().attended.of(M_ * N * H);
        std::vector<ProductTo> in;
        int64_t at = 0;
        for (const auto &product : layer.attentionIn) {
            in.push_back({&product, projected + at, Q});
            at += product.matrix.outputs;
        }
        products_.run(normed(layer.beforeAttention), in, nothing);
        // Head by head, so that blocks which samples share stay near while their rows pass by.
        const Heads heads{layer, projected, attended, Q};
        const int64_t seen = tokens_.empty() ? 1 : 1 + tokens_.front().position, cost = 4 * seen * H * (N / K);
        if (several_)
            team_.split(M_ * K, 4 * H * (2 + N / K), 1, [&](int64_t begin, int64_t end) {
                for (int64_t i = begin; i < end; ++i) placeHead(heads, i % M_, i / M_);
            });
        team_.split(M_ * K, cost, 1, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                if (!several_) placeHead(heads, i % M_, i / M_);
                attendHead(heads, i % M_, i / M_);
            }
        });
        float *out = rooms().out.of(M_ * D_);
        products_.run({.f32 = attended, .tokens = M_, .inputs = N * H}, {{&layer.attentionOut, out, D_}}, nothing);
        return out;
    }

    /// A layer's queries, keys and values of all tokens, and where the heads' results go.
    struct Heads {
        const DirectLayer &layer;
        float *projected, *attended;
        int64_t size; ///< numbers of a token in `projected`
    };

    /// Of a key-value head: norms and turns its queries and its key, and writes key and value into the cache.
    void placeHead(const Heads &heads, int64_t m, int64_t k) {
        const Attention &a = *heads.layer.attention;
        const int64_t N = a.heads, K = a.kvHeads, H = a.headDim, G = N / K;
        float *all = heads.projected + m * heads.size;
        float *q = a.byHead ? all + 3 * k * H : all + k * G * H;
        float *key = a.byHead ? q + H : all + (N + k) * H, *value = a.byHead ? key + H : key + K * H;
        for (int64_t g = 0; g < G; ++g) turn(heads.layer.qNorm, a.layer.rope, m, q + g * H, H);
        turn(heads.layer.kNorm, a.layer.rope, m, key, H);
        const NewToken &to = cache_.newTokens()[static_cast<std::size_t>(m)];
        const at::Tensor &into = cache_.blocks(a.index);
        const int64_t place = to.block * into.stride(0) + k * into.stride(2) + to.place * H;
        write(into, place, key, H);
        write(into, place + into.stride(1), value, H);
    }

    void write(const at::Tensor &into, int64_t place, const float *from, int64_t size) {
        if (into.scalar_type() == at::kFloat)
            std::copy(from, from + size, static_cast<float *>(into.data_ptr()) + place);
        else
            kernels_.toBf16(from, static_cast<std::uint16_t *>(into.data_ptr()) + place, size);
    }

    void turn(const NormOf &norm, int rope, int64_t m, float *head, int64_t H) {
        if (norm.weight.data) kernels_.norm(norm, head, head, H);
        if (rope < 0) return;
        const Rotation &by = ropes_[static_cast<std::size_t>(rope)];
        const int64_t half = by.cos_PH.size(1), line = tokens_[static_cast<std::size_t>(m)].position * half;
        const float *cos = by.cos_PH.const_data_ptr<float>() + line, *sin = by.sin_PH.const_data_ptr<float>() + line;
        kernels_.turn(head, cos, sin, half);
    }

    void attendHead(const Heads &heads, int64_t m, int64_t k) {
        const Attention &a = *heads.layer.attention;
        const int64_t H = a.headDim, G = a.heads / a.kvHeads;
        const Token &token = tokens_[static_cast<std::size_t>(m)];
        const at::Tensor &kv = cache_.blocks(a.index);
        const bool f32 = kv.scalar_type() == at::kFloat;
        const float *all = heads.projected + m * heads.size;
        thread_local Room<float> scores;
        const int64_t end = token.position + 1;
        const int64_t first = a.layer.window > 0 ? std::max<int64_t>(0, end - a.layer.window) : 0;
        kernels_.attend({.q = a.byHead ? all + 3 * k * H : all + k * G * H,
                         .group = G,
                         .headDim = H,
                         .keys = static_cast<const char *>(kv.const_data_ptr()) + k * kv.stride(2) * (f32 ? 4 : 2),
                         .stored = f32 ? Stored::F32 : Stored::Bf16,
                         .values = kv.stride(1),
                         .block = kv.stride(0),
                         .blocks = cache_.table().blocks.data() + token.row * cache_.table().width,
                         .tokens = kv.size(3),
                         .first = first,
                         .end = end,
                         .scale = static_cast<float>(a.layer.scale),
                         .softcap = static_cast<float>(a.softcap),
                         .scores = scores.of(4 * (end - first)),
                         .out = heads.attended + (m * a.heads + k * G) * H});
    }

    const float *feedForward(const DirectLayer &layer) {
        const auto &in = layer.mlpIn;
        const int64_t F = layer.mlpOut.matrix.inputs;
        const bool both = layer.gated && in.size() == 1; // gate and up in one matrix
        const int64_t width = both ? 2 * F : F;
        float *gate = rooms().gate.of(M_ * width), *up = in.size() == 2 ? rooms().up.of(M_ * F) : nullptr;
        std::vector<ProductTo> products{{in.data(), gate, width}};
        if (up) products.push_back({&in[1], up, F});
        products_.run(normed(layer.beforeMlp), products, nothing);
        float *fed = both ? rooms().up.of(M_ * F) : gate;
        team_.split(M_, 8 * F, 1, [&](int64_t begin, int64_t end) {
            for (int64_t m = begin; m < end; ++m) {
                if (both) std::copy(gate + m * width, gate + m * width + F, fed + m * F);
                const float *other = both ? gate + m * width + F : up ? up + m * F : nullptr;
                kernels_.gate(layer.gate, fed + m * F, other, F);
            }
        });
        float *out = rooms().fed.of(M_ * D_);
        products_.run({.f32 = fed, .tokens = M_, .inputs = F}, {{&layer.mlpOut, out, D_}}, nothing);
        return out;
    }

    const Kernels &kernels_;
    const Decoder &model_;
    const DecoderConfig &config_;
    const DirectModel &weights_;
    const DecoderInput &input_;
    KvCache &cache_;
    const int64_t M_, D_;
    Team team_;
    Products products_;
    std::vector<Token> tokens_{};
    std::vector<Rotation> ropes_{};
    float *x_ = nullptr;
    bool several_ = false; ///< tokens of a row
};

} // namespace

bool isDirect(const Decoder &model) {
    return kernels() && model.placement().device.is_cpu() && directModel(model).has_value();
}

std::optional<at::Tensor> directHidden(const Decoder &model, const DecoderInput &input) {
    const Kernels *use = kernels();
    if (!use || !input.cache || input.wanted_N.defined() || at::GradMode::is_enabled() ||
        !model.placement().device.is_cpu())
        return std::nullopt;
    const std::int64_t T = input.ids_BT.size(1);
    const auto &counts = input.counts;
    if ((counts.empty() ? T : *std::max_element(counts.begin(), counts.end())) >= kManyTokens) return std::nullopt;
    const auto weights = directModel(model);
    if (!weights) return std::nullopt;
    return DirectPass(*use, model, *weights, input).run();
}

std::optional<at::Tensor> directLinear(const Linear &linear, const at::Tensor &x) {
    const Kernels *use = kernels();
    if (!use || at::GradMode::is_enabled() || !x.device().is_cpu() || x.numel() == 0) return std::nullopt;
    const auto product = directProduct(linear);
    if (!product) return std::nullopt;
    const at::Tensor in = x.to(at::kFloat).contiguous();
    const int64_t inputs = in.size(-1), outputs = product->matrix.outputs;
    auto sizes = in.sizes().vec();
    sizes.back() = outputs;
    at::Tensor out = at::empty(sizes, in.options());
    const int64_t tokens = in.numel() / inputs;
    const Team team(kindOf(tokens, -outputs));
    Products(*use, team, rooms().rounded, rooms().low)
        .run({.f32 = in.const_data_ptr<float>(), .tokens = tokens, .inputs = inputs},
             {{&*product, out.mutable_data_ptr<float>(), outputs}}, [](std::size_t, int64_t, int64_t) {});
    rooms().shrink();
    return out;
}

} // namespace lapidary
