// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// What was added to an experiment outside its file: data sets, stages and arms that a person started from the window.
/// They stand in added.toml beside experiment.toml, in the same format without the head, and belong to the experiment:
/// the command line runs and compares them too. experiment.toml itself is only ever written by its author,
/// in an editor or on the graph (experiment_editor.h).
fs::path additionsFile(const fs::path &folder);
/// Writes an experiment.toml of nothing but its name where a folder has none yet, so that things can be added to it.
Status beginExperiment(const fs::path &folder);
/// Empty where nothing was added.
Result<Document> readAdditions(const fs::path &folder);

/// Adds tables: {"models": {…}, "data": […], "stage": […], "arm": […]}, each optional, behind what stands there, of
/// which every byte stays. The experiment is checked with them first; where anything is wrong, all problems come back
/// and nothing is written.
Status addToExperiment(const fs::path &folder, const Catalogue &catalogue, const Json &tables);
/// The experiment as it would be with these tables. Nothing is written.
Result<Experiment> experimentWith(const fs::path &folder, const Catalogue &catalogue, const Json &tables);
/// Takes a stage or an arm out again. Finished runs stay. additions.unknown; additions.in_use where others need it.
Status removeAddition(const fs::path &folder, const Catalogue &catalogue, const std::string &name);
/// The same for an entry of [models]; its files stay.
Status removeAddedModel(const fs::path &folder, const Catalogue &catalogue, const std::string &name);

/// `wanted`, or the first of "wanted 2", "wanted 3", … that no data set, stage or arm has.
std::string freeName(const Experiment &experiment, const std::string &wanted);

/// The stage that goes on from the checkpoint of `step` of a training run, with `changes` to its configuration.
/// Errors: run.toml's, fork.not_a_training, fork.no_checkpoint (with the steps that there are).
Result<Json> forkStage(const fs::path &runFolder, std::int64_t step, const std::string &name,
                       const Json &changes = Json::object());

} // namespace lapidary
