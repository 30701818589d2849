// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/confined.h"
#include <span>

namespace lapidary {

/// A helper that is given a file and tells what it reads there, piece by piece, for as long as somebody asks: see
/// startConfined(). Ended when this goes. Used from one thread.
class ConfinedReader {
public:
    /// The file becomes the helper's standard input, for reading, and `asked` its argument. Errors: file.* (also where
    /// it is no regular file).
    static Result<ConfinedReader> start(const fs::path &program, const fs::path &file, const char *asked = nullptr);
    ConfinedReader(ConfinedReader &&) noexcept;
    ConfinedReader &operator=(ConfinedReader &&) = delete;
    ~ConfinedReader();

    /// How many bytes were told; waits for at least one. 0 only at the end, after which it is tool.ended where the
    /// helper did not end well.
    Result<std::size_t> read(std::span<char> into);

private:
    ConfinedReader(pid_t pid, int pipe) : pid_(pid), pipe_(pipe) {}
    Status wait();
    pid_t pid_; ///< 0: it has ended
    int pipe_;
};

} // namespace lapidary
