// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace lapidary {

class Project;
struct Experiment;
struct Plan;

/// What one stage or arm will take, as far as it is known before it starts. A number of 0 is not known.
struct StageCost {
    std::string name{};
    bool isDone = false;     ///< it has finished with these settings and rows: nothing of it runs again
    bool trains = false;     ///< it has updates
    bool asksModel = true;   ///< false: it only sorts rows, in seconds
    double rows = 0;         ///< that it learns from or answers
    double updates = 0;      ///< optimiser steps
    double tokens = 0;       ///< read and written
    bool atMost = false;     ///< texts that are yet to be written count at their longest
    double seconds = 0;      ///< by an earlier run of the kind on a model of this size, on this machine
    std::string timedIn{};   ///< that run
    std::int64_t memory = 0; ///< bytes, by the planner's estimate
};

/// Of every stage and arm in the order of the experiment. Nothing is written or planned: rows are made or read once to
/// count them, and the tokens of some are counted with the model's tokenizer. What a stage has yet to leave is not
/// known to those that read it. `plan` tells which runs there are; null: none.
std::vector<StageCost> stageCosts(Project &project, const Experiment &experiment, const Plan *plan);

/// All that is left to run.
struct CostSum {
    int left = 0, untimed = 0, untold = 0; ///< stages and arms; without seconds; without tokens
    double updates = 0, tokens = 0, seconds = 0;
    int unknownUpdates = 0; ///< trainings of which not even those are known
    bool atMost = false;
    std::int64_t memory = 0; ///< of the largest
};
CostSum sumOf(const std::vector<StageCost> &costs);

/// "16 updates, at most 1,200,000 tokens, about 4 min (as in “dpo”), 1.2 GiB"; what is not known is said.
std::string sentence(const StageCost &cost);
std::string sentence(const CostSum &sum);

} // namespace lapidary
