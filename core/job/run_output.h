// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/channel.h"
#include "core/job/run_log.h"
#include <mutex>

namespace lapidary {

/// What a run says: each event goes to its log first and then to whoever is connected to its channel. Thread-safe.
class RunOutput {
public:
    static Result<std::unique_ptr<RunOutput>> open(const fs::path &runFolder);

    /// Lets others connect. Without a socket the run goes on, and its log says behind the next event that it can be
    /// followed by the log alone.
    void listen(ChannelServer::OnCommand onCommand);
    Status emit(std::string type, Json body);
    void send(ClientId client, const Json &message); ///< an answer that is too large for a frame becomes an error

private:
    RunOutput(fs::path folder, RunLogWriter log) : folder_(std::move(folder)), log_(std::move(log)) {}
    Status say(std::string type, Json body);

    fs::path folder_;
    std::mutex mutex_{};
    RunLogWriter log_;
    std::optional<Error> deaf_{};              ///< why nobody can connect, until it is said
    std::unique_ptr<ChannelServer> channel_{}; ///< last: its thread ends before what it uses
};

} // namespace lapidary
