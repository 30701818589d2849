// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/job.h"
#include "core/job/pause_desk.h"
#include "core/job/run_lock.h"
#include "core/job/run_output.h"

namespace lapidary {

/// A batch job's world: what it says goes to its log and to whoever is connected; commands and requests come back from
/// there. A run log that cannot be written stops the job, because the log is the truth.
class RunContext final : public JobContext, public JobSink {
public:
    static Result<std::unique_ptr<RunContext>> open(const fs::path &folder);
    ~RunContext() override; ///< refuses what still waits

    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override { return stop_.get_token(); }
    std::optional<JobRequest> nextWhilePaused() override;
    void tell(Json partial) override;
    void answer(Json answer) override;
    std::string runFolder() const override { return folder_.string(); }
    void emit(std::string type, Json body) override;

    void requestStop();
    std::optional<Error> logFailure() const;

private:
    RunContext(fs::path folder, RunLock lock, std::unique_ptr<RunOutput> output)
        : folder_(std::move(folder)), lock_(std::move(lock)), output_(std::move(output)) {}
    void obey(const Json &command, ClientId from);
    void send(const PauseDesk::Replies &replies);
    Json withId(Json message) const; ///< of the request that is being answered

    fs::path folder_;
    RunLock lock_; ///< before the log: two workers never write one
    mutable std::mutex mutex_;
    std::optional<Error> failure_;
    PauseDesk desk_;
    std::optional<PauseDesk::Task> asked_; ///< of the job's own thread, as the next
    bool resting_ = false;
    std::stop_source stop_;
    std::unique_ptr<RunOutput> output_; ///< last: its thread ends before what it uses
};

} // namespace lapidary
