// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// Whether the models of a stage whose tokens must be those of the model that learns have them, as far as the folders
/// that they began from tell. Errors: model.other_vocabulary, with the field.
Status mustShareVocabularies(const Experiment &experiment, const Stage &stage);

} // namespace lapidary
