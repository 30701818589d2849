// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/planning.h"
#include "core/data/layouts/registry.h"
#include "core/data/rewards/rule_reward.h"
#include "core/job/changes.h"
#include "core/remote/book.h"
#include "core/workbench/data/datasets.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/training_findings.h"
#include "core/workbench/experiment/wiring.h"
#include "core/workbench/installed.h"
#include "core/workbench/queue/run_folder.h"
#include "widgets/bridge/conversions.h"
#include <algorithm>

namespace lapidary {

namespace {

const Stage *stageNamed(const Experiment &experiment, const std::string &name) {
    const auto it = std::find_if(experiment.stages.begin(), experiment.stages.end(),
                                 [&](const Stage &each) { return each.name == name; });
    return it == experiment.stages.end() ? nullptr : &*it;
}

/// A trained stage is as large as the model that it began from.
Result<ModelSize> sizeOf(const Project &project, const Experiment &experiment, std::string name) {
    while (const Stage *stage = stageNamed(experiment, name)) {
        if (stage->fork.empty()) {
            name = stage->model;
            continue;
        }
        const fs::path run = project.runFolder(stage->fork);
        const auto parent = readDocument((run / "run.toml").string());
        if (!parent) return unexpected(parent.error());
        return sizeOfModel(run / parent->values.value("model", Json::object()).value("path", ""));
    }
    const auto entry = experiment.models.find(name);
    if (entry == experiment.models.end())
        return fail({.code = "experiment.unknown_model", .message = "there is no such model", .found = name});
    if (remoteNameOf(entry->second)) return ModelSize{}; // nothing of it is here
    const auto folder = modelFolder(entry->second, experiment.folder);
    if (!folder) return unexpected(folder.error());
    return sizeOfModel(*folder);
}

/// What the tokenizer of each model and training makes of the rows, as far as there is anything to say.
QVector<TextNotes> textNotes(const Experiment &experiment, const fs::path &rows) {
    std::vector<std::string> names;
    for (const auto &[name, place] : experiment.models) names.push_back(name);
    for (const Stage &stage : experiment.stages)
        if (isTraining(stage.kind)) names.push_back(stage.name);
    std::map<fs::path, TextNotes> known; // by tokenizer: most models of an experiment share one
    QVector<TextNotes> out;
    for (const auto &name : names) {
        const auto folder = tokenizerFolder(experiment, name);
        if (!folder) continue;
        const auto [it, isNew] = known.try_emplace(*folder);
        const auto tokenizer = isNew ? Tokenizer::load(*folder) : Result<Tokenizer>(unexpected(Error{}));
        if (const auto found = tokenizer ? findingsIn(rows, *tokenizer) : Result<FileFindings>(unexpected(Error{}))) {
            const TextFindings &each = found->findings;
            it->second = {.mergedRows = each.mergedRows(),
                          .lostRows = each.lostRows(),
                          .lostCharacters = each.lostCharacters(),
                          .lost = toQt(each.lost())};
        }
        it->second.model = toQt(name);
        if (it->second.mergedRows + it->second.lostRows > 0) out.append(it->second);
    }
    return out;
}

QVector<RewardNote> rewardNotes(const Experiment &experiment, const fs::path &rows) {
    QVector<RewardNote> out;
    for (const RuleReward &reward : ruleRewards())
        for (const Sentence &each : rewardFindings(rows, experiment.rule, {reward.name}))
            out.append({QString::fromUtf8(reward.name), toQt(each)});
    return out;
}

QStringList layoutsIn(const Experiment &experiment, const DataSet &set) {
    QStringList layouts;
    for (const auto &each : layoutsOf(experiment, set)) layouts.append(toQt(each));
    return layouts;
}

/// What a training is given beside the model and the rows that it begins with.
QMap<QString, QString> furtherInputs(const Stage &stage) {
    QMap<QString, QString> out;
    const Port *data = dataPort(stage.method);
    for (const auto &[port, input] : stage.inputs)
        if (port != "policy" && (!data || port != data->name)) out[toQt(port)] = toQt(input.said());
    return out;
}

RunPlan planOf(const Project &project, const Experiment &experiment, const RunRecord &record) {
    RunPlan plan{.id = toQt(record.id),
                 .name = toQt(record.name),
                 .algorithm = toQt(record.method),
                 .memoryPeak = record.memoryPeak};
    const fs::path folder = project.runFolder(record.id);
    plan.seed = experiment.seed;
    if (const auto run = readDocument((folder / "run.toml").string())) {
        plan.config = run->values.value("config", Json::object());
        plan.seed = run->values.value("seed", experiment.seed);
    }
    if (const auto changes = changesOf(folder); changes && changes->is_object())
        plan.changes = changes->value("settings", Json::array());
    for (const auto step : checkpointSteps(folder)) plan.checkpoints.append(step);
    const Stage *stage = stageNamed(experiment, record.name);
    if (stage && stage->algorithm == record.method && stage->fork.empty()) {
        plan.model = toQt(stage->model);
        plan.data = toQt(stage->data);
        plan.inputs = furtherInputs(*stage);
    }
    return plan;
}

void addModel(const Project &project, const Experiment &experiment, const std::string &name, PlanningValues &out) {
    const auto size = sizeOf(project, experiment, name);
    out.models.append({toQt(name), size.value_or(ModelSize{}), size ? QString() : toQt(size.error())});
}

void addModels(const Project &project, const Experiment &experiment, PlanningValues &out) {
    for (const auto &[name, place] : experiment.models) {
        if (remoteNameOf(place))
            out.models.append({.name = toQt(name), .remote = true});
        else
            addModel(project, experiment, name, out);
    }
}

/// Those that the arms are measured on come last.
void addDataSets(const Experiment &experiment, PlanningValues &out) {
    const auto measured = [&](const std::string &set) {
        return std::any_of(experiment.arms.begin(), experiment.arms.end(), [&](const Arm &arm) {
            return std::find(arm.buckets.begin(), arm.buckets.end(), set) != arm.buckets.end();
        });
    };
    for (const DataSet &set : experiment.data)
        out.data.append({toQt(set.name), layoutsIn(experiment, set), measured(set.name)});
    std::stable_partition(out.data.begin(), out.data.end(), [](const DataChoice &each) { return !each.measured; });
}

/// Of the rows that a stage leaves.
QStringList layoutsLeft(const Stage &stage) {
    QStringList layouts;
    for (const Output &output : stage.method.outputs)
        if (output.what == Artifact::Rows) layouts.append(toQt(output.layout));
    return layouts;
}

/// The first file with rows that a stage leaves; empty: none.
std::string rowsFileOf(const Stage &stage) {
    for (const Output &output : stage.method.outputs)
        if (output.what == Artifact::Rows) return output.file;
    return {};
}

/// What the stages give, and all names that are taken.
void addStages(const Project &project, const Experiment &experiment, PlanningValues &out) {
    for (const Stage &stage : experiment.stages) {
        if (isTraining(stage.kind)) {
            addModel(project, experiment, stage.name, out);
            out.stages.append(toQt(stage.name));
        } else if (const QStringList layouts = layoutsLeft(stage); !layouts.isEmpty()) {
            out.data.append({toQt(stage.name), layouts});
        }
        out.taken.append(toQt(stage.name));
    }
    for (const Sweep &sweep : experiment.sweeps) out.taken.append(toQt(sweep.stage));
    for (const auto &set : experiment.data) out.taken.append(toQt(set.name));
    for (const auto &arm : experiment.arms) out.taken.append(toQt(arm.name));
}

/// Trainings of the experiment that have no run yet.
void addPlannedRuns(const Experiment &experiment, PlanningValues &out) {
    for (const Stage &stage : experiment.stages)
        if (isTraining(stage.kind) && stage.fork.empty() &&
            std::none_of(out.runs.begin(), out.runs.end(),
                         [&](const RunPlan &run) { return run.name == toQt(stage.name); }))
            out.runs.append({.id = toQt(stage.name),
                             .name = toQt(stage.name),
                             .algorithm = toQt(stage.algorithm),
                             .model = toQt(stage.model),
                             .data = toQt(stage.data),
                             .config = stage.config,
                             .inputs = furtherInputs(stage),
                             .seed = stage.seed});
}

} // namespace

Result<PlanningValues> planningOf(Project &project) {
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto records = project.store().runs();
    if (!records) return unexpected(records.error());
    PlanningValues out{.folder = toQt(project.folder().string()), .catalogue = std::move(*catalogue)};
    addModels(project, *experiment, out);
    addDataSets(*experiment, out);
    addStages(project, *experiment, out);
    for (const RunRecord &record : *records)
        if (isTraining(record.kind)) out.runs.append(planOf(project, *experiment, record));
    addPlannedRuns(*experiment, out);
    out.freeMemory = availableMemory();
    out.seed = experiment->seed;
    return out;
}

Result<DataFacts> dataFactsOf(Project &project, const QString &name) {
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    DataFacts facts{.name = name};
    const Stage *stage = stageNamed(*experiment, fromQt(name));
    if (!stage) {
        if (project.readOnly()) return fail(*project.readOnly());
        const auto frozen = Datasets(*experiment, project.folder(), project.store()).freeze(fromQt(name));
        if (!frozen) return unexpected(frozen.error());
        facts.rows = frozen->rows;
        facts.longestText = frozen->longestText;
        facts.notes = textNotes(*experiment, project.folder() / frozen->file);
        facts.rewards = rewardNotes(*experiment, project.folder() / frozen->file);
        return facts;
    }
    const auto records = project.store().runs();
    if (!records) return unexpected(records.error());
    for (const RunRecord &record : *records) { // the newest that is finished
        const std::string file = rowsFileOf(*stage);
        if (record.name != fromQt(name) || file.empty() || record.kind != stage->kind || record.state != "finished")
            continue;
        facts.rows = facts.longestText = 0;
        const auto read = forEachRow(project.runFolder(record.id) / file, [&](const Json &row) -> Status {
            ++facts.rows;
            if (const auto known = readRecord(row))
                facts.longestText = std::max(facts.longestText, qint64(textBytes(*known)));
            return {};
        });
        if (!read) return unexpected(read.error());
    }
    return facts;
}

} // namespace lapidary
