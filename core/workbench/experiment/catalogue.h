// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/advice.h"
#include "core/config/method.h"
#include <filesystem>
#include <map>

namespace lapidary {

/// What the worker can do, as it says itself in catalogue.json: beside its program, or in share/lapidary once
/// installed.
struct Catalogue {
    std::vector<MethodInfo> algorithms{}, strategies{};
    std::vector<MethodInfo> stages{};       ///< kinds of stages without a method to choose, by their names
    std::map<std::string, Advice> advice{}; ///< on algorithms, by their names
    static const MethodInfo *find(const std::vector<MethodInfo> &list, const std::string &name);
    const MethodInfo *stageLeaving(Artifact what) const;             ///< the first; null: none
    const MethodInfo *learningFrom(const std::string &layout) const; ///< the first algorithm; null: none
    const MethodInfo *algorithm(const std::string &name) const;
    const MethodInfo *strategy(const std::string &name) const;
};

/// Errors: catalogue.missing (no worker is installed, or it was never asked), json.*, config.bad_catalogue.
Result<Catalogue> readCatalogue(const std::filesystem::path &file);
/// Of the worker that workerProgram() finds.
Result<Catalogue> installedCatalogue();

} // namespace lapidary
