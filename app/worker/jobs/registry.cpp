// SPDX-License-Identifier: Apache-2.0
#include "app/worker/jobs/evaluate.h"
#include "app/worker/jobs/feedback.h"
#include "app/worker/jobs/job_kind.h"
#include "app/worker/jobs/loss.h"
#include "app/worker/jobs/revise.h"
#include "app/worker/jobs/rollout_labels.h"
#include "app/worker/jobs/sample.h"
#include "app/worker/paused_request.h"
#include "core/engine/train/trainer.h"

namespace lapidary {

namespace {
Result<Json> runTraining(const Json &run, JobContext &context) {
    return train(run, context, answerPaused);
}

constexpr JobKind kJobKinds[] = {{"train", runTraining},
                                 {"sample", runSample, sampleInfo},
                                 {"loss", runLoss, lossInfo},
                                 {"rollout_labels", runRolloutLabels, rolloutLabelsInfo},
                                 {"feedback", runFeedback, feedbackInfo},
                                 {"revise", runRevise, reviseInfo},
                                 {"evaluate", runEvaluate}};
} // namespace

std::span<const JobKind> jobKinds() {
    return kJobKinds;
}

Result<const JobKind *> jobKindByName(const std::string &name) {
    std::string known;
    for (const auto &entry : kJobKinds) {
        if (name == entry.name) return &entry;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    return fail({.code = "run.unknown_kind",
                 .message = "There is no such kind of run.",
                 .field = "kind",
                 .found = name,
                 .expected = known,
                 .remedy = "Mend run.toml, or use the program that wrote it."});
}

} // namespace lapidary
