// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/catalogue.h"
#include "core/base/files.h"
#include "core/job/worker_launcher.h"
#include <algorithm>

namespace lapidary {
namespace {

Status readList(const Json &catalogue, const char *key, const char *role, std::vector<MethodInfo> &out) {
    for (const auto &entry : catalogue.value(key, Json::array())) {
        auto method = methodFromJson(entry);
        if (!method) return unexpected(method.error());
        if (method->role != role)
            return fail({.code = "config.bad_catalogue",
                         .message = "the catalogue lists a method among those of another role",
                         .field = std::string(key) + "." + method->name + ".role",
                         .found = method->role,
                         .expected = role});
        out.push_back(std::move(*method));
    }
    return {};
}

} // namespace

const MethodInfo *Catalogue::find(const std::vector<MethodInfo> &list, const std::string &name) {
    const auto it = std::find_if(list.begin(), list.end(), [&](const auto &entry) { return entry.name == name; });
    return it == list.end() ? nullptr : &*it;
}
const MethodInfo *Catalogue::stageLeaving(Artifact what) const {
    const auto leaves = [&](const MethodInfo &stage) {
        return std::any_of(stage.outputs.begin(), stage.outputs.end(), [&](auto &each) { return each.what == what; });
    };
    const auto it = std::find_if(stages.begin(), stages.end(), leaves);
    return it == stages.end() ? nullptr : &*it;
}
const MethodInfo *Catalogue::learningFrom(const std::string &layout) const {
    const auto it = std::find_if(algorithms.begin(), algorithms.end(), [&](const MethodInfo &method) {
        const Port *train = method.port("train");
        return train && train->layout == layout;
    });
    return it == algorithms.end() ? nullptr : &*it;
}
const MethodInfo *Catalogue::algorithm(const std::string &name) const {
    return find(algorithms, name);
}
const MethodInfo *Catalogue::strategy(const std::string &name) const {
    return find(strategies, name);
}

Result<Catalogue> readCatalogue(const fs::path &file) {
    const auto text = readFile(file);
    if (!text)
        return fail({.code = "catalogue.missing",
                     .message = "the worker's list of algorithms and strategies cannot be read",
                     .file = file.string(),
                     .found = text.error().message,
                     .remedy = {"Write it with: lapidary-worker catalogue --out {0}", file.string()}});
    const auto json = parseJson(*text, {}, file.string());
    if (!json) return unexpected(json.error());
    if (!json->is_object())
        return fail({.code = "config.bad_catalogue",
                     .message = "the worker's list of algorithms and strategies is none",
                     .file = file.string(),
                     .found = json->type_name(),
                     .expected = "an object"});
    Catalogue catalogue;
    if (auto ok = readList(*json, "algorithms", "algorithm", catalogue.algorithms); !ok) return unexpected(ok.error());
    for (const Json &entry : (*json).value("algorithms", Json::array()))
        if (const auto when = getString(entry, "when"), caution = getString(entry, "caution"); when && caution)
            catalogue.advice[entry["name"].get<std::string>()] = {*when, *caution};
    if (auto ok = readList(*json, "strategies", "strategy", catalogue.strategies); !ok) return unexpected(ok.error());
    if (auto ok = readList(*json, "stages", "stage", catalogue.stages); !ok) return unexpected(ok.error());
    return catalogue;
}

Result<Catalogue> installedCatalogue() {
    const auto program = workerProgram();
    if (!program) return unexpected(program.error());
    const fs::path bin = program->parent_path();
    std::error_code wrong;
    const fs::path built = bin / "catalogue.json", installed = bin.parent_path() / "share/lapidary/catalogue.json";
    return readCatalogue(!fs::exists(built, wrong) && fs::exists(installed, wrong) ? installed : built);
}

} // namespace lapidary
