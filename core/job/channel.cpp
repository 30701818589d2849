// SPDX-License-Identifier: Apache-2.0
#include "core/job/channel.h"
#include "core/base/hash.h"
#include "core/job/frame.h"
#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace lapidary {
namespace {

constexpr std::size_t kMostBacklog = 8u << 20; ///< bytes that a slow client may leave unread

Result<sockaddr_un> addressOf(const fs::path &socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    if (path.size() >= sizeof address.sun_path)
        return fail({.code = "channel.path_too_long", .message = "the socket's path is too long", .file = path});
    path.copy(address.sun_path, path.size());
    return address;
}

class Server : public ChannelServer {
public:
    Server(int listener, fs::path socket, OnCommand onCommand)
        : listener_(listener), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), socket_(std::move(socket)),
          onCommand_(std::move(onCommand)), thread_([this](const std::stop_token &stop) { serve(stop); }) {}

    ~Server() override {
        thread_.request_stop();
        wake();
        thread_.join();
        for (const auto &client : clients_) ::close(client.descriptor);
        ::close(listener_);
        ::close(wake_);
        ::unlink(socket_.c_str());
    }

    Status broadcast(const Json &message) override {
        return put(message, [](const Client &) { return true; });
    }
    Status send(ClientId id, const Json &message) override {
        return put(message, [id](const Client &client) { return client.id == id; });
    }

    std::size_t clients() const override {
        const std::lock_guard lock(mutex_);
        return clients_.size();
    }

private:
    struct Client {
        int descriptor;
        ClientId id;
        MessageStream in{};
        std::string out{kChannelHeader};
        bool gone = false;
    };

    template <typename Whom> Status put(const Json &message, const Whom &whom) {
        const auto frame = makeFrame(dumpJson(message));
        if (!frame) return unexpected(frame.error());
        {
            const std::lock_guard lock(mutex_);
            for (auto &client : clients_) {
                if (!whom(client)) continue;
                if (client.out.size() > kMostBacklog) client.gone = true; // its thread lets it go
                if (!client.gone) client.out += *frame;
            }
        }
        wake();
        return {};
    }

    void wake() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto ignored = ::write(wake_, &one, sizeof one);
    }

    void serve(const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            std::vector<pollfd> watched{{listener_, POLLIN, 0}, {wake_, POLLIN, 0}};
            {
                const std::lock_guard lock(mutex_);
                for (const auto &client : clients_)
                    watched.push_back(
                        {client.descriptor, static_cast<short>(POLLIN | (client.out.empty() ? 0 : POLLOUT)), 0});
            }
            if (::poll(watched.data(), watched.size(), 1000) < 0 && errno != EINTR) return;
            std::uint64_t count = 0;
            [[maybe_unused]] const auto ignored = ::read(wake_, &count, sizeof count);
            std::vector<Command> commands;
            {
                const std::lock_guard lock(mutex_);
                for (std::size_t i = 2; i < watched.size(); ++i) handle(clients_[i - 2], watched[i].revents, commands);
                std::erase_if(clients_, [](const Client &client) {
                    if (client.gone) ::close(client.descriptor);
                    return client.gone;
                });
                if (watched[0].revents & POLLIN)
                    if (const int fresh = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
                        fresh >= 0)
                        clients_.push_back({fresh, ++lastId_});
            }
            for (const auto &[command, client] : commands) onCommand_(command, client);
        }
        const std::lock_guard lock(mutex_); // last words: what still fits into the sockets
        for (auto &client : clients_) flush(client);
    }

    static void flush(Client &client) {
        while (!client.out.empty()) {
            const ssize_t sent =
                ::send(client.descriptor, client.out.data(), client.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent <= 0) {
                if (sent < 0 && errno != EAGAIN && errno != EINTR) client.gone = true;
                break;
            }
            client.out.erase(0, static_cast<std::size_t>(sent));
        }
    }

    using Command = std::pair<Json, ClientId>;

    static void handle(Client &client, short events, std::vector<Command> &commands) {
        flush(client);
        if (!(events & (POLLIN | POLLHUP | POLLERR))) return;
        char bytes[65536];
        const ssize_t got = ::recv(client.descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) client.gone = true;
        if (got <= 0) return;
        client.in.append({bytes, static_cast<std::size_t>(got)});
        if (!takeCommands(client, commands)) client.gone = true;
    }

    /// False when nothing behind can be trusted; a message that is no JSON is passed over.
    static bool takeCommands(Client &client, std::vector<Command> &commands) {
        for (;;) {
            auto message = client.in.next();
            if (!message && !message.error().code.starts_with("json.")) return false;
            if (message && !*message) return true;
            if (message) commands.emplace_back(std::move(**message), client.id);
        }
    }

    int listener_, wake_;
    fs::path socket_;
    OnCommand onCommand_;
    mutable std::mutex mutex_;
    std::vector<Client> clients_;
    ClientId lastId_ = 0;
    std::jthread thread_;
};

} // namespace

Result<fs::path> socketPathOf(const fs::path &runFolder) {
    const char *runtime = std::getenv("XDG_RUNTIME_DIR");
    const fs::path folder =
        runtime && *runtime ? fs::path(runtime) / "lapidary" : fs::path("/tmp/lapidary-" + std::to_string(::getuid()));
    if (auto made = makeFolders(folder); !made) return unexpected(made.error());
    std::error_code ignored;
    fs::permissions(folder, fs::perms::owner_all, ignored); // only the owner may talk to his workers
    return folder / (contentHash(fs::absolute(runFolder).lexically_normal().string()).substr(0, 16) + ".sock");
}

Result<std::unique_ptr<ChannelServer>> ChannelServer::listen(const fs::path &socket, OnCommand onCommand) {
    const auto address = addressOf(socket);
    if (!address) return unexpected(address.error());
    ::unlink(socket.c_str()); // left over by a worker that was killed; the run folder's lock guards against a live one
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return fail(systemError("make a socket at", socket, errno));
    if (::bind(listener, reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0 ||
        ::listen(listener, SOMAXCONN) != 0) {
        const int number = errno;
        ::close(listener);
        return fail(systemError("listen at", socket, number));
    }
    return std::make_unique<Server>(listener, socket, std::move(onCommand));
}

Result<ChannelClient> ChannelClient::connect(const fs::path &socket) {
    const auto address = addressOf(socket);
    if (!address) return unexpected(address.error());
    // A worker that stands still lets nobody in, and whoever asks must not stand still with it.
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return fail(systemError("make a socket for", socket, errno));
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0) {
        const int number = errno;
        ::close(descriptor);
        return fail(systemError("reach the worker at", socket, number));
    }
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
    ChannelClient client(descriptor);
    if (auto sent = client.write(kChannelHeader); !sent) return unexpected(sent.error());
    return client;
}

ChannelClient::ChannelClient(ChannelClient &&other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), stream_(std::move(other.stream_)) {}

ChannelClient::~ChannelClient() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Status ChannelClient::send(const Json &command) {
    const auto frame = makeFrame(dumpJson(command));
    return frame ? write(*frame) : unexpected(frame.error());
}

Status ChannelClient::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return fail({.code = "channel.closed", .message = "the worker has gone"});
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<std::optional<Json>> ChannelClient::receive(int timeoutMs) {
    for (;;) {
        auto message = stream_.next();
        if (!message || *message) return message;
        pollfd watched{descriptor_, POLLIN, 0};
        const int ready = ::poll(&watched, 1, timeoutMs);
        if (ready == 0 || (ready < 0 && errno == EINTR)) return std::optional<Json>{};
        char bytes[65536];
        const ssize_t got = ::recv(descriptor_, bytes, sizeof bytes, 0);
        if (got <= 0) return fail({.code = "channel.closed", .message = "the worker has gone"});
        stream_.append({bytes, static_cast<std::size_t>(got)});
    }
}

Result<ChannelClient> connectTo(const fs::path &runFolder) {
    const auto socket = socketPathOf(runFolder);
    if (!socket) return unexpected(socket.error());
    auto client = ChannelClient::connect(*socket);
    if (client) return client;
    return fail({.code = "run.not_running",
                 .message = "no worker of this run is listening",
                 .file = runFolder.string(),
                 .remedy = "Start or resume the run first."});
}

Status sendCommand(const fs::path &runFolder, const std::string &command) {
    auto client = connectTo(runFolder);
    return client ? client->send({{"cmd", command}}) : Status(unexpected(client.error()));
}

bool isListening(const fs::path &runFolder) {
    const auto socket = socketPathOf(runFolder);
    return socket && ChannelClient::connect(*socket).has_value();
}

} // namespace lapidary
