// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include <QString>

namespace lapidary {

class OpenProject;

/// Tells the experiment of something whose files (at `path`) are there already; they go away again where it does not
/// take them. Empty tables: nothing in the experiment names it. Why not; empty where all went well. On the bridge's
/// thread.
QString addFiles(const OpenProject &open, const QString &path, const Json &tables);

} // namespace lapidary
