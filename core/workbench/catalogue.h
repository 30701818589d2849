// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include <filesystem>

namespace lapidary {

/// What the worker can do, as it says itself in catalogue.json beside its program: names with their settings.
struct CatalogueEntry {
    std::string name{}, data{};
    ConfigSpec spec{};
};
struct Catalogue {
    std::vector<CatalogueEntry> algorithms{}, strategies{};
    ConfigSpec sampling{}; ///< of a sample stage
    const CatalogueEntry *algorithm(const std::string &name) const;
    const CatalogueEntry *strategy(const std::string &name) const;
};

/// Errors: catalogue.missing (no worker is installed, or it was never asked), json.*, config.bad_catalogue.
Result<Catalogue> readCatalogue(const std::filesystem::path &file);
/// Of the worker that workerProgram() finds.
Result<Catalogue> installedCatalogue();

} // namespace lapidary
