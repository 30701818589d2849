// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http.h"
#include <arpa/inet.h>
#include <chrono>
#include <curl/curl.h>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>

namespace lapidary {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kLookEvery = 50; ///< milliseconds between looks at the clock and the stop

/// What the callbacks of one transfer share.
struct Transfer {
    const HttpRequest &request;
    const TakeBody &take;
    CURL *easy = nullptr;
    HttpReply head{};
    std::optional<Error> failure{};
    Clock::time_point lastByte = Clock::now();
    std::uint64_t bytes = 0;

    bool give(std::string_view piece) {
        lastByte = Clock::now();
        bytes += piece.size();
        if (bytes > request.maxBytes)
            return refuse({.code = "remote.too_large",
                           .message = "the server's reply does not end",
                           .found = {"over {0} bytes", request.maxBytes}});
        readHead();
        if (const auto ok = take(head, piece); !ok) return refuse(ok.error());
        return true;
    }
    bool refuse(Error error) {
        failure = std::move(error);
        return false;
    }
    void readHead() {
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        head.status = static_cast<int>(status);
        const char *type = nullptr;
        curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
        head.contentType = type ? type : "";
        curl_off_t wait = 0;
        curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait);
        if (wait > 0) head.retryAfter = static_cast<double>(wait);
    }
};

std::size_t takeBytes(char *data, std::size_t, std::size_t count, void *user) {
    return static_cast<Transfer *>(user)->give({data, count}) ? count : 0;
}

std::size_t takeHeader(char *, std::size_t, std::size_t count, void *user) {
    static_cast<Transfer *>(user)->lastByte = Clock::now();
    return count;
}

std::string textOf(const curl_sockaddr &address) {
    char text[INET6_ADDRSTRLEN] = {};
    const auto *any = &address.addr;
    if (any->sa_family == AF_INET)
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in *>(any)->sin_addr, text, sizeof text);
    if (any->sa_family == AF_INET6)
        ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6 *>(any)->sin6_addr, text, sizeof text);
    return text;
}

/// Names can lead anywhere, so the address itself is looked at before it is connected to.
curl_socket_t openSocket(void *user, curlsocktype purpose, curl_sockaddr *address) {
    auto &transfer = *static_cast<Transfer *>(user);
    const std::string text = textOf(*address);
    const bool strange = isLinkLocalAddress(text) || (transfer.request.origin.loopback() && !isLoopbackAddress(text));
    if (purpose != CURLSOCKTYPE_IPCXN || strange) {
        transfer.refuse({.code = "remote.address",
                         .message = "the name leads to an address that is refused",
                         .field = "url",
                         .found = {"{0} at {1}", transfer.request.origin.text(), text}});
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Error errorOf(CURLcode code, const Transfer &transfer) {
    Error out{.code = "remote.http",
              .message = {"the server's reply could not be read: {0}", curl_easy_strerror(code)},
              .found = transfer.request.origin.text()};
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
        out.code = "remote.connect";
        out.message = {"the server cannot be reached: {0}", curl_easy_strerror(code)};
        out.remedy = "See whether the address is right and the server is running.";
        break;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
        out.code = "remote.tls";
        out.message = {"the server could not prove who it is: {0}", curl_easy_strerror(code)};
        out.remedy = "For a server of your own with its own certificate, set ca_file to that certificate. Checking is "
                     "never turned off.";
        break;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2_STREAM:
        out.code = "remote.cut";
        out.message = {"the connection ended before the answer did: {0}", curl_easy_strerror(code)};
        break;
    case CURLE_OPERATION_TIMEDOUT:
        out.code = "remote.timeout";
        out.message = {"no connection within {0} s", transfer.request.connectTimeout};
        break;
    default:
        break;
    }
    return out;
}

void configure(CURL *easy, Transfer &transfer, curl_slist *headers) {
    const HttpRequest &request = transfer.request;
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!request.caFile.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, request.caFile.c_str());
    if (request.origin.loopback())
        curl_easy_setopt(easy, CURLOPT_PROXY, ""); // no proxy of the environment for this machine
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    if (request.body) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body->c_str());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    }
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Lapidary");
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connectTimeout * 1000));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, takeBytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, openSocket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
}

curl_slist *headersOf(const HttpRequest &request) {
    curl_slist *list = nullptr;
    for (const char *line :
         {"Content-Type: application/json", "Accept: text/event-stream, application/json", "Expect:"})
        list = curl_slist_append(list, line);
    if (!request.key.empty()) list = curl_slist_append(list, ("Authorization: Bearer " + request.key).c_str());
    return list;
}

/// Runs until the transfer ends or one of our own limits ends it.
Result<CURLcode> drive(CURLM *multi, const Transfer &transfer, const std::stop_token &stop) {
    const std::stop_callback wake(stop, [multi] { curl_multi_wakeup(multi); });
    const auto begin = Clock::now();
    const auto late = [](Clock::time_point since, double limit) {
        return Clock::now() - since > std::chrono::duration<double>(limit);
    };
    const auto timeout = [&](const Sentence &what, double limit) {
        char text[32];
        std::snprintf(text, sizeof text, "%g", limit);
        return fail({.code = "remote.timeout",
                     .message = {"{0} within {1} s", what, std::string(text)},
                     .found = transfer.request.origin.text()});
    };
    for (int running = 1; running > 0;) {
        if (stop.stop_requested()) return fail(kCancelled, "The request was cancelled.");
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            return fail("remote.http", "the transfer could not be driven");
        if (running == 0) break;
        if (late(begin, transfer.request.totalTimeout))
            return timeout("the server did not finish", transfer.request.totalTimeout);
        if (late(transfer.lastByte, transfer.request.idleTimeout))
            return timeout("the server sent nothing", transfer.request.idleTimeout);
        curl_multi_poll(multi, nullptr, 0, kLookEvery, nullptr);
    }
    int left = 0;
    const CURLMsg *message = curl_multi_info_read(multi, &left);
    return message ? message->data.result : CURLE_OK;
}

} // namespace

Result<HttpReply> transfer(const HttpRequest &request, const TakeBody &take, const std::stop_token &stop) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) return fail("remote.http", "libcurl could not be started");
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), curl_easy_cleanup);
    const std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi(curl_multi_init(), curl_multi_cleanup);
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(headersOf(request), curl_slist_free_all);
    if (!easy || !multi || !headers) return fail("remote.http", "libcurl could not be started");
    Transfer state{.request = request, .take = take, .easy = easy.get()};
    configure(easy.get(), state, headers.get());
    curl_multi_add_handle(multi.get(), easy.get());
    const auto code = drive(multi.get(), state, stop);
    state.readHead();
    curl_multi_remove_handle(multi.get(), easy.get());
    if (state.failure) return fail(*state.failure);
    if (!code) return unexpected(code.error());
    if (*code != CURLE_OK) return fail(errorOf(*code, state));
    return state.head;
}

} // namespace lapidary
