// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

/// An arm's method – model, strategy, settings and seed – ready to be asked something else than what it was run on.
struct Contender {
    std::string arm{};
    Json request{};    ///< "generate" for a worker that serves; the same request gives the same answer
    Json provenance{}; ///< arm, strategy, seed, and weights and adapters (hashes) or remote {origin, model}
};

/// Errors: compare.unknown_arm; contender.needs_reference (a strategy that looks at the reference answer);
/// run.no_model (it has not been trained yet).
Result<Contender> contenderOf(Project &project, const Plan &plan, const std::string &arm, const std::string &prompt);

/// run.toml's [model] with whole paths: those in it begin at the run's folder.
Json wholeModelReference(Json reference, const fs::path &runFolder);

} // namespace lapidary
