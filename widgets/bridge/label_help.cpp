// SPDX-License-Identifier: GPL-3.0-or-later
// What helps a person to label: which item tells most, and what a judge says of it.
#include "core/base/hash.h"
#include "core/data/layouts/registry.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/labels/kinds/pieces.h"
#include "core/workbench/labels/label_generate.h"
#include "core/workbench/models/model_list.h"
#include "core/workbench/stages/feedback.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/experiment_queue.h"
#include "widgets/bridge/label_orderer.h"
#include "widgets/bridge/label_worker.h"
#include "widgets/bridge/open_project.h"
#include "widgets/bridge/project_labels.h"
#include <algorithm>

namespace lapidary {

namespace {

constexpr const char *kConstitution = "constitution.toml";
constexpr int kReasonTokens = 48; ///< enough for a sentence, beside each suggestion
constexpr int kRollouts = 8;      ///< behind each step

/// The models that write, by the names that the experiment knows.
QStringList judgesIn(Project &project, const std::vector<LabelScorer> &scorers) {
    QStringList out;
    const auto models = listModels(project);
    if (!models) return out;
    for (const ModelEntry &each : *models) {
        const bool scores = std::any_of(scorers.begin(), scorers.end(),
                                        [&](const LabelScorer &scorer) { return scorer.run == each.run; });
        const bool known = each.kind == "model" || each.kind == "trained" || each.kind == "adapter";
        if (each.present && known && !scores && !out.contains(toQt(each.name))) out.append(toQt(each.name));
    }
    return out;
}

/// The queue's pairs as rows that a judge compares; what stands as chosen says nothing.
std::string pairRows(const LabelQueue &queue) {
    std::vector<Json> rows;
    for (const LabelItem &item : queue.items)
        if (item.repeats.empty() && item.answers.size() == 2 && item.answers[0].text != item.answers[1].text)
            if (auto row = writeRecord({.id = item.id,
                                        .what = Preference{promptOf(item), answerOf(item, item.answers[0].text),
                                                           answerOf(item, item.answers[1].text), 1,
                                                           item.answers[0].terminated, item.answers[1].terminated}}))
                rows.push_back(std::move(*row));
    return toJsonl(rows);
}

} // namespace

void ProjectLabels::readHelp(const QString &name) {
    if (!open_ || name.isEmpty()) return;
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    if (!queue) return; // who opens it is told
    LabelHelpValues out{.queue = name};
    const auto scorers = labelScorers(*open_);
    for (const LabelScorer &each : scorers ? *scorers : std::vector<LabelScorer>())
        out.scorers.append({toQt(each.run), toQt(each.name)});
    const LabelKind &kind = *queue->setup.kind;
    if (kind.fewest == 2 && kind.most == 2)
        out.judges = judgesIn(*open_, scorers ? *scorers : std::vector<LabelScorer>());
    auto said = suggestionsFor(*open_, *queue);
    if (said)
        out.suggestions = std::move(*said);
    else
        out.problem = toQt(said.error());
    Q_EMIT helpRead(out);
}

LabelOrderer &ProjectLabels::orderer() {
    if (orderer_) return *orderer_;
    orderer_ = std::make_unique<LabelOrderer>();
    connect(orderer_.get(), &LabelOrderer::ordered, this, &ProjectLabels::ordered);
    return *orderer_;
}

/// Whole references, by run: reward models, or those that gave the answers.
Result<std::map<std::string, Json>> ProjectLabels::modelsFor(const LabelOrderRequest &asked, const LabelOrder &order,
                                                             const LabelState &state) {
    std::vector<std::string> runs;
    for (const QString &each : asked.models) runs.push_back(fromQt(each));
    if (order.asks == LabelOrder::Policy)
        for (const LabelItem &item : state.items())
            for (const LabelCandidate &answer : item.answers)
                if (!answer.run.empty()) runs.push_back(answer.run);
    std::map<std::string, Json> out;
    for (const std::string &run : runs) {
        if (out.contains(run)) continue;
        auto model = modelOfRun(*open_, run);
        if (!model) return unexpected(model.error());
        out.emplace(run, std::move(*model));
    }
    return out;
}

void ProjectLabels::order(const LabelOrderRequest &asked, const LabelState &state) {
    if (!open_) return;
    const auto order = labelOrderNamed(fromQt(asked.order));
    if (!order || (*order)->asks == LabelOrder::Nobody) {
        orderer_.reset(); // whatever is under way is for nobody
        if (!order) Q_EMIT ordered({.asked = asked, .problem = toQt(order.error())});
        return;
    }
    const auto models = modelsFor(asked, **order, state);
    if (models)
        orderer().begin(asked, **order, *models, state);
    else
        Q_EMIT ordered({.asked = asked, .problem = toQt(models.error())});
}

void ProjectLabels::learn(const std::vector<LabelEvent> &events) {
    if (orderer_) orderer_->learn(events);
}

namespace {

/// As another stage of this judge is set, or with a sentence of reasons, by the project's constitution where it has
/// one.
Json judgeConfig(const Experiment &experiment, const fs::path &project, const std::string &kind,
                 const std::string &model) {
    Json config = {{"reason_tokens", kReasonTokens}};
    std::error_code wrong;
    if (fs::exists(project / kConstitution, wrong)) config["constitution"] = kConstitution;
    for (const Stage &stage : experiment.stages)
        if (stage.kind == kind && stage.model == model) config = stage.config;
    config["drop_inconsistent"] = false; // a person sees that the judge contradicts itself
    return config;
}

/// The stage in which the model compares the queue's pairs, and their rows where the experiment has none of them.
Result<std::pair<Json, std::string>> judgingOf(Project &project, const LabelQueue &queue, const std::string &model) {
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    const std::string rows = pairRows(queue), kind = feedbackKind().info.name;
    const fs::path file = labelFolder(project.folder(), queue.name) / ("pairs-" + contentHash(rows) + ".jsonl");
    if (auto written = writeFileAtomic(file, rows); !written) return unexpected(written.error());
    const std::string relative = file.lexically_relative(project.folder()).string();
    std::string data;
    for (const auto &set : experiment->data)
        if (set.file == relative) data = set.name; // another judge was asked before
    Json tables = Json::object();
    if (data.empty()) {
        data = freeName(*experiment, "pairs of " + queue.name);
        tables["data"] = Json::array({{{"name", data}, {"file", relative}}});
    }
    const std::string stage = freeName(*experiment, model + " judges " + queue.name);
    tables["stage"] = Json::array({{{"name", stage},
                                    {"kind", kind},
                                    {"model", model},
                                    {"inputs", {{"pairs", data}}},
                                    {"config", judgeConfig(*experiment, project.folder(), kind, model)}}});
    return std::pair(std::move(tables), stage);
}

} // namespace

void ProjectLabels::askJudge(const QString &name, const QString &model) {
    if (!open_) return;
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    const auto made = queue ? judgingOf(*open_, *queue, fromQt(model))
                            : Result<std::pair<Json, std::string>>(unexpected(queue.error()));
    if (made)
        queue_.addAndRun(made->first, toQt(made->second));
    else
        Q_EMIT failed(tr("The judge cannot be asked"), toQt(made.error()));
}

void ProjectLabels::readStepHelp(const QString &name) {
    if (!open_ || name.isEmpty()) return;
    const auto queue = readLabelQueue(open_->folder(), fromQt(name));
    if (!queue || !queue->setup.kind->ofSteps) return; // who opens it is told
    StepHelpValues out{.queue = name, .rollouts = !queue->runs.empty()};
    const auto scorers = stepScorers(*open_);
    for (const LabelScorer &each : scorers ? *scorers : std::vector<LabelScorer>())
        out.scorers.append({toQt(each.run), toQt(each.name)});
    auto scores = stepScoresIn(*open_, *queue);
    if (scores)
        out.scores = std::move(*scores);
    else
        out.problem = toQt(scores.error());
    Q_EMIT stepHelpRead(out);
}

void ProjectLabels::askSteps(const QString &name, const LabelItem &item, const QString &run) {
    if (!open_) return;
    const auto asked = [&]() -> Status {
        if (!run.isEmpty()) {
            const auto record = open_->store().run(fromQt(run));
            if (!record) return unexpected(record.error());
            const std::string title = *record ? (**record).title.empty() ? (**record).name : (**record).title : "";
            auto model = stepAskerOf(*open_, {fromQt(run), title});
            if (!model) return unexpected(model.error());
            worker().ask(name, item, std::make_shared<StepAsker>(std::move(*model)));
            return {};
        }
        const auto queue = readLabelQueue(open_->folder(), fromQt(name));
        if (!queue) return unexpected(queue.error());
        const auto rollouts = stepRollouts(*open_, *queue, item, kRollouts);
        if (!rollouts) return unexpected(rollouts.error());
        worker().ask(name, item, *rollouts);
        return {};
    }();
    if (!asked) Q_EMIT stepsScored({.queue = name, .item = item.id, .problem = toQt(asked.error())});
}

} // namespace lapidary
