// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/experiment.h"
#include "core/base/files.h"
#include "core/data/tasks/task.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/experiment/arms.h"
#include "core/workbench/experiment/data_problems.h"
#include "core/workbench/experiment/experiment_draft.h"
#include "core/workbench/experiment/experiment_spec.h"
#include "core/workbench/experiment/fork.h"
#include "core/workbench/experiment/overrides.h"
#include "core/workbench/experiment/own_seed.h"
#include "core/workbench/experiment/stage_inputs.h"
#include <algorithm>
#include <set>

namespace lapidary {
namespace {

/// Collects problems and goes on; what could be read is read.
class Reader {
public:
    Reader(const Document &document, const Catalogue &catalogue, Experiment &out)
        : document_(document), catalogue_(catalogue), out_(out) {}

    Problems read(const Document &added) {
        noteNames(document_.values.value("stage", Json::array()), namedBy_);
        noteNames(added.values.value("stage", Json::array()), namedBy_);
        readHead();
        readLists();
        sayNames();
        document_ = added;
        readLists();
        sayNames();
        if (out_.stages.empty() && out_.arms.empty() && problems_.empty())
            add("stage", {.code = "experiment.empty",
                          .message = "the experiment does nothing",
                          .expected = "a [[stage]] or an [[arm]]"});
        return std::move(problems_);
    }

    Problems readData() {
        dataAlone_ = true;
        each("data", [&](const Json &given, const std::string &at) { readData(given, at); });
        sayNames();
        return std::move(problems_);
    }

private:
    /// What was found in a document so far is told by the names of its tables, not by their numbers.
    void sayNames() {
        const auto say = [&](Problems &list, std::size_t &said) {
            for (; said < list.size(); ++said) list[said].field = saidPath(document_.values, list[said].field);
        };
        say(problems_, saidProblems_);
        say(out_.warnings, saidWarnings_);
    }

    void readHead() {
        const Json top = table(document_.values, "", topSpec(), {"models", "data", "stage", "arm"});
        out_.name = top.value("name", "");
        out_.seed = top.value("seed", std::uint64_t{0});
        out_.rule = top.value("rule", "");
        out_.threads = top.value("threads", 0);
        out_.device = top.value("device", "cpu");
        out_.dtype = top.value("dtype", "f32");
        if (top.value("version", 1) != 1)
            add("version", {.code = "config.newer_version",
                            .message = "this experiment is of a newer format",
                            .found = dumpJson(top["version"]),
                            .expected = "1"});
        need("name", out_.name);
        if (!out_.rule.empty())
            if (const auto rule = ruleByName(out_.rule); !rule) add("rule", rule.error());
    }

    void readLists() {
        readModels();
        each("data", [&](const Json &given, const std::string &at) { readData(given, at); });
        each("stage", [&](const Json &given, const std::string &at) { readStage(given, at); });
        each("arm", [&](const Json &given, const std::string &at) { readArm(given, at); });
    }

    void add(const std::string &path, Error error) {
        located(path, error);
        problems_.push_back(std::move(error));
    }

    void report(const std::string &at, Problems found) {
        for (auto &error : found) {
            const std::string path = at + "." + error.field;
            add(path, std::move(error));
        }
    }

    void located(const std::string &path, Error &error) const {
        const auto beside = error.field == path ? error.line : 0; // what a rule has found the line of
        error.file = document_.file;
        error.field = path;
        error.line = document_.lineOf(path);
        if (error.line == 0) error.line = beside;
        for (std::string up = path;
             error.line == 0 && up.find('.') != up.npos;) { // a missing key: the line of its table
            up.resize(up.rfind('.'));
            error.line = document_.lineOf(up);
        }
    }

    void need(const std::string &path, const std::string &value) {
        if (value.empty()) add(path, {.code = "config.missing", .message = "this must be given"});
    }

    /// The plain keys of a table, checked against `spec`; keys in `nested` are read elsewhere.
    Json table(const Json &given, const std::string &at, const ConfigSpec &spec, const std::set<std::string> &nested) {
        Json plain = Json::object();
        for (const auto &[key, value] : given.items())
            if (!nested.count(key)) plain[key] = value;
        return settings(plain, at, spec);
    }

    Json settings(const Json &given, const std::string &at, const ConfigSpec &spec) {
        auto resolved = resolve(spec, given, document_, at);
        if (resolved) return *resolved;
        std::set<std::string> wrong;
        for (auto &problem : resolved.error()) {
            wrong.insert(problem.field.substr(at.empty() ? 0 : at.size() + 1));
            problems_.push_back(std::move(problem));
        }
        Json rest = Json::object(); // the good ones, so that later checks see them
        for (const auto &[key, value] : given.items())
            if (!wrong.count(key)) rest[key] = value;
        return resolve(spec, rest).value_or(Json::object());
    }

    Json config(const Json &given, const std::string &at, const ConfigSpec &spec) {
        const Json config = given.value("config", Json::object());
        if (config.is_object()) return settings(config, at + ".config", spec);
        add(at + ".config",
            {.code = "config.wrong_type", .message = "wrong type", .found = config.type_name(), .expected = "a table"});
        return Json::object();
    }

    template <class See> void each(const char *key, See see) {
        const Json list = document_.values.value(key, Json::array());
        const bool tables =
            list.is_array() && std::all_of(list.begin(), list.end(), [](const Json &v) { return v.is_object(); });
        if (!tables)
            return add(key, {.code = "config.wrong_type",
                             .message = "wrong type",
                             .found = list.type_name(),
                             .expected = {"[[{0}]] tables", std::string(key)}});
        for (std::size_t i = 0; i < list.size(); ++i) see(list[i], std::string(key) + "." + std::to_string(i));
    }

    void named(const std::string &name, const std::string &at, std::set<std::string> &taken) {
        if (name.empty()) return add(at + ".name", {.code = "config.missing", .message = "this must have a name"});
        if (name.size() > 60 || std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 32; }))
            return add(at + ".name", {.code = "config.bad_name",
                                      .message = "this name will not do",
                                      .expected = "at most 60 bytes without control characters"});
        if (!taken.insert(name).second)
            add(at + ".name",
                {.code = "config.duplicate_name", .message = "this name is taken already", .found = name});
    }

    template <class List> static bool has(const List &list, const std::string &name) {
        return std::any_of(list.begin(), list.end(), [&](const auto &element) { return element.name == name; });
    }
    void readModels() {
        const Json models = document_.values.value("models", Json::object());
        if (!models.is_object())
            return add("models", {.code = "config.wrong_type",
                                  .message = "wrong type",
                                  .found = models.type_name(),
                                  .expected = "a table of name = \"folder\""});
        for (const auto &[name, path] : models.items()) {
            if (path.is_string())
                out_.models[name] = path.template get<std::string>();
            else
                add("models." + name, {.code = "config.wrong_type",
                                       .message = "wrong type",
                                       .found = dumpJson(path),
                                       .expected = "the path of a folder"});
        }
    }

    void readData(const Json &given, const std::string &at) {
        const Json plain = table(given, at, dataSpec(), {"config", "parts"});
        DataSet set{.name = plain.value("name", ""),
                    .task = plain.value("task", ""),
                    .file = plain.value("file", ""),
                    .format = plain.value("format", "rows"),
                    .seed = plain.value("seed", std::uint64_t{0}),
                    .followSeed = plain.value("follow_seed", false),
                    .disjointFrom = plain.value("disjoint_from", std::vector<std::string>{})};
        named(set.name, at, dataNames_);
        for (const auto &other : set.disjointFrom)
            if (!has(out_.data, other))
                add(at + ".disjoint_from", {.code = "experiment.unknown_data",
                                            .message = "there is no earlier data set of this name",
                                            .found = other});
        readSource(given, at, plain, set);
        set.framing = framingOf(plain);
        report(at, framingProblems(set, out_, !dataAlone_));
        out_.data.push_back(std::move(set));
    }

    void readSource(const Json &given, const std::string &at, const Json &plain, DataSet &set) {
        const std::string of = plain.value("of", "");
        const bool mixed = !plain.value("mix", Json::array()).empty();
        const int sources = int(!set.task.empty()) + int(!set.file.empty()) + int(!of.empty()) + int(mixed);
        if (sources != 1)
            return add(at, {.code = "experiment.data_source",
                            .message = "a data set is made by a task, read from a file, or has the rows of others",
                            .expected = "one of task, file, mix and of"});
        if (!set.task.empty()) readParts(given, at, plain, set);
        if (!of.empty()) report(at, takeProblemsOf(of, out_, set));
        if (mixed) report(at, takeMixture(plain, out_, set));
    }

    void readParts(const Json &given, const std::string &at, const Json &plain, DataSet &set) {
        const auto task = taskByName(set.task);
        if (!task) return add(at + ".task", task.error());
        const auto part = [&](const Json &table, const std::string &place, std::int64_t count) {
            if (count < 1)
                add(place + ".count",
                    {.code = "config.missing", .message = "how many problems there shall be must be given"});
            set.parts.push_back({.count = count, .config = config(table, place, (*task)->spec())});
        };
        if (!given.contains("parts")) return part(given, at, plain.value("count", std::int64_t{0}));
        const Json &parts = given["parts"];
        if (!parts.is_array() || parts.empty() || !parts[0].is_object())
            return add(at + ".parts", {.code = "config.wrong_type",
                                       .message = "wrong type",
                                       .expected = "a list of { count = …, config = {…} }"});
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string place = at + ".parts." + std::to_string(i);
            part(parts[i], place, table(parts[i], place, partSpec(), {"config"}).value("count", std::int64_t{0}));
        }
    }

    /// A swept stage is read once for each of its runs.
    void readStage(const Json &given, const std::string &at) {
        report(at, seedProblems(given));
        const std::uint64_t seed = ownSeed(given, out_.seed);
        if (!given.contains("sweep")) return readStage(given, at, seed, "");
        Json bare = given;
        bare.erase("sweep");
        const RunKind *kind = runKind(getString(given, "kind").value_or(stageKinds().front()));
        const std::string name = getString(given, "name").value_or("");
        const MethodInfo *method =
            kind && kind->trains ? methodOf(*kind, catalogue_, getString(given, "algorithm").value_or("")) : nullptr;
        if (kind && !kind->trains)
            add(at + ".sweep",
                {.code = "experiment.bad_sweep", .message = "only a training can be swept", .found = kind->info.name});
        const Json settings = bare.value("config", Json::object());
        if (!method || name.empty() || !settings.is_object())
            return readStage(bare, at, seed, ""); // which tells what is wrong
        const auto points = sweepPoints(given["sweep"], settings, name, method->spec, seed);
        if (!points) return report(at + ".sweep", points.error());
        out_.sweeps.push_back(sweepOf(given["sweep"], name, *points));
        named(name, at, stageNames_);
        for (const SweepPoint &point : *points) readPoint(bare, at, name, point);
    }

    /// A problem with a swept value stands in the line of the sweep, and what all runs have is told once.
    void readPoint(Json stage, const std::string &at, const std::string &sweep, const SweepPoint &point) {
        stage["name"] = point.name;
        for (const auto &[key, value] : point.changes.items()) stage["config"][key] = value;
        const auto before = problems_.size(), warned = out_.warnings.size();
        readStage(stage, at, point.seed, sweep);
        const std::string config = at + ".config.";
        const auto settle = [&](Problems &list, std::size_t from) {
            for (std::size_t i = from; i < list.size(); ++i)
                if (list[i].field.starts_with(config) && point.changes.contains(list[i].field.substr(config.size())))
                    located(at + ".sweep." + list[i].field.substr(config.size()), list[i]);
            tellOnce(list, from);
        };
        settle(problems_, before);
        settle(out_.warnings, warned);
    }

    void readStage(const Json &given, const std::string &at, std::uint64_t seed, const std::string &sweep) {
        const Json plain = table(given, at, stageSpec(), {"config", "inputs"});
        Stage stage{.name = plain.value("name", ""),
                    .kind = plain.value("kind", stageKinds().front()),
                    .algorithm = plain.value("algorithm", ""),
                    .fork = plain.value("fork", ""),
                    .model = plain.value("model", ""),
                    .data = plain.value("data", ""),
                    .forkStep = plain.value("fork_step", std::int64_t{0}),
                    .threads = plain.value("threads", 0),
                    .seed = seed,
                    .sweep = sweep};
        named(stage.name, at, stageNames_);
        const RunKind &kind = *runKind(stage.kind); // a choice of its names
        if (const MethodInfo *method = methodFor(kind, stage.algorithm, at)) {
            stage.method = *method;
            stage.config = fitting(given, at, method->spec, !kind.methods);
        }
        if (!stage.fork.empty())
            report(at, forkProblems(stage, kind, given));
        else
            takeInputs(kind, stage, given, at);
        out_.stages.push_back(std::move(stage));
    }

    /// Without a method nothing is known of its inputs; that was told already.
    template <class StageOrArm>
    void takeInputs(const RunKind &kind, StageOrArm &stage, const Json &given, const std::string &at) {
        if (stage.method.name.empty()) return;
        GivenInputs inputs{at, stage.name, stage.model, "", given.value("inputs", Json::object()), stage.config};
        if constexpr (requires { stage.data; }) inputs.data = stage.data;
        Findings found = readInputs(stage.method, kind, inputs, out_, namedBy_, stage.inputs);
        for (auto &error : found.errors) {
            const std::string path = error.field;
            add(path, std::move(error));
        }
        for (auto &warning : found.warnings) {
            located(warning.field, warning);
            out_.warnings.push_back(std::move(warning));
        }
        const auto nameOf = [&](const Port *port) {
            const auto it = port ? stage.inputs.find(port->name) : stage.inputs.end();
            return it == stage.inputs.end() ? std::string() : it->second.said();
        };
        stage.model = nameOf(stage.method.port("policy"));
        if constexpr (requires { stage.data; }) stage.data = nameOf(dataPort(stage.method));
    }

    /// What describes the inputs and settings; null where it is not known, which is told.
    const MethodInfo *methodFor(const RunKind &kind, const std::string &name, const std::string &at) {
        const std::string field = at + "." + (kind.methods ? kind.methodKey : "kind");
        if (kind.methods && name.empty()) return need(field, name), nullptr;
        const MethodInfo *method = methodOf(kind, catalogue_, name);
        if (method) return method;
        if (kind.methods)
            add(field, {.code = kind.isArm ? "search.unknown_strategy" : "train.unknown_algorithm",
                        .message = {"there is no such {0}", kind.methodKey},
                        .found = name,
                        .expected = namesOf(catalogue_.*kind.methods)});
        else
            add(field, {.code = "experiment.unknown_kind",
                        .message = "the worker that is installed does not do this kind of stage",
                        .found = kind.info.name,
                        .expected = namesOf(catalogue_.stages)});
        return nullptr;
    }

    /// Settings that must also fit each other, and the inputs; that is told only where each alone is right.
    Json fitting(const Json &given, const std::string &at, const ConfigSpec &spec, bool draws) {
        const auto before = problems_.size();
        Json read = draws ? drawn(given, at, spec) : config(given, at, spec);
        if (problems_.size() > before) return read;
        Json known = read;
        known["inputs"] = namedPorts(given);
        const Json own = given.value("config", Json::object());
        for (const auto &[key, value] : own.items()) known["given"].push_back(key);
        auto found = checkRules(spec, known, document_, at + ".config");
        for (auto &error : found.errors) add(error.field, error);
        for (auto &warning : found.warnings) {
            located(warning.field, warning);
            out_.warnings.push_back(std::move(warning));
        }
        return read;
    }

    static std::string namesOf(const std::vector<MethodInfo> &entries) {
        std::string names;
        for (const auto &entry : entries) names += (names.empty() ? "" : ", ") + entry.name;
        return names;
    }

    /// Settings of something that draws: its seed is the experiment's unless it has one of its own.
    Json drawn(const Json &given, const std::string &at, const ConfigSpec &spec) {
        Json config = this->config(given, at, spec);
        const Json own = given.value("config", Json::object());
        if (config.contains("seed") && !(own.is_object() && own.contains("seed"))) config["seed"] = out_.seed;
        return config;
    }

    /// An arm that names a swept stage is read once for each of its runs.
    void readArm(const Json &given, const std::string &at) {
        const auto tables = armTables(given, out_.sweeps);
        if (!tables) return report(at, tables.error());
        if (tables->front() == given) return readArm(given, at, "");
        const std::string name = given["name"];
        const bool taken = armNames_.count(name) > 0;
        named(name, at, armNames_);
        if (taken) return; // else each member would be told, too
        for (const Json &table : *tables) {
            const auto before = problems_.size(), warned = out_.warnings.size();
            readArm(table, at, name);
            tellOnce(problems_, before);
            tellOnce(out_.warnings, warned);
        }
    }

    void readArm(const Json &given, const std::string &at, const std::string &sweep) {
        const Json plain = table(given, at, armSpec(), {"config", "inputs"});
        Arm arm{.name = plain.value("name", ""),
                .role = plain.value("role", "sft"),
                .model = plain.value("model", ""),
                .strategy = plain.value("strategy", ""),
                .buckets = plain.value("buckets", std::vector<std::string>{}),
                .threads = plain.value("threads", 0),
                .trace = plain.value("trace", false),
                .sweep = sweep};
        named(arm.name, at, armNames_);
        if (out_.rule.empty() && out_.arms.empty())
            add("rule", {.code = "config.missing",
                         .message = "arms need a rule that grades their answers",
                         .expected = "rule = \"…\""});
        if (arm.buckets.empty())
            add(at + ".buckets", {.code = "config.missing",
                                  .message = "an arm needs problems",
                                  .expected = "buckets = [\"a data set\", …]"});
        report(at, bucketProblems(arm, out_));
        const RunKind &kind = kindOf(&Catalogue::strategies);
        if (const MethodInfo *method = methodFor(kind, arm.strategy, at)) {
            arm.method = *method;
            arm.config = drawn(given, at, method->spec);
            takeInputs(kind, arm, given, at);
            report(at, nameServers(arm, given, out_));
        }
        if (arm.config.value("scorer", "") == "verifier" && arm.role != "oracle")
            add(at + ".role", {.code = "experiment.hidden_oracle",
                               .message = "an arm that chooses by the reference answers is a ceiling, not a method",
                               .found = arm.role,
                               .expected = "role = \"oracle\""});
        out_.arms.push_back(std::move(arm));
    }

    Document document_;
    const Catalogue &catalogue_;
    Experiment &out_;
    Problems problems_{};
    std::size_t saidProblems_ = 0, saidWarnings_ = 0;
    bool dataAlone_ = false; ///< a recipe: its models need not be there
    std::set<std::string> dataNames_{}, stageNames_{}, armNames_{};
    NamedByStages namedBy_{};
};

} // namespace

ExperimentDraft draftExperiment(const Document &document, const Document &added, const Catalogue &catalogue) {
    ExperimentDraft draft{.experiment = {.file = document.file, .folder = fs::absolute(document.file).parent_path()}};
    draft.problems = Reader(document, catalogue, draft.experiment).read(added);
    std::erase_if(draft.problems, [](const Error &problem) { return problem.code == "experiment.empty"; });
    return draft;
}

tl::expected<Experiment, Problems> readDataSets(const Document &document) {
    Experiment experiment{.file = document.file, .folder = fs::absolute(document.file).parent_path()};
    static const Catalogue none;
    auto problems = Reader(document, none, experiment).readData();
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return experiment;
}

tl::expected<Experiment, Problems> readExperiment(Document document, Document added, const Catalogue &catalogue,
                                                  const std::vector<std::string> &overrides, bool mayBeEmpty) {
    Experiment experiment{
        .file = document.file, .folder = fs::absolute(document.file).parent_path(), .overrides = overrides};
    std::sort(experiment.overrides.begin(), experiment.overrides.end());
    Problems problems;
    for (const auto &assignment : experiment.overrides)
        if (auto applied = applyOverride(document, assignment); !applied && !applyOverride(added, assignment))
            problems.push_back(applied.error());
    auto found = Reader(document, catalogue, experiment).read(added);
    problems.insert(problems.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Error &a, const Error &b) { return a.file == b.file && a.line < b.line; });
    if (mayBeEmpty) std::erase_if(problems, [](const Error &problem) { return problem.code == "experiment.empty"; });
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return experiment;
}

tl::expected<Experiment, Problems> readExperiment(const fs::path &file, const Catalogue &catalogue,
                                                  const std::vector<std::string> &overrides, bool mayBeEmpty) {
    auto document = readDocument(file.string());
    if (!document) return tl::unexpected(Problems{document.error()});
    auto added = readAdditions(file.parent_path());
    if (!added) return tl::unexpected(Problems{added.error()});
    auto experiment = readExperiment(std::move(*document), std::move(*added), catalogue, overrides, mayBeEmpty);
    if (!experiment) return experiment;
    for (const fs::path &each : {file, additionsFile(file.parent_path())}) {
        if (std::error_code none; each != file && !fs::exists(each, none)) continue;
        const auto source = readFile(each);
        if (!source) return tl::unexpected(Problems{source.error()});
        experiment->source += *source;
    }
    return experiment;
}

} // namespace lapidary
