// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/toml_scan.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/stages/run_kind.h"
#include <span>

namespace lapidary {

/// A table of an experiment by its list ("data", "stage", "arm") and name, or an entry of [models] by "models".
struct TableName {
    std::string list{}, name{};
    auto operator<=>(const TableName &) const = default;
};

/// A place where a table names another.
struct Reference {
    std::size_t file = 0; ///< which of the files
    TomlPath path{};      ///< of the name, in that file: {"stage", "2", "inputs", "reference"}
    TableName owner{}, target{};
    std::string port{}; ///< of a stage or arm, in the words of its method; of a data set the key
    std::string rest{}; ///< what stands behind the name: ":pairs", or which run of a sweep
};

/// All places of these files (experiment.toml, added.toml) that name a table of one of them. What is meant is decided
/// by what the input takes, as the reader decides it. Names that lead nowhere are left out.
std::vector<Reference> referencesIn(std::span<const Json> files, const Catalogue &catalogue);

/// What describes a [[stage]] or [[arm]] as it is written; null: it names none that is known.
const MethodInfo *methodOfTable(const std::string &list, const Json &table, const Catalogue &catalogue);
/// Below a table, where the name for a port stands or would stand: {"model"}, {"data"}, {"inputs", "reference"}.
TomlPath placeOfPort(const MethodInfo &method, const Json &table, const std::string &port);

} // namespace lapidary
