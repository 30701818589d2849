// SPDX-License-Identifier: Apache-2.0
// Elastic weight consolidation: the penalty, what it is weighed with, and what it does to a training.
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "core/engine/train/fisher.h"
#include "core/engine/train/network_files.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/regularizers/ewc.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModel = LAPIDARY_TEST_DATA "/models/llama2_mha";

/// A policy at its start, as a regulariser finds it.
struct Start {
    explicit Start(const fs::path &folder)
        : run(runOnTokens("sft", Json::object())), job(makeRunFolder(folder, "run", run, someSequences())) {
        auto algorithm = findAlgorithm("sft")->make(run["config"]);
        REQUIRE(algorithm);
        REQUIRE(NetworkFiles(run, job).open(findAlgorithm("sft")->info(), **algorithm, networks));
    }
    TrainContext context() { return {networks, networks[kPolicy], nullptr, run, job.folder, 1, job}; }
    NamedTensors weights() { return networks[kPolicy].trainable(); }

    Json run;
    QuietJob job;
    Networks networks{};
};

std::vector<TokenRow> rowsOf(const std::vector<Json> &rows) {
    std::vector<TokenRow> out;
    for (const Json &row : rows) {
        out.push_back({.ids = row["input_ids"].get<std::vector<std::int64_t>>()});
        out.back().labels = out.back().ids;
        out.back().labels[0] = kIgnore;
    }
    return out;
}

/// The gradient of the mean log-prob of these labels.
std::vector<at::Tensor> gradientOf(const Decoder &policy, const NamedTensors &weights, const TokenRow &row) {
    const at::Tensor ids = padRows({row.ids}, 0, at::kCPU), labels = padRows({row.labels}, kIgnore, at::kCPU);
    for (const auto &[name, tensor] : weights) tensor.mutable_grad().reset();
    scoreLabels(policy, ids, labels).tokens.logp_N.mean().backward();
    std::vector<at::Tensor> out;
    for (const auto &[name, tensor] : weights) {
        out.push_back(tensor.grad().defined() ? tensor.grad().clone() : at::zeros_like(tensor));
        tensor.mutable_grad().reset();
    }
    return out;
}

double sumOf(const NamedTensors &tensors) {
    double sum = 0;
    for (const auto &[name, tensor] : tensors) sum += tensor.sum().item<double>();
    return sum;
}

Json runOf(const Json &more, const Json &data = {{"ewc_data", "train.jsonl"}}) {
    Json config = {{"max_steps", 6}, {"learning_rate", 1e-2}, {"per_device_train_batch_size", 8}};
    config.update(more);
    Json run = runOnTokens("sft", config);
    run["data"].update(data);
    return run;
}

NamedTensors importanceIn(const fs::path &run) {
    const auto file = WeightFiles::open(run / "importance.safetensors");
    REQUIRE(file);
    NamedTensors out;
    for (const auto &name : file->names()) out.push_back({name, *file->readAsStored(name)});
    return out;
}

} // namespace

TEST_CASE("the penalty of elastic weight consolidation gives its golden value and its slope") {
    const NamedTensors start{{"w", at::tensor({1.0, 0.0}, at::kDouble)}},
        importance{{"w", at::tensor({2.0, 0.5}, at::kDouble)}};
    NamedTensors weights{{"w", at::tensor({1.1, -0.3}, at::kDouble).requires_grad_(true)}};
    const at::Tensor penalty = ewcPenalty(10, weights, start, importance);
    CHECK(std::abs(penalty.item<double>() - 0.325) < 1e-9);
    penalty.backward();
    CHECK(at::allclose(weights[0].tensor.grad(), at::tensor({10 * 2 * 0.1, 10 * 0.5 * -0.3}, at::kDouble)));
}

TEST_CASE("importance is the mean of the squares of each example's gradient, not the square of their mean") {
    const TemporaryFolder folder;
    Start start(folder.path);
    TrainContext context = start.context();
    const NamedTensors weights = start.weights();
    const auto rows = rowsOf(someSequences());
    const auto fisher = fisherOf(context, weights, rows, {.empirical = true});
    REQUIRE(fisher);
    std::vector<at::Tensor> squares;
    double ofMean = 0;
    for (std::size_t w = 0; w < weights.size(); ++w) squares.push_back(at::zeros_like(weights[w].tensor));
    std::vector<at::Tensor> mean = squares;
    for (const auto &row : rows) {
        const auto gradient = gradientOf(context.policy, weights, row);
        for (std::size_t w = 0; w < weights.size(); ++w) {
            squares[w] = squares[w] + gradient[w].pow(2) / static_cast<double>(rows.size());
            mean[w] = mean[w] + gradient[w] / static_cast<double>(rows.size());
        }
    }
    for (std::size_t w = 0; w < weights.size(); ++w) {
        CAPTURE(weights[w].name);
        CHECK((*fisher)[w].name == weights[w].name);
        CHECK(at::allclose((*fisher)[w].tensor, squares[w], 1e-3, 1e-9));
        CHECK_FALSE(weights[w].tensor.grad().defined());
        ofMean += mean[w].pow(2).sum().item<double>();
    }
    CHECK(ofMean < 0.6 * sumOf(*fisher));
}

TEST_CASE("true importance comes to what all tokens would give, weighed by how likely the model finds them") {
    const TemporaryFolder folder;
    Start start(folder.path);
    TrainContext context = start.context();
    const NamedTensors weights = start.weights();
    TokenRow row{.ids = {5, 17, 40}, .labels = {kIgnore, kIgnore, 40}};
    double expected = 0;
    const at::Tensor ids = padRows({row.ids}, 0, at::kCPU);
    for (std::int64_t token = 0; token < 96; ++token) {
        row.labels[2] = token;
        double p = 0, square = 0;
        {
            const at::NoGradGuard noGrad;
            p = std::exp(scoreLabels(context.policy, ids, padRows({row.labels}, kIgnore, at::kCPU))
                             .tokens.logp_N.item<double>());
        }
        for (const auto &gradient : gradientOf(context.policy, weights, row))
            square += gradient.pow(2).sum().item<double>();
        expected += p * square;
    }
    row.labels[2] = 40;
    const std::vector<TokenRow> many(300, row);
    const auto drawn = fisherOf(context, weights, many, {}), again = fisherOf(context, weights, many, {}),
               given = fisherOf(context, weights, many, {.empirical = true});
    REQUIRE((drawn && again && given));
    CHECK(std::abs(sumOf(*drawn) / expected - 1) < 0.15);
    CHECK(sumOf(*again) == sumOf(*drawn));
    CHECK(sumOf(*given) != sumOf(*drawn));
    for (const auto &[name, tensor] : *drawn) CHECK(tensor.min().item<double>() >= 0);
}

TEST_CASE("what matters is held, its cost and the distance are told, and 0 is not in the way") {
    const TemporaryFolder folder;
    const auto plain = trained(folder.path / "plain", runOf(Json::object(), Json::object()), someSequences());
    const auto off = trained(folder.path / "off", runOf({{"ewc_lambda", 0.0}}), someSequences());
    CHECK(textOf(folder.path / "off/model/model.safetensors") == textOf(folder.path / "plain/model/model.safetensors"));
    CHECK_FALSE(off.metrics[0].contains("ewc_penalty"));
    CHECK_FALSE(fs::exists(folder.path / "off/importance.safetensors"));
    double moved = INFINITY;
    for (const double lambda : {1.0, 1e3, 1e6}) {
        CAPTURE(lambda);
        const auto held = trained(folder.path / "held", runOf({{"ewc_lambda", lambda}}), someSequences());
        CHECK(held.metrics[0]["ewc_penalty"] == 0.0);
        CHECK(held.metrics[0]["loss"] == plain.metrics[0]["loss"]);
        CHECK(held.metrics[5]["ewc_penalty"].get<double>() > 0);
        CHECK(held.metrics[5]["ewc/param_shift_l2"].get<double>() < moved);
        moved = held.metrics[5]["ewc/param_shift_l2"];
    }
}

TEST_CASE("a later stage adds what it measures to what an earlier one did") {
    const TemporaryFolder folder;
    const Json settings = {{"ewc_lambda", 1.0}, {"ewc_gamma", 0.5}, {"ewc_fisher", "empirical"}};
    (void)trained(folder.path / "first", runOf(settings), someSequences());
    const auto first = importanceIn(folder.path / "first");
    const Json both = {{"ewc_data", "train.jsonl"}, {"ewc_importance", "../first/importance.safetensors"}};
    (void)trained(folder.path / "second", runOf(settings, both), someSequences());
    const auto second = importanceIn(folder.path / "second");
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) // both measured the same rows at the same weights
        CHECK(at::allclose(second[i].tensor, first[i].tensor * 1.5, 1e-5, 1e-12));
    (void)trained(folder.path / "third", runOf(settings, {{"ewc_importance", "../first/importance.safetensors"}}),
                  someSequences());
    const auto third = importanceIn(folder.path / "third");
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(at::equal(third[i].tensor, first[i].tensor * 0.5));
}

TEST_CASE("a penalty that has nothing to weigh with, or another model's importance, is refused") {
    const TemporaryFolder folder;
    const auto refused = [&](const Json &run) {
        QuietJob job(makeRunFolder(folder.path, "run", run, someSequences()));
        const auto done = train(run, job);
        REQUIRE_FALSE(done);
        return done.error();
    };
    const Error nothing = refused(runOf({{"ewc_lambda", 1.0}}, Json::object()));
    CHECK(nothing.code == "train.missing_input");
    CHECK(nothing.field == "inputs.ewc_data");
    CHECK_FALSE(nothing.remedy.empty());
    REQUIRE(saveTensors(folder.path / "other.safetensors", {{"model.norm.weight", at::ones({3})}}));
    const Error other = refused(runOf({{"ewc_lambda", 1.0}}, {{"ewc_importance", "../other.safetensors"}}));
    CHECK(other.code == "train.other_importance");
    CHECK(other.file.ends_with("other.safetensors"));
    CHECK_FALSE(other.found.empty());
}
