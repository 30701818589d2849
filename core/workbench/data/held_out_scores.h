// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include <cstdint>
#include <string>
#include <vector>

namespace lapidary {

/// One score of a held-out row.
struct HeldOutScore {
    std::int64_t line = 0;   ///< of the file of held-out rows, 1-based; 0: not told
    std::int32_t row = 0;    ///< which of the told rows it belongs to, from 0
    std::int32_t place = 0;  ///< in its row, from 0: the step of a chain; of a pair 0 is the chosen answer
    float score = 0;         ///< before any sigmoid
    float label = 0;         ///< 1 right or chosen, 0 wrong or rejected, or in between
    std::int32_t tokens = 0; ///< from the beginning of the prompt to where the score was read
};

/// What a reward model says of the first held-out rows at one evaluation.
struct HeldOutScores {
    enum class Kind { Pairs, Answers, Steps };
    std::string run{};
    double step = 0;
    Kind kind = Kind::Pairs;
    std::int64_t rows = 0, total = 0;   ///< told, of how many
    std::int64_t notFinite = 0;         ///< told rows with a score that is no number: they are left out of `scores`
    std::vector<HeldOutScore> scores{}; ///< by rows and places; of pairs two a row
};

/// Whether the body of a "batch" event (core/job/event.h) is one of these.
bool tellsScores(const Json &body);
/// From such a body. What is not as it should be is left out.
HeldOutScores heldOutScores(const Json &body);

/// What a held-out row says, from the data in the folder of its run: its fields by their names, and of a chain a line
/// for each step. Empty where the data is no longer there, or says something else there.
std::string heldOutText(const fs::path &runFolder, std::int64_t line);

} // namespace lapidary
