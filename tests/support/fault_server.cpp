// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fault_server.h"
#include <arpa/inet.h>
#include <chrono>
#include <cstdlib>
#include <netinet/in.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lapidary::test {

bool Peer::send(std::string_view bytes) {
    while (!bytes.empty() && !closing_) {
        const auto sent = tls_ ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return !closing_;
}

void Peer::wait(double seconds) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (!closing_ && std::chrono::steady_clock::now() < end) {
        pollfd gone{.fd = socket_, .events = POLLIN, .revents = 0};
        if (::poll(&gone, 1, 10) > 0) return; // the other end hung up
    }
}

void Peer::reset() {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

bool Peer::readRequest() {
    std::size_t wanted = std::string::npos;
    char buffer[16384];
    while (request_.size() < wanted) {
        const auto count = tls_ ? SSL_read(tls_, buffer, sizeof buffer) : ::recv(socket_, buffer, sizeof buffer, 0);
        if (count <= 0) return false;
        request_.append(buffer, static_cast<std::size_t>(count));
        const auto end = request_.find("\r\n\r\n");
        if (end == request_.npos) continue;
        const auto length = request_.find("Content-Length: ");
        wanted = end + 4 + (length < end ? std::strtoul(request_.c_str() + length + 16, nullptr, 10) : 0);
    }
    return true;
}

namespace {

/// A key and a certificate that it signs itself.
std::string signItself(ssl_ctx_st *context, const Certificate &wanted) {
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    const long day = 24 * 3600;
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60 * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.validDays * day);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("fault server"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate, name);
    const bool address = wanted.host.find_first_not_of("0123456789.") == std::string::npos;
    X509_EXTENSION *names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ((address ? "IP:" : "DNS:") + wanted.host).c_str());
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key, EVP_sha256());
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, certificate);
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory, &text);
    std::string pem(text, static_cast<std::size_t>(size));
    BIO_free(memory);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return pem;
}

} // namespace

FaultServer::FaultServer(Behaviour behaviour) : behaviour_(std::move(behaviour)) {
    listen();
}

FaultServer::FaultServer(Behaviour behaviour, const Certificate &certificate)
    : behaviour_(std::move(behaviour)), context_(SSL_CTX_new(TLS_server_method())) {
    if (certificate.oldProtocol) {
        SSL_CTX_set_security_level(context_, 0);
        SSL_CTX_set_max_proto_version(context_, TLS1_1_VERSION);
    }
    pem_ = signItself(context_, certificate);
    listen();
}

void FaultServer::listen() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(listener_, 64) != 0)
        std::abort();
    ::getsockname(listener_, reinterpret_cast<sockaddr *>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] {
        for (int number = 1; !closing_; ++number) {
            const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0) return;
            const std::lock_guard lock(mutex_);
            threads_.emplace_back([this, socket, number] { serve(socket, number); });
        }
    });
}

void FaultServer::serve(int socket, int number) {
    ssl_st *tls = nullptr;
    if (context_) {
        tls = SSL_new(context_);
        SSL_set_fd(tls, socket);
    }
    if (!tls || SSL_accept(tls) == 1) {
        Peer peer(socket, tls, number, closing_);
        if (peer.readRequest()) {
            {
                const std::lock_guard lock(mutex_);
                requests_.push_back(peer.request());
            }
            behaviour_(peer);
        }
    }
    if (tls) SSL_free(tls);
    ::close(socket);
}

FaultServer::~FaultServer() {
    closing_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    for (auto &thread : threads_) thread.join();
    if (context_) SSL_CTX_free(context_);
}

std::string FaultServer::url() const {
    return std::string(context_ ? "https" : "http") + "://127.0.0.1:" + std::to_string(port_) + "/v1";
}

std::vector<std::string> FaultServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::string head(int status, const std::string &type, const std::string &more) {
    return "HTTP/1.1 " + std::to_string(status) + " Text\r\n" + (type.empty() ? "" : "Content-Type: " + type + "\r\n") +
           more + "\r\n";
}

std::string event(const std::string &data) {
    return "data: " + data + "\n\n";
}

std::string textChunk(const std::string &text, int index) {
    const nlohmann::json choice = {{"index", index}, {"delta", {{"content", text}}}, {"finish_reason", nullptr}};
    return event(nlohmann::json{{"model", "m"}, {"choices", {choice}}}.dump());
}

std::string endChunk(const std::string &reason, int index) {
    const nlohmann::json choice = {{"index", index}, {"delta", nlohmann::json::object()}, {"finish_reason", reason}};
    return event(nlohmann::json{{"model", "m"}, {"choices", {choice}}}.dump());
}

std::string wholeAnswer(const std::string &text, const std::string &reason) {
    const nlohmann::json choice = {
        {"index", 0}, {"message", {{"role", "assistant"}, {"content", text}}}, {"finish_reason", reason}};
    return nlohmann::json{
        {"model", "m"}, {"choices", {choice}}, {"usage", {{"prompt_tokens", 5}, {"completion_tokens", 2}}}}
        .dump();
}

std::string withLength(const std::string &body) {
    return head(200, "application/json", "Content-Length: " + std::to_string(body.size()) + "\r\n") + body;
}

} // namespace lapidary::test
