// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// How a table of [[data]] puts its problems to a model.
Framing framingOf(const Json &table);

/// Makes the set one of the problems of an earlier set, under its own name.
Problems takeProblemsOf(const std::string &of, const Experiment &before, DataSet &set);

/// Makes the set a mixture of earlier ones, by the "mix" and "weights" of its table.
Problems takeMixture(const Json &table, const Experiment &before, DataSet &set);

/// What is wrong with how a data set is put to a model, by the fields of its table. `withModels`: false for a recipe,
/// whose models need not be there, since nothing is put to them.
Problems framingProblems(const DataSet &set, const Experiment &before, bool withModels);

/// Buckets that are no data sets, or the same problems twice.
Problems bucketProblems(const Arm &arm, const Experiment &before);

} // namespace lapidary
