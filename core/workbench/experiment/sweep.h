// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"
#include <cstdint>

namespace lapidary {

/// One run of a swept stage.
struct SweepPoint {
    std::string name{};
    Json changes = Json::object(); ///< to [stage.config]
    std::uint64_t seed = 0;
};

/// [stage.sweep] of a training: every combination of the listed values, with every seed.
///
///     [stage.sweep]
///     learning_rate = [1e-4, 3e-4]
///     seeds = 3                      # the experiment's and the two behind it; or [1, 5, 9]
struct Sweep {
    std::string stage{};                                     ///< the name that its runs have in common
    std::vector<std::pair<std::string, std::size_t>> over{}; ///< how many values of what; seeds last
    std::vector<std::string> runs{};                         ///< their names
};

inline constexpr std::size_t kMostSweptRuns = 1000;

/// All of it, or every problem; their fields are paths below the table of the sweep. Run names end in "seed N" where
/// several seeds are swept, so that curves are grouped over them.
tl::expected<std::vector<SweepPoint>, Problems> sweepPoints(const Json &sweep, const Json &config,
                                                            const std::string &stage, const ConfigSpec &spec,
                                                            std::uint64_t seed);
/// What a sweep that sweepPoints() has read goes over.
Sweep sweepOf(const Json &sweep, const std::string &stage, const std::vector<SweepPoint> &points);
/// Takes out what was told before, of what stands from `from` on: problems that several runs of a sweep have in common,
/// even where what they are told to choose from has grown from run to run.
void tellOnce(Problems &list, std::size_t from);
/// "2 values of learning_rate × 3 seeds".
std::string sizeText(const Sweep &sweep);

} // namespace lapidary
