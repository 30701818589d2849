// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// An error of a row of what a data set became, told of the line of the file that the set was made of. As it is where
/// the set was made of none, or of one that has not a row a line.
Error ofSourceLine(Error error, const Experiment &experiment, const std::string &set);

} // namespace lapidary
