// SPDX-License-Identifier: Apache-2.0
#include "core/job/model_reference.h"

namespace lapidary {

namespace {

void cleanPath(Json &holder) {
    const auto path = getString(holder, "path");
    if (!path) return;
    const fs::path clean = fs::path(*path).lexically_normal();
    holder["path"] = (clean.has_filename() ? clean : clean.parent_path()).string(); // "a/" is "a"
}

} // namespace

Json sameSpelling(Json reference) {
    if (!reference.is_object() || reference.contains("remote")) return reference;
    cleanPath(reference);
    for (const auto &[name, standard] : {std::pair{"dtype", "f32"}, {"device", "cpu"}, {"mix", "none"}})
        if (!reference.contains(name)) reference[name] = standard;
    Json &adapters = reference["adapters"]; // null where there are none
    if (adapters.is_null()) adapters = Json::array();
    if (adapters.is_array())
        for (Json &adapter : adapters)
            if (adapter.is_object()) {
                cleanPath(adapter);
                if (!adapter.contains("weight")) adapter["weight"] = 1.0;
            }
    return nlohmann::json(reference); // this kind of object sorts its keys, whose order means nothing here
}

Json baseOf(Json reference) {
    reference = sameSpelling(std::move(reference));
    if (reference.is_object()) {
        reference.erase("adapters");
        reference.erase("mix");
    }
    return reference;
}

fs::path unfinishedExport(const fs::path &folder) {
    return folder.parent_path() / ("." + folder.filename().string() + ".making");
}

} // namespace lapidary
