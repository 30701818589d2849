// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/workbench/experiment/experiment_editor.h"

namespace lapidary {

/// experiment.toml and added.toml of a project's folder as they are. One that is not there is empty. Errors: file.*.
Result<ExperimentTexts> readExperimentTexts(const fs::path &folder);
/// Writes what differs, each file whole or not at all, and only where both still are `before`. Errors:
/// experiment.changed_on_disk, file.*.
Status writeExperimentTexts(const fs::path &folder, const ExperimentTexts &before, const ExperimentTexts &after);

} // namespace lapidary
