// SPDX-License-Identifier: Apache-2.0
#include "core/job/confined_reader.h"
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace lapidary {

Result<ConfinedReader> ConfinedReader::start(const fs::path &program, const fs::path &file, const char *asked) {
    const int input = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a FIFO would wait for a writer
    if (input < 0) return fail(systemError("open", file, errno));
    struct stat facts {};
    std::array<int, 2> pipe{-1, -1};
    const bool regular = ::fstat(input, &facts) == 0 && S_ISREG(facts.st_mode);
    if (!regular || ::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        const int number = errno;
        ::close(input);
        if (regular) return fail(systemError("open a pipe to", program, number));
        return fail({.code = "file.not_regular",
                     .message = "this is no file that can be read from any place",
                     .file = file.string(),
                     .expected = "a regular file"});
    }
    const auto pid = startConfined(program, input, pipe[1], asked);
    ::close(input);
    ::close(pipe[1]);
    if (pid) return ConfinedReader(*pid, pipe[0]);
    ::close(pipe[0]);
    return unexpected(pid.error());
}

ConfinedReader::ConfinedReader(ConfinedReader &&other) noexcept
    : pid_(std::exchange(other.pid_, 0)), pipe_(std::exchange(other.pipe_, -1)) {}

ConfinedReader::~ConfinedReader() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
    (void)wait();
    if (pipe_ >= 0) ::close(pipe_);
}

Status ConfinedReader::wait() {
    if (pid_ == 0) return {};
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return endOfConfined(status);
}

Result<std::size_t> ConfinedReader::read(std::span<char> into) {
    for (;;) {
        const auto got = ::read(pipe_, into.data(), into.size());
        if (got > 0) return static_cast<std::size_t>(got);
        if (got < 0 && errno == EINTR) continue;
        if (auto ended = wait(); !ended) return unexpected(ended.error());
        return 0;
    }
}

} // namespace lapidary
