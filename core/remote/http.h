// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/remote/endpoint.h"
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string_view>

namespace lapidary {

/// One POST (or, without a body, GET) by libcurl: no redirects, certificates and host names checked, TLS 1.2 at least,
/// and no address of a link, whatever name led there.
struct HttpRequest {
    std::string url{};
    std::optional<std::string> body{}; ///< JSON
    std::string key{};                 ///< sent as a bearer token; empty: none
    std::string caFile{};
    Origin origin{}; ///< what `url` was checked to be; where it is this machine, no other is connected to
    double connectTimeout = 10, idleTimeout = 60, totalTimeout = 600; ///< seconds
    std::uint64_t maxBytes = 64u << 20;                               ///< of the reply
};

struct HttpReply {
    int status = 0;
    std::string contentType{};
    std::optional<double> retryAfter{}; ///< seconds that the server asks to wait
};

/// Gets the reply's body as it comes, with its head. What it fails with ends the transfer and is returned.
using TakeBody = std::function<Status(const HttpReply &head, std::string_view bytes)>;

/// Errors: remote.connect, remote.tls, remote.address, remote.timeout, remote.cut (ended before its end),
/// remote.too_large, kCancelled (within a tenth of a second), remote.http. A status of 400 or more is no error here.
Result<HttpReply> transfer(const HttpRequest &request, const TakeBody &take, const std::stop_token &stop);

} // namespace lapidary
