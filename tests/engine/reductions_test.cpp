// SPDX-License-Identifier: Apache-2.0
// What algorithms share, against its definition: reductions of token losses, whitening, estimators of KL.
#include "core/engine/train/ops/kl.h"
#include "core/engine/train/ops/reductions.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

at::Tensor values() {
    return at::tensor({1.0, 2.0, 4.0, 7.0, 5.0, 100.0, -3.0, 100.0, 100.0}, at::kDouble).reshape({3, 3});
}

/// The rows have 3, 2 and 1 tokens.
at::Tensor mask() {
    return at::tensor({1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0}, at::kDouble).reshape({3, 3});
}

bool near(const at::Tensor &found, double expected) {
    return std::abs(found.item<double>() - expected) < 1e-12;
}

} // namespace

TEST_CASE("token losses are reduced over the tokens of the step, over those at hand, over sequences, by a constant") {
    const double sum = 1 + 2 + 4 + 7 + 5 - 3;
    CHECK(near(tokenMean(values(), mask(), 20), sum / 20));
    CHECK(near(tokenMean(values(), mask(), 0), sum)); // a step without a token is finite
    CHECK(near(localTokenMean(values(), mask()), sum / 6));
    CHECK(near(sequenceMean(values(), mask()), (7.0 / 3 + 12.0 / 2 - 3) / 3));
    CHECK(near(constantMean(values(), mask(), 10), sum / 30));
    CHECK(maskedMean(values(), mask()) == sum / 6);
    const at::Tensor nothing = at::zeros({3, 3}, at::kDouble);
    for (const auto &empty : {localTokenMean(values(), nothing), sequenceMean(values(), nothing)})
        CHECK(near(empty, 0));
}

TEST_CASE("whitened values have mean 0 and unbiased variance 1 over the mask, or keep their mean") {
    const at::Tensor white = whiten(values(), mask()), kept = whiten(values(), mask(), false);
    const double mean = 16.0 / 6;
    double square = 0;
    for (const double x : {1, 2, 4, 7, 5, -3}) square += (x - mean) * (x - mean);
    CHECK(near(white.sum() / 6, 0));
    CHECK(near(white.pow(2).sum() / 5, square / 5 / (square / 5 + 1e-8)));
    CHECK(near((values()[0][0] - mean) / std::sqrt(square / 5 + 1e-8), white[0][0].item<double>()));
    CHECK(near((kept * mask()).sum() / 6, mean));
    CHECK(white[2][2].item<double>() == 0);
    CHECK(kept[2][2].item<double>() == 0);
    CHECK(near(whiten(at::ones({1}, at::kDouble), at::ones({1}, at::kDouble))[0], 0)); // one value has no deviation
}

TEST_CASE("the estimators of KL are what their definitions say, and k1 and k3 have its mean") {
    const at::Tensor p_V = at::softmax(at::tensor({0.3, -1.0, 2.0, 0.0}, at::kDouble), 0),
                     q_V = at::softmax(at::tensor({1.0, 0.5, -0.5, 0.1}, at::kDouble), 0);
    const at::Tensor logp_V = p_V.log(), ref_V = q_V.log(), d_V = logp_V - ref_V;
    const double kl = (p_V * d_V).sum().item<double>();
    CHECK(kl > 0.1);
    CHECK(near((p_V * k1(logp_V, ref_V)).sum(), kl));
    CHECK(near((p_V * k3(logp_V, ref_V)).sum(), kl));
    CHECK(k3(logp_V, ref_V).min().item<double>() >= 0);
    CHECK(at::allclose(k2(logp_V, ref_V), d_V * d_V / 2));
    CHECK(near(k2(at::scalar_tensor(-1.0), at::scalar_tensor(-3.0)), 2));
    CHECK(near(k1(at::scalar_tensor(-3.0), at::scalar_tensor(-1.0)), -2));
    for (const auto &estimate : {k1(ref_V, ref_V), k2(ref_V, ref_V), k3(ref_V, ref_V)})
        CHECK(estimate.abs().max().item<double>() == 0);
    // The gradient of k2 under π, with the samples held, is that of the KL itself: Σ p d ∇log p.
    at::Tensor z_V = at::tensor({0.3, -1.0, 2.0, 0.0}, at::kDouble).requires_grad_(true);
    (p_V * k2(at::log_softmax(z_V, 0), ref_V)).sum().backward();
    const at::Tensor ofK2 = z_V.grad().clone();
    z_V.mutable_grad() = at::Tensor();
    (at::softmax(z_V, 0) * (at::log_softmax(z_V, 0) - ref_V)).sum().backward();
    CHECK(at::allclose(ofK2, z_V.grad()));
}
