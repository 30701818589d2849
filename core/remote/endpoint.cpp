// SPDX-License-Identifier: Apache-2.0
#include "core/remote/endpoint.h"
#include <algorithm>
#include <arpa/inet.h>
#include <curl/curl.h>
#include <memory>

namespace lapidary {

namespace {

Error badUrl(const std::string &url, Sentence message, Sentence remedy) {
    return {.code = "remote.url",
            .message = std::move(message),
            .field = "url",
            .found = url,
            .expected = "something like https://host/v1",
            .remedy = std::move(remedy)};
}

std::string part(CURLU *url, CURLUPart which, unsigned flags = 0) {
    char *text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> owned(text, curl_free);
    return text;
}

std::string withoutBrackets(const std::string &host) {
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

/// Below 1024 the ports belong to other services (mail, shells), which must not be spoken to in HTTP.
bool isPortOfTheWeb(int port) {
    return port == 80 || port == 443 || port >= 1024;
}

} // namespace

bool isLoopbackAddress(const std::string &address) {
    in_addr four{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 24) == 127;
    in6_addr six{};
    if (::inet_pton(AF_INET6, address.c_str(), &six) != 1) return false;
    return IN6_IS_ADDR_LOOPBACK(&six) || (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127);
}

bool isLinkLocalAddress(const std::string &address) {
    in_addr four{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return (ntohl(four.s_addr) >> 16) == 0xA9FE;
    in6_addr six{};
    const std::string plain = address.substr(0, address.find('%')); // without the zone
    if (::inet_pton(AF_INET6, plain.c_str(), &six) != 1) return false;
    return IN6_IS_ADDR_LINKLOCAL(&six) ||
           (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 169 && six.s6_addr[13] == 254);
}

bool Origin::loopback() const {
    return host == "localhost" || isLoopbackAddress(withoutBrackets(host));
}

std::string Origin::text() const {
    return scheme + "://" + host + ":" + std::to_string(port);
}

const Described<Endpoint> &describedEndpoint() {
    using C = Endpoint;
    static const auto described =
        Described<C>()
            .add("url", &C::url, "", "where the API begins, with its version: https://host/v1")
            .add("model", &C::model, "", "what the server calls the model")
            .choice("api", &C::api, {"chat", "completions"},
                    "chat: the server applies its chat template; completions: it goes on with the text")
            .add("key", &C::key, "", "send the key that the system's keyring holds for this origin")
            .choice("plain_http", &C::plainHttp, {"refuse", "without_key", "with_key"},
                    "http:// beyond this machine: anyone on the way can read along")
            .add("ca_file", &C::caFile, "", "a certificate of your own (PEM) that the server's is checked with")
            .choice("max_tokens_field", &C::maxTokensField, {"max_tokens", "max_completion_tokens"},
                    "how this server calls the limit of an answer")
            .add("logprobs", &C::logprobs, "", "ask for log-probabilities; some servers refuse the question")
            .add("top_logprobs", &C::topLogprobs, between(0, 20), "",
                 "alternatives of each token that are asked for with them")
            .add("seeds", &C::seeds, "", "send seeds; some servers refuse them")
            .add("requests_per_minute", &C::requestsPerMinute, atLeast(0), "",
                 "requests begun in a minute; 0 is no limit")
            .add("max_concurrent", &C::maxConcurrent, between(1, 256), "", "requests that run side by side")
            .add("retries", &C::retries, between(0, 20), "",
                 "tries after the first when a server is busy or cannot be reached")
            .add("retry_wait", &C::retryWait, above(0), "s",
                 "the first wait before a further try; it doubles each time")
            .add("connect_timeout", &C::connectTimeout, above(0), "s", "wait for a connection")
            .add("idle_timeout", &C::idleTimeout, above(0), "s", "wait for the next byte")
            .add("total_timeout", &C::totalTimeout, above(0), "s", "the whole of one request");
    return described;
}

Result<Origin> originOf(const std::string &url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), curl_url_cleanup);
    const CURLUcode code = curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0);
    if (code != CURLUE_OK)
        return fail(badUrl(url, {"this is no address of a server: {0}", curl_url_strerror(code)},
                           "Give the address that the server's manual names."));
    Origin origin{.scheme = part(parsed.get(), CURLUPART_SCHEME), .host = part(parsed.get(), CURLUPART_HOST)};
    if (origin.scheme != "http" && origin.scheme != "https")
        return fail(badUrl(url, "only http and https are spoken", "Give an address that begins with https://."));
    if (!part(parsed.get(), CURLUPART_USER).empty() || !part(parsed.get(), CURLUPART_PASSWORD).empty())
        return fail(badUrl("(not shown)", "the address holds a name or a password",
                           "Take it out; a key belongs in the system's keyring."));
    if (!part(parsed.get(), CURLUPART_QUERY).empty() || !part(parsed.get(), CURLUPART_FRAGMENT).empty())
        return fail(badUrl("(not shown)", "the address holds a query or a fragment, where keys would end up in logs",
                           "Take away what stands from ? or # on."));
    if (std::any_of(origin.host.begin(), origin.host.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7F; }))
        return fail(badUrl(url, "the host holds letters that others can be mistaken for",
                           "Give its ASCII spelling, which begins with xn--."));
    for (char &c : origin.host)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (origin.host.ends_with('.')) origin.host.pop_back();
    const std::string port = part(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    origin.port = port.empty() ? 0 : std::stoi(port);
    if (!isPortOfTheWeb(origin.port))
        return fail(badUrl(url, {"port {0} belongs to another service than the web", port},
                           "Give 80, 443 or a port from 1024 on."));
    if (isLinkLocalAddress(withoutBrackets(origin.host)))
        return fail({.code = "remote.link_local",
                     .message = "link-local addresses are refused: that is where clouds keep their credentials",
                     .field = "url",
                     .found = origin.text(),
                     .remedy = "Give the server's name or its address in your network."});
    return origin;
}

Result<Origin> checkEndpoint(const Endpoint &endpoint) {
    auto origin = originOf(endpoint.url);
    if (!origin) return origin;
    if (endpoint.model.empty())
        return fail({.code = "remote.model",
                     .message = "the endpoint names no model",
                     .field = "model",
                     .expected = "what the server calls the model"});
    if (origin->scheme == "http" && !origin->loopback() && endpoint.plainHttp == "refuse")
        return fail(
            {.code = "remote.plain_http",
             .message = "http:// beyond this machine can be read by anyone on the way",
             .field = "url",
             .found = origin->text(),
             .expected = "https://",
             .remedy = "Use https, or set plain_http to \"without_key\" or \"with_key\" if the network is yours."});
    return origin;
}

} // namespace lapidary
