// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/set_files.h"
#include <algorithm>

namespace lapidary {
namespace {

Status moveOne(const fs::path &from, const fs::path &to) {
    std::error_code wrong;
    if (fs::exists(to, wrong))
        return fail({.code = "data.place_taken",
                     .message = "another file has its place",
                     .file = to.string(),
                     .remedy = "Move that file away, or give its data set another name."});
    if (auto made = makeFolders(to.parent_path()); !made) return made;
    fs::rename(from, to, wrong);
    if (wrong) return fail(systemError("rename to", to, wrong.value()));
    return syncFolder(to.parent_path());
}

} // namespace

Status moveFiles(const fs::path &from, const fs::path &to, const std::vector<std::string> &files) {
    for (std::size_t done = 0; done < files.size(); ++done) {
        auto moved = moveOne(from / files[done], to / files[done]);
        if (moved) continue;
        std::error_code ignored; // what has moved goes back
        while (done-- > 0) fs::rename(to / files[done], from / files[done], ignored);
        return moved;
    }
    return {};
}

bool leadsOut(const fs::path &relative) {
    const fs::path plain = relative.lexically_normal();
    return plain.empty() || plain == "." || plain.is_absolute() || *plain.begin() == "..";
}

} // namespace lapidary
