// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/evaluations.h"
#include "core/engine/train/generators.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kFolder = "best";

/// The metric that decides, as an evaluation logs it; "eval_" may stand before it already, as in transformers.
Result<const MetricInfo *> deciding(const MethodInfo &method, const std::string &wanted) {
    const MetricInfo *info = method.metric((wanted.starts_with("eval_") ? "" : "eval_") + wanted);
    if (info && info->name.starts_with("eval_") && info->better != Better::Neither) return info;
    std::string known;
    for (const MetricInfo &each : method.metrics)
        if (each.name.starts_with("eval_") && each.better != Better::Neither)
            known += (known.empty() ? "" : ", ") + each.name.substr(5);
    return fail({.code = "train.unknown_metric",
                 .message = "no metric of this name tells which of two models is better",
                 .field = "metric_for_best_model",
                 .found = wanted,
                 .expected = known});
}

} // namespace

Result<Evaluations> Evaluations::open(const AlgorithmInfo &algorithm, const TrainOptions &options,
                                      TrainContext &context) {
    Evaluations out;
    auto rows = HeldOut::open(algorithm, options, context);
    if (!rows) return unexpected(rows.error());
    out.rows_ = std::move(*rows);
    if (!out.rows_) return out;
    const auto info = deciding(algorithm.info(), options.evaluation.metricForBestModel);
    if (!info) return unexpected(info.error());
    out.options_ = options.evaluation;
    out.metric_ = (*info)->name;
    out.higher_ = (*info)->better == Better::Higher;
    out.job_ = &context.job;
    out.folder_ = context.folder / kFolder;
    return out;
}

bool Evaluations::due(const TrainLoop &loop) const {
    if (loop.done() == loop.total()) return true;
    if (options_.evalSteps > 0) return loop.done() % options_.evalSteps == 0;
    constexpr double kRounding = 1e-9;
    return std::floor(loop.epoch() + kRounding) > std::floor(epoch_ + kRounding);
}

bool Evaluations::better(double value) const {
    if (!std::isfinite(value)) return false;
    return !hasBest() || (higher_ ? value - best_ : best_ - value) > options_.threshold;
}

Result<Metrics> Evaluations::after(const TrainLoop &loop) {
    if (!rows_ || loop.done() == measuredAt_ || !due(loop)) return Metrics();
    const auto device = loop.device();
    const Json streams = generatorStates(device);
    auto measured = rows_->measure();
    restoreGenerators(streams, device);
    if (!measured) return measured;
    epoch_ = loop.epoch();
    measuredAt_ = loop.done();
    tellScores();
    const auto value = measured->find(metric_);
    if (value == measured->end() || !better(value->second)) {
        ++without_;
        return measured;
    }
    best_ = value->second;
    bestStep_ = loop.done();
    without_ = 0;
    if (options_.loadBestModelAtEnd)
        if (auto kept = keep(loop); !kept) return unexpected(kept.error());
    return measured;
}

void Evaluations::tellScores() const {
    if (rows_->scores().is_null()) return;
    Json told = rows_->scores();
    told["step"] = measuredAt_;
    job_->sink().emit("batch", std::move(told));
}

Status Evaluations::keep(const TrainLoop &loop) const {
    return saveCheckpoint(folder_, {.step = bestStep_, .weights = loop.state().weights}, 1);
}

bool Evaluations::enough() const {
    return options_.patience > 0 && without_ >= options_.patience;
}

Status Evaluations::takeBest(TrainLoop &loop) {
    if (!rows_ || !hasBest()) return {};
    const auto tell = [&](const Sentence &text) { job_->sink().emit("notice", noticeOf("info", text)); };
    if (loop.done() < loop.total())
        tell({"The run ended at step {0} of {1}: {2} was best at step {3}.", loop.done(), loop.total(), metric_,
              bestStep_});
    if (!options_.loadBestModelAtEnd) return {};
    const FoundCheckpoint kept = loadNewestCheckpoint(folder_);
    if (!kept.checkpoint || kept.checkpoint->step != bestStep_)
        return fail({.code = "train.no_best",
                     .message = {"the model of step {0}, which was best, is not there any more", bestStep_},
                     .file = folder_.string(),
                     .remedy = "Run it again from the start, or set load_best_model_at_end = false."});
    if (auto ok = loop.takeWeights(kept.checkpoint->weights); !ok) return ok;
    tell({"The model is that of step {0}, with {1} = {2}.", bestStep_, metric_, best_});
    return {};
}

Json Evaluations::state() const {
    if (!rows_) return Json::object();
    return {{"epoch", epoch_},
            {"measured_at", measuredAt_},
            {"best", best_},
            {"best_step", bestStep_},
            {"without_better", without_}};
}

/// A fork has none of the models that its trunk kept: which one is best is told anew.
void Evaluations::restore(const Json &state) {
    if (!rows_ || state.empty()) return;
    epoch_ = state.value("epoch", 0.0);
    measuredAt_ = state.value("measured_at", std::int64_t{0});
    std::error_code none;
    if (options_.loadBestModelAtEnd && !fs::exists(folder_ / "checkpoints", none)) return;
    best_ = state.value("best", 0.0);
    bestStep_ = state.value("best_step", std::int64_t{0});
    without_ = state.value("without_better", std::int64_t{0});
}

} // namespace lapidary
