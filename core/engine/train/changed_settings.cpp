// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/changed_settings.h"
#include "core/config/changeable.h"
#include "core/job/changes.h"

namespace lapidary {

Result<Json> ChangedSettings::asked(const MethodInfo &method, const Json &request, std::int64_t step) const {
    for (const auto &[name, value] : request.items())
        if (name != "verb" && name != "id" && name != "settings")
            return fail({.code = "request.unknown_field",
                         .message = "The request has a field that this verb does not know.",
                         .field = name,
                         .expected = "settings"});
    const Json settings = request.value("settings", Json());
    if (!settings.is_object() || settings.empty())
        return fail({.code = "request.settings",
                     .message = "settings to change are a table of names and values",
                     .field = "settings",
                     .found = dumpJson(settings).substr(0, 200),
                     .expected = "{\"learning_rate\": 1e-5}, say"});
    const auto changed = changeSettings(method.spec, config(), settings);
    if (!changed) return fail(joined(changed.error()));
    Json out = Json::array();
    for (const SettingChange &each : changed->changes)
        out.push_back({{"step", step}, {"field", each.field}, {"old", each.before}, {"new", each.after}});
    return out;
}

Json ChangedSettings::config() const {
    return settingsWith(begun_, list_);
}

Status ChangedSettings::note(const fs::path &folder) const {
    auto changes = changesOf(folder);
    if (!changes) return unexpected(changes.error());
    if (changes->is_null()) *changes = Json::object();
    changes->erase("settings");
    if (!list_.empty()) (*changes)["settings"] = list_;
    return noteChanges(folder, *changes);
}

} // namespace lapidary
