// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/base/files.h"
#include <cstdint>
#include <string>
#include <sys/types.h>

namespace lapidary {

/// What a helper may use. It reads one input and writes one answer.
struct ConfinedLimits {
    std::int64_t memory = std::int64_t{512} << 20; ///< bytes of address space
    int processorSeconds = 2;
    double seconds = 5; ///< by the clock, until it is ended
    std::size_t answerBytes = 64 * 1024;
    /// A file that is to be opened and a handler of a signal are refused with an error instead of the end of the
    /// helper: for a library that asks for them and can do without, as Z3 for the number of processors.
    bool refusesMildly = false;
};

/// Called by a helper before it reads anything: from here on it, with all threads that it has, computes, reads what is
/// open, writes there and ends. A system call for anything else (files, network, processes, signals to others, memory
/// that can be executed) ends it at once, and so does more memory or time than it may use. Errors: tool.no_confinement,
/// where the system has no such filter: a helper then refuses to work.
Status confine(const ConfinedLimits &limits);

/// A helper that lies beside this program. Errors: tool.not_found.
Result<fs::path> helperProgram(const std::string &name);

/// Starts a program that confines itself, without any environment and with no open file but these two, as its standard
/// input and output; `asked` is its only argument. Whoever starts it waits for it. Errors: file.*.
Result<pid_t> startConfined(const fs::path &program, int input, int output, const char *asked = nullptr);
/// What its end, as waitpid() has it, says: nothing where it ended by itself and well, else tool.ended.
Status endOfConfined(int status);

/// Starts such a program with two ends of a pipe,
/// gives it the input and takes what it writes. Errors: file.*, tool.timeout, tool.ended (it crashed, or did what it
/// may not), tool.too_long.
Result<std::string> askConfined(const fs::path &program, const std::string &input, const ConfinedLimits &limits = {});

} // namespace lapidary
