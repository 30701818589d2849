// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include "core/store/store.h"

namespace lapidary {

/// A folder that a setting names: where it lies, and what lies there.
struct NamedFolder {
    std::string setting{}, hash{};
    fs::path path{};
};

/// All folders that settings name, from `base` on. `stage` is told where one is wrong: adapter.no_folder.
Result<std::vector<NamedFolder>> namedFolders(const Json &config, const ConfigSpec &spec, const fs::path &base,
                                              const std::string &stage, Store &store);

} // namespace lapidary
