// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lapidary {

/// The flags that every verb has.
struct Common {
    bool jsonErrors = false;       ///< a failure before the first answer is one JSON object on standard output
    std::string progress = "auto"; ///< auto (a bar on a terminal), jsonl, off
    std::string project = ".";     ///< where the names of models, datasets and runs are looked up
    /// What severalAtOnce() was given, for --json-errors.
    std::shared_ptr<std::vector<Error>> problems = std::make_shared<std::vector<Error>>();
};

/// Told as one error, and with --json-errors each by itself too: "problems": [{code, where, …}, …].
Error severalAtOnce(std::vector<Error> problems, const Common &common);

/// What a verb does once its flags are read. The number is the exit code; an error becomes one by exitCodeOf().
using Action = std::function<Result<int>()>;

/// A verb of the command line: one file under verbs/, one line in verbs/registry.cpp.
struct Verb {
    const char *name;
    const char *summary;
    /// Adds the flags to `command`. Whatever they are read into must live as long as the returned action.
    Action (*define)(CLI::App &command, const Common &common);
};

std::span<const Verb> verbs();

/// The exit codes are a promise to scripts.
enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kCancelledByUser = 3, kWorkerDied = 4, kDefect = 5 };
int exitCodeOf(const Error &error);

/// Wrong flags or values on the command line: exit code 2.
Error usageError(std::string message, std::string field = {}, std::string found = {}, std::string expected = {});

/// Set by SIGINT and SIGTERM; long work looks at it and ends with the code kCancelled (exit code 3).
bool interrupted();
Error cancelled();

} // namespace lapidary
