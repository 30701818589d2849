// SPDX-License-Identifier: Apache-2.0
#include "core/remote/client.h"
#include "core/remote/exchange.h"
#include "core/remote/keyring.h"
#include <algorithm>
#include <random>

namespace lapidary {

namespace {

/// A wait's length is no result, so it needs no seed; two programs must not wait alike.
double jitter() {
    thread_local std::mt19937 engine(std::random_device{}());
    return std::uniform_real_distribution<double>(0, 1)(engine);
}

/// Whether a refusal may be about n > 1. Some servers call it a fault of their own, which others mend by trying again.
bool refusesSeveral(const Error &problem) {
    if (problem.code == "remote.status" || problem.code == "remote.server_error") return true;
    if (problem.code != "remote.busy") return false;
    const auto says = [&](const char *words) { return problem.message.find(words) != std::string::npos; };
    return says("choice") || says("'n'") || says("`n`") || says("\"n\"") || says("n > 1") || says("n must be") ||
           says("n should be");
}

Error tidied(Error error, const std::string &key) {
    for (auto *text : {&error.message, &error.found, &error.expected})
        *text = text->with([&](const std::string &data) { return withoutKey(data, key); });
    return error;
}

bool inTheClear(const Origin &origin) {
    return origin.scheme == "http" && !origin.loopback();
}

Status mustBeAllowed(const Origin &origin, const RemoteBook &book) {
    const auto allowed = book.allowed(origin);
    if (!allowed) return unexpected(allowed.error());
    if (*allowed) return {};
    return fail({.code = "remote.no_consent",
                 .message = "nobody has allowed texts to leave this machine for this server",
                 .field = "url",
                 .found = origin.text(),
                 .remedy = {"Prompts and answers would be sent there. If that is meant: lapidary-cli remote allow {0}, "
                            "or in the window under Models.",
                            origin.text()}});
}

/// Consent first, then the key: nothing is looked up for a place where nothing may be sent.
Result<std::string> keyToSend(const Endpoint &endpoint, const Origin &origin, const RemoteBook &book) {
    if (auto ok = mustBeAllowed(origin, book); !ok) return unexpected(ok.error());
    if (!endpoint.key || (inTheClear(origin) && endpoint.plainHttp != "with_key")) return std::string();
    auto key = keyFor(origin);
    if (!key) return unexpected(key.error());
    if (!*key)
        return fail({.code = "remote.no_key",
                     .message = "the system's keyring holds no key for this server",
                     .found = origin.text(),
                     .remedy = "Give it with lapidary-cli remote key NAME, or in the window under Models."});
    return std::move(**key);
}

HttpRequest plainRequest(const Endpoint &endpoint, const Origin &origin, const std::string &key) {
    return {.key = key,
            .caFile = endpoint.caFile,
            .origin = origin,
            .connectTimeout = endpoint.connectTimeout,
            .idleTimeout = endpoint.idleTimeout,
            .totalTimeout = endpoint.totalTimeout};
}

} // namespace

Result<RemoteModel> RemoteModel::open(const Endpoint &endpoint, const RemoteBook &book) {
    auto origin = checkEndpoint(endpoint);
    if (!origin) return unexpected(origin.error());
    if (const auto key = keyToSend(endpoint, *origin, book); !key) return unexpected(key.error());
    return RemoteModel(endpoint, std::move(*origin), book);
}

RemoteAnswer RemoteModel::complete(const RemoteRequest &request, const std::stop_token &stop,
                                   const RemoteWatch &watch) const {
    RemoteAnswer all;
    const auto key = keyToSend(endpoint_, origin_, book_);
    if (!key) all.problem = key.error();
    bool one = *oneAtATime_, refused = false;
    while (static_cast<std::int64_t>(all.choices.size()) < request.n && !all.problem) {
        RemoteRequest rest = request;
        const auto have = static_cast<std::int64_t>(all.choices.size());
        rest.n = one ? 1 : request.n - have;
        if (rest.seed) *rest.seed += have; // the rest shall not repeat what is there
        RemoteAnswer got = ask(rest, *key, all, stop, watch);
        if (rest.n > 1 && got.problem && got.choices.empty() &&
            refusesSeveral(*got.problem)) { // whether it was that shows when one is asked for
            one = refused = true;
            all.requests += got.requests;
            all.retries += got.retries;
            continue;
        }
        if (refused && !got.problem) *oneAtATime_ = true;
        if (have > 0) all.flag(one ? "answers one choice at a time" : "gave fewer choices than asked for");
        all.add(std::move(got));
    }
    if (!all.model.empty() && all.model != endpoint_.model) all.flag({"calls itself {0}", all.model.substr(0, 100)});
    if (all.problem && key) all.problem = tidied(std::move(*all.problem), *key);
    return all;
}

RemoteAnswer RemoteModel::ask(const RemoteRequest &request, const std::string &key, const RemoteAnswer &before,
                              const std::stop_token &stop, const RemoteWatch &watch) const {
    RemoteAnswer out;
    const auto body = bodyOf(endpoint_, request);
    if (!body) {
        out.problem = body.error();
        return out;
    }
    HttpRequest http = plainRequest(endpoint_, origin_, key);
    http.url = urlOf(endpoint_);
    http.body = dumpJson(*body);
    const auto grew = [&](const RemoteAnswer &soFar) {
        if (before.choices.empty()) return watch.grew(soFar);
        RemoteAnswer both = before;
        both.add(soFar);
        watch.grew(both);
    };
    for (std::int64_t tries = 1;; ++tries) {
        if (!rate_->wait(stop)) {
            out.problem = Error{.code = kCancelled, .message = "The request was cancelled."};
            return out;
        }
        Exchange got =
            exchange(http, endpoint_.api == "chat", request.n, watch.grew ? decltype(watch.grew)(grew) : nullptr, stop);
        got.answer.requests = tries;
        got.answer.retries = tries - 1;
        if (!got.answer.problem && got.answer.choices.empty())
            got.answer.problem = Error{.code = "remote.bad_answer", .message = "the answer holds no choices"};
        const bool several = got.answer.problem && request.n > 1 && refusesSeveral(*got.answer.problem);
        const auto wait =
            got.again && !several ? waitBeforeRetry(endpoint_, tries, got.retryAfter, jitter()) : std::nullopt;
        if (!wait) return std::move(got.answer);
        if (watch.waiting) watch.waiting(tries, *wait, tidied(*got.answer.problem, key));
        if (!waitFor(*wait, stop)) {
            got.answer.problem = Error{.code = kCancelled, .message = "The request was cancelled."};
            return std::move(got.answer);
        }
    }
}

Result<std::vector<std::string>> remoteModels(const Endpoint &endpoint, const RemoteBook &book,
                                              const std::stop_token &stop) {
    const auto origin = originOf(endpoint.url);
    if (!origin) return unexpected(origin.error());
    const auto key = keyToSend(endpoint, *origin, book);
    if (!key) return unexpected(key.error());
    HttpRequest request = plainRequest(endpoint, *origin, *key);
    request.url = endpoint.url + (endpoint.url.ends_with('/') ? "models" : "/models");
    request.maxBytes = 4 << 20;
    std::string body;
    const auto head = transfer(
        request,
        [&](const HttpReply &, std::string_view bytes) {
            body += bytes;
            return Status{};
        },
        stop);
    if (!head) return fail(tidied(head.error(), *key));
    if (head->status != 200) return fail(tidied(refusalOf(*head, body, *origin), *key));
    const auto parsed = parseJson(body, {.duplicateKeys = true});
    const Json *data = parsed && parsed->is_object() && parsed->contains("data") && (*parsed)["data"].is_array()
                           ? &(*parsed)["data"]
                           : nullptr;
    if (!data)
        return fail({.code = "remote.not_an_api",
                     .message = "the server does not list its models",
                     .found = origin->text(),
                     .remedy = "Check the address; it usually ends in /v1."});
    std::vector<std::string> names;
    for (const auto &model : *data)
        if (model.is_object() && model.contains("id") && model["id"].is_string())
            names.push_back(model["id"].get<std::string>());
    return names;
}

} // namespace lapidary
