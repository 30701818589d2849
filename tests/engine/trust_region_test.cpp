// SPDX-License-Identifier: Apache-2.0
// TRPO: the conjugate gradient, products with the Fisher matrix, steps that stay within their region, and a training
// that earns more.
#include "core/engine/train/network_files.h"
#include "core/engine/train/ops/conjugate_gradient.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/policy_distance.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

at::Tensor drawn(std::int64_t count, std::uint64_t seed) {
    Rng rng(seed, "vector");
    std::vector<double> values;
    for (std::int64_t i = 0; i < count; ++i) values.push_back(2 * rng.uniform() - 1);
    return at::tensor(values, at::kDouble);
}

/// A policy that trains whole, and a step of stored completions.
struct Bench {
    TemporaryFolder folder{};
    Json run = runOnTokens("trpo", {{"rollouts", "file"}, {"per_device_train_batch_size", 8}, {"num_generations", 4}});
    QuietJob job{makeRunFolder(folder.path, "run", run, someRollouts())};
    std::unique_ptr<Algorithm> algorithm{};
    Networks networks{};
    std::unique_ptr<TrainContext> context{};
    TrainStep step{};

    Bench() {
        const AlgorithmInfo &info = *findAlgorithm("trpo");
        auto made = info.make(run["config"]);
        REQUIRE(made);
        algorithm = std::move(*made);
        NetworkFiles files(run, job);
        REQUIRE(files.open(info.info(), *algorithm, networks));
        context = std::make_unique<TrainContext>(
            TrainContext{networks, networks[kPolicy], nullptr, run, job.folder, 1, job, 1});
        REQUIRE(algorithm->prepare(*context));
        auto next = algorithm->next(*context);
        REQUIRE(next);
        step = std::move(*next);
    }
};

} // namespace

TEST_CASE("the conjugate gradient solves what is positive, in as many products as there are directions") {
    const at::Tensor half = drawn(36, 1).reshape({6, 6}), A = half.matmul(half.t()) + 0.1 * at::eye(6, at::kDouble);
    const at::Tensor b = drawn(6, 2);
    int products = 0;
    const auto times = [&](const at::Tensor &v) {
        ++products;
        return A.matmul(v);
    };
    const at::Tensor x = conjugateGradient(times, b, 6);
    CHECK((A.matmul(x) - b).norm().item<double>() < 1e-6 * b.norm().item<double>());
    CHECK(products <= 6);
    CHECK(conjugateGradient([](const at::Tensor &v) { return -v; }, b, 6).norm().item<double>() == 0);
    CHECK(conjugateGradient(times, at::zeros({6}, at::kDouble), 6).norm().item<double>() == 0);
    products = 0;
    conjugateGradient([&](const at::Tensor &v) { return ++products, v; }, b, 6);
    CHECK(products == 1); // of the unit matrix the first way is the last
}

TEST_CASE(
    "the product with the Fisher matrix is the second derivative of the KL, and what squared scores are in the mean") {
    Bench bench;
    const PolicyDistance distance(*bench.context, bench.step, false, 1);
    CHECK(std::abs(distance.kl()) < 1e-9);
    const at::Tensor here = distance.weights(), u = drawn(distance.size(), 1), v = drawn(distance.size(), 2);
    const at::Tensor Fu = distance.fisherProduct(u), Fv = distance.fisherProduct(v);
    CHECK((distance.weights() - here).norm().item<double>() == 0);
    const double uFv = u.dot(Fv).item<double>(), vFu = v.dot(Fu).item<double>(), vFv = v.dot(Fv).item<double>();
    CHECK(vFv > 0);
    CHECK(std::abs(uFv - vFu) < 0.02 * std::abs(vFv));
    // A short way along v: KL is half the square of it by F.
    auto &moving = const_cast<PolicyDistance &>(distance);
    const double step = 0.02 / std::sqrt(vFv);
    moving.setWeights(here + step * v);
    CHECK(std::abs(distance.kl() - 0.5 * step * step * vFv) < 0.1 * 0.5 * step * step * vFv);
    moving.setWeights(here);
    CHECK(std::abs(distance.kl()) < 1e-9);
    // The mean over the policy's own tokens of (d log p / d v)²: KL's second derivative once more.
    const double epsilon = 1e-3 * here.norm().item<double>() / v.norm().item<double>();
    double sum = 0, tokens = 0;
    for (const MicroBatch &part : bench.step.parts) {
        const auto all = [&] { // log-probs of every token of the vocabulary
            return bench.networks.evaluate(kPolicy, {}, [&](const Decoder &model) {
                const auto hidden = hiddenAtLabels(model, part.tensors.at("input_ids"), part.tensors.at("labels"));
                return at::log_softmax(model.logits(hidden.hidden_ND), 1).to(at::kDouble);
            });
        };
        const at::Tensor p = all().exp();
        moving.setWeights(here + epsilon * v);
        const at::Tensor above = all();
        moving.setWeights(here - epsilon * v);
        const at::Tensor slope = (above - all()) / (2 * epsilon);
        moving.setWeights(here);
        sum += (p * slope.square()).sum().item<double>();
        tokens += static_cast<double>(p.size(0));
    }
    CHECK(std::abs(sum / tokens - vFv) < 0.05 * vFv);
}

TEST_CASE("a step goes to the edge of its region and not beyond, and gains what its way promises") {
    const TemporaryFolder folder;
    Json run = runOnTokens("trpo", {{"rollouts", "file"},
                                    {"per_device_train_batch_size", 8},
                                    {"num_generations", 4},
                                    {"max_steps", 4},
                                    {"damping", 0.01},
                                    {"delta", 0.005}});
    const auto job = trained(folder.path / "run", run, someRollouts());
    for (const auto &step : job.metrics) {
        CHECK(step["trpo/accepted"] == 1);
        CHECK(step["trpo/kl"].get<double>() <= 0.005);
        CHECK(step["trpo/kl"].get<double>() > 0.001);
        CHECK(step["trpo/surrogate_gain"].get<double>() > 0);
    }
    CHECK(job.notices.empty());
    run["config"]["learning_rate"] = 0.0;
    const auto still = trained(folder.path / "still", run, someRollouts());
    for (const auto &step : still.metrics) CHECK(step["trpo/kl"] == 0);
    CHECK(still.said("No step of this run was taken"));
}

TEST_CASE("within its region a policy learns from its own samples to earn more") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "model");
    writeTinyPolicy(folder.path / "model");
    std::vector<Json> problems;
    for (int i = 0; i < 4; ++i)
        for (const char *prompt : {"a", "bc", "dda", "cb"})
            problems.push_back({{"prompt", prompt}, {"reference", "b"}});
    Json run = runOnTokens("trpo",
                           {{"per_device_train_batch_size", 64},
                            {"num_generations", 4},
                            {"reward_funcs", {"correct"}},
                            {"max_completion_length", 3},
                            {"delta", 0.05},
                            {"max_steps", 15}},
                           {{"path", (folder.path / "model").string()}});
    run["data"]["format"] = "rows";
    run["rule"] = "exact";
    const auto job = trained(folder.path / "run", run, problems);
    double last = 0;
    for (std::size_t s = job.metrics.size() - 3; s < job.metrics.size(); ++s)
        last += job.metrics[s]["reward"].get<double>() / 3;
    MESSAGE("reward " << job.metrics.front()["reward"].get<double>() << " to " << last);
    CHECK(last > job.metrics.front()["reward"].get<double>() + 0.2);
}
