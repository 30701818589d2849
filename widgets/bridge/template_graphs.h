// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/experiment_template.h"

namespace lapidary {

/// The templates with their graphs; one whose file or whose methods are not there keeps an empty one. Reads files.
QVector<ExperimentTemplate> drawnTemplates();

} // namespace lapidary
