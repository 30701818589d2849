// SPDX-License-Identifier: Apache-2.0
// OREO: values by hand, which part of the loss moves what, where both agree, and trainings of good and bad answers.
#include "core/engine/train/algorithms/oreo.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

at::Tensor rows(const std::vector<double> &numbers, std::int64_t of) {
    return at::tensor(numbers, at::kDouble).reshape({-1, of});
}

double largest(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

Json storedRun(const Json &more = Json::object()) {
    Json config = {{"per_device_train_batch_size", 8},
                   {"learning_rate", 1e-2},
                   {"lr_scheduler_type", "constant"},
                   {"beta", 0.1},
                   {"max_steps", 60}};
    config.update(more);
    return runOnTokens("oreo", config);
}

} // namespace

TEST_CASE("policy and values are asked the same of each token, and each answers with a gradient of its own") {
    const double beta = 0.5;
    const at::Tensor mask = rows({1, 1, 1, 1, 1, 0}, 3), rewards = at::tensor({1.0, 0.0}, at::kDouble);
    at::Tensor leads = rows({0.2, -0.4, 0.6, 1.0, -0.5, 9}, 3).requires_grad_(true),
               values = rows({0.5, 0.3, 0.9, 0.1, -0.2, 9}, 3).requires_grad_(true);
    // V - R + beta (what is still to come, this token counted)
    const at::Tensor wanted = rows({0.5 - 1 + 0.5 * 0.4, 0.3 - 1 + 0.5 * 0.2, 0.9 - 1 + 0.5 * 0.6, //
                                    0.1 + 0.5 * 0.5, -0.2 + 0.5 * -0.5, 0},
                                   3);
    const OreoLosses losses = oreoLosses({values, leads, mask, rewards}, beta, 2);
    CHECK(largest(losses.residual_BT, wanted) < 1e-12);
    const double expected = (wanted[0].square().sum() / 3 + wanted[1].square().sum() / 2).item<double>() / 2;
    CHECK(std::abs(losses.policy.item<double>() - expected) < 1e-12);
    CHECK(std::abs(losses.value.item<double>() - expected) < 1e-12);
    const at::Tensor share = rows({1.0 / 3, 1.0 / 3, 1.0 / 3, 0.5, 0.5, 0}, 3) / 2;
    losses.policy.backward();
    CHECK(!values.grad().defined());
    CHECK(largest(leads.grad(), 2 * beta * wanted * share) < 1e-12); // of this token alone
    leads.mutable_grad() = at::Tensor();
    losses.value.backward();
    CHECK(!leads.grad().defined());
    CHECK(largest(values.grad(), 2 * wanted * share) < 1e-12);
}

TEST_CASE("where the soft Bellman equation holds nothing is left to learn") {
    // Two tokens, each a or b, an end that earns 1 after "a" twice. V and the lead of the best policy in closed form:
    // V(s) = beta log mean over the reference of exp(V(next) / beta), lead = (V(next) - V(s)) / beta.
    const double beta = 0.4, win = std::exp(1 / beta);
    const double afterA = beta * std::log((win + 1) / 2), afterB = 0,
                 start = beta * std::log((std::exp(afterA / beta) + std::exp(afterB / beta)) / 2);
    const at::Tensor values = rows({start, afterA, start, afterA, start, afterB}, 2);
    const at::Tensor leads = rows({(afterA - start) / beta, (1 - afterA) / beta, //
                                   (afterA - start) / beta, (0 - afterA) / beta, //
                                   (afterB - start) / beta, (0 - afterB) / beta},
                                  2);
    const OreoLosses losses =
        oreoLosses({values, leads, at::ones({3, 2}, at::kDouble), at::tensor({1.0, 0.0, 0.0}, at::kDouble)}, beta, 3);
    CHECK(losses.policy.item<double>() < 1e-24);
    CHECK(losses.value.item<double>() < 1e-24);
}

TEST_CASE("the loss by name is both parts by their weights") {
    const auto answer = lossByName("oreo", {{"per_token_logps", {{-1.0, -2.0}}},
                                            {"ref_per_token_logps", {{-1.5, -2.0}}},
                                            {"values", {{0.25, 0.5}}},
                                            {"rewards", {1}},
                                            {"config", {{"beta", 0.5}, {"vf_coef", 3.0}}}});
    REQUIRE(answer);
    const double each = (0.5 * 0.5 + 0.5 * 0.5) / 2; // 0.25 - 1 + 0.5 * 0.5, 0.5 - 1
    CHECK(std::abs((*answer)["loss"].get<double>() - 4 * each) < 1e-12);
    CHECK(std::abs((*answer)["metrics"]["loss/value"].get<double>() - each) < 1e-12);
}

TEST_CASE(
    "a policy learns from good and bad answers which tokens to prefer, with a head and with a network of values") {
    const TemporaryFolder folder;
    auto rows = someLabelled();
    for (const bool network : {false, true}) {
        CAPTURE(network);
        Json run = storedRun();
        if (network) run["inputs"]["value"] = run["model"];
        const auto job = trained(folder.path / "run", run, rows);
        CHECK(job.metrics.front()["kl"].get<double>() == 0);
        CHECK(job.metrics.back()["loss/policy"].get<double>() < 0.3 * job.metrics.front()["loss/policy"].get<double>());
        CHECK(fs::exists(folder.path / "run/value/config.json"));
        if (!network) CHECK(std::abs(job.metrics.front()["loss/value"].get<double>() - 0.5) < 1e-6); // half are good
    }
    for (auto &row : rows) row["label"] = true;
    CHECK(trained(folder.path / "run", storedRun({{"max_steps", 1}}), rows).said("All 8 answers are good"));
}
