// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/fuzz/targets.h"
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace lapidary::fuzz {

/// A file in memory, because what is read is named by a path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("x", MFD_CLOEXEC)) {
        promise(::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    ~MemoryFile() { ::close(descriptor_); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

} // namespace lapidary::fuzz
