// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/drawn_sample.h"

namespace lapidary {
namespace {

/// Without figures that fit them the tokens say nothing that the text does not say.
std::vector<TextToken> tokensOf(const Json &body) {
    const Json tokens = body.value("tokens", Json()), logps = body.value("logps", Json());
    std::vector<TextToken> out;
    if (!tokens.is_array() || !logps.is_array() || tokens.size() != logps.size()) return out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        out.push_back({.text = tokens[i].is_string() ? tokens[i].get<std::string>() : ""});
        if (logps[i].is_number()) out.back().logprob = logps[i].get<float>();
    }
    return out;
}

} // namespace

DrawnSample drawnSample(const Json &body) {
    if (!body.is_object()) return {};
    DrawnSample out{.prompt = getString(body, "prompt").value_or("")};
    out.answer.text = getString(body, "completion").value_or("");
    out.answer.finishReason = getString(body, "finish_reason").value_or("stop"); // older logs do not tell it
    out.answer.tokens = tokensOf(body);
    out.step = getNumber(body, "step").value_or(0);
    out.reward = getNumber(body, "reward").value_or(0);
    out.advantage = getNumber(body, "advantage").value_or(0);
    if (const auto group = body.find("group"); group != body.end())
        out.group = group->is_string() ? group->get<std::string>() : dumpJson(*group);
    return out;
}

} // namespace lapidary
