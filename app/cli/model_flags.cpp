// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_flags.h"
#include "app/cli/project_flags.h"
#include "core/config/spec.h"
#include "core/gguf/place.h"
#include "core/job/worker_launcher.h"
#include "core/remote/book.h"
#include "core/workbench/installed.h"
#include "core/workbench/models/derived_model.h"
#include "core/workbench/stages/run_kind.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <set>

namespace lapidary {

void addModelFlags(CLI::App &command, ModelFlags &flags) {
    command
        .add_option(
            "--model", flags.model,
            "Folder or GGUF file of a model, its name in the project, a training stage (what its newest run has "
            "left), resources:NAME, or remote:NAME for one that was set up with the verb remote")
        ->required()
        ->type_name("DIR|NAME");
    command
        .add_option("--adapter", flags.adapters, "PEFT adapter and its weight; repeatable (default: none; weight 1)")
        ->type_name("DIR[:WEIGHT]")
        ->expected(1)
        ->take_all();
    command
        .add_option(
            "--mix", flags.mix,
            "One adapter made of all of them, as PEFT's add_weighted_adapter makes it; none: side by side, their sum")
        ->check(CLI::IsMember({"none", "linear", "cat", "svd"}))
        ->capture_default_str();
    command
        .add_option("--dtype", flags.dtype,
                    "Number format of the weights; int8: of the matrices, a scale a row, the rest f32")
        ->check(CLI::IsMember({"f32", "bf16", "f16", "int8"}))
        ->capture_default_str();
    command.add_option("--device", flags.device, "cpu, cuda or cuda:N")->capture_default_str();
    command.add_option("--threads", flags.threads, "Threads of the worker (default: one per core)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
}

namespace {

bool isFolder(const fs::path &path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

/// The folder or GGUF file that a name means: itself, what comes along with the program, or PROJECT/models/NAME.
Result<std::string> folderOf(const std::string &name, const Common &common) {
    if (isFolder(name) || ggufAt(name)) return name;
    if (name.starts_with("resources:"))
        if (const auto shipped = modelFolder(name, {})) return shipped->string();
    const fs::path inside = fs::path(common.project) / "models" / name;
    const bool plain = name.find('/') == name.npos && name != "..";
    if (plain && (isFolder(inside) || ggufAt(inside))) return inside.string();
    return fail(
        {.code = "model.not_found",
         .message = "There is no such model",
         .file = name,
         .expected = plain ? "a folder, or a model or a trained stage of the project " + common.project : "a folder",
         .remedy = "Give the folder that holds config.json and model.safetensors, or a GGUF file."});
}

/// What the newest run of a training stage has left: the model, or an adapter with the model that it stands on. Nothing
/// where no run is called so.
Result<std::optional<Json>> trainedBy(const std::string &stage, const Common &common) {
    const fs::path folder = newestRun(stage, common);
    if (folder.empty()) return std::nullopt;
    const auto run = readDocument((folder / "run.toml").string());
    if (!run) return unexpected(run.error());
    const std::string kind = run->values.value("kind", "");
    if (!isTraining(kind)) return std::nullopt;
    const fs::path model = fs::absolute(folder / "model").lexically_normal();
    const bool adapter = run->values.value("config", Json::object()).value("use_peft", false);
    std::error_code ignored;
    if (!fs::exists(model / (adapter ? "adapter_config.json" : "config.json"), ignored))
        return fail({.code = "model.not_trained",
                     .message = "The newest run of this stage has left no model yet",
                     .file = folder.string(),
                     .found = stage,
                     .expected = "a run that has finished",
                     .remedy = {"Let it run to its end: lapidary-cli run {0} --only \"{1}\".", common.project, stage}});
    const Json base = absoluteReference(run->values, fs::absolute(folder).lexically_normal());
    return trainedReference(base, adapter, model.string());
}

/// The name of a swept stage is that of none of its runs.
Status mustBeOneRun(const std::string &stage, const Common &common) {
    std::set<std::string> names;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(fs::path(common.project) / "runs", ignored)) {
        const auto run = readDocument((entry.path() / "run.toml").string());
        const std::string name = run ? run->values.value("name", "") : "";
        if (name.starts_with(stage + " ") && isTraining(run->values.value("kind", ""))) names.insert(name);
    }
    if (names.empty()) return {};
    std::string all;
    for (const std::string &name : names) all += (all.empty() ? "\"" : ", \"") + name + "\"";
    return fail({.code = "model.swept",
                 .message = "This stage was swept, so that it has left several models",
                 .file = stage,
                 .found = {"{0} runs", names.size()},
                 .expected = all});
}

/// A name that is no folder and no model of the project is looked for among what its stages have trained.
Result<Json> localReference(const std::string &name, const Common &common) {
    auto folder = folderOf(name, common);
    if (folder) return Json{{"path", std::move(*folder)}};
    auto trained = trainedBy(name, common);
    if (!trained) return unexpected(trained.error());
    if (*trained) return std::move(**trained);
    if (auto one = mustBeOneRun(name, common); !one) return unexpected(one.error());
    return unexpected(folder.error());
}

Result<Json> remoteReference(const std::string &name, const ModelFlags &flags) {
    if (!flags.adapters.empty())
        return fail({.code = "remote.adapter",
                     .message = "A remote model takes no adapters from here",
                     .found = flags.adapters.front(),
                     .remedy = "Serve the adapter there and name it as the endpoint's model."});
    const auto endpoint = RemoteBook().endpoint(name);
    if (!endpoint) return unexpected(endpoint.error());
    return Json{{"name", name}, {"remote", describedEndpoint().write(*endpoint)}};
}

/// "DIR:0.5" → folder and weight; a colon that no number follows belongs to the name.
Result<Json> adapterOf(const std::string &text, const Common &common) {
    std::string name = text;
    double weight = 1;
    if (const auto colon = text.rfind(':'); colon != text.npos && colon > 0) {
        const char *end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data() + colon + 1, end, weight);
        if (parsed.ec == std::errc() && parsed.ptr == end)
            name = text.substr(0, colon);
        else
            weight = 1;
    }
    auto found = localReference(name, common);
    if (!found) return found;
    const Json stage = found->value("adapters", Json::array()); // of a stage: the one that it has trained
    return Json{{"path", (stage.empty() ? *found : stage.back())["path"]}, {"weight", weight}};
}

} // namespace

Result<Json> modelReference(const ModelFlags &flags, const Common &common) {
    if (const auto remote = remoteNameOf(flags.model)) return remoteReference(*remote, flags);
    auto found = localReference(flags.model, common);
    if (!found) return found;
    Json out = std::move(*found);
    out["dtype"] = flags.dtype;
    out["device"] = flags.device;
    if (flags.threads > 0) out["threads"] = flags.threads;
    if (flags.mix != "none") out["mix"] = flags.mix;
    for (const auto &text : flags.adapters) {
        auto adapter = adapterOf(text, common);
        if (!adapter) return unexpected(adapter.error());
        out["adapters"].push_back(std::move(*adapter));
    }
    return out;
}

void tellNotice(const Json &partial) {
    const auto notice = getString(partial, "notice");
    if (notice) std::fprintf(stderr, "lapidary-cli: notice: %s\n", notice->c_str());
}

Result<int> answerByWorker(const LineFlags &lines, const Common &common, const WorkerVerb &verb) {
    if (verb.model.is_object() && verb.model.contains("remote") && verb.verb != "generate")
        return fail({.code = "remote.generate_only",
                     .message = "A remote model only generates; its weights are not here",
                     .found = verb.verb,
                     .expected = "generate"});
    const auto path = workerProgram();
    if (!path) return unexpected(path.error());
    auto worker = WorkerClient::start(*path);
    if (!worker) return unexpected(worker.error());
    std::vector<Json> told; // of the model's files: every answer says it anew, and whoever asks reads it once
    const auto tellFirst = [&](const Json &partial) {
        told.push_back(partial);
        tellNotice(partial);
    };
    const auto tellMore = [&](const Json &partial) {
        if (std::find(told.begin(), told.end(), partial) == told.end()) tellNotice(partial);
    };
    if (!verb.model.is_null())
        if (const auto info = worker->ask({{"verb", "info"}, {"model", verb.model}}, interrupted, tellFirst); !info)
            return unexpected(info.error());
    return answerLines(lines, common, [&](const Json &request) -> Result<Json> {
        auto asked = verb.prepare(request);
        if (!asked) return asked;
        (*asked)["verb"] = verb.verb;
        if (!verb.model.is_null()) (*asked)["model"] = verb.model;
        auto answer = worker->ask(*asked, interrupted, tellMore);
        if (!answer || !verb.finish) return answer;
        return verb.finish(request, std::move(*answer));
    });
}

} // namespace lapidary
