// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

/// A data set as a person owns it: one that the experiment names, rows with their history that are being curated (both
/// by their names), or frozen rows by their hash.
struct SetName {
    enum class Kind { Named, Curated, Snapshot } kind = Kind::Named;
    std::string name{};
    bool operator==(const SetName &) const = default;
};
/// "experiment", "curated", "snapshot"; nothing for another word.
const char *wordFor(SetName::Kind kind);
std::optional<SetName::Kind> setKindOf(std::string_view word);

/// Who has to do with a data set.
struct SetUse {
    std::string kind{};  ///< data, stage, arm, run
    std::string name{};  ///< of the set, stage or arm; of a run its id
    bool blocks = false; ///< would be broken without the set
    /// Is named by the set's name in what it has measured: it is measured again where the set gets another name.
    bool anew = false;
};
/// Errors: data.unknown_set (with those that there are), and those of reading the experiment's files.
Result<std::vector<SetUse>> usesOfSet(Project &project, const SetName &set);

/// The frozen data sets that are called after a set, by their hashes.
Result<std::vector<std::string>> frozenOf(Project &project, const SetName &set);

} // namespace lapidary
