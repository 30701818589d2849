// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/add_files.h"
#include "widgets/bridge/conversions.h"
#include "widgets/bridge/open_project.h"
#include <nlohmann/json.hpp>

namespace lapidary {

QString addFiles(const OpenProject &open, const QString &path, const Json &tables) {
    const auto inside = open ? fs::path(fromQt(path)).lexically_relative(open->folder()) : fs::path();
    const bool here = !inside.empty() && *inside.begin() != ".."; // another project may have been opened meanwhile
    const auto done = here ? (tables.empty() ? Status{} : open->add(tables))
                           : Status(fail("project.none", "its project is no longer open"));
    if (done) return {};
    std::error_code ignored;
    fs::remove_all(fromQt(path), ignored); // nothing names it
    return toQt(done.error());
}

} // namespace lapidary
