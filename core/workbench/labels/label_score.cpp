// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_score.h"
#include "core/data/chat_pair.h"
#include "core/workbench/experiment/catalogue.h"
#include "core/workbench/labels/kinds/pieces.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {

/// A head of one number for a whole answer, not one for each token.
bool scoresAnswers(const MethodInfo &method) {
    const bool leaves = std::any_of(method.outputs.begin(), method.outputs.end(),
                                    [](const auto &each) { return each.what == Artifact::Scores; });
    return leaves && std::any_of(method.inputs.begin(), method.inputs.end(), [](const Port &port) {
               return port.trained && port.head == "sequence" && port.labels == 1;
           });
}

unexpected<Error> badAnswer(const Json &answer, Sentence expected) {
    return fail({.code = "worker.bad_answer",
                 .message = "The worker did not give the numbers that were asked for",
                 .found = answer.dump().substr(0, 80),
                 .expected = std::move(expected)});
}

} // namespace

Result<std::vector<LabelScorer>> labelScorers(Project &project) {
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto runs = project.store().runs();
    if (!runs) return unexpected(runs.error());
    std::vector<LabelScorer> out;
    for (const RunRecord &run : *runs) {
        const MethodInfo *method = isTraining(run.kind) ? catalogue->algorithm(run.method) : nullptr;
        if (method && run.state == "finished" && scoresAnswers(*method))
            out.push_back({run.id, run.title.empty() ? run.name : run.title});
    }
    return out;
}

AnswerAsker::AnswerAsker(Json model)
    : model_(std::move(model)), folder_(model_.value("path", std::string())), chat_(folder_) {}

Result<PromptCompletion> AnswerAsker::tokensOf(const LabelItem &item, std::size_t answer) {
    const LabelCandidate &given = item.answers[answer];
    if (!item.turns.empty()) return chatPair(chat_, promptOf(item), answerOf(item, given.text));
    if (!tokenizer_) {
        auto read = Tokenizer::load(folder_);
        if (!read) return unexpected(read.error());
        tokenizer_ = std::move(*read);
    }
    return tokenisePair(*tokenizer_, item.prompt, given.text, given.terminated);
}

Result<Json> AnswerAsker::scoreRequest(const LabelItem &item, std::size_t answer) {
    const auto tokens = tokensOf(item, answer);
    if (!tokens) return unexpected(tokens.error());
    return Json{{"verb", "score"}, {"model", model_}, {"ids", tokens->ids}, {"positions", "last"}};
}

Result<Json> AnswerAsker::logprobsRequest(const LabelItem &item, std::size_t answer) {
    const auto tokens = tokensOf(item, answer);
    if (!tokens) return unexpected(tokens.error());
    const auto begin = tokens->ids.begin() + static_cast<std::ptrdiff_t>(tokens->promptLength);
    return Json{{"verb", "logprobs"},
                {"model", model_},
                {"prompt_ids", std::vector<std::int32_t>(tokens->ids.begin(), begin)},
                {"completion_ids", std::vector<std::int32_t>(begin, tokens->ids.end())}};
}

Result<double> AnswerAsker::scoreFrom(const Json &answer) {
    const Json scores = answer.value("scores", Json());
    if (!scores.is_array() || scores.size() != 1 || !scores[0].is_number())
        return badAnswer(answer, "one score of the whole answer");
    return scores[0].get<double>();
}

Result<double> AnswerAsker::meanLogprobFrom(const Json &answer) {
    const Json logprobs = answer.value("logprobs", Json());
    if (!logprobs.is_array() || logprobs.empty()) return badAnswer(answer, "a log-probability of each token");
    double sum = 0;
    for (const Json &each : logprobs) {
        if (!each.is_number()) return badAnswer(each, "a log-probability");
        sum += each.get<double>();
    }
    return sum / static_cast<double>(logprobs.size());
}

} // namespace lapidary
