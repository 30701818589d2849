// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/method.h"
#include <filesystem>

namespace lapidary {

/// What the worker can do, as it says itself in catalogue.json beside its program.
struct Catalogue {
    std::vector<MethodInfo> algorithms{}, strategies{};
    ConfigSpec sampling{}; ///< of a sample stage
    const MethodInfo *algorithm(const std::string &name) const;
    const MethodInfo *strategy(const std::string &name) const;
};

/// Errors: catalogue.missing (no worker is installed, or it was never asked), json.*, config.bad_catalogue.
Result<Catalogue> readCatalogue(const std::filesystem::path &file);
/// Of the worker that workerProgram() finds.
Result<Catalogue> installedCatalogue();

} // namespace lapidary
