// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/plan.h"
#include "core/base/hash.h"
#include "core/config/spec.h"
#include "core/data/needed_columns.h"
#include "core/data/tasks/rule.h"
#include "core/job/changes.h"
#include "core/remote/book.h"
#include "core/workbench/data/datasets.h"
#include "core/workbench/experiment/fork.h"
#include "core/workbench/experiment/named_constitution.h"
#include "core/workbench/experiment/named_folders.h"
#include "core/workbench/experiment/run_identity.h"
#include "core/workbench/experiment/shared_vocabulary.h"
#include "core/workbench/experiment/source_lines.h"
#include "core/workbench/experiment/stage_inputs.h"
#include "core/workbench/experiment/stage_outputs.h"
#include "core/workbench/installed.h"
#include "core/workbench/models/derived_model.h"
#include "core/workbench/models/models.h"
#include <algorithm>
#include <set>
#include <thread>

namespace lapidary {
namespace {

/// A model as a run sees it: the table for run.toml, what it is made of, and where its config.json can be read now.
struct ResolvedModel {
    Json reference{};
    std::string identity{};
    std::string need{}; ///< id of the run that makes it; empty for a folder
    ModelSize size{};
};

class Planner {
public:
    Planner(const Experiment &experiment, const fs::path &project, Store &store, int engineVersion)
        : experiment_(experiment), project_(project), store_(store), engineVersion_(engineVersion),
          identity_(store, project, engineVersion), datasets_(experiment, project, store) {}

    Result<Plan> make(const std::string &only) {
        plan_.experiment = experiment_.name;
        plan_.seed = experiment_.seed;
        plan_.runs.reserve(experiment_.stages.size() + experiment_.arms.size()); // madeBy_ points into it
        if (auto known = select(only); !known) return unexpected(known.error());
        for (std::size_t i = 0; i < experiment_.stages.size(); ++i)
            if (wanted(experiment_.stages[i].name))
                if (auto ok = addStage(experiment_.stages[i], i + 1); !ok) return unexpected(ok.error());
        for (std::size_t i = 0; i < experiment_.arms.size(); ++i)
            if (wantedArms_.count(experiment_.arms[i].name))
                if (auto ok = addArm(experiment_.arms[i], experiment_.stages.size() + i + 1); !ok)
                    return unexpected(ok.error());
        return std::move(plan_);
    }

private:
    bool wanted(const std::string &stage) const { return wantedStages_.count(stage) > 0; }

    const Stage *stage(const std::string &name) const {
        const auto it = std::find_if(experiment_.stages.begin(), experiment_.stages.end(),
                                     [&](const Stage &s) { return s.name == name; });
        return it == experiment_.stages.end() ? nullptr : &*it;
    }

    void want(const std::string &name) {
        const Stage *s = stage(name);
        if (!s || !wantedStages_.insert(name).second) return;
        for (const auto &[port, input] : s->inputs) want(input);
    }
    void want(const Input &input) {
        if (input.from == Input::From::Stage) want(input.name);
    }

    Status select(const std::string &only) {
        bool found = only.empty();
        for (const auto &s : experiment_.stages) {
            const bool meant = s.name == only || (!only.empty() && s.sweep == only);
            if (only.empty() || meant) want(s.name);
            found |= meant;
        }
        if (found && !only.empty()) return {};
        for (const auto &arm : experiment_.arms)
            if (only.empty() || arm.name == only || arm.sweep == only) {
                found = true;
                wantedArms_.insert(arm.name);
                for (const auto &[port, input] : arm.inputs) want(input);
            }
        if (found) return {};
        std::string names;
        for (const auto &s : experiment_.stages) names += (names.empty() ? "" : ", ") + s.name;
        for (const auto &a : experiment_.arms) names += (names.empty() ? "" : ", ") + a.name;
        return fail({.code = "experiment.unknown_stage",
                     .message = "the experiment has no such stage or arm",
                     .file = experiment_.file,
                     .found = only,
                     .expected = names});
    }

    Result<ResolvedModel> model(const Input &input) {
        if (input.from == Input::From::Stage) // an earlier one: the reader saw to it
            return made_.at(input.name).at(input.output);
        const std::string &name = input.name;
        if (const auto it = models_.find(name); it != models_.end()) return it->second;
        if (const auto remote = remoteNameOf(experiment_.models.at(name))) return remoteModel(name, *remote);
        const auto folder =
            modelFolder(experiment_.models.at(name), experiment_.folder); // names were checked by the reader
        if (!folder) return unexpected(folder.error());
        const auto hash = hashOfModel(*folder, store_);
        if (!hash) return unexpected(hash.error());
        const auto size = sizeOfModel(*folder);
        if (!size) return unexpected(size.error());
        return models_[name] = {.reference = {{"path", fromRun(*folder)}}, .identity = "files:" + *hash, .size = *size};
    }

    /// As a run's folder sees it; within the project it may move with it.
    std::string fromRun(const fs::path &folder) const {
        const fs::path inside = folder.lexically_relative(project_);
        const bool within = !inside.empty() && *inside.begin() != "..";
        return within ? (fs::path("../..") / inside).string() : folder.string();
    }

    /// What is behind an address can change without a sign, so it is known by its address and name alone.
    static std::string identityOf(const Endpoint &endpoint) {
        return "remote:" + endpoint.url + " " + endpoint.api + " " + endpoint.model;
    }

    Result<ResolvedModel> remoteModel(const std::string &name, const std::string &remote) {
        const auto endpoint = RemoteBook().endpoint(remote);
        if (!endpoint) return unexpected(endpoint.error());
        return models_[name] = {.reference = {{"name", remote}, {"remote", describedEndpoint().write(*endpoint)}},
                                .identity = identityOf(*endpoint)};
    }

    int threads(int own) const {
        if (own > 0) return own;
        return experiment_.threads > 0 ? experiment_.threads
                                       : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    }

    PlannedRun begin(const std::string &name, const std::string &kind, const std::string &method, int ownThreads,
                     std::uint64_t seed) const {
        PlannedRun run{.name = name, .kind = kind, .method = method, .threads = threads(ownThreads), .seed = seed};
        run.config = {
            {"kind", kind}, {"name", name}, {"experiment", experiment_.name}, {"seed", seed}, {"threads", run.threads}};
        if (const std::string &rule = experiment_.rule; !rule.empty())
            run.config.update({{"rule", rule}, {"rule_version", ruleVersion(rule)}});
        if (!ownerJob(kind)) run.config["device"] = experiment_.device;
        if (!ownerJob(kind) && !isTraining(kind) && experiment_.dtype != "f32") run.config["dtype"] = experiment_.dtype;
        return run;
    }

    /// A run that an earlier release made of the same inputs keeps its name.
    Status finish(PlannedRun run, const MethodInfo &method, const RunInputs &inputs, std::size_t number) {
        const Json settings = run.config.value("config", Json::object());
        const auto folders = namedFolders(settings, method.spec, experiment_.folder, run.name, store_);
        if (!folders) return unexpected(folders.error());
        for (const NamedFolder &each : *folders) run.config["config"][each.setting] = "files:" + each.hash;
        const auto read = namedConstitutions(settings, method.spec, experiment_.folder);
        if (!read) return unexpected(read.error());
        for (const NamedConstitution &each : *read) run.config["config"][each.setting] = "files:" + each.hash;
        if (const MetricInfo *key = method.keyMetric()) run.keyMetric = key->name;
        run.config["engine"] = engineVersion_;
        run.inputHash = identity_.hashOf(run, method, inputs);
        const auto known = knownRun(run.inputHash);
        if (!known) return unexpected(known.error());
        if (!*known) {
            const auto older = identity_.olderHash(run, method, inputs);
            if (!older) return unexpected(older.error());
            run.inputHash = older->value_or(run.inputHash);
        }
        auto id = idOf(run, number);
        if (!id) return unexpected(id.error());
        run.id = std::move(*id);
        run.config["input_hash"] = run.inputHash;
        for (const NamedFolder &each : *folders) run.config["config"][each.setting] = fromRun(each.path);
        for (const NamedConstitution &each : *read) keep(each, run.config);
        plan_.runs.push_back(std::move(run));
        return {};
    }

    /// A run that was changed on the way is none of these inputs any more: when it has finished it is set aside. Before
    /// that it goes on as it is, so that nothing of it is lost.
    Result<std::optional<RunRecord>> knownRun(const std::string &inputHash) {
        for (;;) {
            auto known = store_.runByInputHash(inputHash);
            if (!known || !*known || (*known)->state != "finished") return known;
            const auto changes = changesOf(project_ / "runs" / (*known)->id);
            if (!changes) return unexpected(changes.error());
            if (changes->is_null()) return known;
            if (auto aside = store_.setAside((*known)->id); !aside) return unexpected(aside.error());
        }
    }

    /// The id of the run of these inputs where there is one, in this plan or in the store; else one that no run has.
    Result<std::string> idOf(const PlannedRun &run, std::size_t number) {
        for (const PlannedRun &other : plan_.runs)
            if (other.inputHash == run.inputHash) return other.id;
        const auto known = knownRun(run.inputHash);
        if (!known) return unexpected(known.error());
        if (*known) return (*known)->id;
        const std::string wanted = (number < 10 ? "0" : "") + std::to_string(number) + "-" + folderName(run.name) +
                                   "-" + run.inputHash.substr(0, 6);
        std::string id = wanted;
        for (int further = 2;; ++further) { // a run of these inputs that was set aside keeps the id
            const auto taken = store_.run(id);
            if (!taken) return unexpected(taken.error());
            if (!*taken) return id;
            id = wanted + "-" + std::to_string(further);
        }
    }

    static void need(PlannedRun &run, const std::string &id) {
        if (std::find(run.needs.begin(), run.needs.end(), id) == run.needs.end()) run.needs.push_back(id);
    }

    /// What the rows are made of; they lie in the run's folder as `file`.
    Result<std::string> addData(PlannedRun &run, const Port &port, const Input &input, const std::string &file,
                                JobShape &shape) {
        if (input.from == Input::From::Stage) {
            const PlannedRun &made = *madeBy_.at(input.name);
            need(run, made.id);
            run.files[file] = fs::path("runs") / made.id / outputNamed(*stage(input.name), input.output)->file;
            shape.longestText = std::max(shape.longestText, longest_[input.name]);
            return "run:" + made.inputHash;
        }
        const auto frozen = datasets_.freeze(input.name);
        if (!frozen) return unexpected(frozen.error());
        run.files[file] = frozen->file;
        if (auto ok = mustHaveColumns(port, run.config.value("config", Json::object()), project_ / frozen->file); !ok)
            return unexpected(ofSourceLine(ok.error(), experiment_, input.name));
        if (frozen->format == "tokens") run.config["data"]["format"] = "tokens";
        shape.longestText = std::max(shape.longestText, frozen->longestText);
        return frozen->hash;
    }

    /// The policy is the run's [model]; another model is a table of its port's name.
    Result<std::string> addModel(PlannedRun &run, const Port &port, const Input &input, JobShape &shape) {
        const auto found = model(input);
        if (!found) return unexpected(found.error());
        const bool policy = port.name == "policy";
        if (!run.config.value("config", Json::object()).contains(port.name)) // else the setting names its server
            run.config[policy ? "model" : port.name] = found->reference;
        if (!found->need.empty()) need(run, found->need);
        (policy ? shape.size : shape.others.emplace_back()) = found->size;
        shape.given.insert(port.name);
        if (input.from != Input::From::Stage) return found->identity;
        const Stage &source = *stage(input.name);
        return identityOfOutput(source, port, *outputNamed(source, input.output), found->identity);
    }

    Status addInputs(PlannedRun &run, const Inputs &inputs, JobShape &shape, RunInputs &out) {
        for (const Port &port : shape.method->inputs) {
            const auto it = inputs.find(port.name);
            if (it == inputs.end()) continue;
            const std::string file = port.name + (port.what == Artifact::Importance ? ".safetensors" : ".jsonl");
            const auto identity = isModel(port.what) ? addModel(run, port, it->second, shape)
                                                     : addData(run, port, it->second, file, shape);
            if (!identity) return unexpected(identity.error());
            out.ports[port.name] = *identity;
            if (!isModel(port.what) && !ownerJob(run.kind)) run.config["data"][port.name] = file;
        }
        return {};
    }

    /// As the first format had them: a model and its data, or the samples that the owner sorts.
    static Json olderInputs(const MethodInfo &method, const std::map<std::string, std::string> &ports) {
        Json older = Json::object();
        const Port *data = dataPort(method);
        for (const auto &[port, identity] : ports) {
            if (port == "policy") continue;
            if (!data || port != data->name) return nullptr;
            if (data->what == Artifact::Samples)
                older["samples"] = identity.substr(std::string("run:").size());
            else
                older["data"] = identity;
        }
        if (const auto policy = ports.find("policy"); policy != ports.end()) older["model"] = policy->second;
        return older;
    }

    /// All that a fork needs lies in the folder of the run that it leaves: that run is not planned, it may even be at
    /// work.
    Status addFork(const Stage &stage, std::size_t number) {
        const fs::path from = fs::path("runs") / stage.fork, file = project_ / from / "run.toml";
        const auto parent = readDocument(file.string());
        if (!parent)
            return fail({.code = "fork.no_run",
                         .message = {"the run that {0} was forked from is not there", stage.name},
                         .file = file.string(),
                         .found = parent.error().message});
        const auto seed = parent->values.value("seed", experiment_.seed); // its streams go on
        PlannedRun run = begin(stage.name, stage.kind, stage.algorithm, stage.threads, seed);
        run.model = stage.fork;
        run.config["algorithm"] = stage.algorithm;
        std::vector<std::string> tables{"model", "data"};
        for (const Port &port : stage.method.inputs)
            if (isModel(port.what)) tables.push_back(port.name);
        for (const auto &key : tables)
            if (parent->values.contains(key)) run.config[key] = parent->values[key];
        run.config["config"] = stage.config;
        run.config["fork"] = {{"run", stage.fork}, {"step", stage.forkStep}};
        run.files["train.jsonl"] = from / "train.jsonl";
        for (const Json &rows : run.config.value("data", Json::object())) // those of further ports, too
            if (std::error_code none; rows.is_string() && fs::exists(project_ / from / rows.get<std::string>(), none))
                run.files[rows.get<std::string>()] = from / rows.get<std::string>();
        const fs::path checkpoint = fs::path("checkpoints") / std::to_string(stage.forkStep);
        for (const char *part : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
            run.files[(checkpoint / part).string()] = from / checkpoint / part;
        const fs::path own = checkpoint / "algorithm.safetensors"; // of an algorithm that keeps tensors
        if (std::error_code none; fs::exists(project_ / from / own, none)) run.files[own.string()] = from / own;
        const Json base = run.config.value("model", Json::object());
        const auto size = sizeOfModel(project_ / from / base.value("path", ""));
        if (!size) return unexpected(size.error());
        JobShape shape{.method = &stage.method,
                       .config = stage.config,
                       .size = *size,
                       .longestText = longestLine(project_ / from / "train.jsonl")};
        if (auto ok = addModelsOf(*parent, project_ / from, shape); !ok) return ok;
        run.memoryEstimate = estimateMemory(shape);
        RunInputs inputs{.more = {{"fork", parent->values.value("input_hash", "")}, {"fork_step", stage.forkStep}}};
        inputs.older = inputs.more;
        if (auto taken = takeChanges(*parent, project_ / from, stage.forkStep, run, inputs); !taken) return taken;
        if (auto ok = finish(std::move(run), stage.method, inputs, number); !ok) return ok;
        remember(stage, base, *size);
        return {};
    }

    Status addStage(const Stage &stage, std::size_t number) {
        if (!stage.fork.empty()) return addFork(stage, number);
        const RunKind &kind = *runKind(stage.kind);
        PlannedRun run = begin(stage.name, stage.kind, stage.algorithm, stage.threads, stage.seed);
        run.model = stage.model;
        if (kind.methods) run.config[kind.methodKey] = stage.algorithm;
        run.config["config"] = stage.config;
        JobShape shape{.method = &stage.method, .config = stage.config};
        RunInputs inputs;
        if (auto ok = addInputs(run, stage.inputs, shape, inputs); !ok) return ok;
        if (auto ok = mustShareVocabularies(experiment_, stage); !ok) return ok;
        inputs.older = olderInputs(stage.method, inputs.ports);
        if (!kind.work) run.memoryEstimate = estimateMemory(shape);
        longest_[stage.name] = shape.longestText + stage.config.value("max_new_tokens", std::int64_t{0});
        const auto base = run.config.value("model", Json::object());
        if (auto ok = finish(std::move(run), stage.method, inputs, number); !ok) return ok;
        remember(stage, base, shape.size);
        return {};
    }

    /// What later runs may name: the outputs of a stage, as models. Another than the policy is an adapter where a
    /// network of its own learnt; what learnt on the policy is whole.
    void remember(const Stage &stage, const Json &base, const ModelSize &size) {
        const PlannedRun &run = plan_.runs.back();
        madeBy_[stage.name] = &run;
        const bool adapter = stage.config.value("use_peft", false);
        for (const Output &output : stage.method.outputs) {
            if (!isModel(output.what)) continue;
            const bool policy = &output == &stage.method.outputs.front(), own = run.config.contains(output.name);
            made_[stage.name][output.name] = {
                .reference = trainedReference(policy ? base : run.config.value(output.name, Json::object()),
                                              adapter && (policy || own), "../" + run.id + "/" + output.file),
                .identity = "run:" + run.inputHash,
                .need = run.id,
                .size = size};
        }
    }

    /// A judge that the settings name is no port, and yet goes in.
    Result<std::string> namedServer(const std::string &name) const {
        const auto endpoint = RemoteBook().endpoint(remoteNameOf(name).value_or(name));
        if (!endpoint) return unexpected(endpoint.error());
        return identityOf(*endpoint);
    }

    Status addArm(const Arm &arm, std::size_t number) {
        const RunKind &kind = kindOf(&Catalogue::strategies);
        PlannedRun run = begin(arm.name, kind.info.name, arm.strategy, arm.threads, experiment_.seed);
        run.role = arm.role;
        run.model = arm.model;
        run.config[kind.methodKey] = arm.strategy;
        run.config["role"] = arm.role;
        run.config["config"] = arm.config;
        if (arm.trace) run.config["trace"] = true;
        JobShape shape{.method = &arm.method, .config = arm.config};
        RunInputs inputs{.more = {{"buckets", Json::array()}}};
        if (auto ok = addBuckets(run, arm, shape, inputs.more["buckets"]); !ok) return ok;
        if (auto ok = addInputs(run, arm.inputs, shape, inputs); !ok) return ok;
        for (const Port &port : arm.method.inputs)
            if (const auto server = arm.config.value(port.name, Json()); server.is_string() && server != "") {
                const auto identity = namedServer(server.get<std::string>());
                if (!identity) return unexpected(identity.error());
                inputs.ports[port.name] = *identity;
            }
        run.memoryEstimate = estimateMemory(shape);
        keepDraws(run, inputs.ports["policy"]);
        inputs.older = {{"buckets", inputs.more["buckets"]}, {"model", inputs.ports["policy"]}};
        for (const auto &[port, identity] : inputs.ports)
            if (port == "judge")
                inputs.older[port] = identity;
            else if (port != "policy")
                inputs.older = nullptr;
        return finish(std::move(run), arm.method, inputs, number);
    }

    /// Where the samples of a model are kept for all its arms. A server draws others each time.
    void keepDraws(PlannedRun &run, const std::string &model) const {
        if (run.config.value("model", Json::object()).contains("remote")) return;
        const Json drawnBy = {model, run.config.value("dtype", ""), engineVersion_};
        run.config["draws"] = "../../cache/draws/" + contentHash(dumpJson(drawnBy));
    }

    Status addBuckets(PlannedRun &run, const Arm &arm, JobShape &shape, Json &identities) {
        run.config["bucket"] = Json::array();
        const Port problems{.name = "problems", .what = Artifact::ProblemSet};
        for (std::size_t i = 0; i < arm.buckets.size(); ++i) {
            const std::string file = "bucket-" + std::to_string(i + 1) + "-" + folderName(arm.buckets[i]) + ".jsonl";
            const auto data = addData(run, problems, {.name = arm.buckets[i], .from = Input::From::Data}, file, shape);
            if (!data) return unexpected(data.error());
            const auto set = std::find_if(experiment_.data.begin(), experiment_.data.end(),
                                          [&](const DataSet &each) { return each.name == arm.buckets[i]; });
            run.config["bucket"].push_back({{"name", set->bucket()}, {"problems", file}});
            identities.push_back({arm.buckets[i], *data});
        }
        return {};
    }

    const Experiment &experiment_;
    fs::path project_;
    Store &store_;
    int engineVersion_;
    RunIdentity identity_;
    Datasets datasets_;
    Plan plan_{};
    std::set<std::string> wantedStages_{}, wantedArms_{};
    std::map<std::string, ResolvedModel> models_{};                      ///< entries of [models]
    std::map<std::string, std::map<std::string, ResolvedModel>> made_{}; ///< what stages leave, by outputs
    std::map<std::string, const PlannedRun *> madeBy_{};
    std::map<std::string, std::int64_t> longest_{};
};

} // namespace

Result<Plan> makePlan(const Experiment &experiment, const fs::path &project, Store &store, const std::string &only,
                      int engineVersion) {
    return Planner(experiment, project, store, engineVersion).make(only);
}

} // namespace lapidary
