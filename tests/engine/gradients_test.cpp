// SPDX-License-Identifier: Apache-2.0
// Whole models of two layers: the gradient of each loss in every weight and LoRA matrix is that of its value (central
// differences in f64), and the f32 path with its own kernels has the same gradient.
#include "core/base/rng.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/algorithms/grpo.h"
#include "core/engine/train/algorithms/sft.h"
#include "tests/support/capture.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace lapidary;

namespace {

DecoderConfig smallConfig(bool tied) {
    return {.architecture = "LlamaForCausalLM",
            .vocabSize = 11,
            .hiddenSize = 8,
            .intermediateSize = 12,
            .layers = 2,
            .heads = 2,
            .kvHeads = 1,
            .headDim = 4,
            .maxPositions = 16,
            .attentionBias = true,
            .mlpBias = true,
            .tied = tied,
            .initializerRange = 0.4};
}

/// Every number drawn, norms and biases too, so that no gradient is zero by chance.
std::unique_ptr<Decoder> drawn(bool tied, c10::ScalarType dtype, std::uint64_t seed) {
    auto model = std::make_unique<Decoder>(smallConfig(tied), Placement{.dtype = dtype});
    for (auto &[name, tensor] : model->parameters()) {
        Rng rng(seed, name);
        at::Tensor values = at::empty(tensor.sizes(), at::kDouble);
        for (std::int64_t i = 0; i < values.numel(); ++i)
            values.data_ptr<double>()[i] = 0.4 * rng.normal() + (name.ends_with("norm.weight") ? 1.0 : 0.0);
        tensor.copy_(values);
    }
    return model;
}

/// A drawn adapter on every matrix; the base is frozen.
void adapt(Decoder &model, c10::ScalarType dtype) {
    REQUIRE(attachLora(model, {.r = 2, .loraAlpha = 6, .targetModules = {"all-linear"}}, "default", 1));
    for (Linear *linear : model.linears())
        for (LoraTerm &term : linear->lora)
            for (at::Tensor *matrix : {&term.a_RI, &term.b_OR}) {
                Rng rng(7, linear->path + (matrix == &term.a_RI ? "A" : "B"));
                at::Tensor values = at::empty(matrix->sizes(), at::kDouble);
                for (std::int64_t i = 0; i < values.numel(); ++i) values.data_ptr<double>()[i] = 0.3 * rng.normal();
                *matrix = values.to(dtype).requires_grad_(true);
            }
}

/// Four ragged rows, prompts without labels. For pairs the first two are chosen, the others rejected.
const at::Tensor &ids() {
    static const at::Tensor ids_BT =
        at::tensor({1, 5, 3, 7, 2, 2, 4, 1, 6, 9, 2, 0, 0, 0, 1, 5, 3, 8, 8, 2, 0, 1, 6, 9, 10, 4, 4, 2}, at::kLong)
            .reshape({4, 7});
    return ids_BT;
}
const at::Tensor &labels() {
    static const at::Tensor labels_BT = [] {
        at::Tensor made = ids().masked_fill(ids().eq(0), kIgnore);
        made.narrow(1, 0, 2).fill_(kIgnore);
        return made;
    }();
    return labels_BT;
}

at::Tensor logps(const Decoder &model) {
    const LabelScores scores = scoreLabels(model, ids(), labels(), {}, 0.9, false);
    return placeTokens(scores.tokens.logp_N, scores, ids().sizes());
}

/// What a loss compares with: log-probs of two other models, far enough from the policy that some ratios are clipped.
struct Others {
    at::Tensor old_BT, reference_BT;
};
const Others &others() {
    static const Others made = [] {
        at::NoGradGuard noGrad;
        const at::Tensor own = logps(*drawn(false, at::kDouble, 1));
        return Others{own + 0.3 * at::sin(1.7 * at::arange(28, at::kDouble)).reshape({4, 7}),
                      logps(*drawn(false, at::kDouble, 2))};
    }();
    return made;
}

at::Tensor sftOf(const Decoder &model) {
    return sftLoss(scoreLabels(model, ids(), labels()).tokens, 13, "nll").loss;
}

at::Tensor dpoOf(const Decoder &model) {
    const at::Tensor sums_B = logps(model).sum(1), reference_B = others().reference_BT.sum(1).to(sums_B.scalar_type());
    return dpoLoss({sums_B.narrow(0, 0, 2), sums_B.narrow(0, 2, 2), reference_B.narrow(0, 0, 2),
                    reference_B.narrow(0, 2, 2)},
                   {.beta = 0.3})
        .loss;
}

at::Tensor grpoOf(const Decoder &model) {
    const at::Tensor own_BT = logps(model);
    const auto dtype = own_BT.scalar_type();
    const at::Tensor mask_BT = labels().ne(kIgnore).to(dtype);
    const LossResult result = policyLoss({.logps_BT = own_BT,
                                          .oldLogps_BT = others().old_BT.to(dtype),
                                          .refLogps_BT = others().reference_BT.to(dtype),
                                          .mask_BT = mask_BT,
                                          .advantages_B = at::tensor({1.0, -0.5, 0.7, -1.2}, at::kDouble).to(dtype)},
                                         {.beta = 0.2}, {mask_BT.sum().item<double>(), 1});
    REQUIRE(result.metrics.at("clip_ratio/region_mean") > 0); // the clipped side is checked, too
    REQUIRE(result.metrics.at("clip_ratio/region_mean") < 1);
    return result.loss;
}

using Loss = at::Tensor (*)(const Decoder &);
constexpr std::pair<const char *, Loss> kLosses[] = {{"sft", sftOf}, {"dpo", dpoOf}, {"grpo", grpoOf}};

void differentiate(const Decoder &model, Loss loss) {
    for (const auto &named : model.trainable()) named.tensor.mutable_grad() = at::Tensor();
    loss(model).backward();
}

/// (f(x + h d) - f(x - h d)) / 2h
double difference(const Decoder &model, Loss loss, const at::Tensor &tensor, const at::Tensor &direction) {
    constexpr double h = 1e-5;
    at::NoGradGuard noGrad;
    const at::Tensor before = tensor.clone();
    double ends[2];
    for (int side = 0; side < 2; ++side) {
        tensor.copy_(before + (side == 0 ? h : -h) * direction);
        ends[side] = loss(model).item<double>();
    }
    tensor.copy_(before);
    return (ends[0] - ends[1]) / (2 * h);
}

bool near(double found, double expected, double tolerance) {
    return std::abs(found - expected) < tolerance * std::max(1.0, std::abs(expected));
}

/// Every tensor along a random direction, and number by number (each fifth of the larger ones).
void checkDifferences(const Decoder &model, Loss loss) {
    differentiate(model, loss);
    double largest = 0;
    for (const auto &[name, tensor] : model.trainable()) {
        CAPTURE_BOUND(name);
        const at::Tensor gradient = tensor.grad().clone();
        at::Tensor direction = at::empty(tensor.sizes(), at::kDouble);
        Rng rng(3, name);
        for (std::int64_t i = 0; i < direction.numel(); ++i) direction.data_ptr<double>()[i] = rng.normal();
        CHECK(near(difference(model, loss, tensor, direction), (gradient * direction).sum().item<double>(), 1e-7));
        const std::int64_t stride = tensor.numel() > 16 ? 5 : 1;
        for (std::int64_t i = 0; i < tensor.numel(); i += stride) {
            at::Tensor one = at::zeros({tensor.numel()}, at::kDouble);
            one[i] = 1;
            CHECK(near(difference(model, loss, tensor, one.view(tensor.sizes())), gradient.view({-1})[i].item<double>(),
                       1e-7));
        }
        largest = std::max(largest, gradient.abs().max().item<double>());
    }
    CHECK(largest > 1e-2); // a gradient of nothing would agree with anything
}

void checkFastPath(const Decoder &wide, const Decoder &narrow, Loss loss) {
    differentiate(wide, loss);
    differentiate(narrow, loss);
    const auto expected = wide.trainable(), found = narrow.trainable();
    REQUIRE(expected.size() == found.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(expected[i].name);
        const at::Tensor want = expected[i].tensor.grad(), got = found[i].tensor.grad().to(at::kDouble);
        CHECK((got - want).abs().max().item<double>() < 2e-5 * std::max(1.0, want.abs().max().item<double>()));
    }
}

} // namespace

TEST_CASE("the gradient of every loss in every weight is that of its value") {
    for (const bool tied : {false, true}) {
        const auto wide = drawn(tied, at::kDouble, 1), narrow = drawn(tied, at::kFloat, 1);
        for (auto *model : {wide.get(), narrow.get()})
            for (auto &named : model->parameters()) named.tensor.requires_grad_(true);
        for (const auto &[name, loss] : kLosses) {
            CAPTURE_BOUND(name);
            CAPTURE(tied);
            if (tied && loss != sftOf) continue; // the head makes no difference to what follows the log-probs
            checkDifferences(*wide, loss);
            checkFastPath(*wide, *narrow, loss);
        }
    }
}

TEST_CASE("the gradient of every loss in every LoRA matrix is that of its value, and the base has none") {
    const auto wide = drawn(false, at::kDouble, 1), narrow = drawn(false, at::kFloat, 1);
    adapt(*wide, at::kDouble);
    adapt(*narrow, at::kFloat);
    REQUIRE(wide->trainable().size() == 2 * 7 * 2); // A and B of seven matrices in two layers
    for (const auto &[name, loss] : kLosses) {
        CAPTURE_BOUND(name);
        checkDifferences(*wide, loss);
        checkFastPath(*wide, *narrow, loss);
        for (const auto &named : wide->parameters()) CHECK_FALSE(named.tensor.grad().defined());
    }
}

TEST_CASE("what is read of the padding token teaches its embedding nothing, but for GPT-2's kind") {
    const at::Tensor ids_BT = at::tensor({3, 5, 3, 7}, at::kLong).unsqueeze(0);
    const auto gradientOf = [&](bool tied, bool learnsPad) {
        DecoderConfig config = smallConfig(tied);
        config.pad = 3;
        config.learnsPad = learnsPad;
        Decoder model(config, Placement{});
        model.initialise(4);
        at::Tensor weight = model.embedding().weight_VD;
        weight.requires_grad_(true);
        model.logits(model.hidden({.ids_BT = ids_BT})).square().sum().backward();
        return weight.grad().norm(2, 1);
    };
    const at::Tensor apart_V = gradientOf(false, false);
    CHECK(apart_V[3].item<float>() == 0);
    CHECK(apart_V[5].item<float>() > 0);
    CHECK(gradientOf(false, true)[3].item<float>() > 0);
    CHECK(gradientOf(true, false)[3].item<float>() > 0); // by the head that is tied to it
}
