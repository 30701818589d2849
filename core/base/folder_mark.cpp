// SPDX-License-Identifier: Apache-2.0
#include "core/base/folder_mark.h"
#include <set>

namespace lapidary {

namespace {

std::string markOf(const fs::path &file) {
    std::error_code gone; // between two looks at it, which is a mark as well
    const auto bytes = fs::file_size(file, gone);
    const auto written = fs::last_write_time(file, gone).time_since_epoch().count();
    return file.filename().string() + ":" + std::to_string(bytes) + ":" + std::to_string(written) + "\n";
}

} // namespace

std::string folderMark(const fs::path &folderOrFile) {
    std::set<std::string> files; // a folder lists them in any order
    std::error_code wrong;
    if (fs::is_regular_file(folderOrFile, wrong)) return markOf(folderOrFile);
    for (fs::directory_iterator it(folderOrFile, wrong), end; !wrong && it != end; it.increment(wrong)) {
        std::error_code gone;
        if (it->is_regular_file(gone)) files.insert(markOf(it->path()));
    }
    std::string mark;
    for (const auto &file : files) mark += file;
    return mark;
}

} // namespace lapidary
