// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/run_control.h"
#include "core/workbench/models/model_list.h"
#include "core/workbench/queue/run_folder.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kLongestTitle = 200, kLongestNotes = 64 << 10; ///< bytes

Result<RunRecord> knownRun(Project &project, const std::string &id) {
    const auto runs = project.runs(); // as it stands now, whatever the index believes
    if (!runs) return unexpected(runs.error());
    std::string names;
    for (const RunRecord &run : *runs) {
        if (run.id == id) return run;
        names += (names.empty() ? "" : ", ") + run.id;
    }
    return fail({.code = "run.unknown",
                 .message = "the project has no such run",
                 .file = project.folder().string(),
                 .found = id,
                 .expected = names.empty() ? Sentence("none has been started yet") : Sentence(names)});
}

/// Whether a path somewhere in `value`, seen from `folder`, lies in `place`.
bool pointsInto(const Json &value, const fs::path &folder, const fs::path &place) {
    if (value.is_string()) {
        const fs::path inside = (folder / value.get<std::string>()).lexically_normal().lexically_relative(place);
        return !inside.empty() && *inside.begin() != "..";
    }
    return value.is_structured() &&
           std::any_of(value.begin(), value.end(), [&](const Json &each) { return pointsInto(each, folder, place); });
}

bool mayStillRead(const RunRecord &run) {
    return run.state == "starting" || run.state == "running" || run.state == "paused" || run.state == "queued";
}

/// Runs that read its files where they lie, and those that wait for what it makes.
void addRuns(Project &project, const std::vector<RunRecord> &runs, const std::string &id, std::vector<RunUse> &out) {
    const auto plan = project.lastPlan();
    for (const RunRecord &run : runs) {
        if (run.id == id) continue;
        const PlannedRun *planned = plan && run.state == "queued" ? plan->find(run.id) : nullptr;
        const bool waits =
            planned && std::find(planned->needs.begin(), planned->needs.end(), id) != planned->needs.end();
        const fs::path folder = project.runFolder(run.id);
        const auto config = readDocument((folder / "run.toml").string());
        const bool reads = config && (pointsInto(config->values, folder, project.runFolder(id)) ||
                                      config->values.value("fork", Json::object()).value("run", "") == id);
        if (waits || reads) out.push_back({"run", run.id, mayStillRead(run)});
    }
}

/// What the experiment names, and adapters that are worth nothing without the model below them.
Status addNames(Project &project, const std::string &id, std::vector<RunUse> &out) {
    const fs::path place = project.runFolder(id);
    if (std::error_code none; !fs::exists(project.folder() / "experiment.toml", none)) return {};
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    for (const Stage &stage : experiment->stages)
        if (stage.fork == id) out.push_back({"stage", stage.name, true});
    for (const auto &[name, folder] : experiment->models)
        if (pointsInto(folder, project.folder(), place)) out.push_back({"model", name, true});
    const auto models = listModels(project);
    if (!models) return unexpected(models.error());
    for (const ModelEntry &model : *models)
        if (model.kind == "adapter" && model.present && model.run != id &&
            pointsInto(model.reference, project.folder(), place))
            out.push_back({"adapter", model.name, true});
    return {};
}

Status checkText(const std::string &text, std::size_t most, const char *code, const char *field) {
    const bool controls = std::any_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 32 && c != '\n' && c != '\t'; });
    if (!controls && text.size() <= most) return {};
    return fail({.code = code,
                 .message = "this text cannot be kept",
                 .field = field,
                 .found = controls ? Sentence("control characters") : Sentence("{0} bytes", text.size()),
                 .expected = {"at most {0} bytes of plain text", most}});
}

} // namespace

Result<std::vector<RunUse>> usesOfRun(Project &project, const std::string &id) {
    if (const auto run = knownRun(project, id); !run) return unexpected(run.error());
    const auto runs = project.runs();
    if (!runs) return unexpected(runs.error());
    std::vector<RunUse> out;
    addRuns(project, *runs, id, out);
    if (auto named = addNames(project, id, out); !named) return unexpected(named.error());
    return out;
}

Status renameRun(Project &project, const std::string &id, const std::string &title) {
    if (project.readOnly()) return fail(*project.readOnly());
    const auto run = knownRun(project, id);
    if (!run) return unexpected(run.error());
    if (auto good = checkText(title, kLongestTitle, "run.bad_title", "title"); !good) return good;
    if (title.find('\n') != title.npos)
        return fail(
            {.code = "run.bad_title", .message = "the name of a run is one line", .field = "title", .found = title});
    return project.store().describe(id, title == run->name ? "" : title, run->notes);
}

Status noteRun(Project &project, const std::string &id, const std::string &notes) {
    if (project.readOnly()) return fail(*project.readOnly());
    const auto run = knownRun(project, id);
    if (!run) return unexpected(run.error());
    if (auto good = checkText(notes, kLongestNotes, "run.bad_notes", "notes"); !good) return good;
    return project.store().describe(id, run->title, notes);
}

Status deleteRun(Project &project, const std::string &id) {
    if (project.readOnly()) return fail(*project.readOnly());
    const auto run = knownRun(project, id);
    if (!run) return unexpected(run.error());
    if (run->state == "starting" || run->state == "running" || run->state == "paused")
        return fail({.code = "run.at_work",
                     .message = "the run is at work",
                     .field = id,
                     .found = run->state,
                     .remedy = "Stop it first."});
    const auto uses = usesOfRun(project, id);
    if (!uses) return unexpected(uses.error());
    std::string users;
    for (const RunUse &use : *uses)
        if (use.blocks) users += (users.empty() ? "" : ", ") + use.kind + " " + use.name;
    if (!users.empty())
        return fail({.code = "run.in_use",
                     .message = "the run is needed",
                     .field = id,
                     .found = users,
                     .remedy = "Take these away first."});
    // The folder leaves its name before the index forgets it: after a crash between the two, nobody goes on in it.
    const fs::path folder = project.runFolder(id), leaving = folder.parent_path() / ("." + id + ".deleted");
    std::error_code wrong;
    fs::remove_all(leaving, wrong);
    if (fs::exists(folder, wrong)) fs::rename(folder, leaving, wrong);
    if (wrong) return fail(systemError("rename to", leaving, wrong.value()));
    if (auto gone = project.store().remove(id); !gone) return gone;
    fs::remove_all(leaving, wrong);
    return wrong ? Status(fail(systemError("delete", leaving, wrong.value()))) : Status{};
}

std::uint64_t bytesOfRun(const Project &project, const std::string &id) {
    std::uint64_t bytes = 0;
    std::error_code wrong;
    for (const auto &entry : fs::recursive_directory_iterator(project.runFolder(id), wrong))
        if (entry.is_regular_file(wrong)) bytes += entry.file_size(wrong);
    return bytes;
}

} // namespace lapidary
