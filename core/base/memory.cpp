// SPDX-License-Identifier: Apache-2.0
#include "core/base/memory.h"
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

namespace lapidary {
namespace {

std::int64_t readLimit(const char *file) {
    std::ifstream in(file);
    std::int64_t value = 0;
    return in >> value ? value : -1; // "max" is no number: no limit
}

/// What the control group holds of files that are on disk too; the kernel gives it back when memory is wanted.
std::int64_t cachedFiles() {
    std::ifstream in("/sys/fs/cgroup/memory.stat");
    std::string name;
    for (std::int64_t value = 0; in >> name >> value;)
        if (name == "inactive_file") return value;
    return 0;
}

} // namespace

std::int64_t availableMemory() {
    std::int64_t available = 0;
    std::ifstream in("/proc/meminfo");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("MemAvailable:")) available = std::strtoll(line.c_str() + 13, nullptr, 10) * 1024;
    const std::int64_t most = readLimit("/sys/fs/cgroup/memory.max"), used = readLimit("/sys/fs/cgroup/memory.current");
    if (most > 0 && used >= 0) available = std::min(available, most - used + cachedFiles());
    return available;
}

} // namespace lapidary
