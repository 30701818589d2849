// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_labels.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_pairs.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/label_worker.h"
#include "widgets/bridge/open_project.h"
#include <QRandomGenerator>
#include <chrono>

namespace lapidary {

namespace {

constexpr const char *kArenaQueue = "arena";

LabelPairsConfig configOf(const LabelQueueRequest &asked) {
    return {.pairsPerPrompt = asked.pairsPerPrompt, .maxPairs = asked.maxPairs};
}

std::vector<std::string> runsOf(const LabelQueueRequest &asked) {
    std::vector<std::string> runs;
    for (const QString &run : asked.runs) runs.push_back(fromQt(run));
    return runs;
}

QString summaryOf(const Preferences &made) {
    return ProjectLabels::tr("%1 preferences of %2 pairs; left out: %3 ties, %4 both bad, %5 skipped, %6 open")
        .arg(made.rows.size())
        .arg(made.items)
        .arg(made.ties)
        .arg(made.bothBad)
        .arg(made.skipped)
        .arg(made.open);
}

/// The model whose answers were labelled, as the experiment names it: the one to go on training.
Result<std::string> labelledModel(Project &project, const LabelQueue &queue) {
    const auto plan = project.lastPlan();
    if (!plan) return unexpected(plan.error());
    for (const auto &id : queue.runs)
        if (const PlannedRun *run = plan->find(id)) return isTraining(run->kind) ? run->name : run->model;
    return fail({.code = "labels.no_model",
                 .message = "the runs that the answers come from do not belong to the experiment as it is now",
                 .remedy = "Export the labels, and name the data set and the model in experiment.toml."});
}

} // namespace

ProjectLabels::ProjectLabels(OpenProject &open, ExperimentQueue &queue, QObject *parent)
    : ProjectPart(parent), open_(open), queue_(queue) {
    connect(&open_, &OpenProject::closing, this, [this] {
        worker_.reset();
        broken_ = false;
    });
    connect(&open_, &OpenProject::begun, this, &ProjectLabels::listQueues);
}

ProjectLabels::~ProjectLabels() = default;

void ProjectLabels::listQueues() {
    QStringList out;
    for (const auto &name : labelQueueNames(open_->folder())) out.append(toQt(name));
    Q_EMIT queuesChanged(out);
}

void ProjectLabels::open(const QString &name) {
    if (!open_) return;
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    auto state = queue ? labelState(open_->store(), *queue) : Result<LabelState>(unexpected(queue.error()));
    if (!state) {
        Q_EMIT failed(tr("The queue “%1” cannot be opened").arg(name), toQt(state.error()));
        return;
    }
    broken_ = false;
    Q_EMIT opened({std::move(*state),
                   {.queue = queue->name,
                    .annotator = annotatorHere(),
                    .seed = queue->seed,
                    .readOnly = open_->readOnly().has_value()},
                   toQt(queue->guidelines)});
}

void ProjectLabels::write(const std::vector<LabelEvent> &events, qint64 ticket) {
    if (!open_ || broken_) return;
    if (const auto written = writeEvents(open_->store(), events)) {
        Q_EMIT saved(ticket);
    } else {
        broken_ = true;
        Q_EMIT stopped(toQt(written.error()));
    }
}

void ProjectLabels::findPairs(const LabelQueueRequest &asked) {
    if (!open_) return;
    LabelPairsValues out{.runs = asked.runs};
    const auto pairs = pairsFromRuns(*open_, runsOf(asked), configOf(asked));
    if (pairs) {
        out.prompts = int(pairs->prompts);
        out.pairs = int(pairs->items.size());
        out.cut = int(pairs->cut);
    } else {
        out.problem = toQt(pairs.error());
    }
    Q_EMIT pairsFound(out);
}

void ProjectLabels::make(const LabelQueueRequest &asked) {
    if (!open_) return;
    auto pairs = pairsFromRuns(*open_, runsOf(asked), configOf(asked));
    LabelQueue queue{.name = fromQt(asked.name), .seed = labelSeed(fromQt(asked.name)), .runs = runsOf(asked)};
    if (pairs) queue.items = std::move(pairs->items);
    const auto made = pairs ? makeLabelQueue(open_->folder(), queue) : Status(unexpected(pairs.error()));
    if (!made) {
        Q_EMIT failed(tr("The queue cannot be made"), toQt(made.error()));
        return;
    }
    listQueues();
    open(asked.name);
}

void ProjectLabels::askForPair(const QString &queue, const LabelItem &like) {
    if (!open_) return;
    const auto request = pairRequest(*open_, like, QRandomGenerator::global()->generate64());
    if (!request) {
        Q_EMIT pairFailed(toQt(request.error()));
        return;
    }
    worker().ask(queue, *request);
}

void ProjectLabels::askForTokens(const LabelItem &item) {
    if (!open_) return;
    const auto a = tokensRequest(*open_, item.prompt, item.a), b = tokensRequest(*open_, item.prompt, item.b);
    if (a && b)
        worker().ask(item, *a, *b);
    else
        Q_EMIT tokensScored({.item = item.id, .problem = toQt((a ? b : a).error())});
}

LabelWorker &ProjectLabels::worker() {
    if (worker_) return *worker_;
    worker_ = std::make_unique<LabelWorker>();
    connect(worker_.get(), &LabelWorker::made, this, &ProjectLabels::take);
    connect(worker_.get(), &LabelWorker::failed, this,
            [this](const QString &, const QString &why) { Q_EMIT pairFailed(why); });
    connect(worker_.get(), &LabelWorker::scored, this, &ProjectLabels::tokensScored);
    return *worker_;
}

/// The pair is on disk before anybody can judge it.
void ProjectLabels::take(const QString &queue, const LabelItem &item) {
    if (!open_) return;
    if (const auto added = appendLabelItem(open_->folder(), fromQt(queue), item))
        Q_EMIT pairMade(queue, item);
    else
        Q_EMIT pairFailed(toQt(added.error()));
}

namespace {

LabelCandidate candidateOf(const std::optional<Plan> &plan, const QString &text, const QString &arm) {
    LabelCandidate candidate{.text = fromQt(text), .name = fromQt(arm)};
    if (plan)
        for (const PlannedRun &run : plan->runs)
            if (isArm(run.kind) && run.name == candidate.name) candidate.run = run.id;
    return candidate;
}

/// The queue holds the item afterwards.
Status keepItem(const fs::path &project, const LabelItem &item) {
    const auto queue = readLabelQueue(project, kArenaQueue);
    if (!queue && queue.error().code == "labels.no_queue")
        return makeLabelQueue(
            project,
            {.name = kArenaQueue, .seed = labelSeed(kArenaQueue), .runs = {item.a.run, item.b.run}, .items = {item}});
    if (!queue) return unexpected(queue.error());
    for (const auto &known : queue->items)
        if (known.id == item.id) return {};
    return appendLabelItem(project, kArenaQueue, item);
}

} // namespace

void ProjectLabels::vote(const ArenaVote &vote) {
    if (!open_) return;
    const auto plan = open_->lastPlan();
    LabelItem item{.prompt = fromQt(vote.prompt), .origin = "arena"};
    item.a = candidateOf(plan ? std::optional(*plan) : std::nullopt, vote.left, vote.leftArm);
    item.b = candidateOf(plan ? std::optional(*plan) : std::nullopt, vote.right, vote.rightArm);
    item.id = labelItemId(item);
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const LabelEvent event{.queue = kArenaQueue,
                           .item = item.id,
                           .kind = "label",
                           .verdict = fromQt(vote.verdict),
                           .annotator = annotatorHere(),
                           .time = now};
    auto kept = open_->readOnly() ? Status(fail(*open_->readOnly())) : keepItem(open_->folder(), item);
    if (kept) kept = writeEvents(open_->store(), {event});
    if (!kept) {
        Q_EMIT failed(tr("The vote was not kept"), toQt(kept.error()));
        return;
    }
    listQueues();
    Q_EMIT voteSaved();
}

void ProjectLabels::writePreferenceFile(const QString &queue) {
    if (!open_) return;
    const auto written = writePreferences(*open_, fromQt(queue));
    if (written)
        Q_EMIT exported(toQt(written->file.string()), summaryOf(written->preferences));
    else
        Q_EMIT failed(tr("The labels cannot be exported"), toQt(written.error()));
}

void ProjectLabels::trainOn(const QString &queue) {
    if (!open_) return;
    const auto training = trainingOn(queue);
    if (training)
        queue_.addAndRun(training->tables, training->name);
    else
        Q_EMIT failed(tr("No training on these labels"), toQt(training.error()));
}

Result<ProjectLabels::Training> ProjectLabels::trainingOn(const QString &name) {
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    if (!queue) return unexpected(queue.error());
    const auto model = labelledModel(*open_, *queue);
    if (!model) return unexpected(model.error());
    const auto experiment = open_->experiment();
    if (!experiment) return unexpected(experiment.error());
    const auto written = writePreferences(*open_, queue->name);
    if (!written) return unexpected(written.error());
    Training out;
    const std::string file = fs::path(written->file).lexically_relative(open_->folder()).string();
    std::string data;
    for (const auto &set : experiment->data)
        if (set.file == file) data = set.name; // the same labels again
    if (data.empty()) {
        data = freeName(*experiment, "labels " + queue->name);
        out.tables["data"] = Json::array({{{"name", data}, {"file", file}}});
    }
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const MethodInfo *method = catalogue->learningFrom(kLabelLayout);
    if (!method)
        return fail({.code = "labels.no_algorithm",
                     .message = "this build has no algorithm that learns from preferences",
                     .expected = kLabelLayout});
    const std::string stage = freeName(*experiment, *model + " " + method->name + " on " + queue->name);
    out.tables["stage"] = Json::array({{{"name", stage},
                                        {"kind", kindOf(&Catalogue::algorithms).info.name},
                                        {"algorithm", method->name},
                                        {"model", *model},
                                        {"data", data}}});
    out.name = toQt(stage);
    return out;
}

} // namespace lapidary
