// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/event.h"
#include <stop_token>
#include <string>

namespace lapidary {

/// Where a job's events go. Thread-safe.
class JobSink {
public:
    virtual ~JobSink() = default;
    virtual void emit(std::string type, Json body) = 0;
};

/// What a running job may see of the world. `waitWhilePaused` returns at once unless somebody paused the job.
class JobContext {
public:
    virtual ~JobContext() = default;
    virtual JobSink &sink() = 0;
    virtual std::stop_token stopToken() = 0;
    virtual void waitWhilePaused() = 0;
    virtual std::string runFolder() const = 0;
};

} // namespace lapidary
