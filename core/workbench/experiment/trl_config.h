// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// What the file of settings does not say, or what shall count instead.
struct TrlWish {
    std::string name{}, algorithm{}, model{}, data{};
};

/// A training as the command `trl` takes it (trl dpo --config FILE.yaml), as tables for additions.h.
struct TrlTraining {
    std::string name{}, algorithm{};
    Json tables = Json::object();
    Problems leftOut{}; ///< settings without a meaning here: where files go, what reports, how processes are spread
    Problems unknown{}; ///< settings that would mean something and are not known; each with its line
};

/// Reads such settings beside an experiment. A name of the file that the experiment has (whole, or behind the last "/")
/// is that model or data set; a path, seen from the file, is added to it. Errors: trl.no_algorithm, trl.no_model,
/// trl.no_data with what there is to choose from, and all settings whose values are wrong, joined.
Result<TrlTraining> readTrlConfig(const Document &yaml, const Experiment &experiment, const Catalogue &catalogue,
                                  const TrlWish &wish);

/// The same for a form that a person still changes: nothing is added to the experiment. What the file does not say, or
/// what the experiment does not have, is that of `form` instead, which a note in `leftOut` tells.
Result<TrlTraining> readTrlSettings(const Document &yaml, const Experiment &experiment, const Catalogue &catalogue,
                                    const TrlWish &form);

} // namespace lapidary
