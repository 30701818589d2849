// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/answer/finish.h"
#include "core/text/text_token.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// Tokens by what became of them: those of the chosen texts, of others, of trials, and read by a verifier.
struct AnswerCost {
    std::int64_t kept = 0, rejected = 0, rollout = 0, verifier = 0;
    std::int64_t spent() const { return kept + rejected + rollout + verifier; }
    bool operator==(const AnswerCost &) const = default;
};
/// Errors: answer.bad_field where a kind is missing or no number.
Result<AnswerCost> costFromJson(const Json &tokens);

/// Where an answer comes from. Whoever asked knows more than the worker says, and adds it.
struct AnswerSource {
    Json model{};          ///< as a worker takes it
    std::string weights{}; ///< a hash; of a server where it is
    std::string templateHash{};
    std::vector<std::int32_t> promptIds{};
    std::string strategy{};
    Json settings{};      ///< all of them, with the seed
    std::string seed{};   ///< as it is told
    std::string reason{}; ///< why this text and no other
    bool tie = false, oracle = false;
    Json server{}; ///< what is known of a remote model; null: written here
    bool isRemote() const { return !server.is_null(); }
};

/// What a model wrote when it was asked: one of its texts, whole or not.
struct Answer {
    std::string text{};              ///< without the token that ended it
    std::string reasoning{};         ///< of a server that tells it apart
    std::string finishReason{};      ///< "stop", "length", "cancelled", "truncated", or a server's own word
    std::vector<TextToken> tokens{}; ///< as far as they are known; of what was written here with the one that ended it
    std::optional<std::string> result{}; ///< what a rule found in it
    std::optional<double> score{};
    AnswerCost cost{};  ///< of the question: all of its texts together
    double seconds = 0; ///< of the question
    double first = 0;   ///< of them until the first token, where somebody saw it come
    AnswerSource from{};

    /// Why it counts for nothing: see faultOf(). The one rule for what may be compared, voted on and learnt from.
    std::string fault() const { return faultOf(text, finishReason); }
    /// By a model, and whole or stopped: nothing has been asked yet where it is false.
    bool made() const { return !from.promptIds.empty() || from.isRemote(); }
};

/// The texts of a worker's answer to "generate", each with what the question cost and what made it.
struct Answers {
    std::vector<Answer> all{};
    std::size_t chosen = 0;
    const Answer &best() const { return all[chosen]; } ///< there is always one
};
/// Errors: worker.bad_answer.
Result<Answers> answersFromJson(const Json &answer);

/// One completion alone, as it stands in an answer and in rows of samples: "text", "finish_reason", "ids", "logprobs",
/// "tokens" …, or {"logprobs", "entropy"} of the network itself as "scores"; `ended` is what one that does not say so
/// ended by. Errors: answer.bad_field.
Result<Answer> completionFromJson(const Json &completion, const std::string &ended = {});

} // namespace lapidary
