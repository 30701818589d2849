// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/data/set_uses.h"

namespace lapidary {

/// A data set that was deleted: trash/<id>/ of the project holds set.json, which says what it was, and its files below
/// the paths that they had.
struct TrashedSet {
    std::string id{};
    SetName set{};
    std::string shown{};              ///< what a person calls it
    std::string table{};              ///< of a set of the experiment: its table as it was written
    bool added = false;               ///< the table stood in added.toml
    std::vector<std::string> files{}; ///< relative to the project
    double time = 0;                  ///< when it was deleted, in seconds since 1970
    std::uint64_t bytes = 0;          ///< of its files
};

/// Takes a set out of the project and keeps it in the trash; what it is comes back. Rows that were frozen of it stay,
/// and so does a file that the experiment's author wrote beside it. Errors: data.in_use (with the users),
/// data.unknown_set, file.*; then nothing has changed.
Result<TrashedSet> deleteSet(Project &project, const SetName &set);
/// The newest first. An entry that cannot be read is told in `problems`.
std::vector<TrashedSet> trashedSets(const fs::path &project, std::vector<Error> *problems = nullptr);
/// Puts a set back where it was. Errors: data.not_in_trash, data.place_taken where another has its name or its file by
/// now, experiment.problems where the experiment does not take it as it is now; then nothing has changed.
Result<SetName> putBackSet(Project &project, const std::string &id);
/// Deletes it for good. Errors: data.not_in_trash, file.*.
Status forgetSet(Project &project, const std::string &id);

/// set.json of an entry; `id` and `bytes` are not of it. Errors: json.*, and data.bad_trash for what no entry says.
Json toJson(const TrashedSet &set);
Result<TrashedSet> trashedFromJson(const Json &value);

} // namespace lapidary
