// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/arms.h"
#include "core/remote/book.h"
#include <algorithm>

namespace lapidary {
namespace {

const Sweep *sweepNamed(const std::vector<Sweep> &sweeps, const Json &name) {
    if (!name.is_string()) return nullptr;
    const auto it = std::find_if(sweeps.begin(), sweeps.end(),
                                 [&](const Sweep &sweep) { return sweep.stage == name.get<std::string>(); });
    return it == sweeps.end() ? nullptr : &*it;
}

/// Where an arm names stages.
std::vector<std::string> places(const Json &arm) {
    std::vector<std::string> out;
    if (arm.contains("model")) out.push_back("/model");
    if (const Json inputs = arm.value("inputs", Json::object()); inputs.is_object())
        for (const auto &[port, name] : inputs.items())
            if (port.find_first_of("/~") == port.npos) out.push_back("/inputs/" + port);
    return out;
}

std::string fieldOf(const std::string &place) {
    std::string out = place.substr(1);
    std::replace(out.begin(), out.end(), '/', '.');
    return out;
}

} // namespace

tl::expected<std::vector<Json>, Problems> armTables(const Json &given, const std::vector<Sweep> &sweeps) {
    const Sweep *sweep = nullptr;
    std::vector<Json::json_pointer> swept;
    const auto where = places(given);
    for (const std::string &place : where) {
        const Json::json_pointer at(place);
        const Sweep *named = sweepNamed(sweeps, given.at(at));
        if (!named) continue;
        if (sweep && sweep != named)
            return tl::unexpected(
                Problems{{.code = "experiment.two_sweeps",
                          .message = {"this arm names two swept stages, {0} and {1}", sweep->stage, named->stage},
                          .field = fieldOf(place),
                          .found = named->stage,
                          .expected = {"one swept stage; of the other one run, such as “{0}”", named->runs.front()}}});
        sweep = named;
        swept.push_back(at);
    }
    const auto name = getString(given, "name").value_or("");
    if (!sweep || name.empty()) return std::vector<Json>{given};
    std::vector<Json> out;
    for (const std::string &run : sweep->runs) {
        out.push_back(given);
        out.back()["name"] = name + run.substr(sweep->stage.size());
        for (const auto &place : swept) out.back()[place] = run;
    }
    return out;
}

Problems nameServers(Arm &arm, const Json &given, const Experiment &before) {
    Problems problems;
    for (const auto &[port, input] : arm.inputs) {
        if (!arm.config.contains(port)) continue;
        const std::string field = "inputs." + port;
        const auto remote =
            input.from == Input::From::Model ? remoteNameOf(before.models.at(input.name)) : std::nullopt;
        if (!remote)
            problems.push_back({.code = "experiment.local_input",
                                .message = {"the {0} is asked over the network, and this model is here", port},
                                .field = field,
                                .found = input.name,
                                .expected = "an entry of [models] that is \"remote:NAME\""});
        else if (given.value("config", Json::object()).contains(port))
            problems.push_back({.code = "experiment.given_twice",
                                .message = {"the settings name the {0} too", port},
                                .field = field,
                                .found = input.name,
                                .remedy = "Leave out one of the two."});
        else
            arm.config[port] = *remote;
    }
    return problems;
}

} // namespace lapidary
