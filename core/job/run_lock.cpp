// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_lock.h"
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace lapidary {
namespace {

constexpr const char *kName = "worker.lock";

struct flock wholeFile() {
    struct flock range {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    return range;
}

} // namespace

Result<RunLock> RunLock::take(const fs::path &runFolder) {
    const fs::path file = runFolder / kName;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return fail(systemError("open", file, errno));
    auto range = wholeFile();
    if (::fcntl(descriptor, F_SETLK, &range) == 0) return RunLock(descriptor);
    const int number = errno;
    ::close(descriptor);
    if (number != EACCES && number != EAGAIN) return fail(systemError("lock", file, number));
    const auto holder = workerOf(runFolder);
    return fail({.code = "run.busy",
                 .message = "another worker is at work in this run folder",
                 .file = runFolder.string(),
                 .found = holder ? Sentence("process {0}", *holder) : "a lock",
                 .remedy = "Wait for it, or stop it with lapidary-cli stop."});
}

RunLock::RunLock(RunLock &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

RunLock::~RunLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<int> workerOf(const fs::path &runFolder) {
    const int descriptor = ::open((runFolder / kName).c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    auto range = wholeFile();
    const int asked = ::fcntl(descriptor, F_GETLK, &range);
    ::close(descriptor);
    if (asked != 0 || range.l_type == F_UNLCK) return std::nullopt;
    return range.l_pid;
}

} // namespace lapidary
