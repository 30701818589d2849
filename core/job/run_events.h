// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/channel.h"
#include "core/job/run_log.h"

namespace lapidary {

/// The events of a run as they come, none twice and none lost. What was said before is read from its log; from then on
/// a live run sends them over its channel, and its log is left alone. The log is the truth: where the channel closes,
/// lags or cannot be reached, it is read on from the same place. Of a run that is over nothing is opened any more.
class RunEvents {
public:
    explicit RunEvents(fs::path runFolder) : folder_(std::move(runFolder)), log_(folder_ / "run.log") {}

    /// At most about `limit` of those that are new. It never waits: nothing means that nothing is new now.
    /// Errors: those of a damaged log (RunLogReader).
    Result<std::vector<Event>> next(std::size_t limit = 100000);

    void wake();                                          ///< a worker has been put to the run again
    void hangUp();                                        ///< the worker has gone: the log holds all it said
    bool isLive() const { return channel_ && caughtUp_; } ///< the log is not looked at

private:
    std::vector<Event> fromChannel(std::size_t limit);
    void connect();
    void note(const std::vector<Event> &events);

    fs::path folder_;
    RunLogReader log_;
    std::unique_ptr<ChannelClient> channel_{};
    bool caughtUp_ = false; ///< with the log, since the channel let us in
    bool over_ = false;     ///< as the newest state says
    bool asleep_ = false;
};

} // namespace lapidary
