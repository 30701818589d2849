// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"

namespace lapidary {

/// Whether a port can be given this of what a stage leaves.
bool canBeGiven(const Stage &stage, const Output &output, const Port &port);
/// What a stage leaves that such a port can be given: of rows those of the port's own layout where there are any, else
/// all that serve; of models the one of the port's name, else the first. More than one: the experiment must say which.
std::vector<const Output *> outputsFor(const Stage &stage, const Port &port);
/// The output that an input names; null: the stage leaves none of this name.
const Output *outputNamed(const Stage &stage, std::string_view name);
/// "revise:pairs" → "revise", "pairs"; without a colon the second is empty.
std::pair<std::string, std::string> stageAndOutput(const std::string &name);
/// What an input is known by in a run's hash: `run`, and which of several models it is where that is not the first one
/// that fits (earlier releases had no other).
std::string identityOfOutput(const Stage &stage, const Port &port, const Output &output, const std::string &run);

} // namespace lapidary
