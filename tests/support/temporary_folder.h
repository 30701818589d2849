// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

namespace lapidary {

/// A folder of one test, gone at its end.
struct TemporaryFolder {
    std::filesystem::path path;
    TemporaryFolder() {
        char name[] = "/tmp/lapidary-test-XXXXXX";
        path = mkdtemp(name);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;
};

} // namespace lapidary
