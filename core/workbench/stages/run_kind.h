// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/catalogue.h"

namespace lapidary {

/// What a run is: a [[stage]] of this kind, or an [[arm]]. Reader, planner, queue, graph and reports ask it instead of
/// knowing kinds by name.
struct RunKind {
    struct Made {
        Json result;
        Sentence warning{}; ///< what was left out and should be known
    };
    /// Its name and, in a word or two, what it does. Where there is no method to choose and no worker that describes it
    /// also its ports, settings and outputs.
    MethodInfo info{};
    const char *methodKey = "";                                  ///< the key that names its method: "algorithm"
    const std::vector<MethodInfo> Catalogue::*methods = nullptr; ///< what can be chosen; null: nothing
    bool trains = false;                                         ///< has curves and checkpoints, can be forked
    bool isArm = false;                                          ///< asks problems, bucket by bucket
    bool remote = false;                                         ///< its models only answer: a server will do
    /// Needs no weights and is done in the owner's process, with a run log like any other run; null: a worker does it.
    Result<Made> (*work)(const fs::path &runFolder, const Json &config, const RowWork &rows) = nullptr;

    const char *output() const { return info.outputs.front().file.c_str(); }  ///< of one that the owner does
    const std::string &layout() const { return info.outputs.front().layout; } ///< what those rows are good for
};

std::span<const RunKind> runKinds();
const RunKind *runKind(std::string_view name); ///< null: there is no such kind
/// Those that a [[stage]] may be; the first is meant where none is named.
std::vector<std::string> stageKinds();

/// The kind whose methods these are.
const RunKind &kindOf(const std::vector<MethodInfo> Catalogue::*methods);

bool isTraining(std::string_view kind);
bool isArm(std::string_view kind);
const RunKind *ownerJob(std::string_view kind); ///< null for kinds that a worker does

/// What describes the ports and settings of a run: the method that it names, what the worker says of its kind, or the
/// kind itself. Null: there is no such method.
const MethodInfo *methodOf(const RunKind &kind, const Catalogue &catalogue, const std::string &method);

} // namespace lapidary
