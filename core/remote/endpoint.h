// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"

namespace lapidary {

/// What keys and consent are bound to: scheme, host and port. Hosts are lower-case and ASCII: names with
/// other letters are given in punycode, so that look-alikes show.
struct Origin {
    std::string scheme{}, host{};
    int port = 0;
    bool loopback() const; ///< by its name; the address is looked at again when a connection is made
    std::string text() const;
    auto operator<=>(const Origin &) const = default;
};

/// How a model behind an OpenAI-compatible API is reached. Keys are never part of it: keyring.h.
struct Endpoint {
    std::string url{};        ///< up to and with the version, as in "https://host/v1"
    std::string model{};      ///< what the server calls it
    std::string api = "chat"; ///< chat: /chat/completions; completions: /completions
    bool key = false;         ///< a key of the keyring is sent
    std::string plainHttp = "refuse", caFile{}, maxTokensField = "max_tokens";
    bool logprobs = true, seeds = true;
    std::int64_t topLogprobs = 5;
    std::int64_t requestsPerMinute = 0, maxConcurrent = 8, retries = 4;
    double retryWait = 0.5, connectTimeout = 10, idleTimeout = 60, totalTimeout = 600; ///< seconds
};
const Described<Endpoint> &describedEndpoint();

/// Errors: remote.url (not http or https, a password, a query, a port of another service), remote.link_local.
Result<Origin> originOf(const std::string &url);

/// What `describedEndpoint().read()` cannot see: the URL, and plain http beyond this machine. Errors: as originOf(),
/// remote.plain_http, remote.model.
Result<Origin> checkEndpoint(const Endpoint &endpoint);

/// True for addresses that only name this machine (127.0.0.0/8, ::1), and for those of a link (169.254.0.0/16,
/// fe80::/10), where clouds keep their credentials. Text of another kind is neither.
bool isLoopbackAddress(const std::string &address);
bool isLinkLocalAddress(const std::string &address);

} // namespace lapidary
