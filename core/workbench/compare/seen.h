// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/project.h"

namespace lapidary {

/// Problems that arms are measured on and that their models learnt from: the same up to what the task can tell, such as
/// other names and another order (core/data/tasks/task.h).
struct SeenProblems {
    std::string bucket{};
    std::string learnt{}; ///< by which training of the experiment, or "the model NAME" whose recipe says so
    std::int64_t seen = 0, of = 0;
};
/// A given model tells by recipe.toml in its folder, the experiment that made it, what it has learnt.
struct Exposure {
    std::vector<SeenProblems> seen{};   ///< only where any is
    std::vector<std::string> proved{};  ///< models whose recipe was made again, row by row, and compared
    std::vector<std::string> unknown{}; ///< models without a recipe
};
/// From the frozen data of the plan, so that it can be asked before anything has run. A recipe's rows are made again by
/// its seeds, once a project: their forms are kept under cache/. Errors: json.*, config.* of a recipe.
Result<Exposure> exposureOf(Project &project, const Plan &plan);

/// "12 of 400 problems of “edge” are in what was learnt by “sft” (the same up to names and order)".
std::string sentence(const SeenProblems &seen);
std::string unknownSentence(const std::string &model);
/// All that there is to say, a warning or a reassurance a line.
std::vector<std::string> sentences(const Exposure &exposure);
Json toJson(const Exposure &exposure);

} // namespace lapidary
