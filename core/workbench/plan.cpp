// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/plan.h"
#include "core/base/hash.h"
#include "core/config/spec.h"
#include "core/remote/book.h"
#include "core/workbench/datasets.h"
#include "core/workbench/derived_model.h"
#include "core/workbench/installed.h"
#include "core/workbench/models.h"
#include "core/workbench/owner_job.h"
#include <algorithm>
#include <fstream>
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

std::string folderName(const std::string &name) {
    std::string out;
    for (const unsigned char c : name) {
        if (std::isalnum(c) || c == '_' || c == '.')
            out += static_cast<char>(std::tolower(c));
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "run" : out.substr(0, 40);
}

/// Bytes of the longest row, for estimates.
std::int64_t longestLine(const fs::path &file) {
    std::ifstream in(file);
    std::size_t longest = 0;
    for (std::string line; std::getline(in, line);) longest = std::max(longest, line.size());
    return static_cast<std::int64_t>(longest);
}

class Planner {
public:
    Planner(const Experiment &experiment, const fs::path &project, Store &store, int engineVersion)
        : experiment_(experiment), project_(project), store_(store), engineVersion_(engineVersion),
          datasets_(experiment, project, store) {}

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
        want(s->model);
        want(s->data);
    }

    Status select(const std::string &only) {
        if (stage(only)) {
            want(only);
            return {};
        }
        bool found = only.empty();
        for (const auto &s : experiment_.stages)
            if (only.empty()) want(s.name);
        for (const auto &arm : experiment_.arms)
            if (only.empty() || arm.name == only) {
                found = true;
                wantedArms_.insert(arm.name);
                want(arm.model);
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

    Result<ResolvedModel> model(const std::string &name) {
        if (const auto it = models_.find(name); it != models_.end()) return it->second;
        if (const auto remote = remoteNameOf(experiment_.models.at(name))) return remoteModel(name, *remote);
        const auto folder =
            modelFolder(experiment_.models.at(name), experiment_.folder); // names were checked by the reader
        if (!folder) return unexpected(folder.error());
        const auto hash = hashOfModel(*folder, store_);
        if (!hash) return unexpected(hash.error());
        const auto size = sizeOfModel(*folder);
        if (!size) return unexpected(size.error());
        const fs::path inside = folder->lexically_relative(project_);
        const bool within = !inside.empty() && *inside.begin() != "..";
        return models_[name] = {
                   .reference = {{"path", within ? (fs::path("../..") / inside).string() : folder->string()}},
                   .identity = "files:" + *hash,
                   .size = *size};
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

    PlannedRun begin(const std::string &name, const std::string &kind, const std::string &method,
                     int ownThreads) const {
        PlannedRun run{
            .name = name, .kind = kind, .method = method, .threads = threads(ownThreads), .seed = experiment_.seed};
        run.config = {{"kind", kind},
                      {"name", name},
                      {"experiment", experiment_.name},
                      {"seed", experiment_.seed},
                      {"threads", run.threads}};
        if (!experiment_.rule.empty()) run.config["rule"] = experiment_.rule;
        if (!ownerJob(kind)) run.config["device"] = experiment_.device;
        return run;
    }

    /// Names the run by all that decides its outcome. Threads, device and paths do not: they may differ between
    /// sittings.
    Status finish(PlannedRun run, Json inputs, std::size_t number) {
        inputs["format"] = 1;
        inputs["engine"] = run.config["engine"] = engineVersion_;
        inputs["config"] = run.config.value("config", Json::object());
        for (const char *key : {"kind", "algorithm", "strategy", "seed", "rule", "trace"})
            if (run.config.contains(key)) inputs[key] = run.config[key];
        run.inputHash = contentHash(dumpJson(inputs));
        auto id = idOf(run, number);
        if (!id) return unexpected(id.error());
        run.id = std::move(*id);
        run.config["input_hash"] = run.inputHash;
        plan_.runs.push_back(std::move(run));
        return {};
    }

    /// The id of the run of these inputs where there is one, in this plan or in the store; else one that no run has.
    Result<std::string> idOf(const PlannedRun &run, std::size_t number) {
        for (const PlannedRun &other : plan_.runs)
            if (other.inputHash == run.inputHash) return other.id;
        const auto known = store_.runByInputHash(run.inputHash);
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

    Result<std::string> addData(PlannedRun &run, const std::string &name, const std::string &as, JobShape &shape) {
        if (const Stage *source = stage(name)) { // made of samples
            const PlannedRun &made = *madeBy_.at(source->name);
            run.needs.push_back(made.id);
            run.files[as] =
                fs::path("runs") / made.id / ownerJob(source->kind)->output; // its kind was checked by the reader
            shape.longestText = std::max(shape.longestText, longest_[source->name]);
            return "run:" + made.inputHash;
        }
        const auto frozen = datasets_.freeze(name);
        if (!frozen) return unexpected(frozen.error());
        run.files[as] = frozen->file;
        if (frozen->format == "tokens") run.config["data"]["format"] = "tokens";
        shape.longestText = std::max(shape.longestText, frozen->longestText);
        return frozen->hash;
    }

    /// All that a fork needs lies in the folder of the run that it leaves: that run is not planned, it may even be at
    /// work.
    Status addFork(const Stage &stage, std::size_t number) {
        const fs::path from = fs::path("runs") / stage.fork, file = project_ / from / "run.toml";
        const auto parent = readDocument(file.string());
        if (!parent)
            return fail({.code = "fork.no_run",
                         .message = "the run that " + stage.name + " was forked from is not there",
                         .file = file.string(),
                         .found = parent.error().message});
        PlannedRun run = begin(stage.name, "train", stage.algorithm, stage.threads);
        run.model = stage.fork;
        run.config["algorithm"] = stage.algorithm;
        for (const char *key : {"model", "data"})
            if (parent->values.contains(key)) run.config[key] = parent->values[key];
        run.config["config"] = stage.config;
        run.config["fork"] = {{"run", stage.fork}, {"step", stage.forkStep}};
        run.files["train.jsonl"] = from / "train.jsonl";
        const fs::path checkpoint = fs::path("checkpoints") / std::to_string(stage.forkStep);
        for (const char *part : {"model.safetensors", "optimizer.safetensors", "manifest.json"})
            run.files[(checkpoint / part).string()] = from / checkpoint / part;
        const Json base = run.config.value("model", Json::object());
        const auto size = sizeOfModel(project_ / from / base.value("path", ""));
        if (!size) return unexpected(size.error());
        run.memoryEstimate = estimateMemory(*size, {.kind = "train",
                                                    .method = stage.algorithm,
                                                    .config = stage.config,
                                                    .longestText = longestLine(project_ / from / "train.jsonl")});
        Json inputs = {{"fork", parent->values.value("input_hash", "")}, {"fork_step", stage.forkStep}};
        models_[stage.fork] = {.size = *size};
        if (auto ok = finish(std::move(run), std::move(inputs), number); !ok) return ok;
        Stage made = stage;
        made.model = stage.fork;
        remember(made, base);
        return {};
    }

    Status addStage(const Stage &stage, std::size_t number) {
        if (!stage.fork.empty()) return addFork(stage, number);
        PlannedRun run = begin(stage.name, stage.kind, stage.algorithm, stage.threads);
        run.model = stage.model;
        JobShape shape{.kind = stage.kind, .method = stage.algorithm, .config = stage.config};
        Json inputs;
        if (ownerJob(stage.kind)) {
            const PlannedRun &samples = *madeBy_.at(stage.data);
            run.needs.push_back(samples.id);
            run.files["samples.jsonl"] = fs::path("runs") / samples.id / "samples.jsonl";
            inputs["samples"] = samples.inputHash;
            shape.longestText = longest_[stage.data];
        } else {
            if (!stage.algorithm.empty() && stage.kind == "train") run.config["algorithm"] = stage.algorithm;
            const bool trains = stage.kind == "train";
            run.config["data"] = {{trains ? "train" : "problems", trains ? "train.jsonl" : "problems.jsonl"}};
            const auto data = addData(run, stage.data, trains ? "train.jsonl" : "problems.jsonl", shape);
            if (!data) return unexpected(data.error());
            inputs["data"] = *data;
            if (auto ok = addModel(run, stage.model, inputs, shape); !ok) return ok;
        }
        run.config["config"] = stage.config;
        longest_[stage.name] = shape.longestText + stage.config.value("max_new_tokens", std::int64_t{0});
        const auto base = run.config.value("model", Json::object());
        if (auto ok = finish(std::move(run), std::move(inputs), number); !ok) return ok;
        remember(stage, base);
        return {};
    }

    /// What later runs may name: the output of a training, as a model.
    void remember(const Stage &stage, const Json &base) {
        const PlannedRun &run = plan_.runs.back();
        madeBy_[stage.name] = &run;
        if (stage.kind != "train") return;
        Json reference = trainedReference(base, stage.config.value("use_peft", false), "../" + run.id + "/model");
        models_[stage.name] = {.reference = std::move(reference),
                               .identity = "run:" + run.inputHash,
                               .need = run.id,
                               .size = models_.at(stage.model).size};
    }

    Status addModel(PlannedRun &run, const std::string &name, Json &inputs, const JobShape &shape) {
        const auto found = model(name);
        if (!found) return unexpected(found.error());
        run.config["model"] = found->reference;
        inputs["model"] = found->identity;
        if (!found->need.empty()) run.needs.push_back(found->need);
        run.memoryEstimate = estimateMemory(found->size, shape);
        return {};
    }

    Status addArm(const Arm &arm, std::size_t number) {
        PlannedRun run = begin(arm.name, "evaluate", arm.strategy, arm.threads);
        run.role = arm.role;
        run.model = arm.model;
        run.config["strategy"] = arm.strategy;
        run.config["role"] = arm.role;
        run.config["config"] = arm.config;
        if (arm.trace) run.config["trace"] = true;
        JobShape shape{.kind = "evaluate", .method = arm.strategy, .config = arm.config};
        Json inputs = {{"buckets", Json::array()}};
        run.config["bucket"] = Json::array();
        for (std::size_t i = 0; i < arm.buckets.size(); ++i) {
            const std::string file = "bucket-" + std::to_string(i + 1) + "-" + folderName(arm.buckets[i]) + ".jsonl";
            const auto data = addData(run, arm.buckets[i], file, shape);
            if (!data) return unexpected(data.error());
            run.config["bucket"].push_back({{"name", arm.buckets[i]}, {"problems", file}});
            inputs["buckets"].push_back({arm.buckets[i], *data});
        }
        if (auto ok = addModel(run, arm.model, inputs, shape); !ok) return ok;
        if (const auto judge = arm.config.value("judge", std::string()); !judge.empty()) {
            const auto endpoint = RemoteBook().endpoint(remoteNameOf(judge).value_or(judge));
            if (!endpoint) return unexpected(endpoint.error());
            inputs["judge"] = identityOf(*endpoint);
        }
        return finish(std::move(run), std::move(inputs), number);
    }

    const Experiment &experiment_;
    fs::path project_;
    Store &store_;
    int engineVersion_;
    Datasets datasets_;
    Plan plan_{};
    std::set<std::string> wantedStages_{}, wantedArms_{};
    std::map<std::string, ResolvedModel> models_{};
    std::map<std::string, const PlannedRun *> madeBy_{};
    std::map<std::string, std::int64_t> longest_{};
};

} // namespace

const PlannedRun *Plan::find(const std::string &id) const {
    const auto it = std::find_if(runs.begin(), runs.end(), [&](const PlannedRun &run) { return run.id == id; });
    return it == runs.end() ? nullptr : &*it;
}

Json toJson(const Plan &plan) {
    Json runs = Json::array();
    for (const auto &run : plan.runs) {
        Json files = Json::object();
        for (const auto &[name, path] : run.files) files[name] = path.string();
        runs.push_back({{"id", run.id},
                        {"name", run.name},
                        {"kind", run.kind},
                        {"method", run.method},
                        {"role", run.role},
                        {"model", run.model},
                        {"input_hash", run.inputHash},
                        {"needs", run.needs},
                        {"config", run.config},
                        {"files", std::move(files)},
                        {"threads", run.threads},
                        {"memory_estimate", run.memoryEstimate},
                        {"seed", run.seed}});
    }
    return {{"experiment", plan.experiment}, {"seed", plan.seed}, {"runs", std::move(runs)}};
}

Result<Plan> planFromJson(const Json &json) {
    try {
        Plan plan{.experiment = json.at("experiment"), .seed = json.at("seed")};
        for (const auto &entry : json.at("runs")) {
            PlannedRun run{.id = entry.at("id"),
                           .name = entry.at("name"),
                           .kind = entry.at("kind"),
                           .method = entry.at("method"),
                           .role = entry.at("role"),
                           .model = entry.at("model"),
                           .inputHash = entry.at("input_hash"),
                           .needs = entry.at("needs").get<std::vector<std::string>>(),
                           .config = entry.at("config"),
                           .threads = entry.at("threads"),
                           .memoryEstimate = entry.at("memory_estimate"),
                           .seed = entry.at("seed")};
            for (const auto &[name, path] : entry.at("files").items()) run.files[name] = path.get<std::string>();
            plan.runs.push_back(std::move(run));
        }
        return plan;
    } catch (const Json::exception &thrown) {
        return fail({.code = "store.bad_plan",
                     .message = "the remembered plan of the experiment cannot be read",
                     .found = thrown.what(),
                     .remedy = "Run the experiment again; finished runs are reused."});
    }
}

Result<Plan> makePlan(const Experiment &experiment, const fs::path &project, Store &store, const std::string &only,
                      int engineVersion) {
    return Planner(experiment, project, store, engineVersion).make(only);
}

} // namespace lapidary
