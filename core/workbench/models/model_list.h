// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/workbench/inspect.h"
#include "core/workbench/project.h"

namespace lapidary {

/// A model that a project can use or has made.
struct ModelEntry {
    std::string id{};   ///< "model:NAME", "run:ID", "folder:NAME" or "remote:NAME"
    std::string name{}; ///< as the experiment calls it: an entry of [models], or a training stage
    std::string kind{}; ///< model; remote (reached through an API); trained (by a run); adapter (by a run, or in
                        ///< models/); folder (lies in models/, and nothing names it)
    fs::path folder{};
    std::string run{}, method{};        ///< the run that made it, and its algorithm
    std::string base{};                 ///< name of the model that it was made from, or that it stands on
    std::vector<std::string> parents{}; ///< names of all that it was made from: more than one for a mix of adapters
    Json reference{};                   ///< as a worker takes it, with absolute paths
    bool present = false;               ///< the folder holds a model
    bool ours = false;                  ///< lies in the project's models/, so that it is the project's to delete
    std::uint64_t diskBytes = 0;        ///< of the folder
    std::vector<std::int64_t> checkpoints{};
};

/// The models of the experiment, then the outputs of its trainings, oldest first, then folders in models/ that nothing
/// names, then the remote models of this machine that the experiment does not name.
Result<std::vector<ModelEntry>> listModels(Project &project);

struct ModelDetails {
    Inspection inspection{};
    std::string hash{}; ///< empty where the files are no whole model
    std::uint64_t checkpointBytes = 0;
};
ModelDetails modelDetails(const ModelEntry &entry, Project &project);

/// Who needs a model. A stage, an arm, the author's own experiment.toml or a run at work keeps it from being deleted; a
/// run that has ended only could not be repeated.
struct ModelUse {
    std::string kind{}; ///< stage, arm, experiment, run
    std::string name{};
    bool blocks = false;
};
Result<std::vector<ModelUse>> usesOf(Project &project, const ModelEntry &entry);

/// Takes an imported model out of the experiment and deletes its folder. Errors: model.not_ours, model.in_use (with the
/// users).
Status deleteModel(Project &project, const ModelEntry &entry);

} // namespace lapidary
