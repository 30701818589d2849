// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/installed.h"
#include <cstdlib>

namespace lapidary {
namespace {

/// What a person added to the models that come along: those are not hers to write.
fs::path ownResources() {
    const char *data = std::getenv("XDG_DATA_HOME"), *home = std::getenv("HOME");
    if (data && *data == '/') return fs::path(data) / "lapidary/resources"; // a relative one does not count
    return fs::path(home ? home : "/") / ".local/share/lapidary/resources";
}

} // namespace

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
    const std::string name = entry.substr(kResources.size());
    auto resources = installedFolder("resources");
    std::error_code wrong;
    if (const fs::path own = ownResources() / name;
        fs::is_directory(own, wrong) && !(resources && fs::is_directory(*resources / name, wrong)))
        return own;
    if (!resources) return resources;
    return *resources / name;
}

} // namespace lapidary
