// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/event.h"
#include <optional>
#include <stop_token>
#include <string>

namespace lapidary {

/// Where a job's events go. Thread-safe.
class JobSink {
public:
    virtual ~JobSink() = default;
    virtual void emit(std::string type, Json body) = 0;
};

/// What a job is asked while it is paused: {"verb", …}.
struct JobRequest {
    Json body;
    std::stop_token stop; ///< the run goes on, or whoever asked has changed his mind
};

/// What a running job may see of the world.
class JobContext {
public:
    virtual ~JobContext() = default;
    virtual JobSink &sink() = 0;
    virtual std::stop_token stopToken() = 0;
    /// Nothing at once unless somebody paused the job. Then the next request, which is waited for, or nothing when the
    /// job goes on. Each request must be answered before the next is taken.
    virtual std::optional<JobRequest> nextWhilePaused() = 0;
    virtual void tell(Json partial) = 0;  ///< of the answer in the making
    virtual void answer(Json answer) = 0; ///< to the last request
    /// Of a job that has no answers: whoever asks is told so.
    void waitWhilePaused();
    virtual std::string runFolder() const = 0;
};

} // namespace lapidary
