// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_flags.h"
#include "core/config/spec.h"
#include <algorithm>

namespace lapidary {

Result<ExperimentPlace> experimentPlace(const std::string &argument, const Common &common) {
    std::error_code wrong;
    const fs::path given = argument;
    ExperimentPlace place{.file = fs::is_directory(given, wrong) ? given / "experiment.toml" : given};
    if (!fs::exists(place.file, wrong))
        return fail({.code = "experiment.not_found",
                     .message = "there is no experiment here",
                     .file = place.file.string(),
                     .expected = "a folder with experiment.toml, or such a file",
                     .remedy = "Check the path, or begin with: lapidary-cli new DIR --from starter"});
    place.file = fs::canonical(place.file);
    place.project = common.project == "." ? place.file.parent_path() : fs::path(common.project);
    return place;
}

Result<std::unique_ptr<Project>> openProject(const std::string &argument, const Common &common) {
    std::error_code wrong;
    const fs::path given = argument;
    if (argument.empty() || common.project != ".") return Project::open(common.project, "lapidary-cli");
    return Project::open(fs::is_regular_file(given, wrong) ? fs::absolute(given).parent_path() : given, "lapidary-cli");
}

RunPlace runPlace(const std::string &run, const Common &common) {
    std::error_code wrong;
    const fs::path folder = run;
    if (!fs::is_directory(folder / "..", wrong) || !fs::exists(folder / "run.toml", wrong))
        return {.project = common.project, .id = run};
    const fs::path whole = fs::canonical(folder);
    return {.project = whole.parent_path().parent_path(), .id = whole.filename().string()};
}

fs::path newestRun(const std::string &name, const Common &common) {
    std::error_code ignored;
    std::vector<fs::path> folders;
    for (const auto &entry : fs::directory_iterator(fs::path(common.project) / "runs", ignored))
        folders.push_back(entry.path());
    std::sort(folders.rbegin(), folders.rend()); // they begin with their number
    for (const fs::path &folder : folders) {
        const auto run = readDocument((folder / "run.toml").string());
        if (run && (run->values.value("name", "") == name || folder.filename() == name)) return folder;
    }
    return {};
}

Result<Plan> rememberedPlan(Project &project, const std::vector<std::string> &overrides) {
    return project.lastPlan(overrides.empty() ? std::nullopt : std::optional(overrides));
}

} // namespace lapidary
