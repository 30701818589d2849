// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/machine.h"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

namespace lapidary::bench {

namespace {

/// What stands behind "key" and a colon in one of the system's lists.
std::string valueIn(const char *file, const std::string &key) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(key)) return line.substr(line.find_first_not_of(" \t", line.find(':') + 1));
    return {};
}

} // namespace

std::string processorName() {
    const std::string name = valueIn("/proc/cpuinfo", "model name");
    return name.empty() ? "unknown" : name;
}

std::string commitName() {
    if (const char *given = std::getenv("LAPIDARY_COMMIT")) return given;
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> git(
        ::popen("git -C '" LAPIDARY_SOURCE "' describe --always --dirty 2>/dev/null", "r"), ::pclose);
    char line[128] = {};
    if (!git || !std::fgets(line, sizeof line, git.get())) return "unknown";
    const std::string text = line;
    return text.substr(0, text.find('\n'));
}

double loadAverage() {
    double load = 0;
    return ::getloadavg(&load, 1) == 1 ? load : -1;
}

bool resetPeakMemory() {
    std::ofstream out("/proc/self/clear_refs");
    out << "5";
    return static_cast<bool>(out.flush());
}

std::optional<std::int64_t> peakMemory() {
    const std::string kilobytes = valueIn("/proc/self/status", "VmHWM");
    if (kilobytes.empty()) return std::nullopt;
    return std::int64_t{1024} * std::atoll(kilobytes.c_str());
}

} // namespace lapidary::bench
