// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/label_queue.h"

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
/// The pair in the worker's answer; labels.same_answers where both are equal.
Result<LabelItem> pairFrom(const Json &answer, const PairRequest &asked);

} // namespace lapidary
