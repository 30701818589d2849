// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/remote/endpoint.h"
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

/// What is asked of a remote model, in the words of our own sampling settings.
struct RemoteRequest {
    std::string prompt{};   ///< of the user, or the text to go on with
    Json messages = Json(); ///< instead of the prompt, for the chat API
    std::int64_t n = 1, maxNewTokens = 128, topK = 0;
    double temperature = 1, topP = 1, minP = 0, repetitionPenalty = 1;
    std::optional<std::int64_t> seed{};
    std::vector<std::string> stop{};
    bool ignoreEos = false, logprobs = false;
    std::int64_t topLogprobs = 0; ///< alternatives of each token
    bool stream = true;
};

/// The path behind the endpoint's URL and the body. Settings that not every server knows (top_k, min_p,
/// repetition_penalty, ignore_eos) are only sent where they say something. Errors: remote.messages (the completions API
/// has none).
std::string urlOf(const Endpoint &endpoint);
Result<Json> bodyOf(const Endpoint &endpoint, const RemoteRequest &request);

} // namespace lapidary
