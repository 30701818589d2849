// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithms/prm.h"
#include "core/engine/train/metrics.h"
#include <cmath>
#include <doctest/doctest.h>
#include <torch/types.h>

using namespace lapidary;

TEST_CASE("a step's loss is the cross-entropy with its label, which may be a share") {
    const at::Tensor scores = torch::tensor({{0.0f, 0.0f}, {-1.0f, 1.0f}, {2.0f, 0.0f}});
    const at::Tensor labels = torch::tensor({1.0f, 0.25f, 0.0f});
    // ln 2; 0.25 ln(1+e^-2) + 0.75 (2 + ln(1+e^-2)); ln(1+e^-2)
    const double small = std::log1p(std::exp(-2.0)), sum = std::log(2.0) + small + 1.5 + small;
    CHECK(prmLoss(scores, labels, 3).loss.item<double>() == doctest::Approx(sum / 3).epsilon(1e-6));
    const auto metrics = prmLoss(scores, labels, 3).metrics;
    CHECK(metrics.at("accuracy") == doctest::Approx(1.0 / 3)); // a draw passes for wrong
    CHECK(metrics.at("accuracy/right") == doctest::Approx(0));
    CHECK(metrics.at("accuracy/wrong") == doctest::Approx(0.5));
    CHECK(metrics.at("share_right") == doctest::Approx(1.0 / 3));
}

TEST_CASE("a chain is judged by its first wrong step") {
    const auto bools = [](std::vector<std::int64_t> values) { return torch::tensor(values).to(at::kBool); };
    // Found; found too late; seen where none is; passed; missed; found, whatever comes behind it.
    const at::Tensor row = torch::tensor({0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 5, 5}, at::kLong);
    const at::Tensor right = bools({1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0});
    const at::Tensor said = bools({1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1});
    const Metrics metrics = firstErrors(said, right, row);
    CHECK(metrics.at("first_error/wrong") == doctest::Approx(0.5));
    CHECK(metrics.at("first_error/wrong").weight == 4);
    CHECK(metrics.at("first_error/right") == doctest::Approx(0.5));
    CHECK(metrics.at("first_error/right").weight == 2);
    const Metrics whole = firstErrors(bools({1}), bools({1}), torch::tensor({0}, at::kLong));
    CHECK(whole.count("first_error/wrong") == 0);
    CHECK(whole.at("first_error/right") == 1);
}

TEST_CASE("a share of a step is that of all its things, however they fall into micro-batches") {
    StepMetrics step;
    step.add({{"plain", 1.0}, {"share", Metric::share(1.0, 1)}, {"most", {2, Over::Max}}, {"all", {2, Over::Sum}}});
    step.add({{"plain", 0.0}, {"share", Metric::share(0.0, 3)}, {"most", {1, Over::Max}}, {"all", {1, Over::Sum}}});
    const Metrics values = step.values();
    CHECK(values.at("plain") == doctest::Approx(0.5));
    CHECK(values.at("share") == doctest::Approx(0.25));
    CHECK(values.at("most") == 2);
    CHECK(values.at("all") == 3);
}
