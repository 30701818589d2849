// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/model_values.h"

namespace lapidary {

class Project;
struct ModelEntry;

/// What the list of models shows of one.
ModelValues modelValues(const ModelEntry &entry);
/// The facts in the words and the order of a person who wants to know what this is. Reads its files.
ModelFacts modelFacts(const ModelEntry &entry, Project &project);

} // namespace lapidary
