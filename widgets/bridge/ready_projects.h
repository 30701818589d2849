// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/values.h"

namespace lapidary {

/// The projects that are installed with the program, by name; none where the folder is missing. Reads files.
QVector<ReadyProjectValues> readyProjects();

} // namespace lapidary
