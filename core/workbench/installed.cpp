// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/installed.h"

namespace lapidary {

Result<fs::path> installedFolder(const std::string &name) {
    std::error_code wrong;
    const fs::path bin = fs::read_symlink("/proc/self/exe", wrong).parent_path();
    if (const fs::path shared = bin.parent_path() / "share/lapidary" / name; fs::is_directory(shared, wrong))
        return shared;
    for (fs::path up = bin; up.has_relative_path(); up = up.parent_path())
        if (fs::is_directory(up / name, wrong) && fs::exists(up / "CMakePresets.json", wrong)) return up / name;
    return fail({.code = "install.no_folder",
                 .message = {"the folder \"{0}\" that comes with Lapidary is not installed", name},
                 .file = bin.string(),
                 .remedy = "Install Lapidary completely, or name a folder of your own."});
}

Result<fs::path> modelFolder(const std::string &entry, const fs::path &base) {
    constexpr std::string_view kResources = "resources:";
    if (!entry.starts_with(kResources)) return (base / entry).lexically_normal();
    auto resources = installedFolder("resources");
    if (!resources) return resources;
    return *resources / entry.substr(kResources.size());
}

} // namespace lapidary
