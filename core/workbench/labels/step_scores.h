// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"
#include "core/workbench/labels/label_score.h"

namespace lapidary {

/// What a machine says of each step of an item: from 0, wrong, to 1; nothing where it says nothing.
struct StepScores {
    enum By { Model, Rollouts }; ///< a process reward model, or the share of answers that come right behind the step
    By by = Model;
    std::string name{}; ///< what people call whoever said it
    std::vector<std::optional<double>> values{};
    bool operator==(const StepScores &) const = default;
};
/// By item.
using AllStepScores = std::map<std::string, std::vector<StepScores>>;

/// What finished runs that label steps by rollouts wrote of the very chains of a queue, the newest first; none of kinds
/// without steps. Errors: those of reading.
Result<AllStepScores> stepScoresIn(Project &project, const LabelQueue &queue);

/// Finished trainings that leave a model which scores every step, oldest first. Errors: catalogue.*, the store's.
Result<std::vector<LabelScorer>> stepScorers(Project &project);

/// Asks a process reward model as it was taught: the tokens of prompt, steps and separators each by themselves, and a
/// number at the end of each step.
class StepAsker {
public:
    /// `model`: as modelOfRun() gives it. `separator`: that stood behind every step when it learnt.
    StepAsker(Json model, std::string name, std::string separator);
    /// {"verb": "score"}. Errors: tokenizer.*; labels.no_text where the prompt is a conversation.
    Result<Json> request(const LabelItem &item);
    /// Of the item that was asked last. worker.bad_answer where the numbers are not there.
    Result<StepScores> scoresFrom(const Json &answer) const;

private:
    Result<std::size_t> add(const std::string &text, bool first, std::vector<std::int32_t> &ids);
    Json model_;
    std::string name_, separator_;
    std::optional<Tokenizer> tokenizer_{};
    std::vector<std::size_t> ends_{}; ///< the last token of each step
};
/// Of a run that leaves one. run.no_model.
Result<StepAsker> stepAskerOf(Project &project, const LabelScorer &scorer);

/// Lets the model that answered go on behind each step, `n` times, and grades where that leads (Wang et al. 2024,
/// arXiv:2312.08935).
struct StepRollouts {
    std::vector<Json> requests{}; ///< behind each step but the last one, which is graded itself
    std::vector<std::string> written{};
    Problem problem{};
    std::string name{}; ///< of the model
    std::shared_ptr<const Rule> rule{};
};
/// Errors: labels.no_model, run.no_model; labels.no_reference where no run of the queue knows the right answer;
/// steps.no_rule.
Result<StepRollouts> stepRollouts(Project &project, const LabelQueue &queue, const LabelItem &item, std::int64_t n);
/// The share of right answers behind a step. worker.bad_answer.
Result<double> rightShareOf(const Json &answer, const StepRollouts &rollouts, std::size_t step);
/// Of the last step, which has the answer.
double rightAtTheEnd(const StepRollouts &rollouts);

} // namespace lapidary
