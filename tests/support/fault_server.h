// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct ssl_st;
struct ssl_ctx_st;

namespace lapidary::test {

/// The server's end of one connection, after the request was read.
class Peer {
public:
    Peer(int socket, ssl_st *tls, int number, const std::atomic<bool> &closing)
        : socket_(socket), tls_(tls), number_(number), closing_(closing) {}
    const std::string &request() const { return request_; } ///< head and body
    int number() const { return number_; }                  ///< 1 for the first connection of this server
    bool send(std::string_view bytes);                      ///< false when nobody takes them
    void wait(double seconds) const;                        ///< less when the server goes away
    bool waiting() const { return !closing_; }
    void reset(); ///< ends the connection by RST

    bool readRequest();

private:
    int socket_;
    ssl_st *tls_;
    int number_;
    const std::atomic<bool> &closing_;
    std::string request_{};
};

/// What a certificate of the server says; it signs itself.
struct Certificate {
    std::string host = "127.0.0.1";
    long validDays = 30;      ///< negative: it has ended
    bool oldProtocol = false; ///< speaks TLS 1.1 at most
};

/// A server on this machine that behaves as it is told to, badly for the most part.
class FaultServer {
public:
    using Behaviour = std::function<void(Peer &)>;
    explicit FaultServer(Behaviour behaviour);
    FaultServer(Behaviour behaviour, const Certificate &certificate);
    ~FaultServer();
    FaultServer(const FaultServer &) = delete;
    FaultServer &operator=(const FaultServer &) = delete;

    std::string url() const; ///< http(s)://127.0.0.1:PORT/v1
    int port() const { return port_; }
    std::vector<std::string> requests() const; ///< all that were read
    const std::string &pem() const { return pem_; }

private:
    void listen();
    void serve(int socket, int number);
    Behaviour behaviour_;
    ssl_ctx_st *context_ = nullptr;
    std::string pem_{};
    int listener_ = -1, port_ = 0;
    std::atomic<bool> closing_{false};
    mutable std::mutex mutex_{};
    std::vector<std::string> requests_{};
    std::vector<std::thread> threads_{};
    std::thread acceptor_{};
};

/// The usual head of a reply. `more` are further lines, each with its line end.
std::string head(int status, const std::string &type, const std::string &more = {});
/// "data: …" and a blank line.
std::string event(const std::string &data);
/// A chunk of the chat API that adds text, and one that ends the choice.
std::string textChunk(const std::string &text, int index = 0);
std::string endChunk(const std::string &reason = "stop", int index = 0);
/// A whole answer of the chat API with one choice.
std::string wholeAnswer(const std::string &text, const std::string &reason = "stop");
std::string withLength(const std::string &body); ///< head(200, JSON) with Content-Length, and the body

} // namespace lapidary::test
