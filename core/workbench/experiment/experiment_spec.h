// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include <span>
#include <string>
#include <vector>

namespace lapidary {

/// The plain keys of the tables of experiment.toml; what lies in tables of its own is read beside them.
const ConfigSpec &topSpec();
const ConfigSpec &dataSpec();
const ConfigSpec &partSpec();
const ConfigSpec &stageSpec();
const ConfigSpec &sweepSpec(); ///< beside the settings that are swept
const ConfigSpec &armSpec();

/// A table of experiment.toml as a reference tells it.
struct ExperimentTable {
    std::string_view name;    ///< "stage"
    std::string_view header;  ///< as the file has it: "[[stage]]"
    std::string_view summary; ///< one line
    const ConfigSpec *keys;
    /// Tables that lie in it, and what stands there.
    std::vector<std::pair<std::string_view, std::string_view>> tables{};
    std::string_view example{}; ///< in TOML
};

/// All of them, in the order of a file. Their examples, one behind the other, are an experiment.
std::span<const ExperimentTable> experimentTables();

/// The keys of the tables of a list ("stage"), in the order in which a person would write them.
std::vector<std::string> keysOfList(const std::string &list);

} // namespace lapidary
