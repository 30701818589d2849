// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace lapidary {

/// A folder of one test, in memory where that is possible: thousands of flushed writes would wait for a disk.
struct MemoryFolder {
    std::filesystem::path path;
    MemoryFolder() {
        std::string name = (std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") + std::string("/lapidary-test-XXXXXX");
        if (!mkdtemp(name.data())) throw std::runtime_error("no folder for the test");
        path = name;
    }
    ~MemoryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    MemoryFolder(const MemoryFolder &) = delete;
    MemoryFolder &operator=(const MemoryFolder &) = delete;
};

} // namespace lapidary
