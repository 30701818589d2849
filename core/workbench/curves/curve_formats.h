// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/curves/run_curves.h"
#include <span>

namespace lapidary {

struct CurveSet {
    std::string id{}, name{};
    Json config = Json::object(); ///< the run's settings
    std::vector<LoggedMetrics> rows{};
};

/// How curves leave a project.
struct CurveFormat {
    const char *name, *title, *summary; ///< title: its name as people write it
    const char *ending;                 ///< of the file; empty: a folder
    Status (*write)(std::span<const CurveSet> runs, const fs::path &target);
};
std::span<const CurveFormat> curveFormats();

/// The metric as the trackers around transformers and TRL file it: "train/loss", and "eval/loss" of "eval_loss".
std::string trackedName(const std::string &metric);

} // namespace lapidary
