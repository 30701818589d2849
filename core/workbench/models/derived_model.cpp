// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/models/derived_model.h"
#include "core/config/spec.h"
#include "core/job/model_reference.h"

namespace lapidary {
namespace {

constexpr const char *kLineage = "lineage.toml";

/// Calls `change` with the path of the base and of every adapter.
void eachPath(Json &reference, const std::function<std::string(const fs::path &)> &change) {
    const auto set = [&](Json &place) {
        if (place.is_object() && place.contains("path") && place["path"].is_string())
            place["path"] = change(place["path"].get<std::string>());
    };
    set(reference);
    if (const auto adapters = reference.find("adapters"); adapters != reference.end() && adapters->is_array())
        for (auto &adapter : *adapters) set(adapter);
}

/// Paths inside of the project are relative, so that it can be moved; others stay as they are.
Json lineage(Json reference, const fs::path &folder, const fs::path &project) {
    eachPath(reference, [&](const fs::path &path) {
        const fs::path inside = path.lexically_relative(project);
        return inside.empty() || *inside.begin() == ".." ? path.string()
                                                         : path.lexically_relative(folder).generic_string();
    });
    return {{"model", std::move(reference)}};
}

} // namespace

Json absoluteReference(const Json &value, const fs::path &folder) {
    Json reference = value.is_object() ? value.value("model", Json::object()) : Json::object();
    eachPath(reference, [&](const fs::path &path) { return (folder / path).lexically_normal().string(); });
    return reference;
}

Json trainedReference(const Json &trainedOn, bool adapter, const std::string &output) {
    if (!adapter) return Json{{"path", output}};
    const Json earlier = trainedOn.value("adapters", Json::array());
    Json reference = earlier.empty() ? trainedOn : Json{{"path", output + "/base"}};
    reference["adapters"].push_back({{"path", output}});
    return reference;
}

Json lineageOf(const fs::path &folder) {
    std::error_code ignored;
    if (!fs::exists(folder / kLineage, ignored)) return nullptr;
    const auto document = readDocument((folder / kLineage).string());
    return document ? absoluteReference(document->values, folder) : Json(nullptr);
}

Result<ImportedModel> deriveModel(const Derivation &wanted, const fs::path &project, const AskWorker &ask) {
    if (auto good = checkImportName(wanted.name); !good) return unexpected(good.error());
    ImportedModel out{.name = wanted.name, .folder = fs::path("models") / wanted.name};
    const fs::path target = project / out.folder, making = project / "models" / (".deriving-" + wanted.name);
    std::error_code wrong;
    if (fs::exists(target, wrong))
        return fail({.code = "import.exists",
                     .message = "the project has a model folder of this name already",
                     .file = target.string(),
                     .field = "name",
                     .found = wanted.name,
                     .remedy = "Choose another name."});
    if (auto made = makeFolders(target.parent_path()); !made) return unexpected(made.error());
    fs::remove_all(making, wrong); // of one that was killed
    Status done;
    if (const auto answer =
            ask({{"verb", "export"}, {"what", wanted.what}, {"out", making.string()}, {"model", wanted.reference}});
        !answer)
        done = unexpected(answer.error());
    if (done) done = writeFileAtomic(making / kLineage, writeToml(lineage(wanted.reference, target, project)));
    if (done) {
        fs::rename(making, target, wrong);
        done = wrong ? Status(fail(systemError("rename to", target, wrong.value()))) : syncFolder(target.parent_path());
    }
    for (const fs::path &left : {making, unfinishedExport(making)}) fs::remove_all(left, wrong);
    if (!done) return unexpected(done.error());
    return out;
}

} // namespace lapidary
