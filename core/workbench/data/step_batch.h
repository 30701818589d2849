// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <cstdint>
#include <string>
#include <vector>

namespace lapidary {

/// A row of a training's step, and what it cost.
struct BatchRow {
    std::vector<std::int64_t> lines{}; ///< of the data file, 1-based; of a packed row several, of an added one none
    bool replayed = false;             ///< a row of earlier data, mixed in
    double loss = 0;                   ///< NaN: it was not finite
};

/// The rows behind one step of a training.
struct StepBatch {
    std::string run{};
    double step = 0;
    bool spike = false;           ///< its loss stands out; else it is one of the first steps
    double usual = 0;             ///< mean loss of the steps before a spike
    std::int64_t total = 0;       ///< rows of the step; not all of very many are told
    std::vector<BatchRow> rows{}; ///< the costliest first
};

/// From the body of a "batch" event (core/job/event.h). What is not as it should be is left out.
StepBatch stepBatch(const Json &body);

/// What these rows say, one text each, from the data in the folder of their run: fields by their names. Empty where the
/// data is no longer there, or says something else there.
std::vector<std::string> textsOf(const StepBatch &batch, const fs::path &runFolder);

} // namespace lapidary
