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
    for (const Json &added : all->is_null() ? Json() : all->value("added", Json::array()))
        if (added.value("step", std::int64_t{0}) <= step) out["added"].push_back(added);
    if (all->contains("inputs")) out["inputs"] = (*all)["inputs"];
    return out;
}

Status noteChanges(const fs::path &runFolder, const Json &changes) {
    const fs::path file = runFolder / kName;
    if (!changes.empty()) return writeFileAtomic(file, dumpJson(changes, 1) + "\n");
    std::error_code wrong;
    fs::remove(file, wrong);
    return wrong ? Status(fail(systemError("remove", file, wrong.value()))) : Status{};
}

} // namespace lapidary
