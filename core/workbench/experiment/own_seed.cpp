// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/own_seed.h"
#include "core/workbench/stages/run_kind.h"

namespace lapidary {

std::uint64_t ownSeed(const Json &stage, std::uint64_t experiments) {
    const Json own = stage.value("seed", Json());
    return own.is_number_integer() && own >= 0 ? own.get<std::uint64_t>() : experiments;
}

Problems seedProblems(const Json &stage) {
    Problems out;
    const Json sweep = stage.value("sweep", Json());
    const bool seed = stage.contains("seed"), seeds = sweep.is_object() && sweep.contains("seeds");
    const RunKind *kind = runKind(getString(stage, "kind").value_or(stageKinds().front()));
    if (seed && kind && !kind->trains)
        out.push_back({.code = "experiment.bad_seed",
                       .message = "only a training has a seed of its own",
                       .field = "seed",
                       .found = kind->info.name,
                       .remedy = "Leave it out; where the settings of this stage have a seed, it stands there."});
    if (seed && seeds && sweep["seeds"].is_array())
        out.push_back({.code = "experiment.given_twice",
                       .message = "the sweep lists its seeds itself",
                       .field = "seed",
                       .found = dumpJson(sweep["seeds"]).substr(0, 80),
                       .expected = "one of the two"});
    if (seed && stage.contains("fork"))
        out.push_back({.code = "experiment.bad_fork",
                       .message = "a fork goes on with the seed of the run that it leaves",
                       .field = "seed",
                       .remedy = "Leave out the seed, or begin a training of its own."});
    if (seeds && stage.contains("fork"))
        out.push_back({.code = "experiment.bad_sweep",
                       .message = "a fork goes on with the seed of the run that it leaves",
                       .field = "sweep.seeds",
                       .remedy = "Leave out the seeds, or sweep a training of its own."});
    return out;
}

} // namespace lapidary
