// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/model_list.h"
#include "core/gguf/model_file.h"
#include "core/gguf/place.h"
#include "core/remote/keyring.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/installed.h"
#include "core/workbench/models/derived_model.h"
#include "core/workbench/models/models.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <map>
#include <set>

namespace lapidary {
namespace {

bool has(const fs::path &folder, const char *name) {
    std::error_code ignored;
    return fs::exists(folder / name, ignored);
}

bool isInside(const fs::path &folder, const fs::path &parent) {
    const fs::path relative = folder.lexically_relative(parent);
    return !relative.empty() && *relative.begin() != "..";
}

/// Of a model that is a file: its shards.
std::vector<fs::path> shardsAt(const fs::path &place) {
    std::error_code ignored;
    if (!fs::is_regular_file(place, ignored)) return {};
    return gguf::shardsOf(place).value_or(std::vector{place});
}

std::uint64_t bytesBelow(const fs::path &folder) {
    std::uint64_t bytes = 0;
    for (const auto &shard : shardsAt(folder)) {
        std::error_code gone;
        if (const auto size = fs::file_size(shard, gone); !gone) bytes += size;
    }
    std::error_code wrong;
    for (fs::recursive_directory_iterator it(folder, wrong), end; !wrong && it != end; it.increment(wrong)) {
        std::error_code ignored;
        if (const auto size = it->is_regular_file(ignored) ? it->file_size(ignored) : 0; !ignored) bytes += size;
    }
    return bytes;
}

/// The folder that tells which model a reference means: its last adapter, or the weights.
fs::path tellingFolder(const Json &reference) {
    const auto adapters = reference.find("adapters");
    const Json &place =
        adapters != reference.end() && adapters->is_array() && !adapters->empty() ? adapters->back() : reference;
    return place.value("path", "");
}

ModelEntry trainedBy(const RunRecord &record, Project &project) {
    const fs::path runFolder = project.runFolder(record.id);
    ModelEntry entry{.id = "run:" + record.id,
                     .name = record.name,
                     .kind = "trained",
                     .folder = runFolder / "model",
                     .run = record.id,
                     .method = record.method};
    entry.reference = {{"path", entry.folder.string()}};
    entry.checkpoints = checkpointSteps(runFolder);
    entry.present = isModelPlace(entry.folder) || has(entry.folder, "adapter_config.json");
    const auto config = readDocument((runFolder / "run.toml").string());
    if (!config) return entry;
    const Json base = absoluteReference(config->values, runFolder);
    entry.base = tellingFolder(base).string(); // becomes a name when all are known
    entry.parents = {entry.base};
    const Json fork = config->values.value("fork", Json::object());
    if (const auto left = getString(fork, "run"); left && !left->empty()) // made from what that run had become
        entry.parents = {(runFolder.parent_path() / *left / "model").string()};
    if (config->values.value("config", Json::object()).value("use_peft", false)) {
        entry.kind = "adapter";
        entry.reference = trainedReference(base, true, entry.folder.string());
    }
    return entry;
}

/// The base that an adapter's own config names, where it can be found: a folder, or the name of a model that is listed.
fs::path baseNamedBy(const fs::path &adapter, const std::vector<ModelEntry> &known) {
    if (has(adapter / "base", "config.json")) return adapter / "base";
    const auto text = readFile(adapter / "adapter_config.json");
    const auto config = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
    const std::string named =
        config && config->is_object() ? getString(*config, "base_model_name_or_path").value_or("") : "";
    if (named.empty()) return {};
    if (isModelPlace(named)) return fs::path(named).lexically_normal();
    for (const auto &entry : known)
        if (entry.kind != "adapter" && (entry.name == named || entry.folder.filename() == fs::path(named).filename()))
            return entry.folder;
    return {};
}

/// A folder of models/: what it was made of, and how a worker loads it.
ModelEntry inModels(const fs::path &folder, const std::vector<ModelEntry> &known) {
    ModelEntry entry{.id = "folder:" + folder.filename().string(),
                     .name = folder.filename().string(),
                     .kind = "folder",
                     .folder = folder,
                     .reference = {{"path", folder.string()}},
                     .ours = true};
    entry.present = isModelPlace(folder);
    if (entry.present || !has(folder, "adapter_config.json")) return entry;
    entry.kind = "adapter";
    entry.present = true;
    const Json made = lineageOf(folder);
    const fs::path base = made.is_object() ? fs::path(made.value("path", "")) : baseNamedBy(folder, known);
    entry.base = base.string();
    entry.parents = {entry.base};
    entry.reference = {{"path", base.string()}, {"adapters", Json::array({{{"path", folder.string()}}})}};
    return entry;
}

/// A remote model as the experiment calls it, or by its name in the book.
ModelEntry remoteEntry(const std::string &id, const std::string &name, const std::string &remote,
                       const std::map<std::string, Endpoint> &book) {
    ModelEntry entry{.id = id, .name = name, .kind = "remote"};
    const auto known = book.find(remote);
    entry.present = known != book.end();
    entry.ours = id.starts_with("remote:"); // this machine's to forget; what the experiment names stays
    entry.reference = {{"name", remote},
                       {"remote", entry.present ? describedEndpoint().write(known->second) : Json(remote)}};
    return entry;
}

/// All that lineage.toml says a folder was made of: the adapters, or the one model.
void addParents(ModelEntry &entry) {
    const Json made = entry.ours ? lineageOf(entry.folder) : Json();
    if (!made.is_object()) return;
    entry.parents.clear();
    for (const auto &adapter : made.value("adapters", Json::array()))
        entry.parents.push_back(adapter.value("path", ""));
    if (entry.parents.empty()) entry.parents.push_back(made.value("path", ""));
    if (entry.base.empty()) entry.base = entry.parents.back();
}

/// The folders and GGUF files of `models` that are not in the list yet; of several shards the first.
void addFolders(const fs::path &models, std::vector<ModelEntry> &out) {
    std::error_code wrong;
    std::vector<fs::path> folders;
    for (const auto &each : fs::directory_iterator(models, wrong))
        if ((each.is_directory(wrong) || (ggufAt(each.path()) && isFirstShard(each.path()))) &&
            !each.path().filename().string().starts_with('.'))
            folders.push_back(each.path());
    std::sort(folders.begin(), folders.end());
    for (const auto &folder : folders) {
        if (std::any_of(out.begin(), out.end(), [&](const ModelEntry &entry) { return entry.folder == folder; }))
            continue;
        out.push_back(inModels(folder, out));
    }
}

/// How large each is, and what it was made of: by their names where the list knows them.
void addLineage(std::vector<ModelEntry> &out) {
    const auto toName = [&out](std::string &folder) {
        if (folder.empty()) return;
        const auto found = std::find_if(out.begin(), out.end(),
                                        [&](const ModelEntry &each) { return each.folder.string() == folder; });
        if (found != out.end()) folder = found->name;
    };
    for (auto &entry : out) {
        if (entry.kind != "remote") entry.diskBytes = bytesBelow(entry.folder);
        addParents(entry);
    }
    for (auto &entry : out) {
        toName(entry.base);
        for (auto &parent : entry.parents) toName(parent);
    }
}

} // namespace

Result<std::vector<ModelEntry>> listModels(Project &project) {
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    const fs::path models = project.folder() / "models";
    const auto book = RemoteBook().endpoints();
    if (!book) return unexpected(book.error());
    std::vector<ModelEntry> out;
    std::set<std::string> named;
    for (const auto &[name, place] : experiment->models) {
        if (const auto remote = remoteNameOf(place)) {
            out.push_back(remoteEntry("model:" + name, name, *remote, *book));
            named.insert(*remote);
            continue;
        }
        const auto folder = modelFolder(place, experiment->folder);
        ModelEntry entry{
            .id = "model:" + name, .name = name, .kind = "model", .folder = folder ? *folder : fs::path(place)};
        entry.reference = {{"path", entry.folder.string()}};
        entry.present = isModelPlace(entry.folder);
        entry.ours = isInside(entry.folder, models);
        out.push_back(std::move(entry));
    }
    for (const auto &record : *runs)
        if (isTraining(record.kind)) out.push_back(trainedBy(record, project));
    addFolders(models, out);
    for (const auto &[name, endpoint] : *book)
        if (!named.contains(name)) out.push_back(remoteEntry("remote:" + name, name, name, *book));
    addLineage(out);
    return out;
}

ModelDetails modelDetails(const ModelEntry &entry, Project &project) {
    ModelDetails out;
    if (entry.kind == "remote") return out;
    out.inspection = entry.kind == "adapter" ? inspectAdapter(entry.folder, false) : inspectModel(entry.folder, false);
    if (!entry.run.empty()) out.checkpointBytes = bytesBelow(project.runFolder(entry.run) / "checkpoints");
    if (const auto hash = hashOfModel(entry.folder, project.store())) out.hash = *hash;
    return out;
}

namespace {

bool names(const Inputs &inputs, const std::string &model) {
    return std::any_of(inputs.begin(), inputs.end(), [&](const auto &input) {
        return input.second.from != Input::From::Data && input.second.name == model;
    });
}

/// Whether a reference of a run, with paths from the root, is to this model or goes through it.
bool isOf(const Json &reference, const ModelEntry &entry) {
    if (entry.kind == "remote")
        return reference.contains("remote") && reference.value("name", "") == entry.reference.value("name", "");
    const auto isHere = [&](const Json &part) { return part.value("path", "") == entry.folder.string(); };
    const Json adapters = reference.value("adapters", Json::array());
    return isHere(reference) || std::any_of(adapters.begin(), adapters.end(), isHere);
}

} // namespace

Result<std::vector<ModelUse>> usesOf(Project &project, const ModelEntry &entry) {
    const auto experiment = project.experiment();
    if (!experiment) return unexpected(experiment.error());
    std::vector<ModelUse> out;
    for (const auto &stage : experiment->stages)
        if (names(stage.inputs, entry.name)) out.push_back({"stage", stage.name, true});
    for (const auto &arm : experiment->arms)
        if (names(arm.inputs, entry.name)) out.push_back({"arm", arm.name, true});
    const auto added = readAdditions(project.folder());
    if (!added) return unexpected(added.error());
    if (entry.kind == "model" && !added->values.value("models", Json::object()).contains(entry.name))
        out.push_back({"experiment", "experiment.toml", true});
    const auto runs = project.runs();
    if (!runs) return unexpected(runs.error());
    for (const auto &run : *runs) {
        const fs::path folder = project.runFolder(run.id);
        const auto config = readDocument((folder / "run.toml").string());
        if (!config) continue; // planned, not begun
        const bool uses = std::any_of(config->values.begin(), config->values.end(), [&](const Json &table) {
            return table.is_object() && isOf(absoluteReference({{"model", table}}, folder), entry);
        });
        const bool over = isOver(run.state) || run.state == "interrupted";
        if (uses) out.push_back({"run", run.id, !over});
    }
    return out;
}

Status deleteModel(Project &project, const ModelEntry &entry) {
    if (project.readOnly()) return fail(*project.readOnly());
    if (!entry.ours)
        return fail({.code = "model.not_ours",
                     .message = "only models that were imported into the project can be deleted here",
                     .file = entry.folder.string(),
                     .found = entry.kind,
                     .expected = {"a folder in {0}", (project.folder() / "models").string()}});
    const auto uses = usesOf(project, entry);
    if (!uses) return unexpected(uses.error());
    std::string users;
    for (const auto &use : *uses)
        if (use.blocks) users += (users.empty() ? "" : ", ") + use.kind + " " + use.name;
    if (!users.empty())
        return fail({.code = "model.in_use",
                     .message = "the model is needed",
                     .field = entry.name,
                     .found = users,
                     .remedy = "Take these out of the experiment first."});
    if (entry.kind == "remote") return forgetRemote(RemoteBook(), entry.name);
    // First the name, then the files: what is left after a crash between the two is a folder that nothing names.
    if (entry.kind == "model")
        if (auto removed = project.removeAddedModel(entry.name); !removed) return removed;
    std::error_code wrong;
    for (const auto &shard : shardsAt(entry.folder)) fs::remove(shard, wrong);
    fs::remove_all(entry.folder, wrong);
    return wrong ? Status(fail(systemError("delete", entry.folder, wrong.value()))) : Status{};
}

} // namespace lapidary
