// SPDX-License-Identifier: Apache-2.0
// The head over chunks of rows: what it says of each row, and its gradients, are those of all logits at once in f64.
#include "core/engine/train/ops/token_losses.h"
#include "tests/support/drawn_decoder.h"

using namespace lapidary;

namespace {

struct HeadCase {
    const char *name;
    std::int64_t N, V;
    double softcap, temperature;
    bool even, frozen;
};

constexpr HeadCase kCases[] = {{"a few rows", 3, 11, 0, 1, false, false},
                               {"several chunks", 300, 9000, 0, 1, false, false},
                               {"an even gradient", 300, 9000, 0, 1, true, false},
                               {"a frozen head", 300, 9000, 0, 1, false, true},
                               {"capped and cooled", 7, 40, 3, 0.7, false, false},
                               {"capped and cooled, even", 7, 40, 3, 0.7, true, false},
                               {"capped and cooled, frozen", 7, 40, 3, 0.7, false, true}};

at::Tensor drawn(at::IntArrayRef sizes, std::uint64_t seed) {
    Rng rng(seed, "head");
    at::Tensor values = at::empty(sizes, at::kDouble);
    for (std::int64_t i = 0; i < values.numel(); ++i) values.data_ptr<double>()[i] = rng.normal();
    return values;
}

std::unique_ptr<Decoder> modelOf(const HeadCase &c, c10::ScalarType type) {
    DecoderConfig config{.architecture = "LlamaForCausalLM",
                         .vocabSize = c.V,
                         .hiddenSize = 12,
                         .intermediateSize = 4,
                         .layers = 0,
                         .heads = 1,
                         .kvHeads = 1,
                         .headDim = 4,
                         .maxPositions = 8};
    config.finalSoftcap = c.softcap;
    auto model = std::make_unique<Decoder>(config, Placement{.dtype = type});
    model->setParameter("lm_head.weight", drawn({c.V, 12}, 1).to(type));
    return model;
}

struct Scored {
    ScoredTokens tokens;
    at::Tensor dHidden, dHead;
};

Scored scored(const HeadCase &c, bool byChunks, bool evenWeights) {
    const auto type = byChunks ? at::kFloat : at::kDouble;
    const auto model = modelOf(c, type);
    at::Tensor head = model->parameter("lm_head.weight"), hidden = drawn({c.N, 12}, 2).to(type).requires_grad_(true);
    head.requires_grad_(!c.frozen);
    const at::Tensor targets = (at::arange(c.N, at::kLong) * 7) % c.V;
    Scored out;
    if (byChunks) {
        REQUIRE(canScoreByChunks(*model, hidden));
        out.tokens = scoreByChunks(*model, hidden, targets, {c.temperature, true, c.even});
    } else {
        out.tokens = scoreTokens(model->logits(hidden) / c.temperature, targets);
    }
    const at::Tensor weights = evenWeights ? at::full({c.N}, -0.3, at::kDouble) : drawn({c.N}, 3);
    (out.tokens.logp_N * weights.to(type)).sum().backward();
    out.dHidden = hidden.grad();
    out.dHead = head.grad();
    return out;
}

void checkNear(const at::Tensor &found, const at::Tensor &expected, double tolerance) {
    REQUIRE(found.sizes() == expected.sizes());
    const double most = expected.abs().max().item<double>();
    CHECK((found.to(at::kDouble) - expected.to(at::kDouble)).abs().max().item<double>() <
          tolerance * std::max(1.0, most));
}

} // namespace

TEST_CASE("the head by chunks scores every row and differentiates it as all logits at once do") {
    for (const HeadCase &c : kCases)
        for (const bool evenWeights : {true, false}) { // `even` is a guess: it must not change the gradient
            CAPTURE(c.name);
            CAPTURE(evenWeights);
            const Scored found = scored(c, true, evenWeights), expected = scored(c, false, evenWeights);
            checkNear(found.tokens.logp_N.detach(), expected.tokens.logp_N.detach(), 2e-6);
            checkNear(found.tokens.entropy_N, expected.tokens.entropy_N, 4e-6);
            checkNear(found.tokens.meanLogit_N, expected.tokens.meanLogit_N, 2e-6);
            CHECK(at::equal(found.tokens.correct_N, expected.tokens.correct_N));
            CHECK_FALSE(found.tokens.entropy_N.requires_grad());
            checkNear(found.dHidden, expected.dHidden, 4e-6);
            CHECK(found.dHead.defined() == !c.frozen);
            if (!c.frozen) checkNear(found.dHead, expected.dHead, 4e-6);
        }
}

TEST_CASE("an entropy that is learnt has the gradient of all logits at once, with the head or behind a frozen one") {
    for (const HeadCase &c : kCases) {
        CAPTURE(c.name);
        const auto gradients = [&](bool byChunks) {
            const auto type = byChunks ? at::kFloat : at::kDouble;
            const auto model = modelOf(c, type);
            at::Tensor head = model->parameter("lm_head.weight"),
                       hidden = drawn({c.N, 12}, 2).to(type).requires_grad_(true);
            head.requires_grad_(!c.frozen);
            const at::Tensor targets = (at::arange(c.N, at::kLong) * 7) % c.V;
            const ScoredTokens tokens =
                byChunks ? scoreByChunks(*model, hidden, targets,
                                         {.temperature = c.temperature, .even = c.even, .entropyLearns = true})
                         : scoreTokens(model->logits(hidden) / c.temperature, targets, true, true);
            const at::Tensor ofLogp = drawn({c.N}, 3).to(type), ofEntropy = drawn({c.N}, 4).to(type);
            (tokens.logp_N * ofLogp + tokens.entropy_N * ofEntropy).sum().backward();
            return Scored{.tokens = {}, .dHidden = hidden.grad(), .dHead = head.grad()};
        };
        const Scored found = gradients(true), expected = gradients(false);
        checkNear(found.dHidden, expected.dHidden, 4e-6);
        CHECK(found.dHead.defined() == !c.frozen);
        if (!c.frozen) checkNear(found.dHead, expected.dHead, 4e-6);
    }
}

TEST_CASE("an entropy that is learnt alone needs no log-prob in the loss") {
    const HeadCase c{"alone", 5, 40, 3, 0.7, true, false};
    const auto gradient = [&](bool byChunks) {
        const auto type = byChunks ? at::kFloat : at::kDouble;
        const auto model = modelOf(c, type);
        at::Tensor hidden = drawn({c.N, 12}, 2).to(type).requires_grad_(true);
        const at::Tensor targets = at::arange(c.N, at::kLong);
        const ScoredTokens tokens =
            byChunks ? scoreByChunks(*model, hidden, targets, {.temperature = c.temperature, .entropyLearns = true})
                     : scoreTokens(model->logits(hidden) / c.temperature, targets, true, true);
        tokens.entropy_N.mean().backward();
        return hidden.grad();
    };
    checkNear(gradient(true), gradient(false), 4e-6);
}
