// SPDX-License-Identifier: Apache-2.0
#include "core/remote/request.h"

namespace lapidary {

std::string urlOf(const Endpoint &endpoint) {
    std::string url = endpoint.url;
    while (url.ends_with('/')) url.pop_back();
    return url + (endpoint.api == "chat" ? "/chat/completions" : "/completions");
}

Result<Json> bodyOf(const Endpoint &endpoint, const RemoteRequest &request) {
    const bool chat = endpoint.api == "chat";
    Json body = {{"model", endpoint.model}};
    if (chat)
        body["messages"] = request.messages.is_null() ? Json::array({{{"role", "user"}, {"content", request.prompt}}})
                                                      : request.messages;
    else if (request.messages.is_null())
        body["prompt"] = request.prompt;
    else
        return fail({.code = "remote.messages",
                     .message = "the completions API knows no messages",
                     .field = "messages",
                     .remedy = "Give a prompt, or set api = \"chat\" for this endpoint."});
    body[endpoint.maxTokensField] = request.maxNewTokens;
    body["temperature"] = request.temperature;
    body["n"] = request.n;
    if (request.topP != 1) body["top_p"] = request.topP;
    if (request.topK > 0) body["top_k"] = request.topK;
    if (request.minP > 0) body["min_p"] = request.minP;
    if (request.repetitionPenalty != 1) body["repetition_penalty"] = request.repetitionPenalty;
    if (request.ignoreEos) body["ignore_eos"] = true;
    if (!request.stop.empty()) body["stop"] = request.stop;
    if (request.seed && endpoint.seeds) body["seed"] = *request.seed;
    if (request.logprobs && endpoint.logprobs) {
        if (chat)
            body["logprobs"] = true;
        else
            body["logprobs"] = request.topLogprobs;
        if (chat && request.topLogprobs > 0) body["top_logprobs"] = request.topLogprobs;
    }
    if (request.stream) {
        body["stream"] = true;
        body["stream_options"] = {{"include_usage", true}};
    }
    return body;
}

} // namespace lapidary
