// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/trainer.h"
#include "core/base/hash.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/heads.h"
#include "core/engine/model/model_files.h"
#include "core/engine/model/norm_names.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/adamw.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/checkpoint.h"
#include "core/engine/train/generators.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/token_rows.h"
#include "core/job/engine_version.h"
#include <chrono>
#include <cmath>

namespace lapidary {
namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Error cancelled() {
    return {.code = kCancelled, .message = "stopped; the newest checkpoint holds the work so far"};
}

class Run {
public:
    Run(const Json &run, JobContext &job) : run_(run), job_(job), folder_(job.runFolder()) {}

    Result<Json> execute() {
        if (auto ok = prepare(); !ok) return unexpected(ok.error());
        if (auto ok = resume(); !ok) return unexpected(ok.error());
        job_.sink().emit("state", {{"state", "running"}, {"from_step", step_}});
        started_ = std::chrono::steady_clock::now();
        firstStep_ = step_;
        while (step_ < totalSteps_) {
            job_.waitWhilePaused();
            if (job_.stopToken().stop_requested()) return stop();
            const Json before = algorithm_->state();
            if (auto ok = oneStep(); !ok) {
                if (ok.error().code != kCancelled) return unexpected(ok.error());
                --step_; // stopped while completions were sampled: the step did not happen
                if (auto restored = algorithm_->restore(before); !restored) return unexpected(restored.error());
                return stop();
            }
            if (step_ % options_->saveSteps == 0 && step_ < totalSteps_)
                if (auto saved = save(); !saved) return unexpected(saved.error());
        }
        if (auto saved = save(); !saved) return unexpected(saved.error());
        return finish();
    }

private:
    Result<Json> stop() {
        if (auto saved = save(); !saved) return unexpected(saved.error());
        return fail(cancelled());
    }

    Status prepare() {
        const std::string name = run_.value("algorithm", "");
        const AlgorithmInfo *info = findAlgorithm(name);
        if (!info)
            return fail({.code = "train.unknown_algorithm",
                         .message = "unknown algorithm",
                         .field = "algorithm",
                         .found = name});
        if (auto ok = checkFit(info->info().spec); !ok) return ok;
        auto algorithm = info->make(run_.value("config", Json::object()));
        if (!algorithm) return fail(joined(algorithm.error()));
        algorithm_ = std::move(*algorithm);
        options_ = &algorithm_->options();
        seed_ = run_.value("seed", std::uint64_t{0});
        setThreads(run_.value("threads", 0));
        at::manual_seed(seed_); // dropout alone draws from the global stream
        if (auto ok = loadPolicy(name == "pretrain"); !ok) return ok;
        context_ = std::make_unique<TrainContext>(TrainContext{*policy_, tokenizer_.get(), run_, folder_, seed_, job_});
        if (name != "grpo" && tokenizer_ && !tokenizer_->eosId() && !rowsAreTokens(*context_))
            job_.sink().emit("notice", {{"level", "warning"},
                                        {"text", "The tokenizer names no eos_token: no end is put behind the texts, so "
                                                 "that the model does not learn to stop."}});
        if (auto ok = algorithm_->prepare(*context_); !ok) return ok;
        totalSteps_ = totalSteps(*options_, algorithm_->stepsPerEpoch());
        const bool saidBefore = options_->maxSteps >= 0 && options_->warmupSteps > 0; // the settings alone showed it
        if (const auto warmup = warmupStepsOf(*options_, totalSteps_);
            !saidBefore && warmup > 0 && warmup >= totalSteps_)
            warn("The learning rate never arrives: the warm-up of " + std::to_string(warmup) +
                 " steps is as long as the run of " + std::to_string(totalSteps_) + " steps, or longer.");
        optimizer_ = std::make_unique<AdamW>(policy_->trainable(), normParameters(*policy_), *options_);
        return {};
    }

    /// Settings that are right one by one may not fit each other. What makes work worthless is said.
    Status checkFit(const ConfigSpec &spec) {
        const auto resolved = resolve(spec, run_.value("config", Json::object()));
        if (!resolved) return fail(joined(resolved.error()));
        const Findings found = checkRules(spec, *resolved);
        if (!found.errors.empty()) return fail(joined(found.errors));
        for (const auto &warning : found.warnings) warn(describe(warning));
        return {};
    }

    void warn(const std::string &text) { job_.sink().emit("notice", {{"level", "warning"}, {"text", text}}); }

    /// What is known since the last call of how the model's files were read.
    void tellNotices() {
        const auto &notices = policy_->config().notices;
        for (; toldNotices_ < notices.size(); ++toldNotices_) warn(notices[toldNotices_]);
    }

    Status loadPolicy(bool fresh) {
        auto ref = modelRefFromJson(run_.value("model", Json::object()));
        if (!ref) return unexpected(ref.error());
        modelFolder_ = (folder_ / ref->path).lexically_normal();
        for (auto &adapter : ref->adapters) adapter.path = (folder_ / adapter.path).lexically_normal().string();
        ref->path = modelFolder_.string();
        ref->device = run_.value("device", "cpu");
        ref->dtype = "f32"; // weights are trained in f32; bf16 is a matter of the matrix products
        model_ = *ref;
        auto model = fresh ? freshModel(*ref) : loadModel(*ref);
        if (!model) return unexpected(model.error());
        policy_ = std::move(*model);
        tellNotices();
        if (const fs::path folder = tokenizerFolderOf(*policy_, modelFolder_); Tokenizer::isIn(folder)) {
            auto tokenizer = Tokenizer::load(folder);
            if (!tokenizer) return unexpected(tokenizer.error());
            for (const auto &warning : tokenizer->warnings()) warn(describe(warning));
            tokenizer_ = std::make_unique<Tokenizer>(std::move(*tokenizer));
        }
        if (auto ok = mustSpeak(policy_->config()); !ok) return ok; // no algorithm here trains scores
        if (auto merged = mergeAdapters(*policy_); !merged)
            return merged; // adapters that a run starts from become its base
        reportNotFinite();
        if (options_->quantization.loadIn4bit) {
            if (!options_->usePeft)
                return fail({.code = "train.four_bits",
                             .message = "a model in four bits is frozen and cannot be trained itself",
                             .field = "load_in_4bit",
                             .remedy = "Set use_peft, which trains an adapter on it."});
            policy_->quantize(options_->quantization.doubleQuant, options_->quantization.computeType());
        }
        if (options_->usePeft) return startLora();
        for (auto &named : policy_->parameters()) named.tensor.requires_grad_(true);
        return {};
    }

    /// Such a weight may lie where nothing ever reads it, so that it is no error yet.
    void reportNotFinite() {
        const at::NoGradGuard noGrad;
        std::string list;
        std::int64_t tensors = 0;
        for (const auto &[name, tensor] : policy_->parameters()) {
            if (at::isfinite(tensor).all().item<bool>() || ++tensors > 8) continue;
            list += (list.empty() ? "" : "; ") + name + ": " +
                    std::to_string(at::isnan(tensor).sum().item<std::int64_t>()) + " NaN, " +
                    std::to_string(at::isinf(tensor).sum().item<std::int64_t>()) + " infinite";
        }
        if (tensors == 0) return;
        if (tensors > 8) list += "; and " + std::to_string(tensors - 8) + " tensors more";
        warn("The model begins with weights that are NaN or infinite: " + list);
    }

    Status startLora() {
        const LoraConfig &lora = options_->lora;
        if (auto attached = attachLora(*policy_, lora, "default", seed_); !attached || !lora.startsFromFolder())
            return attached;
        const fs::path start = (folder_ / lora.initLoraWeights).lexically_normal();
        std::error_code ignored;
        for (const auto &adapter : model_.adapters)
            if (fs::equivalent(start, adapter.path, ignored))
                return fail({.code = "adapter.twice",
                             .message = "the adapter to start from is part of the model already, and would count twice",
                             .field = "init_lora_weights",
                             .found = lora.initLoraWeights,
                             .remedy = "Take the model that it was trained on, or let the run draw a new adapter."});
        if (auto fits = mustStandOn(start, modelFolder_); !fits) return fits;
        const Status started = startFromAdapter(*policy_, start);
        tellNotices();
        return started;
    }

    Result<std::unique_ptr<Decoder>> freshModel(const ModelRef &ref) const {
        auto config = readModelConfig(modelFolder_);
        if (!config) return unexpected(config.error());
        auto placement = placementOf(ref.device, "f32");
        if (!placement) return unexpected(placement.error());
        auto model = std::make_unique<Decoder>(std::move(*config), *placement);
        model->initialise(seed_);
        return model;
    }

    Status resume() {
        auto found = loadNewestCheckpoint(folder_);
        if (!found) return unexpected(found.error());
        if (!*found) return {};
        Checkpoint &checkpoint = **found;
        if (checkpoint.state.value("config", "") != configHash() && checkpoint.step != forkStep())
            return fail({.code = "checkpoint.other_config",
                         .message = "the checkpoint belongs to another configuration of this run",
                         .file = (folder_ / "checkpoints" / std::to_string(checkpoint.step)).string(),
                         .remedy = "Start a new run, or delete the checkpoints of this one."});
        std::map<std::string, at::Tensor> byName;
        for (auto &named : checkpoint.weights) byName[named.name] = named.tensor;
        at::NoGradGuard noGrad;
        for (auto &[name, tensor] : policy_->trainable()) {
            if (!byName.count(name) || byName[name].sizes() != tensor.sizes())
                return fail({.code = "checkpoint.weights",
                             .message = "the checkpoint's weights do not fit this run",
                             .field = name});
            tensor.copy_(byName[name]);
        }
        if (auto ok = optimizer_->restore(checkpoint.optimizer); !ok) return ok;
        if (auto ok = algorithm_->restore(checkpoint.state.value("algorithm", Json::object())); !ok) return ok;
        step_ = lastSaved_ = checkpoint.step;
        tokens_ = checkpoint.state.value("num_tokens", std::int64_t{0});
        restoreGenerators(checkpoint.state.value("generators", Json::object()), policy_->placement().device);
        return {};
    }

    /// A fork begins with the checkpoint of another run, whose configuration was another; -1 for other runs.
    std::int64_t forkStep() const { return run_.value("fork", Json::object()).value("step", std::int64_t{-1}); }

    Status oneStep() {
        const auto start = std::chrono::steady_clock::now();
        context_->step = ++step_;
        auto batches = algorithm_->nextBatches(*context_);
        if (!batches) return unexpected(batches.error());
        policy_->setTraining(algorithm_->dropsOut());
        optimizer_->zeroGradients();
        double loss = 0;
        StepMetrics collected;
        for (std::size_t i = 0; i < batches->size(); ++i) {
            LossResult result = [&] {
                const Autocast autocast(options_->bf16, policy_->placement().device);
                return algorithm_->loss(*context_, *batches, i);
            }();
            loss += result.loss.item<double>();
            result.loss.backward();
            collected.add(result.metrics);
            tokens_ += (*batches)[i].tokens;
        }
        policy_->setTraining(false);
        const double norm = optimizer_->clip(options_->maxGradNorm);
        if (!std::isfinite(loss) || !std::isfinite(norm))
            return fail({.code = "train.not_finite",
                         .message = "the loss or its gradient is not finite at step " + std::to_string(step_) +
                                    "; the optimiser did not move",
                         .found = "loss " + std::to_string(loss) + ", gradient norm " + std::to_string(norm),
                         .remedy = "Lower learning_rate or max_grad_norm and go on from the newest checkpoint."});
        const double rate = learningRateAt(*options_, step_, totalSteps_);
        optimizer_->step(rate);
        Metrics metrics = collected.values();
        metrics.merge(algorithm_->stepMetrics());
        metrics["loss"] = loss;
        metrics["grad_norm"] = norm;
        metrics["learning_rate"] = rate;
        report(metrics, secondsSince(start));
        return {};
    }

    void report(Metrics &metrics, double stepSeconds) {
        if (step_ % options_->loggingSteps == 0 || step_ == totalSteps_) {
            metrics["num_tokens"] = static_cast<double>(tokens_);
            metrics["step_time"] = stepSeconds;
            metrics["epoch"] = static_cast<double>(step_) /
                               static_cast<double>(std::max<std::int64_t>(1, algorithm_->stepsPerEpoch()));
            job_.sink().emit("metrics", {{"step", step_}, {"values", toJson(metrics)}});
        }
        const double perStep = secondsSince(started_) / static_cast<double>(step_ - firstStep_);
        job_.sink().emit("progress", {{"phase", "train"},
                                      {"done", step_},
                                      {"total", totalSteps_},
                                      {"eta_s", perStep * static_cast<double>(totalSteps_ - step_)}});
    }

    Status save() {
        if (step_ == lastSaved_) return {};
        Checkpoint checkpoint{.step = step_, .optimizer = optimizer_->state()};
        for (const auto &named : policy_->trainable())
            checkpoint.weights.push_back({named.name, named.tensor.detach()});
        checkpoint.state = {{"algorithm", algorithm_->state()},
                            {"num_tokens", tokens_},
                            {"config", configHash()},
                            {"generators", generatorStates(policy_->placement().device)}};
        if (auto saved = saveCheckpoint(folder_, checkpoint, options_->saveTotalLimit); !saved) return saved;
        lastSaved_ = step_;
        job_.sink().emit("checkpoint", {{"step", step_}, {"path", "checkpoints/" + std::to_string(step_)}});
        return {};
    }

    Result<Json> finish() {
        algorithm_->end(*context_);
        const fs::path out = folder_ / "model";
        const Status saved = options_->usePeft ? saveTrainedAdapter(out) : saveModel(*policy_, out, modelFolder_);
        if (!saved) return unexpected(saved.error());
        return Json{{"model", "model"},
                    {"adapter", options_->usePeft},
                    {"steps", step_},
                    {"num_tokens", tokens_},
                    {"seconds", secondsSince(started_)},
                    {"cost", {{"tokens_trained", tokens_}, {"tokens_sampled", algorithm_->sampledTokens()}}}};
    }

    /// What an adapter learns is right on what it was trained on alone: where that held other adapters, it goes along.
    Status saveTrainedAdapter(const fs::path &out) {
        if (model_.adapters.empty()) return saveAdapter(*policy_, "default", modelFolder_.string(), out);
        if (auto base = saveMergedBase(out / kOwnBase); !base) return base;
        return saveAdapter(*policy_, "default", (out / kOwnBase).string(), out);
    }

    Status saveMergedBase(const fs::path &out) {
        if (!options_->quantization.loadIn4bit) return saveModel(*policy_, out, modelFolder_);
        const auto whole = loadModel(model_); // the four-bit weights were for the computing only
        if (!whole) return unexpected(whole.error());
        if (auto merged = mergeAdapters(**whole); !merged) return merged;
        return saveModel(**whole, out, modelFolder_);
    }

    /// Threads and device are left out: they may differ between two sittings of one run.
    std::string configHash() const {
        return contentHash(dumpJson({{"engine", kEngineVersion},
                                     {"algorithm", run_.value("algorithm", "")},
                                     {"seed", seed_},
                                     {"config", run_.value("config", Json::object())},
                                     {"data", run_.value("data", Json::object())},
                                     {"model", run_.value("model", Json::object())}}));
    }

    const Json &run_;
    JobContext &job_;
    fs::path folder_, modelFolder_;
    ModelRef model_{}; ///< that the run starts from, with absolute paths
    std::uint64_t seed_ = 0;
    std::unique_ptr<Algorithm> algorithm_;
    const TrainOptions *options_ = nullptr;
    std::unique_ptr<Tokenizer> tokenizer_;
    std::unique_ptr<Decoder> policy_;
    std::size_t toldNotices_ = 0;
    std::unique_ptr<TrainContext> context_;
    std::unique_ptr<AdamW> optimizer_;
    std::int64_t step_ = 0, firstStep_ = 0, totalSteps_ = 0, tokens_ = 0, lastSaved_ = -1;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

} // namespace

Result<Json> train(const Json &run, JobContext &job) {
    return Run(run, job).execute();
}

} // namespace lapidary
