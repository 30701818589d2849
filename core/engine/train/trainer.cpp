// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/trainer.h"
#include "core/base/hash.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/heads.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/adamw.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/checkpoint.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/token_rows.h"
#include <ATen/CPUGeneratorImpl.h>
#include <chrono>
#include <cmath>

namespace lapidary {
namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Error cancelled() { return {.code = kCancelled, .message = "stopped; the newest checkpoint holds the work so far"}; }

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
        if (!info) return fail({.code = "train.unknown_algorithm", .message = "unknown algorithm", .field = "algorithm", .found = name});
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
            job_.sink().emit("notice", {{"level", "warning"}, {"text", "The tokenizer names no eos_token: no end is put behind the texts, so that the model does not learn to stop."}});
        if (auto ok = algorithm_->prepare(*context_); !ok) return ok;
        totalSteps_ = options_->maxSteps >= 0
                          ? options_->maxSteps
                          : static_cast<std::int64_t>(std::ceil(options_->numTrainEpochs * static_cast<double>(algorithm_->stepsPerEpoch())));
        optimizer_ = std::make_unique<AdamW>(policy_->trainable(), *options_);
        return {};
    }

    Status loadPolicy(bool fresh) {
        auto ref = modelRefFromJson(run_.value("model", Json::object()));
        if (!ref) return unexpected(ref.error());
        modelFolder_ = (folder_ / ref->path).lexically_normal();
        for (auto &adapter : ref->adapters) adapter.path = (folder_ / adapter.path).lexically_normal().string();
        ref->path = modelFolder_.string();
        ref->device = run_.value("device", "cpu");
        ref->dtype = "f32"; // weights are trained in f32; bf16 is a matter of the matrix products
        if (Tokenizer::isIn(modelFolder_)) {
            auto tokenizer = Tokenizer::load(modelFolder_);
            if (!tokenizer) return unexpected(tokenizer.error());
            tokenizer_ = std::make_unique<Tokenizer>(std::move(*tokenizer));
        }
        auto model = fresh ? freshModel(*ref) : loadModel(*ref);
        if (!model) return unexpected(model.error());
        policy_ = std::move(*model);
        if (auto ok = mustSpeak(policy_->config()); !ok) return ok; // no algorithm here trains scores
        if (auto merged = mergeAdapters(*policy_); !merged) return merged; // adapters that a run starts from become its base
        reportNotFinite();
        if (options_->quantization.loadIn4bit) {
            if (!options_->usePeft)
                return fail({.code = "train.four_bits", .message = "a model in four bits is frozen and cannot be trained itself", .field = "load_in_4bit",
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
            list += (list.empty() ? "" : "; ") + name + ": " + std::to_string(at::isnan(tensor).sum().item<std::int64_t>()) + " NaN, " + std::to_string(at::isinf(tensor).sum().item<std::int64_t>()) + " infinite";
        }
        if (tensors == 0) return;
        if (tensors > 8) list += "; and " + std::to_string(tensors - 8) + " tensors more";
        job_.sink().emit("notice", {{"level", "warning"}, {"text", "The model begins with weights that are NaN or infinite: " + list}});
    }

    Status startLora() {
        const LoraConfig &lora = options_->lora;
        if (auto attached = attachLora(*policy_, lora, "default", seed_); !attached || !lora.startsFromFolder()) return attached;
        return startFromAdapter(*policy_, (folder_ / lora.initLoraWeights).lexically_normal());
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
                return fail({.code = "checkpoint.weights", .message = "the checkpoint's weights do not fit this run", .field = name});
            tensor.copy_(byName[name]);
        }
        if (auto ok = optimizer_->restore(checkpoint.optimizer); !ok) return ok;
        if (auto ok = algorithm_->restore(checkpoint.state.value("algorithm", Json::object())); !ok) return ok;
        step_ = lastSaved_ = checkpoint.step;
        tokens_ = checkpoint.state.value("num_tokens", std::int64_t{0});
        restoreGenerator(checkpoint.state.value("generator", std::vector<std::uint8_t>{}));
        return {};
    }

    /// A fork begins with the checkpoint of another run, whose configuration was another; -1 for other runs.
    std::int64_t forkStep() const { return run_.value("fork", Json::object()).value("step", std::int64_t{-1}); }

    Status oneStep() {
        const auto start = std::chrono::steady_clock::now();
        context_->step = ++step_;
        auto batches = algorithm_->nextBatches(*context_);
        if (!batches) return unexpected(batches.error());
        policy_->setTraining(true);
        optimizer_->zeroGradients();
        double loss = 0;
        Metrics sums;
        for (std::size_t i = 0; i < batches->size(); ++i) {
            LossResult result = [&] {
                const Autocast autocast(options_->bf16, policy_->placement().device);
                return algorithm_->loss(*context_, *batches, i);
            }();
            loss += result.loss.item<double>();
            result.loss.backward();
            for (const auto &[name, value] : result.metrics) sums[name] += value / static_cast<double>(batches->size());
            tokens_ += (*batches)[i].tokens;
        }
        policy_->setTraining(false);
        const double norm = optimizer_->clip(options_->maxGradNorm);
        if (!std::isfinite(loss) || !std::isfinite(norm))
            return fail({.code = "train.not_finite",
                         .message = "the loss or its gradient is not finite at step " + std::to_string(step_) + "; the optimiser did not move",
                         .found = "loss " + std::to_string(loss) + ", gradient norm " + std::to_string(norm),
                         .remedy = "Lower learning_rate or max_grad_norm and go on from the newest checkpoint."});
        const double rate = learningRateAt(*options_, step_, totalSteps_);
        optimizer_->step(rate);
        sums["loss"] = loss;
        sums["grad_norm"] = norm;
        sums["learning_rate"] = rate;
        report(sums, secondsSince(start));
        return {};
    }

    void report(Metrics &metrics, double stepSeconds) {
        if (step_ % options_->loggingSteps == 0 || step_ == totalSteps_) {
            metrics["num_tokens"] = static_cast<double>(tokens_);
            metrics["step_time"] = stepSeconds;
            metrics["epoch"] = static_cast<double>(step_) / static_cast<double>(std::max<std::int64_t>(1, algorithm_->stepsPerEpoch()));
            Json values = Json::object();
            for (const auto &[name, value] : metrics) values[name] = std::isfinite(value) ? Json(value) : Json(nullptr);
            job_.sink().emit("metrics", {{"step", step_}, {"values", std::move(values)}});
        }
        const double perStep = secondsSince(started_) / static_cast<double>(step_ - firstStep_);
        job_.sink().emit("progress", {{"phase", "train"}, {"done", step_}, {"total", totalSteps_}, {"eta_s", perStep * static_cast<double>(totalSteps_ - step_)}});
    }

    Status save() {
        if (step_ == lastSaved_) return {};
        Checkpoint checkpoint{.step = step_, .optimizer = optimizer_->state()};
        for (const auto &named : policy_->trainable()) checkpoint.weights.push_back({named.name, named.tensor.detach()});
        checkpoint.state = {{"algorithm", algorithm_->state()}, {"num_tokens", tokens_}, {"config", configHash()}, {"generator", generatorBytes()}};
        if (auto saved = saveCheckpoint(folder_, checkpoint, options_->saveTotalLimit); !saved) return saved;
        lastSaved_ = step_;
        job_.sink().emit("checkpoint", {{"step", step_}, {"path", "checkpoints/" + std::to_string(step_)}});
        return {};
    }

    Result<Json> finish() {
        const fs::path out = folder_ / "model";
        const Status saved = options_->usePeft ? saveAdapter(*policy_, "default", modelFolder_.string(), out)
                                               : saveModel(*policy_, out, modelFolder_);
        if (!saved) return unexpected(saved.error());
        return Json{{"model", "model"}, {"adapter", options_->usePeft}, {"steps", step_}, {"num_tokens", tokens_}, {"seconds", secondsSince(started_)}};
    }

    /// Threads and device are left out: they may differ between two sittings of one run.
    std::string configHash() const {
        return contentHash(dumpJson({{"algorithm", run_.value("algorithm", "")}, {"seed", seed_}, {"config", run_.value("config", Json::object())},
                                     {"data", run_.value("data", Json::object())}, {"model", run_.value("model", Json::object())}}));
    }

    static std::vector<std::uint8_t> generatorBytes() {
        const at::Tensor state = at::detail::getDefaultCPUGenerator().get_state();
        return {state.const_data_ptr<std::uint8_t>(), state.const_data_ptr<std::uint8_t>() + state.numel()};
    }
    static void restoreGenerator(const std::vector<std::uint8_t> &bytes) {
        if (bytes.empty()) return;
        at::Generator generator = at::detail::getDefaultCPUGenerator();
        generator.set_state(at::tensor(bytes, at::kByte));
    }

    const Json &run_;
    JobContext &job_;
    fs::path folder_, modelFolder_;
    std::uint64_t seed_ = 0;
    std::unique_ptr<Algorithm> algorithm_;
    const TrainOptions *options_ = nullptr;
    std::unique_ptr<Tokenizer> tokenizer_;
    std::unique_ptr<Decoder> policy_;
    std::unique_ptr<TrainContext> context_;
    std::unique_ptr<AdamW> optimizer_;
    std::int64_t step_ = 0, firstStep_ = 0, totalSteps_ = 0, tokens_ = 0, lastSaved_ = -1;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

} // namespace

Result<Json> train(const Json &run, JobContext &job) { return Run(run, job).execute(); }

} // namespace lapidary
