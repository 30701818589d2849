// SPDX-License-Identifier: Apache-2.0
// Several networks in one training: opened by ports, each with an optimiser of its own, kept and saved together.
#include "core/engine/train/network_files.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/token_rows.h"
#include "core/engine/train/train_loop.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModel = LAPIDARY_TEST_DATA "/models/llama2_mha",
               kValue = LAPIDARY_TEST_DATA "/heads/process_reward_llama";

const MethodInfo &toyMethod() {
    static const MethodInfo method{
        .name = "toy",
        .inputs = {{.name = "policy", .trained = true},
                   {.name = "value", .what = Artifact::Scores, .trained = true, .effect = "a value network"},
                   {.name = "reference", .required = false}}};
    return method;
}

/// Learns rows with the policy, and with the value network how likely the reference finds their tokens. A running mean
/// of that is a tensor of its own.
class Toy : public Algorithm {
public:
    Toy() {
        options_.learningRate = 1e-2;
        options_.maxSteps = 8;
        options_.batchSize = 2;
        options_.accumulation = 2;
        options_.weightDecay = 0.01;
    }
    const TrainOptions &options() const override { return options_; }
    TrainOptions optionsOf(std::string_view port) const override {
        TrainOptions own = options_;
        if (port == "value") own.learningRate = 3e-3;
        return own;
    }
    Status prepare(TrainContext &context) override {
        auto rows = readTokenRows(context, {.completionOnly = false}, 64);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        order_ = RowOrder(rows_.size(), true, context.seed);
        return {};
    }
    std::int64_t stepsPerEpoch() const override { return stepsFor(rows_.size(), options_); }
    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &picked : rowsOfStep(order_, options_, context.rowsPerPass)) {
            std::vector<std::vector<std::int64_t>> ids;
            for (const auto row : picked) ids.push_back(rows_[row].ids);
            step.parts.push_back(
                {.tensors = {{"ids", padRows(ids, 0, c10::kCPU)}, {"labels", padRows(ids, kIgnore, c10::kCPU)}}});
        }
        return step;
    }
    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &ids_BT = tensors.at("ids"), &labels_BT = tensors.at("labels");
        const at::Tensor logp_BT = context.networks.evaluate("reference", ids_BT, labels_BT, {});
        const Decoder &value = context.networks["value"];
        const at::Tensor value_BT = value.logits(value.hidden({.ids_BT = ids_BT})).select(-1, 0);
        mean_ = 0.9 * mean_ + 0.1 * logp_BT.mean().detach();
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        LossResult result{.loss = (value_BT - logp_BT + mean_).pow(2).mean() - scores.tokens.logp_N.mean()};
        if (broken) result.loss = result.loss / 0;
        return result;
    }
    TrainState state() const override { return {.json = order_.state(), .tensors = {{"mean", mean_}}}; }
    Status restore(const TrainState &state) override {
        order_.restore(state.json);
        mean_ = state.tensors.at(0).tensor;
        return {};
    }
    bool broken = false;

private:
    TrainOptions options_;
    std::vector<TokenRow> rows_;
    RowOrder order_;
    at::Tensor mean_ = at::zeros({});
};

/// A toy training in a folder, up to its first step.
struct Training {
    Json run;
    QuietJob job;
    Toy toy{};
    NetworkFiles files;
    Networks networks{};
    std::unique_ptr<TrainContext> context{};
    std::unique_ptr<TrainLoop> loop{};

    explicit Training(const fs::path &folder)
        : run{{"seed", 3},
              {"model", {{"path", kModel.string()}}},
              {"inputs", {{"value", {{"path", kValue.string()}}}}},
              {"data", {{"train", "train.jsonl"}, {"format", "tokens"}}}},
          job(makeRunFolder(folder.parent_path(), folder.filename(), run, someSequences())), files(run, job) {
        const auto opened = files.open(toyMethod(), toy, networks);
        REQUIRE_MESSAGE(opened, (opened ? "" : describe(opened.error())));
        context =
            std::make_unique<TrainContext>(TrainContext{networks, networks[kPolicy], nullptr, run, folder, 3, job});
        auto made = TrainLoop::open(toy, *context);
        REQUIRE(made);
        loop = std::make_unique<TrainLoop>(std::move(*made));
    }
    Metrics steps(int count) {
        Metrics last;
        for (int i = 0; i < count; ++i) {
            const auto report = loop->step();
            REQUIRE(report);
            last = report->metrics;
        }
        return last;
    }
};

void checkEqual(const NamedTensors &a, const NamedTensors &b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        CAPTURE(a[i].name);
        CHECK(a[i].name == b[i].name);
        CHECK(at::equal(a[i].tensor, b[i].tensor));
    }
}

at::Tensor scoresOf(const Decoder &model) {
    const at::NoGradGuard noGrad;
    return model.logits(model.hidden({.ids_BT = at::arange(3, 15, at::kLong).unsqueeze(0)}));
}

} // namespace

TEST_CASE("two networks learn with an optimiser each, and go on from a checkpoint to the same bytes") {
    const TemporaryFolder folder;
    Training whole(folder.path / "whole"), first(folder.path / "first"), rest(folder.path / "rest");
    const at::Tensor before = scoresOf(whole.networks["value"]).clone();
    const Metrics last = whole.steps(8);
    CHECK((whole.networks.trained() == std::vector<std::string>{"policy", "value"}));
    CHECK_FALSE(at::equal(scoresOf(whole.networks["value"]), before));
    CHECK(std::abs(last.at("value/learning_rate") / last.at("learning_rate") - 0.3) < 1e-9);
    CHECK(last.at("value/grad_norm") != last.at("grad_norm"));
    const MethodInfo method{.name = "two", .metrics = loopMetrics({"value"})};
    for (const auto &each : last) CHECK_MESSAGE(method.metric(each.first), each.first);
    CHECK_THROWS_AS(whole.networks["teacher"], std::logic_error);

    first.steps(3);
    REQUIRE(saveCheckpoint(rest.job.folder, first.loop->state(), 1));
    const auto kept = loadNewestCheckpoint(rest.job.folder);
    REQUIRE(kept.checkpoint);
    CHECK(kept.checkpoint->algorithm.size() == 1);
    REQUIRE(rest.loop->restore(*kept.checkpoint));
    rest.steps(5);
    const Checkpoint one = whole.loop->state(), other = rest.loop->state();
    checkEqual(one.weights, other.weights);
    checkEqual(one.optimizer, other.optimizer);
    checkEqual(one.algorithm, other.algorithm);
    CHECK(one.state == other.state);
}

TEST_CASE("every trained network is saved, and the reference is the policy as it was") {
    const TemporaryFolder folder;
    Training training(folder.path / "run");
    const at::Tensor ids_BT = at::arange(3, 15, at::kLong).unsqueeze(0);
    const auto said = [&](const char *port) { return training.networks.evaluate(port, ids_BT, ids_BT, {}); };
    const at::Tensor start = said("policy");
    training.steps(8);
    CHECK(at::equal(said("reference"), start));
    CHECK_FALSE(at::equal(said("policy"), start));
    REQUIRE(training.files.save(training.toy, training.networks));
    for (const auto &[port, place] : {std::pair{"policy", "model"}, {"value", "value"}}) {
        const auto loaded = loadModel(training.job.folder / place, Placement{});
        REQUIRE_MESSAGE(loaded, (loaded ? "" : describe(loaded.error())));
        CHECK(at::equal(scoresOf(**loaded), scoresOf(training.networks[port])));
    }
}

TEST_CASE("where a loss is not finite, no network moves") {
    const TemporaryFolder folder;
    Training training(folder.path / "run");
    training.steps(1);
    NamedTensors before;
    for (const auto &[name, tensor] : training.networks.trainable()) before.push_back({name, tensor.detach().clone()});
    training.toy.broken = true;
    const auto failed = training.loop->step();
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == "train.not_finite");
    checkEqual(training.networks.trainable(), before);
}

TEST_CASE("a network that a method needs and a run does not name is an error that names its port") {
    const TemporaryFolder folder;
    const auto refused = [&](const Json &inputs) {
        const Json run = {{"model", {{"path", kModel.string()}}}, {"inputs", inputs}};
        QuietJob job(folder.path);
        Networks networks;
        const auto opened = NetworkFiles(run, job).open(toyMethod(), Toy(), networks);
        REQUIRE_FALSE(opened);
        return opened.error();
    };
    const Error missing = refused(Json::object());
    CHECK(missing.code == "train.missing_input");
    CHECK(missing.field == "inputs.value");
    CHECK(missing.expected == "a value network");
    CHECK(refused({{"value", {{"path", kModel.string()}}}}).code == "model.no_scores"); // it gives tokens
}

TEST_CASE("a reference may be named among the inputs or by a table of its own") {
    const TemporaryFolder folder;
    const Json config = {{"max_steps", 3}, {"per_device_train_batch_size", 4}, {"learning_rate", 1e-3}};
    const Json other = {{"path", LAPIDARY_TEST_DATA "/models/llama_gqa_tied"}};
    Json inputs = runOnTokens("dpo", config), table = inputs;
    inputs["inputs"] = {{"reference", other}};
    table["reference"] = other;
    const auto loss = [&](const Json &run) {
        return trained(folder.path / "run", run, somePairs()).metrics[0]["loss"];
    };
    CHECK(loss(inputs) == loss(table));
    CHECK(loss(inputs) != loss(runOnTokens("dpo", config)));
}

namespace {

/// Sees the gradient of each row alone, and sums them as the plain one does.
class RowByRow : public GradientAccumulator {
public:
    std::int64_t rowsPerPass(std::int64_t) const override { return 1; }
    void take(std::span<const NamedTensor> parameters) override {
        ++passes;
        plain_->take(parameters);
    }
    GradientLength finish(std::span<const NamedTensor> parameters, double maxNorm) override {
        return plain_->finish(parameters, maxNorm);
    }
    static inline int passes = 0;

private:
    std::unique_ptr<GradientAccumulator> plain_ = plainAccumulator();
};

} // namespace

TEST_CASE("an accumulator that must see each row alone gets passes of one row") {
    const TemporaryFolder folder;
    RowByRow::passes = 0;
    const auto weightsAfter = [&](const char *algorithm, const std::vector<Json> &rows, Json config,
                                  const LoopParts &parts) {
        config.update({{"max_steps", 2}, {"learning_rate", 1e-3}});
        const Json run = runOnTokens(algorithm, config);
        QuietJob job(makeRunFolder(folder.path, "run", run, rows));
        auto made = findAlgorithm(algorithm)->make(config);
        REQUIRE(made);
        NetworkFiles files(run, job);
        Networks networks;
        REQUIRE(files.open(findAlgorithm(algorithm)->info(), **made, networks));
        TrainContext context{networks, networks[kPolicy], nullptr, run, job.folder, 1, job};
        auto loop = TrainLoop::open(**made, context, parts);
        REQUIRE(loop);
        for (int i = 0; i < 2; ++i) REQUIRE(loop->step());
        NamedTensors out;
        for (const auto &[name, tensor] : networks.trainable()) out.push_back({name, tensor.detach().clone()});
        return out;
    };
    const LoopParts each{
        .accumulator = []() -> std::unique_ptr<GradientAccumulator> { return std::make_unique<RowByRow>(); }};
    for (const auto &[algorithm, rows] : {std::pair{"sft", someSequences()}, {"dpo", somePairs()}}) {
        CAPTURE_BOUND(algorithm);
        checkEqual(weightsAfter(algorithm, rows, {{"per_device_train_batch_size", 4}}, each),
                   weightsAfter(algorithm, rows,
                                {{"per_device_train_batch_size", 1}, {"gradient_accumulation_steps", 4}}, {}));
    }
    CHECK(RowByRow::passes == 2 * 2 * 4);
}
