// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/data/set_uses.h"

namespace lapidary {

/// Gives a set of the experiment, or rows that are being curated, another name: in the files of the experiment wherever
/// the set is meant, for the rows that were frozen of it, and for the file that the project keeps of it. Runs stay what
/// they are. Errors: data.unknown_set, data.snapshot_name, config.bad_name, config.duplicate_name, import.bad_name,
/// data.place_taken, file.*, store.*; then nothing has changed.
Status renameSet(Project &project, const SetName &set, const std::string &name);

} // namespace lapidary
