// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/experiment/experiment.h"
#include "core/workbench/stages/run_kind.h"
#include <set>

namespace lapidary {

/// What a table of experiment.toml says of its inputs.
struct GivenInputs {
    std::string at{};             ///< the path of the table: "stage.2"
    std::string name{};           ///< its own
    std::string model{}, data{};  ///< short for the port "policy" and for the first port that takes rows
    Json ports = Json::object();  ///< [stage.inputs]
    Json config = Json::object(); ///< its settings, defaults filled in
};

/// The ports of a stage's [stage.inputs], as rules of settings find them under "inputs"; first "", by which a rule
/// knows that somebody knows.
Json namedPorts(const Json &stage);

/// What each stage of the experiment names, in whatever order they stand.
using NamedByStages = std::map<std::string, std::set<std::string>>;
void noteNames(const Json &stages, NamedByStages &out);

/// Finds what is behind every name among what was read `before`, and fills `out` by ports. Checks that every port is
/// known, gets what it takes, and that none is missing; the problems name the field. The problems of an arm are its
/// buckets, which are read elsewhere.
Findings readInputs(const MethodInfo &method, const RunKind &kind, const GivenInputs &given, const Experiment &before,
                    const NamedByStages &stages, Inputs &out);

/// Whether what a stage leaves can be given to such a port.
bool fits(Artifact left, const Port &port);
inline bool isModel(Artifact what) {
    return what == Artifact::Model || what == Artifact::Scores;
}
/// The port that `data` is short for; null: none takes rows.
const Port *dataPort(const MethodInfo &method);

} // namespace lapidary
