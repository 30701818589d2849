// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/trainer.h"
#include "core/base/hash.h"
#include "core/data/needed_columns.h"
#include "core/engine/tensor/memory.h"
#include "core/engine/train/added_rows.h"
#include "core/engine/train/changed_settings.h"
#include "core/engine/train/checkpoint_times.h"
#include "core/engine/train/evaluations.h"
#include "core/engine/train/generators.h"
#include "core/engine/train/kl_budget.h"
#include "core/engine/train/network_files.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/token_rows.h"
#include "core/job/changes.h"
#include "core/job/engine_version.h"
#include "core/job/worker_launcher.h"
#include "core/stats/loss_spikes.h"
#include <chrono>
#include <unistd.h>

namespace lapidary {
namespace {

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Error cancelled() {
    return {.code = kCancelled, .message = "stopped; the newest checkpoint holds the work so far"};
}

/// A training as a job: what is told of the loop, and what is kept of it.
class Run {
public:
    Run(const Json &run, JobContext &job, const PausedAnswer &answer)
        : begun_(run), run_(run), job_(job), answer_(answer), folder_(job.runFolder()),
          settings_(run.value("config", Json::object())) {}

    Result<Json> check() {
        if (auto ok = openNetworks(); !ok) return unexpected(ok.error());
        context_->checks = true;
        if (auto ok = openEvaluations(); !ok) return unexpected(ok.error());
        if (auto ok = algorithm_->prepare(*context_); !ok) return unexpected(ok.error());
        return Json{{"steps_per_epoch", algorithm_->stepsPerEpoch()}};
    }

    Result<Json> execute() {
        if (auto ok = takeNotedSettings(); !ok) return unexpected(ok.error());
        if (auto ok = open(); !ok) return unexpected(ok.error());
        if (auto ok = resume(); !ok) return unexpected(ok.error());
        job_.sink().emit("state", {{"state", "running"}, {"from_step", loop_->done()}});
        started_ = std::chrono::steady_clock::now();
        times_ = {run_.value("save_minutes", CheckpointTimes::kMinutes), 0};
        firstStep_ = loop_->done();
        if (auto ok = measureAgain(); !ok) return stopOrFail(ok.error());
        while (loop_->done() < loop_->total() && !evaluations_.enough()) {
            if (auto ok = answerWhilePaused(); !ok) return unexpected(ok.error());
            if (job_.stopToken().stop_requested()) return stop();
            const auto start = std::chrono::steady_clock::now();
            const std::int64_t tokens = loop_->tokens();
            auto taken = loop_->step();
            if (!taken && taken.error().code == kCancelled) return stop();
            if (!taken) return unexpected(taken.error());
            const double seconds = secondsSince(start);
            const auto measured = evaluations_.after(*loop_);
            report(*taken, {seconds, static_cast<double>(loop_->tokens() - tokens)}, measured.value_or(Metrics()));
            tellBatch(*taken);
            if (!measured) return stopOrFail(measured.error());
            if (const auto passed = budgetPassed(run_, *taken, loop_->total())) {
                warn(*passed);
                break;
            }
            if (auto saved = saveIfDue(); !saved) return unexpected(saved.error());
        }
        if (auto saved = save(); !saved) return unexpected(saved.error());
        if (auto taken = evaluations_.takeBest(*loop_); !taken) return unexpected(taken.error());
        return finish();
    }

private:
    /// Whatever is asked, the next step is the one that it would have been: only rows that are added and settings that
    /// are changed change the run.
    Status answerWhilePaused() {
        while (const auto request = job_.nextWhilePaused()) {
            const auto device = networks_[kPolicy].placement().device;
            networks_.setTraining(false);
            const Json streams = generatorStates(device);
            const std::int64_t step = loop_->done();
            const std::string verb = getString(request->body, "verb").value_or("");
            Result<Json> body = verb == "add_rows"   ? addRows(request->body)
                                : verb == "change"   ? change(request->body)
                                : verb == "takes"    ? added_->takes(*loop_)
                                : verb == "snapshot" ? snapshot(request->body)
                                                     : ask(*request);
            restoreGenerators(streams, device);
            Json answer = body ? std::move(*body) : Json{{"error", toJson(body.error())}};
            answer["step"] = step;
            job_.answer(std::move(answer));
            if (lost_) return fail(*lost_);
        }
        return {};
    }

    Result<Json> ask(const JobRequest &request) {
        if (answer_)
            return answer_(request, {networks_, tokenizer_.get(), folder_.filename().string(), loop_->done()}, job_);
        return fail("run.answers_nothing", "nobody here answers requests");
    }

    /// A copy of the policy as it stands, for whoever tries something with it.
    Result<Json> snapshot(const Json &request) {
        for (const auto &[name, value] : request.items())
            if (name != "verb" && name != "id" && name != "out")
                return fail({.code = "request.unknown_field",
                             .message = "The request has a field that this verb does not know.",
                             .field = name,
                             .expected = "out"});
        const auto out = getString(request, "out");
        if (!out) return unexpected(out.error());
        if (auto saved = files_->savePolicy(*algorithm_, networks_, *out); !saved) return unexpected(saved.error());
        return Json{{"out", *out}};
    }

    /// They count from the moment in which a checkpoint holds them; without one the run cannot go on.
    Result<Json> addRows(const Json &request) {
        auto added = added_->add(request, *loop_);
        if (!added) return added;
        Status kept = added_->note();
        if (kept) kept = save(true);
        if (!kept) lost_ = kept.error();
        if (!kept) return unexpected(kept.error());
        job_.sink().emit("added", added_->list().back());
        return added;
    }

    /// Other settings are another training that goes on from where this one stands, as a fork does: all is opened anew
    /// with them, and a checkpoint is read. Where that cannot be, it goes on as it was.
    Result<Json> change(const Json &request) {
        const auto asked = settings_.asked(findAlgorithm(run_.value("algorithm", ""))->info(), request, loop_->done());
        if (!asked) return asked;
        if (asked->empty()) return Json{{"changed", *asked}, {"total", loop_->total()}};
        if (auto saved = save(true); !saved) return unexpected(saved.error());
        const Json before = settings_.list();
        Json list = before;
        list.insert(list.end(), asked->begin(), asked->end());
        if (auto opened = openWith(list); !opened) {
            if (auto back = openWith(before); !back) lost_ = back.error();
            return unexpected(opened.error());
        }
        Status kept = settings_.note(folder_);
        if (kept) kept = save(true);
        if (!kept) lost_ = kept.error();
        if (!kept) return unexpected(kept.error());
        for (const Json &each : *asked) job_.sink().emit("changed", each);
        return Json{{"changed", *asked}, {"total", loop_->total()}};
    }

    Status openWith(const Json &list) {
        takeSettings(list);
        if (auto ok = reopen(); !ok) return ok;
        const FoundCheckpoint found = loadNewestCheckpoint(folder_);
        if (!found.checkpoint)
            return fail({.code = "checkpoint.damaged",
                         .message = "the checkpoint that was just kept cannot be read",
                         .file = (folder_ / "checkpoints").string()});
        if (auto ok = goOnFrom(*found.checkpoint); !ok) return ok;
        if (loop_->done() < loop_->total()) return {};
        return fail({.code = "train.change_too_late",
                     .message = "the run would have no step left",
                     .found = {"step {0} of {1}", loop_->done(), loop_->total()},
                     .expected = {"max_steps of more than {0}, or more num_train_epochs", loop_->done()},
                     .remedy = "Stop the run where it is to end here: its newest checkpoint holds the work so far."});
    }

    void takeSettings(const Json &list) {
        settings_.take(list);
        run_["config"] = settings_.config();
    }

    /// A run that was stopped behind a change goes on with it; which of them its checkpoint knows is seen later.
    Status takeNotedSettings() {
        const auto noted = changesOf(folder_);
        if (!noted) return unexpected(noted.error());
        if (noted->is_object() && noted->contains("settings")) takeSettings((*noted)["settings"]);
        return {};
    }

    Status open() {
        if (auto ok = openNetworks(); !ok) return ok;
        if (auto ok = openEvaluations(); !ok) return ok;
        return openLoop();
    }

    Status reopen() {
        added_.reset(); // whoever is read by others goes behind them
        loop_.reset();
        evaluations_ = {};
        context_.reset();
        networks_ = {};
        algorithm_.reset();
        return open();
    }

    /// Where it was stopped while it measured.
    Status measureAgain() {
        const auto measured = evaluations_.after(*loop_);
        if (!measured) return fail(measured.error());
        if (!measured->empty()) job_.sink().emit("metrics", {{"step", loop_->done()}, {"values", toJson(*measured)}});
        return {};
    }

    Result<Json> stopOrFail(const Error &error) { return error.code == kCancelled ? stop() : fail(error); }

    Result<Json> stop() {
        if (auto saved = save(); !saved) return unexpected(saved.error());
        return fail(cancelled());
    }

    Status openNetworks() {
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
        keepFreedMemory();
        at::manual_seed(seed_); // dropout alone draws from the global stream
        files_.emplace(run_, job_);
        if (auto ok = files_->open(info->info(), *algorithm_, networks_); !ok) return ok;
        auto tokenizer = files_->tokenizer();
        if (!tokenizer) return unexpected(tokenizer.error());
        tokenizer_ = std::move(*tokenizer);
        context_ = std::make_unique<TrainContext>(
            TrainContext{networks_, networks_[kPolicy], tokenizer_.get(), run_, folder_, seed_, job_});
        return {};
    }

    /// The dry run said so of rows that were there then.
    Status mustHaveColumns(const MethodInfo &method) const {
        for (const Port &port : method.inputs)
            if (const fs::path rows = dataFile(*context_, port.name); !port.columns.empty() && rows.has_filename())
                if (auto ok = lapidary::mustHaveColumns(port, run_.value("config", Json::object()), rows); !ok)
                    return ok;
        return {};
    }

    Status openEvaluations() {
        if (algorithm_->learnsEnds() && tokenizer_ && !tokenizer_->eosId() && !rowsAreTokens(*context_))
            warn("The tokenizer names no eos_token: no end is put behind the texts, so that the model does not learn "
                 "to stop.");
        const AlgorithmInfo &info = *findAlgorithm(run_.value("algorithm", ""));
        if (auto ok = mustHaveColumns(info.info()); !ok) return ok;
        auto evaluations = Evaluations::open(info, *options_, *context_);
        if (!evaluations) return unexpected(evaluations.error());
        evaluations_ = std::move(*evaluations);
        return {};
    }

    Status openLoop() {
        auto loop = TrainLoop::open(*algorithm_, *context_);
        if (!loop) return unexpected(loop.error());
        loop_ = std::make_unique<TrainLoop>(std::move(*loop));
        added_ = std::make_unique<AddedRows>(*findAlgorithm(run_.value("algorithm", "")), *context_, run_);
        const bool saidBefore = options_->maxSteps >= 0 && options_->warmupSteps > 0; // the settings alone showed it
        if (const auto warmup = warmupStepsOf(*options_, loop_->total());
            !saidBefore && warmup > 0 && warmup >= loop_->total())
            warn({"The learning rate never arrives: the warm-up of {0} steps is as long as the run of {1} steps, or "
                  "longer.",
                  warmup, loop_->total()});
        return {};
    }

    /// Settings that are right one by one may not fit each other. What makes work worthless is said.
    Status checkFit(const ConfigSpec &spec) {
        const auto resolved = resolve(spec, run_.value("config", Json::object()));
        if (!resolved) return fail(joined(resolved.error()));
        const Findings found = checkRules(spec, *resolved);
        if (!found.errors.empty()) return fail(joined(found.errors));
        for (const auto &warning : found.warnings) warn(told(warning));
        return {};
    }

    void warn(const Sentence &text) { job_.sink().emit("notice", noticeOf("warning", text)); }

    Status resume() {
        const FoundCheckpoint found = loadNewestCheckpoint(folder_);
        for (const auto &damaged : found.damaged) warn(damaged);
        if (found.checkpoint && found.checkpoint->state.value("config", "") != configHash() &&
            found.checkpoint->step != forkStep())
            return fail({.code = "checkpoint.other_config",
                         .message = "the checkpoint belongs to another configuration of this run",
                         .file = (folder_ / "checkpoints" / std::to_string(found.checkpoint->step)).string(),
                         .remedy = "Start a new run, or delete the checkpoints of this one."});
        const Json settings = found.checkpoint ? settingsKnownTo(*found.checkpoint) : Json::array();
        if (settings != settings_.list()) { // a crash lost what came behind the checkpoint
            takeSettings(settings);
            if (auto ok = reopen(); !ok) return ok;
        }
        if (auto ok = settings_.note(folder_); !ok) return ok;
        return found.checkpoint ? goOnFrom(*found.checkpoint) : mayBeginAnew();
    }

    /// What was changed in the run that a fork left stands in the fork's own settings already: of the checkpoint that
    /// it began with, only what its own note lists counts.
    Json settingsKnownTo(const Checkpoint &checkpoint) const {
        Json known = checkpoint.state.value("settings", Json::array());
        return checkpoint.step == forkStep() && known != settings_.list() ? Json::array() : known;
    }

    Status goOnFrom(const Checkpoint &checkpoint) {
        if (auto ok = added_->restore(checkpoint.state.value("added", Json::array()), *loop_); !ok) return ok;
        if (auto ok = loop_->restore(checkpoint); !ok) return ok;
        evaluations_.restore(checkpoint.state.value("evaluations", Json::object()));
        spikes_.setRecent(checkpoint.state.value("losses", std::deque<double>()));
        lastSaved_ = checkpoint.step;
        return added_->note();
    }

    /// A fork without the checkpoint that it leaves from would be another training under its name.
    Status mayBeginAnew() {
        if (forkStep() < 0) return added_->note();
        const fs::path checkpoint = folder_ / "checkpoints" / std::to_string(forkStep());
        return fail({.code = "fork.no_checkpoint",
                     .message = "the checkpoint that this run goes on from cannot be read",
                     .file = checkpoint.string(),
                     .remedy = "Fork anew from another checkpoint of the run."});
    }

    /// A fork begins with the checkpoint of another run, whose configuration was another; -1 for other runs.
    std::int64_t forkStep() const { return run_.value("fork", Json::object()).value("step", std::int64_t{-1}); }

    struct StepCost {
        double seconds = 0, tokens = 0;
    };
    void report(const StepReport &taken, const StepCost &cost, const Metrics &measured) {
        if (taken.step % options_->loggingSteps == 0 || taken.step == loop_->total() || !measured.empty() ||
            taken.metrics.contains("canary/gold")) {
            Metrics metrics = taken.metrics;
            metrics.insert(measured.begin(), measured.end());
            metrics["num_tokens"] = static_cast<double>(loop_->tokens());
            metrics["step_time"] = cost.seconds;
            if (cost.seconds > 0) metrics["tokens_per_second"] = cost.tokens / cost.seconds;
            metrics["peak_memory"] = static_cast<double>(peakMemoryOf(getpid())) / (1 << 30);
            metrics["epoch"] = loop_->epoch();
            job_.sink().emit("metrics", {{"step", taken.step}, {"values", toJson(metrics)}});
        }
        const double perStep = secondsSince(started_) / static_cast<double>(taken.step - firstStep_);
        job_.sink().emit("progress", {{"phase", "train"},
                                      {"done", taken.step},
                                      {"total", loop_->total()},
                                      {"eta_s", perStep * static_cast<double>(loop_->total() - taken.step)}});
    }

    /// The rows behind a step that is worth a look, where the algorithm tells them apart.
    void tellBatch(const StepReport &taken) {
        const auto seen = spikes_.next(taken.step, taken.metrics.at("loss").value);
        if (seen.kind == LossSpikes::Kind::Usual || taken.rows.empty()) return;
        Json batch = batchOf(taken.rows);
        batch["step"] = taken.step;
        batch["why"] = seen.kind == LossSpikes::Kind::First ? "first" : "spike";
        if (seen.kind == LossSpikes::Kind::Spike) batch["usual"] = seen.mean;
        job_.sink().emit("batch", std::move(batch));
    }

    Status saveIfDue() {
        const auto due = times_.after(loop_->done(), options_->saveSteps, secondsSince(started_));
        if (due == CheckpointTimes::Due::No || loop_->done() >= loop_->total()) return {};
        return save(false, due == CheckpointTimes::Due::Between);
    }

    Status save(bool again = false, bool between = false) {
        if (loop_->done() == lastSaved_ && !again) return {};
        const double began = secondsSince(started_);
        Checkpoint checkpoint = loop_->state();
        checkpoint.between = between;
        checkpoint.state["config"] = configHash();
        checkpoint.state["losses"] = spikes_.recent();
        if (!added_->list().empty()) checkpoint.state["added"] = added_->list();
        if (!settings_.list().empty()) checkpoint.state["settings"] = settings_.list();
        if (Json state = evaluations_.state(); !state.empty()) checkpoint.state["evaluations"] = std::move(state);
        if (auto saved = saveCheckpoint(folder_, checkpoint, options_->saveTotalLimit); !saved) return saved;
        lastSaved_ = checkpoint.step;
        times_.saved(began, secondsSince(started_));
        job_.sink().emit("checkpoint",
                         {{"step", checkpoint.step}, {"path", "checkpoints/" + std::to_string(checkpoint.step)}});
        return {};
    }

    Result<Json> finish() {
        algorithm_->end(*context_);
        if (auto saved = files_->save(*algorithm_, networks_); !saved) return unexpected(saved.error());
        Json result{{"model", "model"},
                    {"adapter", options_->usePeft},
                    {"steps", loop_->done()},
                    {"num_tokens", loop_->tokens()},
                    {"seconds", secondsSince(started_)},
                    {"cost", {{"tokens_trained", loop_->tokens()}, {"tokens_sampled", algorithm_->sampledTokens()}}}};
        if (!added_->list().empty()) result["added"] = added_->list();
        if (!settings_.list().empty()) result["settings"] = settings_.list();
        return result;
    }

    /// Of the run as it was begun. Threads and device are left out: they may differ between two sittings of one run.
    std::string configHash() const {
        Json what = {{"engine", kEngineVersion},
                     {"algorithm", begun_.value("algorithm", "")},
                     {"seed", seed_},
                     {"config", begun_.value("config", Json::object())},
                     {"data", begun_.value("data", Json::object())},
                     {"model", begun_.value("model", Json::object())}};
        if (begun_.contains("inputs")) what["inputs"] = begun_["inputs"];
        for (const Port &port : findAlgorithm(begun_.value("algorithm", ""))->info().inputs)
            if (begun_.contains(port.name)) what[port.name] = begun_[port.name];
        return contentHash(dumpJson(what));
    }

    const Json &begun_;
    Json run_; ///< with the settings as they stand
    JobContext &job_;
    const PausedAnswer &answer_;
    fs::path folder_;
    ChangedSettings settings_;
    std::optional<NetworkFiles> files_{};
    std::uint64_t seed_ = 0;
    std::unique_ptr<Algorithm> algorithm_;
    const TrainOptions *options_ = nullptr;
    std::unique_ptr<Tokenizer> tokenizer_;
    Networks networks_;
    std::unique_ptr<TrainContext> context_;
    std::unique_ptr<TrainLoop> loop_;
    Evaluations evaluations_;
    std::unique_ptr<AddedRows> added_;
    LossSpikes spikes_;
    std::optional<Error> lost_; ///< rows that no checkpoint could be made of
    std::int64_t firstStep_ = 0, lastSaved_ = -1;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    CheckpointTimes times_{CheckpointTimes::kMinutes, 0};
};

} // namespace

Result<Json> train(const Json &run, JobContext &job, const PausedAnswer &answer) {
    return Run(run, job, answer).execute();
}

Result<Json> checkTraining(const Json &run, JobContext &job) {
    const PausedAnswer nobody;
    return Run(run, job, nobody).check();
}

} // namespace lapidary
