// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/fork.h"
#include "core/job/changes.h"
#include <algorithm>
#include <fstream>

namespace lapidary {

Problems forkProblems(const Stage &stage, const RunKind &kind, const Json &given) {
    Problems out;
    if (!kind.trains)
        out.push_back({.code = "experiment.bad_fork",
                       .message = "only a training can be forked",
                       .field = "fork",
                       .found = stage.kind});
    if (stage.forkStep < 1)
        out.push_back(
            {.code = "config.missing", .message = "the checkpoint's step must be given", .field = "fork_step"});
    const auto most = stage.config.is_object() ? stage.config.value("max_steps", std::int64_t{-1}) : -1;
    if (kind.trains && stage.forkStep >= 1 && most > 0 && most <= stage.forkStep)
        out.push_back({.code = "experiment.bad_fork",
                       .message = "the fork has no step left to train",
                       .field = "config.max_steps",
                       .found = {"{0}, at a fork of step {1}", most, stage.forkStep},
                       .expected = {"more than {0}: the steps of the run that is left count", stage.forkStep},
                       .remedy = "Raise max_steps, or fork at an earlier checkpoint."});
    if (given.contains("inputs"))
        out.push_back({.code = "experiment.bad_fork",
                       .message = "a fork has the inputs of the run that it leaves",
                       .field = "inputs",
                       .remedy = "Leave out the inputs, or begin a training of its own."});
    return out;
}

Status addModelsOf(const Document &run, const fs::path &folder, JobShape &shape) {
    for (const Port &port : shape.method->inputs) {
        const Json table = run.values.value(port.name, Json());
        if (!isModel(port.what) || !table.is_object() || !table.contains("path")) continue;
        const auto size = sizeOfModel((folder / table.value("path", "")).lexically_normal());
        if (!size) return unexpected(size.error());
        shape.others.push_back(*size);
        shape.given.insert(port.name);
    }
    return {};
}

Status takeChanges(const Document &parent, const fs::path &from, std::int64_t step, PlannedRun &run,
                   RunInputs &inputs) {
    const auto changes = changesBy(from, step);
    if (!changes) return unexpected(changes.error());
    if (!changes->empty()) {
        inputs.more["changed"] = *changes;
        inputs.older = nullptr;
    }
    Json all = parent.values.value("fork", Json::object()).value("added", Json::array()); // its identity has them
    for (const Json &added : changes->value("added", Json::array())) all.push_back(added);
    if (all.empty()) return {};
    run.config["fork"]["added"] = all;
    for (const Json &added : all) {
        const std::string file = added.at("file");
        run.files[file] = fs::path("runs") / from.filename() / file;
    }
    return {};
}

std::int64_t longestLine(const fs::path &file) {
    std::ifstream in(file);
    std::size_t longest = 0;
    for (std::string line; std::getline(in, line);) longest = std::max(longest, line.size());
    return static_cast<std::int64_t>(longest);
}

} // namespace lapidary
