// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/spec.h"
#include "core/workbench/jsonl.h"

namespace lapidary {

/// A kind of run that makes training data of the graded samples of an earlier run (samples.jsonl). It needs no weights,
/// so it is done in the owner's process, with a run log like any other run.
struct OwnerJob {
    struct Made {
        Json result;
        std::string warning{}; ///< what was left out and should be known
    };
    const char *kind, *output; ///< the file that it leaves in its run folder
    const char *layout;        ///< what its rows are good for, in the catalogue's words
    const ConfigSpec &(*spec)();
    Result<Made> (*work)(const fs::path &runFolder, const Json &config, const char *output, const RowWork &rows);
};
/// "pairs" and "filter"; null for kinds that a worker does.
const OwnerJob *ownerJob(const std::string &kind);

/// Ends with kCancelled where `stop` asks for it, or {"cmd": "stop"} at the run's socket, as with a worker.
Status runOwnerJob(const OwnerJob &job, const fs::path &runFolder, const Json &config, std::stop_token stop = {});

} // namespace lapidary
