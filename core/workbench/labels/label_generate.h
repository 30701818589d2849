// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/text_token.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// The model that a run's answers come from, with whole paths: a training's own output, or what the others loaded.
/// run.no_model.
Result<Json> modelOfRun(Project &project, const std::string &run);

/// What is asked of a serve worker for a fresh pair of an item's prompt: two samples of the model of candidate a.
struct PairRequest {
    Json request{};
    LabelItem like{}; ///< the item whose prompt it is
};
Result<PairRequest> pairRequest(Project &project, const LabelItem &like, std::uint64_t seed);
/// The first two answers of the worker that are whole and differ; labels.cut_answer where fewer than two are whole,
/// labels.same_answers where they are all equal.
Result<LabelItem> pairFrom(const Json &answer, const PairRequest &asked);

/// What is asked for how likely the model that gave an answer finds each of its tokens.
struct TokensRequest {
    Json request{};
    std::vector<TextToken> tokens{}; ///< of the answer; the end token is left out
};
/// What is asked of a serve worker for them. Torch-free: the tokens are made here. run.no_model, tokenizer.*.
Result<TokensRequest> tokensRequest(Project &project, const std::string &prompt, const LabelCandidate &answer);
/// worker.bad_answer where their number is another one.
Result<std::vector<TextToken>> tokensFrom(const Json &answer, const TokensRequest &asked);

} // namespace lapidary
