// SPDX-License-Identifier: Apache-2.0
#include "core/text/answer/answer.h"
#include <cmath>

namespace lapidary {
namespace {

Error badField(std::string field, const Json &found, Sentence expected) {
    return {.code = "answer.bad_field",
            .message = "An answer is not as it should be",
            .field = std::move(field),
            .found = found.is_null() ? Sentence("nothing") : Sentence(dumpJson(found).substr(0, 80)),
            .expected = std::move(expected)};
}

/// What stands under a key; null where nothing does, or where there is no object.
const Json &at(const Json &object, const char *key) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto it = object.find(key);
    return it == object.end() ? nothing : *it;
}

std::string textAt(const Json &object, const char *key) {
    return getString(object, key).value_or("");
}

/// A number, or nothing: what is not finite is written as null.
std::optional<float> numberOf(const Json &value) {
    return value.is_number() ? std::optional(value.get<float>()) : std::nullopt;
}

/// The server's own tokens.
Result<std::vector<TextToken>> remoteTokens(const Json &tokens) {
    std::vector<TextToken> out;
    for (const Json &told : tokens) {
        if (!at(told, "token").is_string()) return fail(badField("tokens", told, "an object with \"token\""));
        TextToken token{.text = textAt(told, "token"), .logprob = numberOf(at(told, "logprob"))};
        for (const Json &other : at(told, "top"))
            if (const Json &logprob = at(other, "logprob"); logprob.is_number())
                token.alternatives.push_back({.text = textAt(other, "token"), .logprob = logprob.get<double>()});
        out.push_back(std::move(token));
    }
    return out;
}

/// Ids of this machine's vocabulary, with the log-probabilities and entropies where they were asked for.
Result<std::vector<TextToken>> tokensHere(const Json &ids, const Json &logprobs, const Json &entropy) {
    std::vector<TextToken> out;
    if (!ids.is_null() && !ids.is_array()) return fail(badField("ids", ids, "a list of ids"));
    for (const auto &[name, numbers] : {std::pair{"logprobs", &logprobs}, {"entropy", &entropy}})
        if (!numbers->is_null() && numbers->size() != ids.size())
            return fail(badField(name, numbers->size(), {"as many as ids, {0}", ids.size()}));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!ids[i].is_number_integer()) return fail(badField("ids", ids[i], "an id"));
        out.push_back({.id = ids[i].get<std::int32_t>()});
        if (!logprobs.is_null()) out.back().logprob = numberOf(logprobs[i]);
        if (!entropy.is_null()) out.back().entropy = numberOf(entropy[i]);
    }
    return out;
}

Result<std::vector<TextToken>> tokensOf(const Json &completion) {
    const Json &theirs = at(completion, "tokens");
    if (theirs.is_array()) return remoteTokens(theirs);
    const Json &ids = at(completion, "ids"), &scores = at(completion, "scores");
    if (ids.empty()) return tokensHere(ids, {}, {});
    return tokensHere(ids, at(scores.is_null() ? completion : scores, "logprobs"), at(scores, "entropy"));
}

AnswerSource sourceOf(const Json &provenance) {
    return {.model = at(provenance, "model"),
            .strategy = textAt(provenance, "strategy"),
            .settings = at(provenance, "config"),
            .reason = textAt(provenance, "reason"),
            .tie = at(provenance, "tie") == true,
            .oracle = at(provenance, "oracle") == true,
            .server = at(provenance, "remote")};
}

} // namespace

Result<AnswerCost> costFromJson(const Json &tokens) {
    AnswerCost out;
    for (auto [name, target] : {std::pair{"kept", &out.kept},
                                {"rejected", &out.rejected},
                                {"rollout", &out.rollout},
                                {"verifier", &out.verifier}}) {
        const Json &count = at(tokens, name);
        if (!count.is_number()) return fail(badField(std::string("tokens.") + name, count, "a number of tokens"));
        *target = count.get<std::int64_t>();
    }
    return out;
}

Result<Answer> completionFromJson(const Json &completion, const std::string &ended) {
    if (!at(completion, "text").is_string()) return fail(badField("text", at(completion, "text"), "a text"));
    const Json &finish = at(completion, "finish_reason");
    if (!finish.is_string() && (ended.empty() || !finish.is_null()))
        return fail(badField("finish_reason", finish, "why the text ended"));
    auto tokens = tokensOf(completion);
    if (!tokens) return unexpected(tokens.error());
    Answer out{.text = textAt(completion, "text"),
               .reasoning = textAt(completion, "reasoning"),
               .finishReason = finish.is_string() ? finish.get<std::string>() : ended,
               .tokens = std::move(*tokens)};
    if (const Json &found = at(completion, "answer"); found.is_string()) out.result = found.get<std::string>();
    if (const Json &score = at(completion, "score"); score.is_number()) out.score = score.get<double>();
    return out;
}

namespace {

Result<Answers> readAnswers(const Json &answer) {
    const Json &completions = at(answer, "completions"), &chosen = at(answer, "chosen");
    if (!completions.is_array() || completions.empty())
        return fail(badField("completions", completions, "a list with a completion"));
    if (!chosen.is_number_unsigned() && !chosen.is_number_integer())
        return fail(badField("chosen", chosen, "the place of a completion"));
    if (chosen.get<std::int64_t>() < 0 || chosen.get<std::size_t>() >= completions.size())
        return fail(badField("chosen", chosen, {"below {0}", completions.size()}));
    const auto cost = costFromJson(at(answer, "tokens"));
    if (!cost) return unexpected(cost.error());
    const Json &provenance = at(answer, "provenance");
    Answers out{.chosen = chosen.get<std::size_t>()};
    for (const Json &completion : completions) {
        auto read = completionFromJson(completion);
        if (!read) return unexpected(read.error());
        read->cost = *cost;
        read->seconds = getNumber(provenance, "seconds").value_or(0);
        read->from = sourceOf(provenance);
        out.all.push_back(std::move(*read));
    }
    return out;
}

} // namespace

Result<Answers> answersFromJson(const Json &answer) {
    auto read = readAnswers(answer);
    if (!read) read.error().code = "worker.bad_answer";
    return read;
}

} // namespace lapidary
