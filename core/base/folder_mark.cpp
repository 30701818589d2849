// SPDX-License-Identifier: Apache-2.0
#include "core/base/folder_mark.h"
#include <set>

namespace lapidary {

std::string folderMark(const fs::path &folder) {
    std::set<std::string> files; // a folder lists them in any order
    std::error_code wrong;
    for (fs::directory_iterator it(folder, wrong), end; !wrong && it != end; it.increment(wrong)) {
        std::error_code gone; // between two looks at it, which is a mark as well
        if (!it->is_regular_file(gone)) continue;
        const auto bytes = fs::file_size(it->path(), gone);
        const auto written = fs::last_write_time(it->path(), gone).time_since_epoch().count();
        files.insert(it->path().filename().string() + ":" + std::to_string(bytes) + ":" + std::to_string(written) +
                     "\n");
    }
    std::string mark;
    for (const auto &file : files) mark += file;
    return mark;
}

} // namespace lapidary
