// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/error.h"
#include "widgets/models/values.h"

namespace lapidary {

class Project;
struct PlannedRun;

/// What the index and run.toml say about a run; `planned`, where it is not null, stands in for a folder that is not
/// made yet. Reads files. Errors: run.unknown, store.*.
Result<RunFactsValues> runFacts(Project &project, const PlannedRun *planned, const QString &id);

} // namespace lapidary
