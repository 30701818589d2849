// SPDX-License-Identifier: Apache-2.0
#include "core/job/changes.h"

namespace lapidary {
namespace {
constexpr const char *kName = "changed.json";
}

Result<Json> changesOf(const fs::path &runFolder) {
    const fs::path file = runFolder / kName;
    std::error_code wrong;
    if (!fs::exists(file, wrong)) return Json();
    const auto text = readFile(file, 64u << 20);
    if (!text) return unexpected(text.error());
    return parseJson(*text, {}, file.string());
}

Result<Json> changesBy(const fs::path &runFolder, std::int64_t step) {
    auto all = changesOf(runFolder);
    if (!all) return all;
    Json out = Json::object();
    for (const char *kind : {"added", "settings"})
        for (const Json &each : all->is_null() ? Json() : all->value(kind, Json::array()))
            if (each.value("step", std::int64_t{0}) <= step) out[kind].push_back(each);
    if (all->contains("inputs")) out["inputs"] = (*all)["inputs"];
    return out;
}

Json settingsWith(Json config, const Json &settings) {
    for (const Json &each : settings)
        if (const auto field = getString(each, "field"); field && each.contains("new")) config[*field] = each["new"];
    return config;
}

Json settingsAt(const fs::path &runFolder, const Json &config, std::int64_t step) {
    const auto changes = changesBy(runFolder, step);
    return changes ? settingsWith(config, changes->value("settings", Json::array())) : config;
}

Status noteChanges(const fs::path &runFolder, const Json &changes) {
    const fs::path file = runFolder / kName;
    if (!changes.empty()) return writeFileAtomic(file, dumpJson(changes, 1) + "\n");
    std::error_code wrong;
    fs::remove(file, wrong);
    return wrong ? Status(fail(systemError("remove", file, wrong.value()))) : Status{};
}

} // namespace lapidary
