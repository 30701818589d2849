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

/// A client of a channel, by a number that no other has while the channel lives.
using ClientId = std::uint64_t;

/// The worker's end: a thread that sends events to whoever is connected and hands commands to `onCommand`. A client
/// that does not read, breaks the frames or speaks another version is dropped; the job never waits for anybody.
class ChannelServer {
public:
    using OnCommand = std::function<void(const Json &command, ClientId from)>;
    static Result<std::unique_ptr<ChannelServer>> listen(const fs::path &socket, OnCommand onCommand);
    virtual ~ChannelServer() = default;
    virtual Status broadcast(const Json &message) = 0; ///< frame.too_large: nobody was sent it
    /// To one client; one that has gone is no error.
    virtual Status send(ClientId client, const Json &message) = 0;
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
    /// Whether the worker has let us in. What it sends from then on comes here; what it sent before may not.
    bool admitted() const { return stream_.greeted(); }
    /// Bytes of the frame that the last message came in.
    std::size_t lastFrame() const { return stream_.lastFrame(); }

private:
    explicit ChannelClient(int descriptor) : descriptor_(descriptor) {}
    Status write(std::string_view bytes);
    int descriptor_;
    MessageStream stream_;
};

/// To the worker of a run. run.not_running.
Result<ChannelClient> connectTo(const fs::path &runFolder);

/// {"cmd": "pause" | "resume" | "stop"} to the worker of a run.
Status sendCommand(const fs::path &runFolder, const std::string &command);

} // namespace lapidary
