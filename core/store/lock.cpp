// SPDX-License-Identifier: Apache-2.0
#include "core/store/lock.h"
#include "core/base/json.h"
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace lapidary {
namespace {

std::string nowUtc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "this machine";
}

Owner readOwner(int descriptor) {
    std::string text(4096, '\0');
    const ssize_t got = ::pread(descriptor, text.data(), text.size(), 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    const auto json = parseJson(text);
    if (!json || !json->is_object()) return {};
    return {.program = getString(*json, "program").value_or(""),
            .host = getString(*json, "host").value_or(""),
            .since = getString(*json, "since").value_or(""),
            .pid = static_cast<int>(getInteger(*json, "pid").value_or(0))};
}

/// Whether nobody runs any more who wrote this down.
bool isGone(const Owner &owner) {
    return owner.pid > 0 && owner.host == hostName() && ::kill(owner.pid, 0) != 0 && errno == ESRCH;
}

/// 0, or the number of the error. An owner that was killed while it started a worker leaves its lock to that worker for
/// the moment before it becomes another program: this moment is waited for.
int lockAlone(int descriptor) {
    constexpr int kTries = 200;
    constexpr timespec kBetween{.tv_sec = 0, .tv_nsec = 10'000'000};
    for (int left = kTries;; --left) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return 0;
        const int error = errno;
        if (error != EWOULDBLOCK || left == 0 || !isGone(readOwner(descriptor))) return error;
        ::nanosleep(&kBetween, nullptr);
    }
}

} // namespace

Sentence told(const Owner &owner) {
    // The word that stands in where the file names no program is a sentence, too.
    Sentence program = owner.program.empty() ? Sentence("another program") : Sentence(owner.program);
    if (owner.pid <= 0) return program;
    return {"{0} (process {1} on {2}, since {3})", program, owner.pid, owner.host, owner.since};
}

Result<ProjectLock> ProjectLock::take(const fs::path &folder, const std::string &program) {
    const fs::path file = folder / "project.lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) return fail(systemError("open", file, errno));
    ProjectLock lock(descriptor);
    if (const int error = lockAlone(descriptor); error != 0) {
        if (error != EWOULDBLOCK) return fail(systemError("lock", file, error));
        return fail({.code = "project.in_use",
                     .message = {"the project is open in {0}; here it can only be read", told(readOwner(descriptor))},
                     .file = folder.string(),
                     .remedy = "Close it there first."});
    }
    const std::string text =
        dumpJson({{"program", program}, {"pid", ::getpid()}, {"host", hostName()}, {"since", nowUtc()}}) + "\n";
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return fail(systemError("write", file, errno));
    return lock;
}

ProjectLock::ProjectLock(ProjectLock &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

ProjectLock::~ProjectLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

} // namespace lapidary
