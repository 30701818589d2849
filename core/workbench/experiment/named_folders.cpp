// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/named_folders.h"
#include "core/workbench/models/models.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace lapidary {

Result<std::vector<NamedFolder>> namedFolders(const Json &config, const ConfigSpec &spec, const fs::path &base,
                                              const std::string &stage, Store &store) {
    std::vector<NamedFolder> out;
    for (const FieldSpec &field : spec) {
        const std::string given = field.folder ? getString(config, field.name).value_or("") : "";
        if (given.empty() || std::find(field.choices.begin(), field.choices.end(), given) != field.choices.end())
            continue;
        const fs::path path = (base / given).lexically_normal();
        if (std::error_code none; !fs::exists(path / "adapter_config.json", none))
            return fail({.code = "adapter.no_folder",
                         .message = {"{0} is to begin with an adapter, and there is none in this folder", stage},
                         .file = path.string(),
                         .field = field.name,
                         .found = given,
                         .expected = "a folder with adapter_config.json and adapter_model.safetensors",
                         .remedy = "Correct the path: it is meant from the experiment's file on."});
        const auto hash = hashOfModel(path, store);
        if (!hash) return unexpected(hash.error());
        out.push_back({field.name, *hash, path});
    }
    return out;
}

} // namespace lapidary
