// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/stage_inputs.h"
#include "core/gguf/place.h"
#include "core/remote/book.h"
#include "core/workbench/experiment/stage_outputs.h"
#include "core/workbench/installed.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr const char *kPolicy = "policy";

/// Something that has the name which a port was given.
struct Candidate {
    Input input{};
    std::vector<Artifact> leaves{};
    bool remote = false;
    std::string place{};                ///< of a remote model
    std::vector<std::string> layouts{}; ///< of the rows that a stage leaves
    const Stage *stage = nullptr;
};

/// A model whose head gives labels instead of tokens says so in its config.json. A folder that is not there is told
/// where it is read.
Artifact artifactIn(const fs::path &folder) {
    const auto text = readModelFile(folder, "config.json");
    const auto config = text ? parseJson(*text) : Result<Json>(unexpected(text.error()));
    if (!config || !config->is_object()) return Artifact::Model;
    const Json names = config->value("architectures", Json::array());
    if (!names.is_array() || names.empty() || !names[0].is_string()) return Artifact::Model;
    return names[0].get<std::string>().ends_with("Classification") ? Artifact::Scores : Artifact::Model;
}

std::vector<Artifact> left(const Stage &stage) {
    std::vector<Artifact> out;
    for (const auto &output : stage.method.outputs)
        if (output.onlyWith.empty() || isOn(stage.config, output.onlyWith)) out.push_back(output.what);
    return out;
}

std::vector<std::string> layoutsLeft(const Stage &stage) {
    std::vector<std::string> out;
    for (const auto &output : stage.method.outputs)
        if (output.what == Artifact::Rows) out.push_back(output.layout);
    return out;
}

Sentence said(Artifact what) {
    switch (what) {
    case Artifact::Model:
        return "a model that writes";
    case Artifact::Scores:
        return "a model that scores";
    default:
        return std::string(nameOf(what));
    }
}

Sentence whereFrom(Artifact what) {
    if (isModel(what)) return {"{0}: an entry of [models] or an earlier [[stage]] that leaves one", said(what)};
    if (what == Artifact::Rows || what == Artifact::ProblemSet)
        return "a [[data]] set or an earlier [[stage]] that leaves rows";
    return {"an earlier [[stage]] that leaves {0}", std::string(nameOf(what))};
}

/// The way on which a stage waits for itself, or nothing.
std::string circle(const NamedByStages &stages, const std::string &from, const std::string &to,
                   std::set<std::string> &seen) {
    const auto it = stages.find(from);
    if (it == stages.end() || !seen.insert(from).second) return {};
    for (const auto &name : it->second) {
        if (name == to) return from + " → " + to;
        if (const std::string rest = circle(stages, name, to, seen); !rest.empty()) return from + " → " + rest;
    }
    return {};
}

class InputReader {
public:
    InputReader(const MethodInfo &method, const RunKind &kind, const GivenInputs &given, const Experiment &before,
                const NamedByStages &stages, Inputs &out)
        : method_(method), kind_(kind), given_(given), before_(before), stages_(stages), out_(out) {}

    Findings read() {
        const Port *data = dataPort(method_), *policy = method_.port(kPolicy);
        shortName(policy, given_.model, "model");
        if (!kind_.isArm) shortName(data, given_.data, "data");
        if (!given_.ports.is_object())
            wrong(given_.at + ".inputs", {.code = "config.wrong_type",
                                          .message = "wrong type",
                                          .found = given_.ports.type_name(),
                                          .expected = "a table of port = \"name\""});
        else
            for (const auto &[port, name] : given_.ports.items()) readPort(port, name);
        for (const Port &port : method_.inputs)
            if (port.required && !tried_.count(port.name) && !isBuckets(port)) missing(port, data);
        for (const Port &port : method_.inputs)
            if (!port.neededBy.empty()) checkNeed(port);
        return std::move(found_);
    }

private:
    bool isBuckets(const Port &port) const { return kind_.isArm && port.what == Artifact::ProblemSet; }

    void wrong(const std::string &field, Error error) {
        error.field = field;
        found_.errors.push_back(std::move(error));
    }

    void shortName(const Port *port, const std::string &name, const char *key) {
        if (name.empty()) return;
        const std::string field = given_.at + "." + key;
        if (port) return take(*port, name, field);
        found_.warnings.push_back({.code = "experiment.unused_input",
                                   .message = {"this is not read: {0} has no such input", owner()},
                                   .field = field,
                                   .found = name,
                                   .expected = portNames()});
    }

    void readPort(const std::string &name, const Json &value) {
        const std::string field = given_.at + ".inputs." + name;
        const Port *port = method_.port(name);
        if (!port || isBuckets(*port))
            return wrong(field, {.code = "experiment.unknown_port",
                                 .message = {"{0} has no input of this name", owner()},
                                 .found = name,
                                 .expected = portNames(),
                                 .remedy = port ? "Name the problems of an arm as its buckets." : ""});
        if (!value.is_string() || value.get<std::string>().empty())
            return wrong(field, {.code = "config.wrong_type",
                                 .message = "wrong type",
                                 .found = dumpJson(value),
                                 .expected = {"the name of {0}", whereFrom(port->what)}});
        if (tried_.count(name))
            return wrong(field, {.code = "experiment.given_twice",
                                 .message = "this input is given by its short name too",
                                 .found = value.get<std::string>(),
                                 .remedy = "Leave out one of the two."});
        take(*port, value.get<std::string>(), field);
    }

    void missing(const Port &port, const Port *data) {
        const std::string key = port.name == kPolicy ? "model" : &port == data ? "data" : "inputs." + port.name;
        wrong(given_.at + "." + key,
              {.code = "config.missing",
               .message = "this must be given",
               .expected = whereFrom(port.what),
               .remedy = port.effect.empty() ? Sentence()
                                             : Sentence("{0} needs it: {1}.", owner(), Sentence::known(port.effect))});
    }

    /// A port that a setting reads. What needs one of several is told once, of the first of them.
    void checkNeed(const Port &port) {
        const std::string field = given_.at + ".inputs." + port.name;
        const bool on = isOn(given_.config, port.neededBy);
        if (!on && tried_.count(port.name))
            found_.warnings.push_back({.code = "experiment.unused_input",
                                       .message = {"this is not read as long as {0} is 0", port.neededBy},
                                       .field = field,
                                       .remedy = {"Set {0}, or leave this input out.", port.neededBy}});
        std::string others;
        bool given = false, first = true;
        for (const Port &each : method_.inputs) {
            if (each.neededBy != port.neededBy) continue;
            if (others.empty()) first = each.name == port.name;
            given |= tried_.count(each.name) > 0;
            others += (others.empty() ? "" : ", ") + each.name;
        }
        if (!on || given || !first) return;
        wrong(field,
              {.code = "config.missing",
               .message = {"{0} is set, which needs an input", port.neededBy},
               .found = "nothing",
               .expected = {"one of these in [stage.inputs]: {0}", others},
               .remedy = {"It reads {0}; without it set {1} to 0.", Sentence::known(port.effect), port.neededBy}});
    }

    void take(const Port &port, const std::string &name, const std::string &field) {
        tried_.insert(port.name);
        const auto candidates = candidatesFor(name);
        for (const Candidate &each : candidates)
            if (std::any_of(each.leaves.begin(), each.leaves.end(), [&](Artifact a) { return fits(a, port); })) {
                if (each.remote && !kind_.remote) return wrong(field, remoteHere(port, each));
                return takeOutput(port, each, field);
            }
        if (!candidates.empty()) return wrong(field, wrongArtifact(port, candidates.front(), name));
        if (auto error = swept(name)) return wrong(field, std::move(*error));
        if (auto error = noSuchOutput(name)) return wrong(field, std::move(*error));
        if (auto error = notYet(stages_.count(name) ? name : stageAndOutput(name).first))
            return wrong(field, std::move(*error));
        wrong(field, {.code = isModel(port.what) ? "experiment.unknown_model" : "experiment.unknown_data",
                      .message = isModel(port.what) ? "there is no such model" : "there is no such data",
                      .found = name,
                      .expected = whereFrom(port.what),
                      .remedy = known(port)});
    }

    /// Of a data set nothing is known before its rows are read; of a stage, which of its files it is.
    void takeOutput(const Port &port, const Candidate &candidate, const std::string &field) {
        Input input = candidate.input;
        if (input.chosen && !canBeGiven(*candidate.stage, *outputNamed(*candidate.stage, input.output), port))
            return wrong(field, wrongLayout(port, candidate));
        if (candidate.stage && !input.chosen) {
            const auto outputs = outputsFor(*candidate.stage, port);
            if (outputs.empty()) return wrong(field, wrongLayout(port, candidate));
            if (outputs.size() > 1) return wrong(field, ambiguous(port, input.name, outputs));
            input.output = outputs.front()->name;
        }
        out_[port.name] = std::move(input);
    }

    Error ambiguous(const Port &port, const std::string &stage, const std::vector<const Output *> &outputs) const {
        std::vector<Sentence> found, names;
        for (const Output *each : outputs) {
            found.push_back({"{0} (layout {1})", each->name, each->layout});
            names.push_back({"“{0}:{1}”", stage, each->name});
        }
        return {
            .code = "experiment.ambiguous_output",
            .message = {"{0} leaves several kinds of rows that the input {1} of {2} takes", stage, port.name, owner()},
            .found = listed(found, ", ", " and "),
            .expected = {"one of them: {0}", listed(names, ", ", " or ")}};
    }

    /// "revise:pair" where the stage is there, and it leaves no "pair".
    std::optional<Error> noSuchOutput(const std::string &name) const {
        const auto [before, after] = stageAndOutput(name);
        for (const Stage &stage : before_.stages) {
            if (after.empty() || stage.name != before) continue;
            std::string outputs;
            for (const Output &each : stage.method.outputs) outputs += (outputs.empty() ? "" : ", ") + each.name;
            return Error{.code = "experiment.unknown_output",
                         .message = {"{0} leaves nothing of this name", before},
                         .found = after,
                         .expected = {"one of {0}", outputs}};
        }
        return std::nullopt;
    }

    /// The name of a swept stage means several runs.
    std::optional<Error> swept(const std::string &name) const {
        for (const Sweep &sweep : before_.sweeps)
            if (sweep.stage == name) {
                std::string runs;
                for (const auto &run : sweep.runs) runs += (runs.empty() ? "“" : ", “") + run + "”";
                return Error{.code = "experiment.swept",
                             .message = "this stage is swept, so that it is several runs",
                             .found = name,
                             .expected = {"one of its runs: {0}", runs}};
            }
        return std::nullopt;
    }

    Error remoteHere(const Port &port, const Candidate &model) const {
        if (port.trained)
            return {.code = "experiment.remote_training",
                    .message = "a remote model cannot be trained: its weights are not here",
                    .found = model.place,
                    .expected = "a model folder"};
        return {.code = "experiment.remote_input",
                .message = {"a remote model cannot be the {0} here: its weights are not here", port.name},
                .found = model.place,
                .expected = "a model folder"};
    }

    Error wrongArtifact(const Port &port, const Candidate &candidate, const std::string &name) const {
        std::vector<Sentence> leaves;
        for (const Artifact each : candidate.leaves) leaves.push_back(said(each));
        const Sentence all = leaves.empty() ? Sentence("nothing") : listed(leaves, " and ", " and ");
        const auto from = candidate.input.from;
        return {.code = "experiment.wrong_artifact",
                .message = {"the input {0} of {1} takes something else", port.name, owner()},
                .found = from == Input::From::Stage   ? Sentence("{0}, a stage that leaves {1}", name, all)
                         : from == Input::From::Model ? Sentence("{0}, {1}", name, all)
                                                      : Sentence("{0}, a data set of {1}", name, all),
                .expected = whereFrom(port.what),
                .remedy = known(port)};
    }

    Error wrongLayout(const Port &port, const Candidate &stage) const {
        std::vector<Sentence> layouts(stage.layouts.begin(), stage.layouts.end());
        return {
            .code = "experiment.wrong_layout",
            .message = {"the input {0} of {1} takes other rows", port.name, owner()},
            .found = {"{0}, a stage that leaves rows of the layout {1}", stage.input.name, listed(layouts, ", ", ", ")},
            .expected = {"rows of the layout {0}", port.layout},
            .remedy = known(port)};
    }

    /// A stage that is there, but not before this one.
    std::optional<Error> notYet(const std::string &name) const {
        if (name == given_.name && stages_.count(name))
            return Error{
                .code = "experiment.circle", .message = "a stage cannot be given what it makes itself", .found = name};
        if (!stages_.count(name)) return std::nullopt;
        std::set<std::string> seen;
        if (const std::string way = circle(stages_, name, given_.name, seen); !way.empty())
            return Error{.code = "experiment.circle",
                         .message = "these stages wait for each other",
                         .found = given_.name + " → " + way,
                         .remedy = "Give one of them something else."};
        return Error{.code = "experiment.later_stage",
                     .message = "this stage stands behind the one that names it",
                     .found = name,
                     .expected = "an earlier [[stage]]",
                     .remedy = {"Move the [[stage]] “{0}” before “{1}”.", name, given_.name}};
    }

    std::vector<Candidate> candidatesFor(const std::string &name) const {
        std::vector<Candidate> out;
        for (const Stage &stage : before_.stages)
            if (stage.name == name)
                out.push_back({.input = {.name = name, .from = Input::From::Stage},
                               .leaves = left(stage),
                               .layouts = layoutsLeft(stage),
                               .stage = &stage});
            else if (const auto [before, after] = stageAndOutput(name); stage.name == before)
                if (const Output *output = outputNamed(stage, after))
                    out.push_back({.input = {before, Input::From::Stage, after, true},
                                   .leaves = {output->what},
                                   .layouts = {output->layout},
                                   .stage = &stage});
        if (const auto it = before_.models.find(name); it != before_.models.end()) {
            const bool remote = remoteNameOf(it->second).has_value();
            const auto folder = remote ? Result<fs::path>(fs::path()) : modelFolder(it->second, before_.folder);
            out.push_back({{.name = name, .from = Input::From::Model},
                           {remote || !folder ? Artifact::Model : artifactIn(*folder)},
                           remote,
                           it->second});
        }
        for (const DataSet &set : before_.data)
            if (set.name == name) out.push_back({{.name = name, .from = Input::From::Data}, {Artifact::Rows}});
        return out;
    }

    /// What could be given, as a remedy.
    Sentence known(const Port &port) const {
        std::set<std::string> names;
        for (const Stage &stage : before_.stages)
            if (!outputsFor(stage, port).empty()) names.insert(stage.name);
        if (isModel(port.what))
            for (const auto &[name, place] : before_.models)
                for (const Candidate &each : candidatesFor(name))
                    if (!each.leaves.empty() && fits(each.leaves[0], port)) names.insert(name);
        if (fits(Artifact::Rows, port))
            for (const DataSet &set : before_.data) names.insert(set.name);
        std::string list;
        for (const auto &name : names) list += (list.empty() ? "" : ", ") + name;
        return list.empty() ? Sentence() : Sentence("There are: {0}.", list);
    }

    std::string owner() const { return method_.name; }
    std::string portNames() const {
        std::string list;
        for (const Port &port : method_.inputs)
            if (!isBuckets(port)) list += (list.empty() ? "" : ", ") + port.name;
        return list;
    }

    const MethodInfo &method_;
    const RunKind &kind_;
    const GivenInputs &given_;
    const Experiment &before_;
    const NamedByStages &stages_;
    Inputs &out_;
    std::set<std::string> tried_{};
    Findings found_{};
};

} // namespace

bool fits(Artifact left, const Port &port) {
    return left == port.what || (left == Artifact::Rows && port.what == Artifact::ProblemSet) ||
           (left == Artifact::Scores && !port.head.empty());
}

const Port *dataPort(const MethodInfo &method) {
    const auto it =
        std::find_if(method.inputs.begin(), method.inputs.end(), [](const Port &port) { return !isModel(port.what); });
    return it == method.inputs.end() ? nullptr : &*it;
}

Json namedPorts(const Json &stage) {
    Json ports = Json::array({""});
    if (const Json inputs = stage.value("inputs", Json::object()); inputs.is_object())
        for (const auto &[port, name] : inputs.items()) ports.push_back(port);
    return ports;
}

void noteNames(const Json &stages, NamedByStages &out) {
    if (!stages.is_array()) return;
    for (const Json &stage : stages) {
        if (!stage.is_object()) continue;
        const auto name = getString(stage, "name");
        if (!name) continue;
        auto &names = out[*name];
        for (const char *key : {"model", "data"})
            if (const auto value = getString(stage, key)) names.insert({*value, stageAndOutput(*value).first});
        const Json ports = stage.value("inputs", Json::object());
        for (const Json &value : ports)
            if (value.is_string())
                names.insert({value.get<std::string>(), stageAndOutput(value.get<std::string>()).first});
    }
}

Findings readInputs(const MethodInfo &method, const RunKind &kind, const GivenInputs &given, const Experiment &before,
                    const NamedByStages &stages, Inputs &out) {
    return InputReader(method, kind, given, before, stages, out).read();
}

} // namespace lapidary
