// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_labels.h"
#include "core/workbench/labels/label_export.h"
#include "core/workbench/labels/label_items.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/label_orderer.h"
#include "widgets/bridge/label_trier.h"
#include "widgets/bridge/label_worker.h"
#include "widgets/bridge/live_policy.h"
#include "widgets/bridge/open_project.h"
#include <QRandomGenerator>
#include <algorithm>
#include <chrono>

namespace lapidary {

namespace {

constexpr const char *kArenaQueue = "arena";

LabelItemsConfig configOf(const LabelQueueRequest &asked) {
    return {.itemsPerPrompt = asked.itemsPerPrompt,
            .answersPerItem = asked.answersPerItem,
            .maxItems = asked.maxItems,
            .askedTwice = asked.askedTwice};
}

std::vector<std::string> textsOf(const QStringList &texts) {
    std::vector<std::string> out;
    for (const QString &text : texts) out.push_back(fromQt(text));
    return out;
}

/// What the request would make; of the kind that the rows are made for where it names none.
Result<std::pair<LabelItems, LabelSetup>> itemsOf(Project &project, const LabelQueueRequest &asked) {
    const LabelItemsConfig config = configOf(asked);
    const auto sources = textsOf(asked.sources);
    const LabelKind *kind = labelKinds().front();
    if (asked.kind.isEmpty()) {
        const auto looked = itemsFor(project, sources, *labelKinds().back(), config);
        if (looked && looked->proposed) kind = looked->proposed;
    } else if (const auto named = labelKindNamed(fromQt(asked.kind))) {
        kind = *named;
    } else {
        return unexpected(named.error());
    }
    auto made = itemsFor(project, sources, *kind, config);
    if (!made) return unexpected(made.error());
    return std::pair(std::move(*made),
                     LabelSetup{kind, kind->rated ? textsOf(asked.criteria) : std::vector<std::string>{}});
}

/// The runs that the answers come from, each once.
std::vector<std::string> runsOf(const std::vector<LabelItem> &items) {
    std::vector<std::string> runs;
    for (const auto &item : items)
        for (const auto &answer : item.answers)
            if (!answer.run.empty() && std::find(runs.begin(), runs.end(), answer.run) == runs.end())
                runs.push_back(answer.run);
    return runs;
}

QString summaryOf(const LabelRows &made) {
    return ProjectLabels::tr("%1 rows of %2 items; left out: %3 without a lesson, %4 disputed, %5 skipped, %6 open")
        .arg(made.rows.size())
        .arg(made.items)
        .arg(made.silent)
        .arg(made.disputed)
        .arg(made.skipped)
        .arg(made.open);
}

/// Whatever others said of the items that are to be settled.
Result<std::map<std::string, std::string>> saidBefore(Project &project, const LabelQueue &queue) {
    std::map<std::string, std::string> out;
    if (queue.adjudicates.empty()) return out;
    const auto original = readLabelQueue(project.folder(), queue.adjudicates);
    if (!original) return unexpected(original.error());
    const auto book = labelBook(project.store(), *original);
    if (!book) return unexpected(book.error());
    for (const LabelItem &item : queue.items)
        for (const auto &[name, state] : *book)
            if (const auto at = state.find(item.id); at && state.marks()[*at].status() == LabelStatus::Done)
                out[item.id] += (out[item.id].empty() ? "" : "   ") + name + " " + state.brief(*at);
    return out;
}

} // namespace

ProjectLabels::ProjectLabels(OpenProject &open, ExperimentQueue &queue, QObject *parent)
    : ProjectPart(parent), open_(open), queue_(queue) {
    connect(&open_, &OpenProject::closing, this, [this] {
        worker_.reset();
        orderer_.reset();
        trier_.reset();
        if (policy_) policy_->forget();
        broken_ = false;
    });
    connect(&open_, &OpenProject::begun, this, &ProjectLabels::listQueues);
    connect(&open_, &OpenProject::begun, this, &ProjectLabels::listSources);
}

ProjectLabels::~ProjectLabels() = default;

void ProjectLabels::listQueues() {
    QStringList out;
    for (const auto &name : labelQueueNames(open_->folder())) out.append(toQt(name));
    Q_EMIT queuesChanged(out);
}

void ProjectLabels::open(const QString &name, const QString &annotator) {
    if (!open_) return;
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    const auto said =
        queue ? saidBefore(*open_, *queue) : Result<std::map<std::string, std::string>>(unexpected(queue.error()));
    auto book = said ? labelBook(open_->store(), *queue) : Result<LabelBook>(unexpected(said.error()));
    if (!book) {
        Q_EMIT failed(tr("The queue “%1” cannot be opened").arg(name), toQt(book.error()));
        return;
    }
    broken_ = false;
    LabelQueueValues out{.state = LabelState(queue->items, queue->setup),
                         .session = {.queue = queue->name,
                                     .annotator = fromQt(annotator),
                                     .seed = queue->seed,
                                     .readOnly = open_->readOnly().has_value()},
                         .guidelines = toQt(queue->guidelines),
                         .said = *said,
                         .live = queue->live};
    if (!queue->live.run.empty())
        if (auto given = givenIds(open_->folder(), queue->name)) out.given = std::move(*given);
    for (auto &[who, state] : *book) {
        out.annotators.append(toQt(who));
        if (who == out.session.annotator) out.state = std::move(state);
    }
    if (!out.annotators.contains(annotator)) out.annotators.append(annotator);
    Q_EMIT opened(out);
    readHelp(name);
    readStepHelp(name);
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

void ProjectLabels::listSources() {
    if (!open_) return;
    const auto sets = open_->store().datasets();
    if (!sets) return;
    QVector<LabelDataValues> out;
    const auto experiment = open_->experiment();
    for (const DatasetRecord &set : *sets) {
        LabelDataValues values{.hash = toQt(set.hash), .name = toQt(set.name), .rows = set.rows};
        const fs::path rows = fs::path("datasets") / set.hash / "rows.jsonl";
        for (const auto &named : experiment ? experiment->data : std::vector<DataSet>{})
            if (named.file == rows.string()) values.name = toQt(named.name); // as the person called what was frozen
        out.append(values);
    }
    Q_EMIT dataSetsListed(out);
}

void ProjectLabels::findItems(const LabelQueueRequest &asked) {
    if (!open_) return;
    LabelItemsValues out{.asked = asked};
    const auto made = itemsOf(*open_, asked);
    if (made) {
        out.prompts = int(made->first.prompts);
        out.items = int(made->first.items.size());
        out.repeated = int(made->first.repeated);
        out.cut = int(made->first.cut);
        if (made->first.proposed) out.proposed = toQt(std::string(made->first.proposed->name));
    } else {
        out.problem = toQt(made.error());
    }
    Q_EMIT itemsFound(out);
}

void ProjectLabels::make(const LabelQueueRequest &asked, const QString &annotator) {
    if (!open_) return;
    auto items = itemsOf(*open_, asked);
    auto made = items ? Status{} : Status(unexpected(items.error()));
    if (items) {
        auto runs = runsOf(items->first.items);
        made = makeLabelQueue(open_->folder(), {.name = fromQt(asked.name),
                                                .setup = std::move(items->second),
                                                .seed = labelSeed(fromQt(asked.name)),
                                                .runs = std::move(runs),
                                                .items = std::move(items->first.items)});
    }
    if (!made) {
        Q_EMIT failed(tr("The queue cannot be made"), toQt(made.error()));
        return;
    }
    listQueues();
    open(asked.name, annotator);
}

void ProjectLabels::settle(const QString &queue, const QString &name, const QString &annotator) {
    if (!open_) return;
    if (const auto made = adjudicationOf(*open_, fromQt(queue), fromQt(name)); !made) {
        Q_EMIT failed(tr("The queue cannot be made"), toQt(made.error()));
        return;
    }
    listQueues();
    open(name, annotator);
}

void ProjectLabels::writeGuide(const QString &queue, const QString &text) {
    if (!open_ || open_->readOnly()) return;
    if (const auto written = writeGuidelines(open_->folder(), fromQt(queue), fromQt(text)); !written)
        Q_EMIT failed(tr("The guidelines cannot be kept"), toQt(written.error()));
}

void ProjectLabels::measure(const QString &name) {
    if (!open_) return;
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    const auto book = queue ? labelBook(open_->store(), *queue) : Result<LabelBook>(unexpected(queue.error()));
    if (book) {
        LabelQuality quality = qualityOf(*book);
        // Judgements that cannot be read were told of when the queue was opened (readHelp).
        if (const auto said = suggestionsFor(*open_, *queue)) quality.judges = judgeAgreement(*book, *said);
        Q_EMIT measured(quality);
    } else {
        Q_EMIT failed(tr("The queue “%1” cannot be opened").arg(name), toQt(book.error()));
    }
}

void ProjectLabels::askForPair(const QString &queue, const LabelItem &like) {
    if (!open_) return;
    const auto request = freshRequest(*open_, like, QRandomGenerator::global()->generate64());
    if (!request) {
        Q_EMIT pairFailed(toQt(request.error()));
        return;
    }
    worker().ask(queue, *request);
}

void ProjectLabels::askForTokens(const LabelItem &item) {
    if (!open_) return;
    std::vector<TokensRequest> asked;
    for (const LabelCandidate &answer : item.answers) {
        auto request = tokensRequest(*open_, item.prompt, answer);
        if (!request) {
            Q_EMIT tokensScored({.item = item.id, .problem = toQt(request.error())});
            return;
        }
        asked.push_back(std::move(*request));
    }
    worker().ask(item, asked);
}

LabelWorker &ProjectLabels::worker() {
    if (worker_) return *worker_;
    worker_ = std::make_unique<LabelWorker>();
    connect(worker_.get(), &LabelWorker::made, this, &ProjectLabels::take);
    connect(worker_.get(), &LabelWorker::failed, this,
            [this](const QString &, const QString &why) { Q_EMIT pairFailed(why); });
    connect(worker_.get(), &LabelWorker::scored, this, &ProjectLabels::tokensScored);
    connect(worker_.get(), &LabelWorker::stepsScored, this, &ProjectLabels::stepsScored);
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
            project, {.name = kArenaQueue, .seed = labelSeed(kArenaQueue), .runs = runsOf({item}), .items = {item}});
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
    const auto known = plan ? std::optional(*plan) : std::nullopt;
    item.answers = {candidateOf(known, vote.left, vote.leftArm), candidateOf(known, vote.right, vote.rightArm)};
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

void ProjectLabels::writeLabelFile(const QString &queue) {
    if (!open_) return;
    const auto written = writeLabels(*open_, fromQt(queue));
    if (written)
        Q_EMIT exported(toQt(written->file.string()), summaryOf(written->labels));
    else
        Q_EMIT failed(tr("The labels cannot be exported"), toQt(written.error()));
}

} // namespace lapidary
