// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/wiring.h"
#include "core/data/layouts/registry.h"
#include "core/data/tasks/task.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/stage_outputs.h"
#include <algorithm>
#include <fstream>
#include <set>

namespace lapidary {
namespace {

constexpr const char *kBuckets = "buckets";

template <class List> auto named(const List &list, const std::string &name) {
    const auto it = std::find_if(list.begin(), list.end(), [&](const auto &each) { return each.name == name; });
    return it == list.end() ? nullptr : &*it;
}

/// Of a swept stage the first of its runs.
const Stage *stageOf(const Experiment &experiment, const std::string &name) {
    if (const Stage *stage = named(experiment.stages, name)) return stage;
    const auto it = std::find_if(experiment.stages.begin(), experiment.stages.end(),
                                 [&](const Stage &each) { return each.sweep == name; });
    return it == experiment.stages.end() ? nullptr : &*it;
}

/// Rows of which nothing is known may be right; the plan reads them.
bool servesPort(const std::vector<std::string> &layouts, const Port &port) {
    const auto serve = [&](const std::string &layout) {
        return layout == port.layout || (layoutNamed(layout) && serves(layout, port.layout));
    };
    return layouts.empty() || port.layout.empty() || std::any_of(layouts.begin(), layouts.end(), serve);
}

/// What an edge begins at, looked up once for however many places where it may end.
struct Source {
    TableName name;
    const Stage *stage = nullptr;
    bool rows = false;                  ///< a data set
    std::vector<std::string> layouts{}; ///< of its rows; looking for them may read a file
};
Source sourceOf(const Experiment &experiment, const TableName &name) {
    Source source{name};
    if (name.list == "stage") source.stage = stageOf(experiment, name.name);
    const DataSet *set = name.list == "data" ? named(experiment.data, name.name) : nullptr;
    source.rows = set;
    if (set) source.layouts = layoutsOf(experiment, *set);
    return source;
}

bool fitsPort(const Source &from, const Port &port) {
    if (from.name.list == "models") return fits(Artifact::Model, port) || port.what == Artifact::Scores;
    if (from.name.list == "stage") return from.stage && !outputsFor(*from.stage, port).empty();
    return from.rows && fits(Artifact::Rows, port) && servesPort(from.layouts, port);
}

bool isGiven(const MethodInfo &method, const Json &table, const std::string &port) {
    const TomlPath place = placeOfPort(method, table, port);
    const Json *at = &table;
    for (const std::string &part : place) {
        if (!at->is_object() || !at->contains(part)) return false;
        at = &at->at(part);
    }
    return true;
}

Error noPort(const TableName &from, const TableName &to, const MethodInfo *method) {
    std::vector<Sentence> ports;
    for (const Port &port : method ? method->inputs : std::vector<Port>())
        ports.push_back(port.layout.empty() ? Sentence("{0} ({1})", port.name, std::string(nameOf(port.what)))
                                            : Sentence("{0} (rows of the layout {1})", port.name, port.layout));
    Error error{.code = "experiment.no_port", .message = {"{0} takes nothing of what {1} is", to.name, from.name}};
    if (!ports.empty()) error.expected = {"what one of its inputs takes: {0}", listed(ports, ", ", " or ")};
    return error;
}

Json buckets(const Experiment &experiment) {
    if (!experiment.arms.empty()) return experiment.arms.back().buckets; // compared with the others
    std::set<std::string> learnt;
    for (const Stage &stage : experiment.stages)
        for (const auto &[port, input] : stage.inputs) learnt.insert(input.name);
    for (const DataSet &set : experiment.data)
        if (!learnt.count(set.name)) return Json::array({set.name});
    return Json::array();
}

} // namespace

std::vector<std::string> layoutsOf(const Experiment &experiment, const DataSet &set) {
    if (!set.task.empty()) return {"prompt_only", "prompt_completion", "text"};
    for (const DataSet &part : experiment.data) // a mixture is good for what its parts are
        if (!set.mix.empty() && part.name == set.mix.front() && &part != &set) return layoutsOf(experiment, part);
    std::ifstream file(experiment.folder / set.file);
    std::string line;
    std::vector<std::string> layouts;
    while (std::getline(file, line))
        if (!line.empty()) {
            const auto row = parseJson(line, {.depth = 128});
            if (row && row->is_object())
                for (const auto use : usesOf(*row)) layouts.emplace_back(use);
            break;
        }
    return layouts;
}

namespace {

/// None: there is no such port. Whether the target is part of the source is for the caller to ask.
std::vector<std::string> portsOf(const Source &from, const TableName &to, const Json &table, const MethodInfo &method) {
    if (to.list == "arm" && from.name.list == "data") return {kBuckets};
    std::vector<std::string> free, given;
    for (const Port &port : method.inputs)
        if (port.what != Artifact::ProblemSet || to.list != "arm")
            if (fitsPort(from, port)) (isGiven(method, table, port.name) ? given : free).push_back(port.name);
    // What must be given goes before what may be.
    std::stable_partition(free.begin(), free.end(),
                          [&](const std::string &name) { return method.port(name)->required; });
    free.insert(free.end(), given.begin(), given.end());
    return free;
}

} // namespace

Result<std::vector<std::string>> portsFor(const ExperimentEditor &editor, const TableName &from, const TableName &to) {
    const Json table = editor.table(to);
    const MethodInfo *method = table.is_object() ? methodOfTable(to.list, table, editor.catalogue()) : nullptr;
    if (to == from || !method) return fail(noPort(from, to, method));
    auto ports = portsOf(sourceOf(editor.draft().experiment, from), to, table, *method);
    if (ports.empty()) return fail(noPort(from, to, method));
    if (editor.madeOf(from).count(to))
        return fail({.code = "experiment.circle",
                     .message = "these stages wait for each other",
                     .found = from.name + " → " + to.name,
                     .remedy = "Give one of them something else."});
    return ports;
}

std::set<TableName> targetsOf(const ExperimentEditor &editor, const TableName &from) {
    std::set<TableName> out;
    const Source source = sourceOf(editor.draft().experiment, from);
    const std::set<TableName> before = editor.madeOf(from);
    for (const char *list : {"stage", "arm"})
        for (const std::string &name : editor.names(list)) {
            const TableName to{list, name};
            if (to == from || before.count(to)) continue;
            const Json table = editor.table(to);
            const MethodInfo *method = table.is_object() ? methodOfTable(list, table, editor.catalogue()) : nullptr;
            if (method && !portsOf(source, to, table, *method).empty()) out.insert(to);
        }
    return out;
}

Json withInputs(const ExperimentEditor &editor, const std::string &list, Json table) {
    const MethodInfo *method = methodOfTable(list, table, editor.catalogue());
    const Experiment &experiment = editor.draft().experiment;
    if (list == "arm" && !table.contains(kBuckets)) table[kBuckets] = buckets(experiment);
    if (!method) return table;
    for (const Port &port : method->inputs) {
        if (!port.required || isGiven(*method, table, port.name) || (list == "arm" && !isModel(port.what))) continue;
        const auto fit = [&](const char *kind, const std::string &name) {
            return fitsPort(sourceOf(experiment, {kind, name}), port);
        };
        std::optional<std::string> found;
        for (const DataSet &set : experiment.data)
            if (!isModel(port.what) && fit("data", set.name)) {
                found = set.name;
                break;
            }
        for (const auto &[name, place] : experiment.models)
            if (fit("models", name)) found = name;
        for (const Stage &stage : experiment.stages)
            if (fit("stage", stage.name)) found = stage.name;
        if (!found) continue;
        const TomlPath place = placeOfPort(*method, table, port.name);
        (place.size() == 1 ? table[place[0]] : table[place[0]][place[1]]) = *found;
    }
    return table;
}

std::string ruleFor(const ExperimentEditor &editor, const Json &arm) {
    const Experiment &experiment = editor.draft().experiment;
    if (!experiment.rule.empty()) return {};
    for (const Json &bucket : arm.value(kBuckets, Json::array())) {
        const DataSet *set = bucket.is_string() ? named(experiment.data, bucket.get<std::string>()) : nullptr;
        const auto task = taskByName(set ? set->task : "");
        if (task) return (*task)->rule;
    }
    return {};
}

} // namespace lapidary
