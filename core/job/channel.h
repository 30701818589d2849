// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/job/message_stream.h"
#include <functional>
#include <memory>
#include <optional>

namespace lapidary {

/// Where the worker of a run folder listens: a short path in a private folder, named by the hash of the absolute path.
Result<fs::path> socketPathOf(const fs::path &runFolder);

/// The worker's end: a thread that sends events to whoever is connected and hands commands to `onCommand`. A client
/// that does not read, breaks the frames or speaks another version is dropped; the job never waits for anybody.
class ChannelServer {
public:
    static Result<std::unique_ptr<ChannelServer>> listen(const fs::path &socket,
                                                         std::function<void(const Json &)> onCommand);
    virtual ~ChannelServer() = default;
    virtual Status broadcast(const Json &message) = 0; ///< frame.too_large: nobody was sent it
    virtual std::size_t clients() const = 0;
};

/// Whether somebody serves the channel of this run, as a worker does, or its owner where he does the work himself.
bool isListening(const fs::path &runFolder);

/// The owner's end. It sees only what is sent after it connected; what came before stands in the run log.
class ChannelClient {
public:
    static Result<ChannelClient> connect(const fs::path &socket);
    ChannelClient(ChannelClient &&other) noexcept;
    ChannelClient &operator=(ChannelClient &&) = delete;
    ~ChannelClient();

    Status send(const Json &command);
    /// The next message, or nothing after `timeoutMs`. Errors: channel.closed when the worker has gone,
    /// channel.version, frame.*.
    Result<std::optional<Json>> receive(int timeoutMs);

private:
    explicit ChannelClient(int descriptor) : descriptor_(descriptor) {}
    Status write(std::string_view bytes);
    int descriptor_;
    MessageStream stream_;
};

/// {"cmd": "pause" | "resume" | "stop"} to the worker of a run.
Status sendCommand(const fs::path &runFolder, const std::string &command);

} // namespace lapidary
