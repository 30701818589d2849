// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/drawn_sample.h"
#include <algorithm>

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
    const Json entropies = body.value("entropies", Json());
    if (entropies.is_array() && entropies.size() == out.size())
        for (std::size_t i = 0; i < out.size(); ++i)
            if (entropies[i].is_number()) out[i].entropy = entropies[i].get<float>();
    return out;
}

/// All of them or none.
std::vector<double> othersOf(const Json &body, const char *key, std::size_t tokens) {
    const Json logps = body.value(key, Json());
    std::vector<double> out;
    if (!logps.is_array() || logps.size() != tokens) return out;
    for (const Json &each : logps)
        if (each.is_number()) out.push_back(each.get<double>());
    return out.size() == tokens ? out : std::vector<double>{};
}

void addRewards(const Json &rewards, const std::string &before, DrawnSample &into) {
    if (!rewards.is_object()) return;
    for (const auto &[name, value] : rewards.items())
        into.rewards.emplace_back(before + name, value.is_number() ? std::optional(value.get<double>()) : std::nullopt);
}

std::vector<std::pair<std::string, std::string>> reasonsOf(const Json &reasons) {
    std::vector<std::pair<std::string, std::string>> out;
    if (!reasons.is_object()) return out;
    for (const auto &[criterion, reason] : reasons.items())
        if (reason.is_string()) out.emplace_back(criterion, reason.get<std::string>());
    return out;
}

} // namespace

bool DrawnSample::hasEntropies() const {
    return hasTokens() && std::all_of(answer.tokens.begin(), answer.tokens.end(),
                                      [](const TextToken &token) { return token.entropy.has_value(); });
}

std::vector<double> DrawnSample::logRatios() const {
    std::vector<double> out;
    if (!hasTokens() || refLogps.size() != answer.tokens.size()) return out;
    for (std::size_t i = 0; i < refLogps.size(); ++i) out.push_back(double(*answer.tokens[i].logprob) - refLogps[i]);
    return out;
}

std::vector<double> DrawnSample::samplingRatios() const {
    std::vector<double> out;
    if (!hasTokens() || trainLogps.size() != answer.tokens.size()) return out;
    for (std::size_t i = 0; i < trainLogps.size(); ++i)
        out.push_back(trainLogps[i] - double(*answer.tokens[i].logprob));
    return out;
}

DrawnSample drawnSample(const Json &body) {
    if (!body.is_object()) return {};
    DrawnSample out{.prompt = getString(body, "prompt").value_or("")};
    out.answer.text = getString(body, "completion").value_or("");
    out.answer.finishReason = getString(body, "finish_reason").value_or("stop"); // older logs do not tell it
    out.answer.tokens = tokensOf(body);
    out.refLogps = othersOf(body, "ref_logps", out.answer.tokens.size());
    out.trainLogps = othersOf(body, "train_logps", out.answer.tokens.size());
    addRewards(body.value("rewards", Json()), "", out);
    addRewards(body.value("criteria", Json()), "rubric: ", out);
    out.reasons = reasonsOf(body.value("reasons", Json()));
    out.step = getNumber(body, "step").value_or(0);
    out.reward = getNumber(body, "reward").value_or(0);
    out.advantage = getNumber(body, "advantage").value_or(0);
    if (const auto group = body.find("group"); group != body.end())
        out.group = group->is_string() ? group->get<std::string>() : dumpJson(*group);
    return out;
}

} // namespace lapidary
