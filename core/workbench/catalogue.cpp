// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/catalogue.h"
#include "core/base/files.h"
#include "core/job/worker_launcher.h"
#include <algorithm>

namespace lapidary {
namespace {

const MethodInfo *findIn(const std::vector<MethodInfo> &list, const std::string &name) {
    const auto it = std::find_if(list.begin(), list.end(), [&](const auto &entry) { return entry.name == name; });
    return it == list.end() ? nullptr : &*it;
}

Status readList(const Json &catalogue, const char *key, std::vector<MethodInfo> &out) {
    for (const auto &entry : catalogue.value(key, Json::array())) {
        auto method = methodFromJson(entry);
        if (!method) return unexpected(method.error());
        out.push_back(std::move(*method));
    }
    return {};
}

} // namespace

const MethodInfo *Catalogue::algorithm(const std::string &name) const {
    return findIn(algorithms, name);
}
const MethodInfo *Catalogue::strategy(const std::string &name) const {
    return findIn(strategies, name);
}

Result<Catalogue> readCatalogue(const fs::path &file) {
    const auto text = readFile(file);
    if (!text)
        return fail({.code = "catalogue.missing",
                     .message = "the worker's list of algorithms and strategies cannot be read",
                     .file = file.string(),
                     .found = text.error().message,
                     .remedy = "Write it with: lapidary-worker catalogue --out " + file.string()});
    const auto json = parseJson(*text, {}, file.string());
    if (!json) return unexpected(json.error());
    Catalogue catalogue;
    if (auto ok = readList(*json, "algorithms", catalogue.algorithms); !ok) return unexpected(ok.error());
    if (auto ok = readList(*json, "strategies", catalogue.strategies); !ok) return unexpected(ok.error());
    auto sampling = specFromJson(json->value("sampling", Json::object()).value("fields", Json::array()));
    if (!sampling) return unexpected(sampling.error());
    catalogue.sampling = std::move(*sampling);
    return catalogue;
}

Result<Catalogue> installedCatalogue() {
    const auto program = workerProgram();
    if (!program) return unexpected(program.error());
    return readCatalogue(program->parent_path() / "catalogue.json");
}

} // namespace lapidary
