// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <optional>
#include <string>

namespace lapidary {

/// Who has a project open for writing.
struct Owner {
    std::string program{}, host{}, since{}; ///< since: UTC, ISO 8601
    int pid = 0;
};
/// "lapidary-cli (process 4711 on host, since 2026-01-31T12:00:00Z)"
Sentence told(const Owner &owner);

/// One owner per project: an flock on `project.lock`, which also says who holds it. The kernel lets go of it when the
/// owner dies, however that happens, so a stale lock needs no guessing about process numbers.
class ProjectLock {
public:
    /// project.in_use names the owner; file.* where the folder cannot be written.
    static Result<ProjectLock> take(const fs::path &folder, const std::string &program);
    ProjectLock(ProjectLock &&other) noexcept;
    ProjectLock &operator=(ProjectLock &&) = delete;
    ~ProjectLock();

private:
    explicit ProjectLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace lapidary
