// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/remote/answer_reader.h"
#include "core/remote/http.h"
#include "core/remote/sse.h"

namespace lapidary {

/// One request and its reply, sorted by what came: a stream, a JSON text, the server's refusal, or something that is no
/// API.
struct Exchange {
    RemoteAnswer answer{}; ///< with its problem
    std::optional<double> retryAfter{};
    bool again = false; ///< another try may mend it: nothing has come yet
};
Exchange exchange(const HttpRequest &request, bool chat, std::int64_t n,
                  const std::function<void(const RemoteAnswer &)> &grew, const std::stop_token &stop);

/// What a status that is no success means, with the server's words. Errors: remote.redirect, remote.key, remote.busy,
/// remote.status.
Error refusalOf(const HttpReply &head, const std::string &body, const Origin &origin);

} // namespace lapidary
