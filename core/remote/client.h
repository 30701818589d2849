// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/remote/answer.h"
#include "core/remote/book.h"
#include "core/remote/request.h"
#include "core/remote/retry.h"
#include <atomic>
#include <memory>

namespace lapidary {

struct RemoteWatch {
    std::function<void(const RemoteAnswer &soFar)> grew{}; ///< after every piece
    std::function<void(std::int64_t retry, double seconds, const Error &why)> waiting{};
};

/// A model behind an OpenAI-compatible API. Safe to be used by several threads; they share the rate limit.
class RemoteModel {
public:
    /// Errors: checkEndpoint(); remote.no_consent; remote.no_key, remote.no_keyring (where the endpoint sends a key).
    static Result<RemoteModel> open(const Endpoint &endpoint, const RemoteBook &book);

    /// Never throws away what came: `problem` says why an answer is not whole, and what is not whole is called
    /// "truncated" or "cancelled". What has not begun to answer is tried again (waitBeforeRetry()); what has is not, as
    /// it was paid for. Consent and key are looked up each time, as both can change meanwhile. A server that gives
    /// fewer choices than asked for is asked again for the rest; one that refuses several at once is asked for one at a
    /// time from then on. Each request has a seed of its own.
    RemoteAnswer complete(const RemoteRequest &request, const std::stop_token &stop,
                          const RemoteWatch &watch = {}) const;

    const Endpoint &endpoint() const { return endpoint_; }
    const Origin &origin() const { return origin_; }

private:
    RemoteModel(Endpoint endpoint, Origin origin, RemoteBook book)
        : endpoint_(std::move(endpoint)), origin_(std::move(origin)), book_(std::move(book)),
          rate_(std::make_unique<RateLimit>(endpoint_.requestsPerMinute)),
          oneAtATime_(std::make_unique<std::atomic<bool>>(false)) {}
    RemoteAnswer ask(const RemoteRequest &request, const std::string &key, const RemoteAnswer &before,
                     const std::stop_token &stop, const RemoteWatch &watch) const;

    Endpoint endpoint_;
    Origin origin_;
    RemoteBook book_;
    std::unique_ptr<RateLimit> rate_;
    std::unique_ptr<std::atomic<bool>> oneAtATime_; ///< this server has refused several choices and then given one
};

/// The names of the models that the server offers (GET /models). Errors as above, and those of the transfer.
Result<std::vector<std::string>> remoteModels(const Endpoint &endpoint, const RemoteBook &book,
                                              const std::stop_token &stop);

} // namespace lapidary
