// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_prompt.h"
#include "core/text/text_token.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// The model that a run's answers come from, with whole paths: a training's own output, or what the others loaded.
/// run.no_model.
Result<Json> modelOfRun(Project &project, const std::string &run);
/// The same of a training whose output, or a copy of its policy on the way, lies in the folder `output`. run.no_model.
Result<Json> modelOfRunIn(const fs::path &runFolder, const fs::path &output);

/// An item's prompt as its model reads it: {"prompt"}, or the {"ids"} that a chat template makes of messages.
Result<Json> promptRequest(const LabelItem &item, ChatPrompt &chat);

/// What is asked of a serve worker for a fresh item of a prompt: samples of the model of candidate a.
struct FreshRequest {
    Json request{};
    LabelItem like{}; ///< the item whose prompt it is, and which has as many answers
};
/// labels.no_model where nobody knows whose answers these are; run.no_model.
Result<FreshRequest> freshRequest(Project &project, const LabelItem &like, std::uint64_t seed);
/// The first answers of the worker that are whole and differ, as many as the item has; a single one differs from the
/// item's own. Where that has steps, so has this. labels.cut_answer where fewer are whole, labels.same_answers where
/// too many are equal.
Result<LabelItem> freshItem(const Json &answer, const FreshRequest &asked);

/// What is asked for how likely the model that gave an answer finds each of its tokens.
struct TokensRequest {
    Json request{};
    std::vector<TextToken> tokens{}; ///< of the answer; the end token is left out
};
/// What is asked of a serve worker for them. Torch-free: the tokens are made here. labels.no_model, run.no_model,
/// tokenizer.*.
Result<TokensRequest> tokensRequest(Project &project, const std::string &prompt, const LabelCandidate &answer);
/// worker.bad_answer where their number is another one.
Result<std::vector<TextToken>> tokensFrom(const Json &answer, const TokensRequest &asked);

} // namespace lapidary
