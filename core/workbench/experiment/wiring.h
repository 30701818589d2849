// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment_editor.h"

namespace lapidary {

/// What the rows of a data set are good for, in the catalogue's words: "prompt_completion", "preference" …; of a file
/// its first row tells. Empty: not known.
std::vector<std::string> layoutsOf(const Experiment &experiment, const DataSet &set);

/// The inputs of `to` that can be given what `from` is or leaves, the one that is still free first; an arm takes the
/// problems of a data set by "buckets". experiment.no_port says why there is none, experiment.circle that it would wait
/// for itself.
Result<std::vector<std::string>> portsFor(const ExperimentEditor &editor, const TableName &from, const TableName &to);

/// The stages and arms for which portsFor() has any, all at once: what is looked up of `from` is looked up once.
std::set<TableName> targetsOf(const ExperimentEditor &editor, const TableName &from);

/// Tables that a stage or arm can be given at once: its required inputs that are missing in `table`, each from the
/// newest thing of the experiment that fits. What nothing fits stays missing.
Json withInputs(const ExperimentEditor &editor, const std::string &list, Json table);

/// The rule of the task that an arm's problems come from, where the experiment has none yet and they come from one.
std::string ruleFor(const ExperimentEditor &editor, const Json &arm);

} // namespace lapidary
