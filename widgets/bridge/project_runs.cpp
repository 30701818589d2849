// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_runs.h"
#include "core/config/spec.h"
#include "core/job/changes.h"
#include "core/job/worker_launcher.h"
#include "core/workbench/curves/export_curves.h"
#include "core/workbench/run_control.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/run_facts.h"
#include "widgets/models/wording.h"
#include <QDateTime>
#include <algorithm>
#include <numeric>

namespace lapidary {

namespace {

RunValues valuesOf(const RunRecord &record) {
    RunValues values{
        .id = toQt(record.id), .name = toQt(record.name), .kind = toQt(record.kind), .method = toQt(record.method)};
    if (!record.title.empty()) values.ownName = std::exchange(values.name, toQt(record.title));
    values.notes = toQt(record.notes);
    values.state = runStateOf(record.state).value_or(RunState::Queued);
    if (record.error) values.error = toQt(*record.error);
    return values;
}

/// What the queue says of a run, which stands in it at `place`.
void overlay(const RunStatus &status, int place, RunValues &values) {
    values.state = runStateOf(status.state).value_or(values.state);
    values.place = values.state == RunState::Queued ? place : 0;
    if (status.error) values.error = toQt(*status.error);
    values.note = status.reused ? ProjectRuns::tr("done before: its inputs are unchanged") : toQt(status.waitsFor);
}

} // namespace

ProjectRuns::ProjectRuns(OpenProject &open, ExperimentQueue &queue, QObject *parent)
    : ProjectPart(parent), open_(open), queue_(queue) {
    timer_.setInterval(kTickMs);
    connect(&timer_, &QTimer::timeout, this, &ProjectRuns::tick);
    connect(&open_, &OpenProject::closing, this, [this] {
        timer_.stop();
        runs_.clear();
        logs_.clear();
        asked_.clear();
        methods_.reset();
    });
    connect(&open_, &OpenProject::begun, this, &ProjectRuns::begin);
    connect(&queue_, &ExperimentQueue::acted, this, &ProjectRuns::tick);
}

void ProjectRuns::begin() {
    timer_.start();
    list();
    tick();
}

void ProjectRuns::tick() {
    if (!open_) return;
    const bool running = queue_.poll();
    sinceList_ += kTickMs;
    if (running || queue_.isRunning() || sinceList_ >= kListMs) list();
    read();
    hearAnswers();
    queue_.settle(running); // the last word of a run comes before the end of its experiment
}

void ProjectRuns::list() {
    sinceList_ = 0;
    Project &project = *open_;
    // While the queue is watched it knows the states; without it every running run has to be looked at.
    const auto records = queue_.isWatched() ? project.store().runs() : project.runs();
    if (records) {
        runs_ = listed(*records);
        return;
    }
    timer_.stop(); // one message, not twenty a second
    Q_EMIT failed(tr("The runs cannot be listed"), toQt(records.error()));
}

std::vector<RunLogs::Run> ProjectRuns::listed(const std::vector<RunRecord> &records) {
    const auto statuses = queue_.statuses();
    const auto colours = coloursOf(records);
    std::vector<RunLogs::Run> out;
    for (const RunRecord &record : records) {
        RunLogs::Run run{valuesOf(record), open_->runFolder(record.id), keyMetric(record)};
        run.values.colour = colours.value(run.values.id, -1);
        if (run.atWork() && record.pid > 0) run.values.memory = double(peakMemoryOf(record.pid));
        if (const PlannedRun *planned = open_.plan() ? open_.plan()->find(record.id) : nullptr)
            run.values.device = toQt(planned->config.value("device", std::string()));
        int place = 0;
        for (const RunStatus &status : statuses) {
            place += status.state == "queued";
            if (status.id == record.id) overlay(status, place, run.values);
        }
        out.push_back(std::move(run));
    }
    return out;
}

/// Trainings take the slots of the palette in their order. One that was deleted keeps its own, so that the colours of
/// the others stay.
QHash<QString, int> ProjectRuns::coloursOf(const std::vector<RunRecord> &records) {
    auto all = open_->store().removedRuns().value_or(std::vector<RunRecord>());
    const auto removed = all.size();
    all.insert(all.end(), records.begin(), records.end());
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(all[a].created, all[a].id) < std::pair(all[b].created, all[b].id);
    });
    QHash<QString, int> out;
    int colour = 0;
    for (const std::size_t at : order) {
        if (!isTraining(all[at].kind)) continue;
        if (at >= removed) out.insert(toQt(all[at].id), colour);
        ++colour;
    }
    return out;
}

/// The number that says how a training goes; empty where the installed worker does not know its algorithm.
std::string ProjectRuns::keyMetric(const RunRecord &record) {
    if (!methods_) methods_ = installedCatalogue().value_or(Catalogue());
    const MethodInfo *method = isTraining(record.kind) ? methods_->algorithm(record.method) : nullptr;
    const MetricInfo *key = method ? method->keyMetric() : nullptr;
    return key ? key->name : "";
}

/// Reads what the logs hold that is new, and tells it.
void ProjectRuns::read() {
    const RunLogs::News news = logs_.read(runs_);
    if (!news.notices.isEmpty()) Q_EMIT noticesCame(news.notices);
    if (news.changed) Q_EMIT runsChanged(logs_.now());
    if (!news.points.isEmpty()) Q_EMIT curvesGrew(news.points);
    if (!news.samples.isEmpty()) Q_EMIT samplesGrew(news.samples);
    if (!news.batches.isEmpty()) Q_EMIT batchesGrew(news.batches);
    if (!news.scores.isEmpty()) Q_EMIT scoresGrew(news.scores);
}

void ProjectRuns::command(const QString &run, const std::string &verb) {
    if (!open_) return;
    if (const auto done = open_->command(fromQt(run), verb); !done)
        Q_EMIT failed(tr("The run did not take the command “%1”").arg(toQt(verb)), toQt(done.error()));
    tick();
}

void ProjectRuns::resume(const QString &run) {
    if (!open_) return;
    const auto sent = open_->command(fromQt(run), "resume");
    if (!sent && sent.error().code == "run.not_running") return queue_.goOn(run); // acted() brings the news
    if (!sent) Q_EMIT failed(tr("The run does not go on"), toQt(sent.error()));
    tick();
}

void ProjectRuns::describe(const QString &run, const QString &name, const QString &notes) {
    if (!open_) return;
    auto kept = renameRun(*open_, fromQt(run), fromQt(name));
    if (kept) kept = noteRun(*open_, fromQt(run), fromQt(notes));
    if (!kept) Q_EMIT failed(tr("The name and the notes of the run were not kept"), toQt(kept.error()));
    list();
    tick();
}

void ProjectRuns::askUses(const QString &run) {
    if (!open_) return;
    const auto uses = usesOfRun(*open_, fromQt(run));
    if (!uses) return Q_EMIT failed(tr("It is not known who needs this run"), toQt(uses.error()));
    RunUsesValues out{.run = run, .bytes = qint64(bytesOfRun(*open_, fromQt(run)))};
    for (const RunUse &use : *uses) {
        const QString kind = use.kind == "stage"     ? tr("stage")
                             : use.kind == "model"   ? tr("model")
                             : use.kind == "adapter" ? tr("adapter")
                                                     : tr("run");
        (use.blocks ? out.blocking : out.others).append(kind + QLatin1Char(' ') + toQt(use.name));
    }
    if (queue_.holds(run)) out.blocking.append(tr("the experiment that is at work"));
    Q_EMIT usesKnown(out);
}

void ProjectRuns::remove(const QString &run) {
    if (!open_ || queue_.holds(run)) return; // asked before: usesKnown says so
    if (const auto gone = deleteRun(*open_, fromQt(run)); !gone)
        return Q_EMIT failed(tr("The run was not deleted"), toQt(gone.error()));
    logs_.forget(run);
    list();
    tick();
    Q_EMIT noticesCame(
        {{double(QDateTime::currentMSecsSinceEpoch()) / 1000, NoticeLevel::Info, run, tr("Deleted, with its files.")}});
}

void ProjectRuns::exportCurves(const QStringList &runs, const QString &format, const QString &path) {
    if (!open_) return;
    std::vector<std::string> ids;
    for (const QString &run : runs) ids.push_back(fromQt(run));
    const auto written = lapidary::exportCurves(*open_, ids, fs::path(fromQt(path)), fromQt(format));
    if (!written) return Q_EMIT failed(tr("The curves were not exported"), toQt(written.error()));
    Q_EMIT noticesCame({{double(QDateTime::currentMSecsSinceEpoch()) / 1000,
                         NoticeLevel::Info,
                         {},
                         tr("The curves were written to %1.").arg(path)}});
}

void ProjectRuns::readSettings(const QString &run) {
    if (!open_) return;
    const fs::path folder = open_->runFolder(fromQt(run));
    const auto document = readDocument((folder / "run.toml").string());
    if (!document) return Q_EMIT failed(tr("The settings of this run cannot be read"), toQt(document.error()));
    Q_EMIT settingsRead(run, settingsAt(folder, document->values.value("config", Json::object())));
}

void ProjectRuns::change(const QString &run, const Json &settings) {
    if (!open_) return;
    auto worker = connectTo(open_->runFolder(fromQt(run)));
    Status sent = worker ? worker->send({{"verb", "change"}, {"settings", settings}, {"id", 1}})
                         : Status(unexpected(worker.error()));
    if (!sent) return Q_EMIT failed(tr("The settings were not changed"), toQt(sent.error()));
    asked_.push_back({run, std::make_unique<ChannelClient>(std::move(*worker))});
}

/// The worker reads its networks anew for it, which takes its time. What was changed stands in its log.
void ProjectRuns::hearAnswers() {
    std::erase_if(asked_, [this](const Asked &each) {
        for (;;) {
            const auto message = each.worker->receive(0);
            if (message && !*message) return false;
            if (message && !(**message).contains("id")) continue; // an event
            const Json error = message ? (**message).value("error", Json()) : toJson(message.error());
            if (error.is_object()) Q_EMIT failed(tr("The settings were not changed"), toQt(errorFromJson(error)));
            return true;
        }
    });
}

void ProjectRuns::readBatch(const StepBatch &batch) {
    if (!open_) return;
    QStringList texts;
    for (const std::string &each : textsOf(batch, open_->runFolder(batch.run))) texts.append(toQt(each));
    Q_EMIT batchRead(toQt(batch.run), batch.step, texts);
}

void ProjectRuns::readHeldOut(const QString &run, qint64 line) {
    if (open_) Q_EMIT heldOutRead(run, line, toQt(heldOutText(open_->runFolder(fromQt(run)), line)));
}

void ProjectRuns::inspect(const QString &run) {
    if (!open_) return;
    auto facts = runFacts(*open_, open_.plan() ? open_.plan()->find(fromQt(run)) : nullptr, run);
    if (!facts) {
        Q_EMIT failed(tr("The facts of this run cannot be read"), toQt(facts.error()));
        return;
    }
    RunFactsValues::Group history{tr("History"), {}};
    if (const RunFollower *log = logs_.find(run))
        for (const auto &[time, state] : log->history())
            history.facts.append(
                {QDateTime::fromMSecsSinceEpoch(qint64(time * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                 stateWord(state)});
    facts->groups.append(history);
    Q_EMIT factsReady(*facts);
}

} // namespace lapidary
