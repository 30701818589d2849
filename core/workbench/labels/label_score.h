// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/chat_prompt.h"
#include "core/text/prompt_completion.h"
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// A trained model that scores whole answers.
struct LabelScorer {
    std::string run{}, name{};
};
/// Finished trainings that leave one, oldest first. Errors: catalogue.*, those of the store.
Result<std::vector<LabelScorer>> labelScorers(Project &project);

/// Asks a model what it makes of the answers of items, as it was taught to read them: with the template of its folder
/// where the prompt is a conversation. Reads tokenizer and template with the first question. Torch-free.
class AnswerAsker {
public:
    /// `model`: as modelOfRun() gives it.
    explicit AnswerAsker(Json model);
    /// {"verb": "score"}: its only number is the reward. Errors: tokenizer.*, template.*.
    Result<Json> scoreRequest(const LabelItem &item, std::size_t answer);
    /// {"verb": "logprobs"} of the answer's tokens.
    Result<Json> logprobsRequest(const LabelItem &item, std::size_t answer);
    /// worker.bad_answer where there is no such number.
    static Result<double> scoreFrom(const Json &answer);
    static Result<double> meanLogprobFrom(const Json &answer);

private:
    Result<PromptCompletion> tokensOf(const LabelItem &item, std::size_t answer);
    Json model_;
    fs::path folder_;
    std::optional<Tokenizer> tokenizer_{};
    ChatPrompt chat_;
};

} // namespace lapidary
