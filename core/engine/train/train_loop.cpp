// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/train_loop.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/generators.h"
#include "core/engine/train/schedule.h"
#include <cmath>

namespace lapidary {
namespace {

/// The tensors of `all` that belong to a port, under their names in its network.
NamedTensors partOf(const NamedTensors &all, const std::string &port) {
    const std::string prefix = prefixOf(port);
    NamedTensors part;
    for (const auto &[name, tensor] : all)
        if (name.starts_with(prefix)) part.push_back({name.substr(prefix.size()), tensor});
    return part;
}

} // namespace

Result<TrainLoop> TrainLoop::open(Algorithm &algorithm, TrainContext &context, const LoopParts &parts) {
    const TrainOptions &options = algorithm.options();
    context.rowsPerPass = parts.accumulator()->rowsPerPass(options.batchSize);
    if (auto ok = algorithm.prepare(context); !ok) return unexpected(ok.error());
    TrainLoop loop(algorithm, context);
    for (const auto &port : context.networks.trained()) {
        Decoder &network = context.networks[port];
        network.gradientCheckpointing = options.gradientCheckpointing;
        const TrainOptions own = algorithm.optionsOf(port);
        NamedTensors weights = context.networks.trainableOf(port);
        auto optimizer = makeOptimizer(weights, network, own);
        loop.trained_.push_back({port, own, std::move(weights), std::move(optimizer), parts.accumulator()});
        loop.trained_.back().parameters = loop.trained_.back().optimizer->parameters();
    }
    for (const auto &info : regularizers()) {
        auto made = info.make(options.regularization.values, loop.trained_.front().weights, &context);
        if (!made) return unexpected(made.error());
        if (*made) loop.regularizers_.push_back(std::move(*made));
    }
    return loop;
}

Result<std::int64_t> TrainLoop::addRows(TrainContext &reading) {
    auto rows = algorithm_->addRows(reading);
    if (rows) passes_.grow(done_, algorithm_->stepsPerEpoch());
    return rows;
}

Result<StepReport> TrainLoop::step() {
    context_->step = done_ + 1;
    const auto step = algorithm_->next(*context_);
    if (!step) return unexpected(step.error());
    ++done_;
    StepMetrics collected;
    Metrics ofLoop;
    std::vector<RowLosses> rows;
    const double loss = learn(*step, collected, rows) + penalize(ofLoop);
    if (auto moved = move(*step, loss, ofLoop); !moved) return unexpected(moved.error());
    StepReport report{.step = done_, .metrics = collected.values(), .rows = std::move(rows)};
    report.metrics.merge(Metrics(step->metrics));
    for (const auto &[name, metric] : ofLoop) report.metrics[name] = metric;
    return report;
}

double TrainLoop::learn(const TrainStep &step, StepMetrics &collected, std::vector<RowLosses> &rows) {
    const auto device = context_->policy.placement().device;
    context_->networks.setTraining(algorithm_->dropsOut());
    for (auto &each : trained_) each.optimizer->zeroGradients();
    double loss = 0;
    for (std::size_t i = 0; i < step.parts.size(); ++i) {
        LossResult result = [&] {
            const Autocast autocast(algorithm_->options().bf16, device);
            return algorithm_->loss(*context_, step, i);
        }();
        loss += result.loss.item<double>();
        result.loss.backward();
        for (auto &each : trained_) each.gradients->take(each.parameters);
        collected.add(result.metrics);
        if (auto each = rowLossesOf(step.parts[i], result)) rows.push_back(std::move(*each));
        tokens_ += step.parts[i].tokens;
    }
    context_->networks.setTraining(false);
    return loss;
}

double TrainLoop::penalize(Metrics &metrics) {
    double sum = 0;
    for (const auto &regularizer : regularizers_) {
        const at::Tensor penalty = regularizer->of(trained_.front().weights);
        penalty.backward();
        metrics[std::string(regularizer->metric())] = penalty.item<double>();
        regularizer->addMetrics(trained_.front().weights, metrics);
        sum += penalty.item<double>();
    }
    return sum;
}

Status TrainLoop::move(const TrainStep &step, double loss, Metrics &metrics) {
    metrics["loss"] = loss;
    for (auto &each : trained_) {
        const std::string prefix = prefixOf(each.port);
        each.length = each.gradients->finish(each.parameters, each.options.maxGradNorm);
        const double norm = each.length.norm;
        if (!std::isfinite(loss) || !std::isfinite(norm))
            return fail(
                {.code = "train.not_finite",
                 .message = {"the loss or its gradient is not finite at step {0}; the optimiser did not move", done_},
                 .found = {"loss {0}, gradient norm {1}", loss, norm},
                 .remedy = "Lower learning_rate or max_grad_norm and go on from the newest checkpoint."});
        metrics[prefix + "grad_norm"] = norm;
    }
    for (auto &each : trained_) {
        const double rate = learningRateAt(each.options, done_, total());
        metrics[prefixOf(each.port) + "learning_rate"] = rate;
        if (each.port != kPolicy || !algorithm_->movesPolicy())
            each.optimizer->step(rate, each.length.factor);
        else if (auto moved = algorithm_->movePolicy(*context_, step, rate, metrics); !moved)
            return moved;
    }
    return {};
}

Checkpoint TrainLoop::state() const {
    TrainState algorithm = algorithm_->state();
    Checkpoint checkpoint{.step = done_, .algorithm = std::move(algorithm.tensors)};
    for (const auto &each : trained_) {
        const std::string prefix = prefixOf(each.port);
        for (const auto &[name, tensor] : each.weights) checkpoint.weights.push_back({prefix + name, tensor.detach()});
        for (const auto &[name, tensor] : each.optimizer->state())
            checkpoint.optimizer.push_back({prefix + name, tensor});
    }
    checkpoint.state = {{"algorithm", std::move(algorithm.json)},
                        {"num_tokens", tokens_},
                        {"generators", generatorStates(context_->policy.placement().device)}};
    if (Json passes = passes_.state(); !passes.empty()) checkpoint.state["passes"] = std::move(passes);
    return checkpoint;
}

Status TrainLoop::restore(const Checkpoint &checkpoint) {
    if (auto ok = takeWeights(checkpoint.weights); !ok) return ok;
    for (auto &each : trained_)
        if (auto ok = each.optimizer->restore(partOf(checkpoint.optimizer, each.port)); !ok) return ok;
    const Json state = checkpoint.state.value("algorithm", Json::object());
    if (auto ok = algorithm_->restore({.json = state, .tensors = checkpoint.algorithm}); !ok) return ok;
    passes_.restore(checkpoint.state.value("passes", Json::object()));
    done_ = checkpoint.step;
    tokens_ = checkpoint.state.value("num_tokens", std::int64_t{0});
    restoreGenerators(checkpoint.state.value("generators", Json::object()), context_->policy.placement().device);
    return {};
}

Status TrainLoop::takeWeights(const NamedTensors &weights) {
    const at::NoGradGuard noGrad;
    std::map<std::string, at::Tensor> byName;
    for (const auto &[name, tensor] : weights) byName[name] = tensor;
    for (const auto &each : trained_)
        for (const auto &[name, tensor] : each.weights) {
            const auto found = byName.find(prefixOf(each.port) + name);
            if (found == byName.end() || found->second.sizes() != tensor.sizes())
                return fail({.code = "checkpoint.weights",
                             .message = "the checkpoint's weights do not fit this run",
                             .field = prefixOf(each.port) + name});
            tensor.copy_(found->second);
        }
    return {};
}

} // namespace lapidary
