// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <functional>
#include <sys/types.h>
#include <vector>

namespace lapidary {

/// Starts a program with pipes on its standard input and output; standard error is ours. `program` and then `arguments`
/// become its argv. Errors: worker.not_started.
struct ChildProcess {
    pid_t pid = -1;
    int input = -1, output = -1; ///< our ends of the pipes
};
Result<ChildProcess> startProcess(const fs::path &program, const std::vector<std::string> &arguments);

/// One `lapidary-worker serve --stdio` that answers one request after the other. It goes away with this object.
class WorkerClient {
public:
    static Result<WorkerClient> start(const fs::path &worker);
    WorkerClient(WorkerClient &&other) noexcept;
    WorkerClient &operator=(WorkerClient &&) = delete;
    ~WorkerClient();

    /// The answer without its `error`: that becomes ours. `cancelled` is looked at whenever a signal ends the wait.
    /// Errors: what the worker says, worker.died, worker.bad_answer, kCancelled.
    /// `partial` takes what a request tells before its answer: notices, and with "stream": true how it grows.
    Result<Json> ask(const Json &request, const std::function<bool()> &cancelled,
                     const std::function<void(const Json &partial)> &partial = {});

    /// For tests and messages.
    pid_t pid() const { return child_.pid; }

private:
    explicit WorkerClient(ChildProcess child) : child_(child) {}
    Status send(std::string_view line, const std::function<bool()> &cancelled);
    Result<std::string> receive(const std::function<bool()> &cancelled);
    Error died();
    void closePipes();

    ChildProcess child_;
    std::string buffer_; ///< what came behind the last answer
};

} // namespace lapidary
