// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// That of a stage of experiment.toml, or else the experiment's; what is no seed is told with the other keys.
std::uint64_t ownSeed(const Json &stage, std::uint64_t experiments);

/// What is wrong with the seed, or the seeds of the sweep, that a stage gives.
Problems seedProblems(const Json &stage);

} // namespace lapidary
