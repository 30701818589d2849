// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/channel.h"
#include "core/job/job.h"
#include "core/job/run_lock.h"
#include "core/job/run_log.h"
#include <condition_variable>
#include <mutex>
#include <optional>

namespace lapidary {

/// A batch job's world: events go to the run log first and then to whoever listens at the run's socket; commands come
/// back from there. A run log that cannot be written stops the job, because the log is the truth.
class RunContext final : public JobContext, public JobSink {
public:
    static Result<std::unique_ptr<RunContext>> open(const fs::path &folder);

    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override { return stop_.get_token(); }
    void waitWhilePaused() override;
    std::string runFolder() const override { return folder_.string(); }
    void emit(std::string type, Json body) override;

    void requestStop();
    std::optional<Error> logFailure() const;

private:
    RunContext(fs::path folder, RunLock lock, RunLogWriter log)
        : folder_(std::move(folder)), lock_(std::move(lock)), log_(std::move(log)) {}
    void obey(const Json &command);

    fs::path folder_;
    RunLock lock_; ///< before the log: two workers never write one
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    RunLogWriter log_;
    std::optional<Error> failure_;
    bool paused_ = false;
    std::stop_source stop_;
    std::unique_ptr<ChannelServer> channel_; ///< last: its thread ends before what it uses
};

} // namespace lapidary
