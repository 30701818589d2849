// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_trial.h"
#include "core/config/spec.h"
#include "core/job/channel.h"
#include "core/job/run_log.h"
#include "core/job/worker_launcher.h"
#include "core/text/answer/answer.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/models/derived_model.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

namespace lapidary {
namespace {

constexpr int kLookMs = 50;

/// No two trials share a folder: who has read the model of one must not answer for another.
std::string freshName() {
    return std::to_string(std::chrono::system_clock::now().time_since_epoch().count());
}

Error stopped() {
    return {.code = kCancelled, .message = "the trial was stopped"};
}

/// A method that learns from such labels and leaves a model that writes.
Result<const MethodInfo *> methodFor(const Catalogue &catalogue, const std::string &makes) {
    const MethodInfo *method = catalogue.learningFrom(makes);
    const Port *policy = method ? method->port("policy") : nullptr;
    if (policy && policy->head.empty()) return method;
    return fail({.code = "labels.no_algorithm",
                 .message = "no algorithm lets a model that writes learn from such labels",
                 .found = makes,
                 .remedy = "Train on these labels in a stage of their own."});
}

/// Those of judged items, each prompt once.
std::vector<LabelItem> promptsOf(const LabelQueue &queue, const LabelBook &book, std::size_t most) {
    std::vector<LabelItem> out;
    for (std::size_t i = 0; i < queue.items.size() && out.size() < most; ++i) {
        const LabelItem &item = queue.items[i];
        const bool judged = std::any_of(book.begin(), book.end(), [&](const auto &page) {
            return page.second.marks()[i].status() == LabelStatus::Done;
        });
        const bool known =
            std::any_of(out.begin(), out.end(), [&](const LabelItem &other) { return other.prompt == item.prompt; });
        if (judged && !known) out.push_back(item);
    }
    return out;
}

/// The answer of a paused run to one request.
Result<Json> askPaused(const fs::path &runFolder, Json request, const std::function<bool()> &cancelled) {
    auto client = connectTo(runFolder);
    if (!client) return unexpected(client.error());
    request["id"] = 1;
    if (auto sent = client->send(request); !sent) return unexpected(sent.error());
    for (;;) {
        if (cancelled()) return fail(stopped());
        auto message = client->receive(kLookMs);
        if (!message) return unexpected(message.error());
        if (!*message || !(**message).is_object() || (**message).value("id", Json()) != 1) continue;
        if ((**message).contains("error")) return fail(errorFromJson((**message)["error"]));
        return std::move(**message);
    }
}

/// Its folder goes, and its worker with it.
class Scratch {
public:
    explicit Scratch(fs::path folder) : folder_(std::move(folder)) { clear(); } // of one that was killed
    ~Scratch() {
        if (worker_ && !reap(worker_->pid) && isAlive(*worker_)) {
            ::kill(worker_->pid, SIGKILL);
            while (!reap(worker_->pid) && isAlive(*worker_)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        clear();
    }
    Scratch(const Scratch &) = delete;

    /// Until its worker has ended.
    Status train(const std::function<bool()> &cancelled) {
        const auto worker = launchWorker(folder_);
        if (!worker) return unexpected(worker.error());
        worker_ = *worker;
        while (!reap(worker_->pid) && isAlive(*worker_)) {
            if (cancelled()) return fail(stopped());
            std::this_thread::sleep_for(std::chrono::milliseconds(kLookMs));
        }
        worker_.reset();
        return {};
    }

private:
    void clear() const {
        std::error_code ignored;
        fs::remove_all(folder_.parent_path(), ignored);
    }
    fs::path folder_;
    std::optional<ProcessId> worker_{};
};

/// What the log says of the steps; why it failed, where it did.
Result<TrialResult> lossesOf(const fs::path &folder) {
    RunLogReader reader(folder / "run.log");
    LiveRun run(LiveRun::Keep::News);
    for (;;) {
        const auto events = reader.next();
        if (!events) return unexpected(events.error());
        if (events->empty()) break;
        for (const Event &event : *events) run.see(event);
    }
    const RunStanding &standing = run.standing();
    if (standing.state != "finished") return fail(standing.error ? *standing.error : workerDied(folder, "ended"));
    TrialResult out{.steps = static_cast<std::int64_t>(standing.done)};
    bool first = true;
    for (const LoggedMetrics &each : run.takeNews().metrics)
        if (const auto loss = each.values.find("loss"); loss != each.values.end()) {
            if (std::exchange(first, false)) out.firstLoss = loss->second;
            out.lastLoss = loss->second;
        }
    return out;
}

Result<std::string> answerOf(const Json &model, const LabelItem &item, std::int64_t longest, ChatPrompt &chat,
                             const AskModel &ask, const std::function<bool()> &cancelled) {
    auto request = promptRequest(item, chat);
    if (!request) return unexpected(request.error());
    request->update(
        {{"verb", "generate"}, {"model", model}, {"n", 1}, {"temperature", 0}, {"max_new_tokens", longest}});
    const auto answer = ask(*request, cancelled);
    if (!answer) return unexpected(answer.error());
    const auto read = answersFromJson(*answer);
    if (!read) return unexpected(read.error());
    return read->best().text;
}

/// All answers of one model behind one another, so that it is read once.
Status answerAll(const Json &model, const LabelTrial &trial, std::string TriedAnswer::*place, const AskModel &ask,
                 const std::function<bool()> &cancelled, TrialResult &out) {
    ChatPrompt chat(model.value("path", std::string()));
    for (std::size_t i = 0; i < trial.prompts.size(); ++i) {
        auto text = answerOf(model, trial.prompts[i], trial.maxNewTokens, chat, ask, cancelled);
        if (!text) return unexpected(text.error());
        out.answers[i].*place = std::move(*text);
    }
    return {};
}

} // namespace

Result<LabelTrial> prepareTrial(Project &project, const std::string &name, const TrialConfig &config) {
    const auto queue = readLabelQueue(project.folder(), name);
    if (!queue) return unexpected(queue.error());
    if (queue->live.run.empty())
        return fail({.code = "labels.not_live",
                     .message = "the answers of this queue are of no run that waits for their labels",
                     .found = name,
                     .remedy = "Train on these labels in a stage of their own."});
    const auto book = labelBook(project.store(), *queue);
    if (!book) return unexpected(book.error());
    const auto settled = settledBook(project, *queue);
    if (!settled) return unexpected(settled.error());
    const LabelRows labels = labelRows(*book, *settled);
    if (labels.rows.empty())
        return fail({.code = "labels.nothing_to_export",
                     .message = "no label of this queue teaches anything yet",
                     .found = name,
                     .expected = "at least one verdict that prefers or judges an answer, or an ideal answer",
                     .remedy = "Label some items first; ties, skipped and disputed ones teach nothing."});
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto method = methodFor(*catalogue, labels.makes);
    if (!method) return unexpected(method.error());
    const fs::path folder = fs::absolute(project.folder());
    LabelTrial out{.folder = folder / "cache" / "trials" / name / freshName(),
                   .runFolder = folder / "runs" / queue->live.run,
                   .method = (*method)->name,
                   .rows = toJsonl(labels.rows),
                   .labels = labels.rows.size(),
                   .prompts = promptsOf(*queue, *book, static_cast<std::size_t>(config.prompts)),
                   .maxNewTokens = config.maxNewTokens};
    const auto run = readDocument((out.runFolder / "run.toml").string());
    if (!run) return unexpected(run.error());
    out.config = {{"kind", kindOf(&Catalogue::algorithms).info.name},
                  {"algorithm", out.method},
                  {"seed", 1},
                  {"save_minutes", 0}, // nobody goes on with it
                  {"data", {{"train", "train.jsonl"}}},
                  {"config",
                   {{"use_peft", true},
                    {"max_steps", config.steps},
                    {"learning_rate", config.learningRate},
                    {"lr_scheduler_type", "constant"},
                    {"logging_steps", 1},
                    {"save_steps", std::int64_t{1} << 40},
                    {"per_device_train_batch_size", std::min<std::size_t>(out.labels, 8)}}}};
    for (const char *same : {"threads", "device"})
        if (run->values.contains(same)) out.config[same] = run->values[same];
    return out;
}

Result<TrialResult> runTrial(const LabelTrial &trial, const AskModel &ask, const TrialWatch &watch) {
    Scratch scratch(trial.folder);
    if (auto made = makeFolders(trial.folder); !made) return unexpected(made.error());
    watch.reached(TrialPhase::Copying);
    const fs::path copy = trial.folder / "policy", learnt = trial.folder / "model";
    const auto copied = askPaused(trial.runFolder, {{"verb", "snapshot"}, {"out", copy.string()}}, watch.cancelled);
    if (!copied) return unexpected(copied.error());
    const auto before = modelOfRunIn(trial.runFolder, copy);
    if (!before) return unexpected(before.error());
    Json config = trial.config, model = *before;
    model.erase("device");
    config["model"] = model;
    if (auto written = writeFileAtomic(trial.folder / "train.jsonl", trial.rows); !written)
        return unexpected(written.error());
    if (auto written = writeFileAtomic(trial.folder / "run.toml", writeToml(config)); !written)
        return unexpected(written.error());
    watch.reached(TrialPhase::Learning);
    if (auto trained = scratch.train(watch.cancelled); !trained) return unexpected(trained.error());
    auto out = lossesOf(trial.folder);
    if (!out) return out;
    out->method = trial.method;
    out->labels = trial.labels;
    for (const LabelItem &item : trial.prompts) out->answers.push_back({.prompt = item.prompt});
    watch.reached(TrialPhase::Answering);
    const Json after = trainedReference(*before, true, learnt.string());
    for (const auto &[reference, place] : {std::pair{*before, &TriedAnswer::before}, {after, &TriedAnswer::after}})
        if (auto said = answerAll(reference, trial, place, ask, watch.cancelled, *out); !said)
            return unexpected(said.error());
    return out;
}

} // namespace lapidary
