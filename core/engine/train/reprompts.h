// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/rollout.h"
#include "core/engine/train/taught_rows.h"

namespace lapidary {

/// What a teacher is shown of a group of completions, named as in TRL's SDPOConfig.
struct RepromptSettings {
    bool useSuccessful = true;
    double threshold = 1;
    bool notItself = true;
    bool feedback = false, feedbackOnlyWithoutSolution = false;
    std::string reprompt{}, solution{}, feedbackText{};
    std::int64_t maxLength = 10240;
};

/// Who may be shown to whom: for each completion its demonstration, and whether feedback is shown.
struct Shown {
    std::vector<std::optional<std::size_t>> demonstration{}; ///< the place of a completion of its group
    std::vector<bool> feedback{};
    Metrics metrics{}; ///< self_distillation/…_fraction
};
/// scores: NaN where nobody could tell, which is no success. groups: completions of one prompt stand together.
Shown whoIsShown(const std::vector<double> &scores, const std::vector<bool> &hasFeedback, std::int64_t groupSize,
                 const RepromptSettings &how);

/// The questions of a training, and what teachers read in their place.
class Reprompts {
public:
    Status open(TrainContext &context, RepromptSettings how);
    /// Gives each completion that somebody can teach the prompt of its teacher. `scores` as above.
    Status write(TrainContext &context, std::vector<Rollout> &rollouts, const std::vector<double> &scores,
                 std::int64_t groupSize, Metrics &metrics);

private:
    struct Question {
        Messages prompt{};
        std::string feedback{};
    };
    RepromptSettings how_{};
    std::vector<Question> questions_{};
};

std::vector<MetricInfo> repromptMetrics();

} // namespace lapidary
