// SPDX-License-Identifier: Apache-2.0
// Whatever stands at the other end of the socket, the job goes on: it never waits and never keeps more than its bound.
#include "core/job/channel.h"
#include "core/job/frame.h"
#include "tests/support/temporary_folder.h"
#include <atomic>
#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace lapidary;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
const std::string kHeader(kChannelHeader);

template <class Condition> bool soon(Condition condition, std::chrono::milliseconds patience = 20s) {
    for (const auto begun = Clock::now(); Clock::now() - begun < patience; std::this_thread::sleep_for(2ms))
        if (condition()) return true;
    return condition();
}

std::int64_t residentBytes() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t all = 0, resident = 0;
    statm >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

/// A worker's end that keeps the commands it was sent.
struct Worker {
    TemporaryFolder folder{};
    fs::path socket = folder.path / "s";
    mutable std::mutex mutex{};
    std::vector<Json> commands{};
    std::unique_ptr<ChannelServer> server{};

    Worker() {
        auto listening = ChannelServer::listen(socket, [this](const Json &command, ClientId) {
            const std::lock_guard lock(mutex);
            commands.push_back(command);
        });
        if (!listening) FAIL(describe(listening.error()));
        server = std::move(*listening);
    }
    std::size_t received() const {
        const std::lock_guard lock(mutex);
        return commands.size();
    }
    /// A good client still gets an answer: the thread lives.
    bool works() {
        const std::size_t before = received();
        auto client = ChannelClient::connect(socket);
        if (!client || !client->send({{"cmd", "ping"}}) || !soon([&] { return received() > before; })) return false;
        REQUIRE(server->broadcast({{"pong", true}}));
        const auto message = client->receive(10000);
        return message && *message && (**message)["pong"] == true;
    }
};

/// Writes any bytes, unlike a ChannelClient.
class RawClient {
public:
    explicit RawClient(const fs::path &socket) : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::connect(descriptor_, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
    }
    RawClient(RawClient &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    RawClient &operator=(RawClient &&) = delete;
    ~RawClient() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    void send(std::string_view bytes) const {
        REQUIRE(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    }
    /// True when the worker closes the connection.
    bool isDropped() const {
        timeval patience{20, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        char bytes[4096];
        for (;;) {
            const auto got = ::recv(descriptor_, bytes, sizeof bytes, 0);
            if (got <= 0) return got == 0 || errno == ECONNRESET;
        }
    }

private:
    int descriptor_;
};

std::string framed(const Json &message) {
    return *makeFrame(dumpJson(message));
}

} // namespace

TEST_CASE("commands and events reach the other end whole and in order") {
    Worker worker;
    auto client = ChannelClient::connect(worker.socket);
    REQUIRE(client);
    CHECK(!*client->receive(0)); // nothing yet is no error
    for (int i = 0; i < 100; ++i) REQUIRE(client->send({{"number", i}}));
    REQUIRE(soon([&] { return worker.received() == 100; }));
    for (int i = 0; i < 100; ++i) CHECK(worker.commands[static_cast<std::size_t>(i)]["number"] == i);
    for (int i = 0; i < 100; ++i)
        REQUIRE(worker.server->broadcast({{"number", i}, {"text", std::string(10'000, 'x')}}));
    for (int i = 0; i < 100; ++i) {
        const auto message = client->receive(10000);
        REQUIRE(message);
        REQUIRE(message->has_value());
        CHECK((**message)["number"] == i);
    }
    const Json huge = std::string(kLargestFrame, 'x');
    CHECK(client->send(huge).error().code == "frame.too_large");
    CHECK(worker.server->broadcast(huge).error().code == "frame.too_large");
    worker.server.reset();
    CHECK(client->receive(10000).error().code == "channel.closed");
    CHECK(!ChannelClient::connect(worker.socket));
}

TEST_CASE("what is no frame, or of another version, ends that connection and no other") {
    Worker worker;
    auto bystander = ChannelClient::connect(worker.socket);
    REQUIRE(bystander);
    std::string garbage = kHeader, badSum = kHeader + framed({{"cmd", "stop"}});
    for (int i = 0; i < 5000; ++i) garbage += static_cast<char>(i * 37 % 251);
    badSum.back() = static_cast<char>(badSum.back() ^ 1);
    const std::string oversized =
        kHeader + std::string("\x01\0\0\x01\0\0\0\0", 8); // one byte over the cap, and never sent
    for (const auto &bytes : {garbage, badSum, oversized, std::string("LAPCHN2\n"),
                              std::string("GET / HTTP/1.1\r\n\r\n"), framed({{"cmd", "stop"}})}) {
        CAPTURE(bytes.substr(0, 20));
        const RawClient raw(worker.socket);
        raw.send(bytes);
        CHECK(raw.isDropped());
    }
    CHECK(worker.received() == 0);
    for (const auto *payload : {"[1]", "7", "\"stop\""}) { // JSON, but no object: the receiver judges it
        const RawClient raw(worker.socket);
        raw.send(kHeader + *makeFrame(payload));
    }
    CHECK(soon([&] { return worker.received() == 3; }));
    const RawClient raw(worker.socket);
    raw.send(kHeader + *makeFrame("not json") + framed({{"cmd", "pause"}})); // a whole frame: the stream is not lost
    CHECK(soon([&] { return worker.received() == 4; }));
    REQUIRE(worker.server->broadcast({{"still", "here"}}));
    const auto message = bystander->receive(10000);
    REQUIRE(message);
    CHECK((**message)["still"] == "here");
}

TEST_CASE("an answer goes to whoever asked") {
    const TemporaryFolder folder;
    const fs::path socket = folder.path / "s";
    std::mutex ready;
    std::unique_ptr<ChannelServer> server;
    std::unique_lock held(ready);
    auto listening = ChannelServer::listen(socket, [&](const Json &command, ClientId from) {
        const std::lock_guard lock(ready);
        REQUIRE(server->send(from, {{"echo", command["number"]}}));
    });
    REQUIRE(listening);
    server = std::move(*listening);
    held.unlock();
    auto one = ChannelClient::connect(socket), other = ChannelClient::connect(socket);
    CHECK(!one->admitted());
    REQUIRE(one->send({{"number", 1}}));
    REQUIRE(other->send({{"number", 2}}));
    CHECK((**one->receive(10000))["echo"] == 1);
    CHECK(one->admitted());
    CHECK((**other->receive(10000))["echo"] == 2);
    CHECK(server->send(99, {{"nobody", true}}));
    REQUIRE(server->broadcast({{"all", true}}));
    CHECK((**one->receive(10000))["all"] == true);
    CHECK(one->lastFrame() == framed({{"all", true}}).size());
    CHECK((**other->receive(10000))["all"] == true);
}

TEST_CASE("a worker of another version is told as such") {
    const TemporaryFolder folder;
    const fs::path socket = folder.path / "s";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener, 1) == 0);
    auto client = ChannelClient::connect(socket);
    REQUIRE(client);
    const int other = ::accept(listener, nullptr, nullptr);
    REQUIRE(::send(other, "LAPCHN9\n", 8, MSG_NOSIGNAL) == 8);
    const auto message = client->receive(10000);
    REQUIRE(!message);
    CHECK(describe(message.error()) ==
          R"(the worker speaks another version of the channel; found "LAPCHN9\n"; expected "LAPCHN1\n". Use the )"
          R"(worker that belongs to this program.)");
    ::close(other);
    ::close(listener);
}

TEST_CASE("half a frame and then silence holds nobody up") {
    Worker worker;
    const std::string whole = kHeader + framed({{"cmd", "stop"}});
    std::vector<RawClient> silent;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{3}, kHeader.size(), kHeader.size() + 5, whole.size() - 1}) {
        silent.emplace_back(worker.socket);
        silent.back().send(whole.substr(0, size));
    }
    CHECK(worker.works());
    CHECK(worker.received() == 1);
    silent.back().send(whole.substr(whole.size() - 1)); // and the rest is still understood
    CHECK(soon([&] { return worker.received() == 2; }));
}

TEST_CASE("a client that never reads is let go; the job neither waits for it nor keeps its share") {
    Worker worker;
    const RawClient deaf(worker.socket);
    deaf.send(kHeader);
    REQUIRE(soon([&] { return worker.server->clients() == 1; }));
    const Json event = {{"text", std::string(64 << 10, 'x')}};
    const auto before = residentBytes();
    auto longest = Clock::duration::zero();
    for (int i = 0; i < 12000; ++i) { // 750 MiB in all
        const auto begun = Clock::now();
        const auto sent = worker.server->broadcast(event);
        longest = std::max(longest, Clock::now() - begun);
        REQUIRE(sent);
    }
    CHECK(residentBytes() - before < (384 << 20)); // sanitizers keep freed memory for a while
    CHECK(longest < 5s);                           // a lock and a copy, whatever else the machine does
    CHECK(soon([&] { return worker.server->clients() == 0; }));
    CHECK(deaf.isDropped());
    CHECK(worker.works());
}

TEST_CASE("64 clients join and leave while events flow") {
    Worker worker;
    std::atomic<bool> flowing = true;
    std::thread job([&] {
        for (int i = 0; flowing; ++i) {
            worker.server->broadcast({{"number", i}});
            std::this_thread::sleep_for(200us);
        }
    });
    std::atomic<int> gaps = 0, fed = 0;
    std::vector<std::thread> watchers;
    for (int w = 0; w < 64; ++w)
        watchers.emplace_back([&, w] {
            for (int visit = 0; visit < 3; ++visit) {
                auto client = ChannelClient::connect(worker.socket);
                if (!client || !client->send({{"watcher", w}})) return;
                std::int64_t last = -1;
                for (int seen = 0; seen < 10 + w % 7; ++seen) {
                    const auto message = client->receive(30000);
                    if (!message || !*message) return;
                    const std::int64_t number = (**message)["number"];
                    if (last >= 0 && number != last + 1) ++gaps;
                    last = number;
                }
                ++fed;
            }
        });
    for (auto &watcher : watchers) watcher.join();
    flowing = false;
    job.join();
    CHECK(fed == 64 * 3);
    CHECK(gaps == 0);
    CHECK(worker.received() == 64 * 3);
    CHECK(soon([&] {
        worker.server->broadcast({});
        return worker.server->clients() == 0;
    }));
}

TEST_CASE("a client that is killed in the middle of a frame") {
    Worker worker;
    const std::string half = kHeader + framed({{"cmd", std::string(1000, 's')}}).substr(0, 500);
    for (int i = 0; i < 5; ++i) {
        const pid_t child = ::fork();
        if (child == 0)
            [&]() noexcept { // a failed check must not come back from here
                const RawClient raw(worker.socket);
                raw.send(half);
                ::kill(::getpid(), SIGKILL);
            }();
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WTERMSIG(status) == SIGKILL);
    }
    CHECK(soon([&] { return worker.server->clients() == 0; }));
    CHECK(worker.received() == 0);
    CHECK(worker.works());
}
