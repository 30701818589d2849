// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/model_session.h"
#include "core/engine/search/scoring_network.h"

namespace lapidary {

/// The reward model beside the model that answers, named as openModel() has it. Both must have the same tokens:
/// model.other_vocabulary. Errors: those of openModel(), model.no_scores.
Result<std::shared_ptr<ScoringNetwork>> openReward(const Json &reference, const ModelSession &writer);

/// A model that answers sub-questions. Errors: as openDraft().
Result<std::shared_ptr<const LanguageModel>> openExpert(const Json &reference, const ModelSession &writer);

/// The smaller model that guesses the tokens of the one that answers. Errors: as openReward(), but for its head.
Result<std::shared_ptr<const Decoder>> openDraft(const Json &reference, const ModelSession &writer);

} // namespace lapidary
