// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// An experiment on its way: as much of it as can be read, and all that is wrong with it, which has its line and names
/// the table ("stage.sft.config.beta").
struct ExperimentDraft {
    Experiment experiment{};
    Problems problems{};
};
/// As readExperiment(), of documents that may be wrong and may do nothing yet. `source` stays empty.
ExperimentDraft draftExperiment(const Document &document, const Document &added, const Catalogue &catalogue);

} // namespace lapidary
