// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <optional>
#include <vector>

namespace lapidary {

/// As the server wrote it. Its tokens are not those of any vocabulary here, so nothing is ever looked up by them.
struct RemoteToken {
    std::string token{};
    double logprob = 0;                                ///< NaN where the server gave no number
    std::vector<std::pair<std::string, double>> top{}; ///< alternatives, as given
};

struct RemoteChoice {
    std::string text{}, reasoning{};
    std::string finishReason{}; ///< the server's word ("tool_calls", "content_filter", …), "stop" or "length" for all
                                ///< that mean these, or "truncated" where it gave none
    std::vector<RemoteToken> tokens{}; ///< empty where no log-probabilities were given
    bool complete() const { return finishReason == "stop" || finishReason == "length"; }
};

/// What came back, whole or not. A choice that was cut off keeps its text and is called "truncated", never anything
/// else.
struct RemoteAnswer {
    std::vector<RemoteChoice> choices{};
    std::string model{};                                   ///< as the server names itself
    std::int64_t promptTokens = -1, completionTokens = -1; ///< as the server counts; -1: it does not say
    std::vector<std::string> flags{};                      ///< what was odd, in a few words each, once
    std::optional<Error> problem{};                        ///< why it is not whole
    std::int64_t requests = 0, retries = 0;                ///< begun; of which again
    void flag(const Sentence &what);
    void add(RemoteAnswer more); ///< further choices; the problem is that of `more`
};

} // namespace lapidary
