// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/dry_check.h"
#include "core/config/spec.h"
#include "core/remote/book.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/source_lines.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/training_findings.h"
#include "core/workbench/installed.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include "core/workbench/stages/stage_check.h"
#include <algorithm>

namespace lapidary {
namespace {

/// Larger models take longer to read than a dry run may.
constexpr std::int64_t kMostBytes = 8ll << 30;

const Stage *stageOf(const Experiment &experiment, const std::string &name) {
    const auto it = std::find_if(experiment.stages.begin(), experiment.stages.end(),
                                 [&](const Stage &stage) { return stage.name == name; });
    return it == experiment.stages.end() ? nullptr : &*it;
}

/// The folder of the model that a chain of stages begins with.
std::optional<fs::path> rootOf(const Experiment &experiment, std::string name) {
    for (const Stage *stage = stageOf(experiment, name); stage; stage = stageOf(experiment, name)) {
        if (!stage->fork.empty() || stage->model == name) return std::nullopt;
        name = stage->model;
    }
    const auto entry = experiment.models.find(name);
    if (entry == experiment.models.end() || remoteNameOf(entry->second)) return std::nullopt;
    const auto folder = modelFolder(entry->second, experiment.folder);
    return folder ? std::optional(*folder) : std::nullopt;
}

bool isThere(const fs::path &runFolder, const Json &reference) {
    std::error_code ignored;
    const auto there = [&](const Json &part) {
        return fs::exists((runFolder / part.value("path", "")).lexically_normal(), ignored);
    };
    const Json adapters = reference.value("adapters", Json::array());
    return there(reference) && std::all_of(adapters.begin(), adapters.end(), there);
}

/// Puts the model that the stages begin with where one of the run's own is not there yet; false where none can stand
/// in.
bool standIn(const Experiment &experiment, const fs::path &folder, PlannedRun &run) {
    const Stage *stage = stageOf(experiment, run.name);
    for (const Port &port : stage->method.inputs) {
        if (!isModel(port.what)) continue;
        const std::string key = port.name == "policy" ? "model" : port.name;
        const auto reference = run.config.find(key);
        if (reference == run.config.end() || isThere(folder, *reference)) continue;
        const auto input = stage->inputs.find(port.name);
        // No head is made for a model that scores.
        const bool writes = port.name == "policy" || (port.head.empty() && port.what == Artifact::Model);
        const auto root =
            writes && input != stage->inputs.end() ? rootOf(experiment, input->second.name) : std::nullopt;
        if (!root) return false;
        *reference = {{"path", root->string()}, {"stands_in", true}};
    }
    return true;
}

bool hasRows(const fs::path &project, const PlannedRun &run) {
    std::error_code ignored;
    return std::all_of(run.files.begin(), run.files.end(),
                       [&](const auto &file) { return fs::exists(project / file.second, ignored); });
}

/// Rows lie in the folder of the check, which nobody finds again: told of the file that they were read from, or else of
/// the data set that was made of it.
Error ofSource(Error error, const Experiment &experiment, const fs::path &project, const PlannedRun &run) {
    const fs::path name = fs::path(error.file).filename();
    const auto frozen = run.files.find(name.string());
    if (frozen == run.files.end()) return error;
    error.file = (project / frozen->second).string();
    const Inputs &inputs = stageOf(experiment, run.name)->inputs;
    const auto input = inputs.find(name.stem().string());
    if (input == inputs.end()) return error;
    return ofSourceLine(std::move(error), experiment, input->second.name);
}

/// The table of a stage in the experiment's file, or in what was added to it; a swept one stands there once.
bool placeIn(const Document &document, const Stage &stage, Error &error) {
    const Json stages = document.values.value("stage", Json::array());
    const std::string &name = stage.sweep.empty() ? stage.name : stage.sweep;
    const auto table = std::find_if(stages.begin(), stages.end(),
                                    [&](const Json &each) { return getString(each, "name").value_or("") == name; });
    if (table == stages.end()) return false;
    const std::string at = "stage." + std::to_string(table - stages.begin());
    error.file = document.file;
    error.line = document.lineOf(at);
    std::string path;
    for (const char *within : {".", ".inputs.", ".sweep.", ".config."}) {
        const std::string place = within + error.field;
        if (error.field.empty() || document.lineOf(at + place) == 0) continue;
        path = place;
        error.line = document.lineOf(at + place);
    }
    if (path.empty() && !error.field.empty()) path = "." + error.field;
    error.field = "stage." + name + path;
    return true;
}

/// An error that names no file is one of the stage's settings or inputs: it is told with their place.
Error inExperiment(Error error, const Experiment &experiment, const Stage &stage) {
    if (!error.file.empty()) return error;
    const auto document = readDocument(experiment.file), added = readAdditions(experiment.folder);
    if (!document || !placeIn(*document, stage, error))
        if (added) placeIn(*added, stage, error);
    return error;
}

/// Of a stage that is no training.
std::optional<Error> settingsProblem(const Experiment &experiment, const Stage &stage) {
    const auto folder = tokenizerFolder(experiment, stage.model);
    const auto tokenizer = folder ? Tokenizer::load(*folder) : Result<Tokenizer>(fail("model.no_tokenizer", ""));
    auto problem = stageProblem(stage.kind, stage.config, tokenizer ? &*tokenizer : nullptr);
    return problem ? std::optional(inExperiment(std::move(*problem), experiment, stage)) : std::nullopt;
}

} // namespace

DryCheck dryCheck(const Experiment &experiment, const fs::path &project, const PlannedRun &run, const AskCheck &ask) {
    DryCheck out{.run = run.name};
    const fs::path folder = project / "runs" / ("." + run.id + ".check");
    const Stage *stage = stageOf(experiment, run.name);
    if (!stage || !stage->fork.empty()) return out;
    if (!isTraining(run.kind)) {
        out.error = settingsProblem(experiment, *stage);
        return out;
    }
    PlannedRun stood = run;
    if (run.memoryEstimate > kMostBytes || !hasRows(project, run) || !standIn(experiment, folder, stood)) return out;
    out.checked = true;
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    const auto made = fillRunFolder(folder, project, stood);
    const auto answer = made ? ask({{"verb", "check"}, {"folder", folder.string()}}) : Result<Json>(fail(made.error()));
    fs::remove_all(folder, ignored);
    if (!answer)
        out.error = inExperiment(ofSource(answer.error(), experiment, project, run), experiment, *stage);
    else
        for (const Json &notice : answer->value("notices", Json::array()))
            out.notices.push_back(sentenceIn(notice, "text"));
    return out;
}

} // namespace lapidary
