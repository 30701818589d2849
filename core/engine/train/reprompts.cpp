// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/reprompts.h"
#include "core/data/layouts/registry.h"
#include "core/data/needed_columns.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kFeedback = "privileged_context";

double share(std::ptrdiff_t count, std::size_t of) {
    return static_cast<double>(count) / std::max(1.0, static_cast<double>(of));
}

Result<std::string> textOf(const TrainContext &context, const std::vector<std::int64_t> &ids) {
    const std::vector<std::int32_t> narrow(ids.begin(), ids.end());
    return context.tokenizer->decode(narrow, true);
}

} // namespace

Shown whoIsShown(const std::vector<double> &scores, const std::vector<bool> &hasFeedback, std::int64_t groupSize,
                 const RepromptSettings &how) {
    Shown out{.demonstration = std::vector<std::optional<std::size_t>>(scores.size()),
              .feedback = std::vector<bool>(scores.size())};
    const auto size = static_cast<std::size_t>(groupSize);
    std::ptrdiff_t successes = 0;
    for (std::size_t begin = 0; begin < scores.size(); begin += size) {
        const std::size_t end = std::min(scores.size(), begin + size);
        bool any = false;
        for (std::size_t j = begin; j < end; ++j) {
            if (!(scores[j] >= how.threshold)) continue; // also where nobody could tell
            any = true;
            for (std::size_t i = begin; how.useSuccessful && i < end; ++i)
                if (!out.demonstration[i] && !(how.notItself && i == j)) out.demonstration[i] = j;
        }
        successes += any;
    }
    for (std::size_t i = 0; i < scores.size(); ++i)
        out.feedback[i] =
            how.feedback && hasFeedback[i] && !(how.feedbackOnlyWithoutSolution && out.demonstration[i].has_value());
    std::ptrdiff_t shown = 0, solutions = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        solutions += out.demonstration[i].has_value();
        shown += out.demonstration[i].has_value() || out.feedback[i];
    }
    const auto count = [](const std::vector<bool> &flags) { return std::count(flags.begin(), flags.end(), true); };
    out.metrics = {{"self_distillation/success_group_fraction", share(successes, (scores.size() + size - 1) / size)},
                   {"self_distillation/success_sample_fraction", share(solutions, scores.size())},
                   {"self_distillation/feedback_available_fraction", share(count(hasFeedback), scores.size())},
                   {"self_distillation/feedback_used_fraction", share(count(out.feedback), scores.size())},
                   {"self_distillation/reprompt_sample_fraction", share(shown, scores.size())}};
    return out;
}

Status Reprompts::open(TrainContext &context, RepromptSettings how) {
    static constexpr std::string_view kinds[] = {"prompt_only"};
    how_ = std::move(how);
    if (!context.tokenizer)
        return fail({.code = "model.no_tokenizer",
                     .message = "the model's folder has no tokenizer.json or tokenizer.model, so that no text can be "
                                "written for a teacher"});
    return forEachDataRow(context, "train", [&](NumberedRow row) -> Status {
        const auto record = readRecord(Json{{"prompt", row.value.value("prompt", Json())}}, kinds);
        if (!record) return unexpected(record.error());
        Question question{.prompt = std::get<PromptOnly>(record->what).prompt};
        if (const Json cell = columnOf(row.value, kFeedback); how_.feedback && !cell.is_null()) {
            auto words = wordsOf(cell, kFeedback);
            if (!words) return unexpected(words.error());
            question.feedback = std::move(*words);
        }
        questions_.push_back(std::move(question));
        return {};
    });
}

Status Reprompts::write(TrainContext &context, std::vector<Rollout> &rollouts, const std::vector<double> &scores,
                        std::int64_t groupSize, Metrics &metrics) {
    std::vector<bool> hasFeedback;
    for (const Rollout &rollout : rollouts) {
        const std::string &words = questions_.at(rollout.row).feedback;
        hasFeedback.push_back(words.find_first_not_of(" \t\r\n") != words.npos);
    }
    const Shown shown = whoIsShown(scores, hasFeedback, groupSize, how_);
    metrics.insert(shown.metrics.begin(), shown.metrics.end());
    PromptWriter writer(context, how_.maxLength);
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        if (!shown.demonstration[i] && !shown.feedback[i]) continue;
        const Question &question = questions_[rollouts[i].row];
        std::string solution;
        if (shown.demonstration[i]) {
            const auto text = textOf(context, rollouts[*shown.demonstration[i]].completion);
            if (!text) return unexpected(text.error());
            solution = filledIn(how_.solution, {{"successful_previous_attempt", *text}});
        }
        const std::string feedback =
            shown.feedback[i] ? filledIn(how_.feedbackText, {{"feedback_raw", question.feedback}}) : std::string();
        auto ids =
            writer.write(question.prompt, filledIn(how_.reprompt, {{"prompt", PromptWriter::wordsOf(question.prompt)},
                                                                   {"solution", solution},
                                                                   {"feedback", feedback}}));
        if (!ids) return unexpected(ids.error());
        rollouts[i].teacher = std::move(*ids);
    }
    return {};
}

std::vector<MetricInfo> repromptMetrics() {
    const auto of = [](const char *name, const char *effect, Better better = Better::Neither) {
        return MetricInfo{.name = name, .group = "policy", .effect = effect, .better = better};
    };
    return {of("self_distillation/success_group_fraction", "share of prompts with a completion that was good enough",
               Better::Higher),
            of("self_distillation/success_sample_fraction", "share of completions whose teacher is shown a good one"),
            of("self_distillation/feedback_available_fraction", "share of completions whose row has feedback"),
            of("self_distillation/feedback_used_fraction", "share of completions whose teacher is shown feedback"),
            of("self_distillation/reprompt_sample_fraction", "share of completions that somebody can teach")};
}

} // namespace lapidary
