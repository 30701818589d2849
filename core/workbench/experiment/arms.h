// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// The arms that one [[arm]] stands for: itself, or where it names a swept stage one for each run of it, whose name
/// ends as that of the run ("greedy learning_rate=0.0003, seed 2"). Fields of problems are paths below the table.
tl::expected<std::vector<Json>, Problems> armTables(const Json &given, const std::vector<Sweep> &sweeps);
/// A port that is a setting too, as the judge, is asked over the network: the setting becomes the name of its server.
/// `given` is the table as it is written. Fields of problems are paths below it.
Problems nameServers(Arm &arm, const Json &given, const Experiment &before);

} // namespace lapidary
