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

/// One `lapidary-worker serve --stdio` that answers one request after the other. It goes away with this object: asked
/// first, and killed where it has not gone after kEndMs, as one that is reading a large model.
class WorkerClient {
public:
    static constexpr int kCancelMs = 10'000, kEndMs = 2'000;
    static Result<WorkerClient> start(const fs::path &worker, int cancelMs = kCancelMs);
    WorkerClient(WorkerClient &&other) noexcept;
    WorkerClient &operator=(WorkerClient &&) = delete;
    ~WorkerClient();

    /// The answer without its `error`: that becomes ours. `cancelled` is looked at whenever a signal ends the wait, and
    /// some times a second; the worker is then told to end this answer, and keeps what it has loaded. One that does not
    /// end it in cancelMs is ended itself. Errors: what the worker says, worker.died, worker.bad_answer, kCancelled.
    /// `partial` takes what a request tells before its answer: notices, and with "stream": true how it grows.
    /// `abandoned` says that nobody needs the worker any more: a cancel then ends it at once.
    Result<Json> ask(const Json &request, const std::function<bool()> &cancelled,
                     const std::function<void(const Json &partial)> &partial = {},
                     const std::function<bool()> &abandoned = {});

    /// False when the next question would meet nobody.
    bool alive() const { return child_.pid > 0; }

    /// For tests and messages.
    pid_t pid() const { return child_.pid; }

private:
    WorkerClient(ChildProcess child, int cancelMs) : child_(child), cancelMs_(cancelMs) {}
    Status send(std::string_view line, const std::function<bool()> &cancelled);
    Result<std::string> receive(const std::function<bool()> &cancelled);
    Result<Json> answerTo(std::int64_t serial, const std::function<bool()> &cancelled,
                          const std::function<void(const Json &partial)> &partial);
    void cancel(std::int64_t serial, const std::function<bool()> &abandoned);
    Error died();
    void end();
    void closePipes();

    ChildProcess child_;
    int cancelMs_;
    std::string buffer_;      ///< what came behind the last answer
    std::int64_t serial_ = 0; ///< of the last question: its id between us and the worker
};

} // namespace lapidary
