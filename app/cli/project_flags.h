// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"
#include "core/workbench/project.h"

namespace lapidary {

/// The argument that names an experiment: its project folder or its file. --project says where the runs lie when that
/// is not the file's own folder.
struct ExperimentPlace {
    std::filesystem::path file{}, project{};
};
Result<ExperimentPlace> experimentPlace(const std::string &argument, const Common &common);

/// Opens the project of `argument`: a project folder, or an experiment's file. Without an argument: --project.
Result<std::unique_ptr<Project>> openProject(const std::string &argument, const Common &common);

/// A run by its id in --project, or by the path of its folder.
struct RunPlace {
    std::filesystem::path project{};
    std::string id{};
};
RunPlace runPlace(const std::string &run, const Common &common);

/// The folder of the newest run of this name in --project, or of the one with this id; empty where there is none.
std::filesystem::path newestRun(const std::string &name, const Common &common);

/// The plan that was remembered last, or last with these overrides.
Result<Plan> rememberedPlan(Project &project, const std::vector<std::string> &overrides);

} // namespace lapidary
