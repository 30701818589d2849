// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "tests/support/temporary_folder.h"
#include <memory>
#include <sys/mount.h>

namespace lapidary::test {

/// A disk of a few bytes in memory, mounted for one test; nothing where mounting is not allowed.
class SmallDisk {
public:
    static std::unique_ptr<SmallDisk> make(std::size_t bytes) {
        std::unique_ptr<SmallDisk> disk(new SmallDisk);
        const std::string options = "size=" + std::to_string(bytes);
        disk->mounted_ = ::mount("tmpfs", disk->folder_.path.c_str(), "tmpfs", 0, options.c_str()) == 0;
        return disk->mounted_ ? std::move(disk) : nullptr;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.path.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    const std::filesystem::path &path() const { return folder_.path; }

private:
    SmallDisk() = default;
    TemporaryFolder folder_{};
    bool mounted_ = false;
};

} // namespace lapidary::test
