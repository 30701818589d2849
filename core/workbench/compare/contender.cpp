// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/contender.h"
#include "core/base/hash.h"
#include "core/gguf/place.h"
#include "core/remote/endpoint.h"
#include "core/workbench/models/models.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {

Json wholeModelReference(Json reference, const fs::path &runFolder) {
    const auto whole = [&](Json &holder) {
        if (const auto path = getString(holder, "path"))
            holder["path"] = (runFolder / *path).lexically_normal().string();
    };
    whole(reference);
    if (const auto adapters = reference.find("adapters"); adapters != reference.end() && adapters->is_array())
        for (auto &adapter : *adapters) whole(adapter);
    return reference;
}

Result<Contender> contenderOf(Project &project, const Plan &plan, const std::string &arm, const std::string &prompt) {
    const auto run = std::find_if(plan.runs.begin(), plan.runs.end(),
                                  [&](const PlannedRun &each) { return isArm(each.kind) && each.name == arm; });
    if (run == plan.runs.end())
        return fail({.code = "compare.unknown_arm", .message = "the experiment has no such arm", .found = arm});
    const Json config = run->config.value("config", Json::object());
    if (config.value("scorer", "") == "verifier")
        return fail({.code = "contender.needs_reference",
                     .message = "this arm chooses by the reference answer, which a question of your own does not have",
                     .found = arm});
    const Json model = wholeModelReference(run->config.value("model", Json::object()), project.runFolder(run->id));
    Json request = {{"verb", "generate"}, {"model", model},   {"prompt", prompt}, {"strategy", run->method},
                    {"set", config},      {"logprobs", true}, {"stream", true}};
    if (run->config.contains("rule")) request["rule"] = run->config["rule"];
    Json provenance = {{"arm", arm}, {"strategy", run->method}, {"seed", config.value("seed", Json())}};
    if (const auto remote = model.find("remote"); remote != model.end()) {
        const auto origin = originOf(remote->value("url", ""));
        if (!origin) return unexpected(origin.error());
        provenance["remote"] = {{"origin", origin->text()}, {"model", remote->value("model", "")}};
        return Contender{.arm = arm, .request = std::move(request), .provenance = std::move(provenance)};
    }
    const fs::path folder = model.value("path", "");
    std::error_code wrong;
    if (!fs::is_directory(folder, wrong) && !ggufAt(folder))
        return fail({.code = "run.no_model",
                     .message = "the model of this arm is not there yet",
                     .file = folder.string(),
                     .remedy = "Run the experiment first."});
    const auto weights = hashOfModel(folder, project.store());
    if (!weights) return unexpected(weights.error());
    if (run->config.contains("device")) request["model"]["device"] = run->config["device"];
    provenance["weights"] = *weights;
    for (const auto &adapter : model.value("adapters", Json::array())) {
        std::error_code missing;
        const fs::path file = fs::path(adapter.value("path", "")) / "adapter_model.safetensors";
        if (!fs::exists(file, missing))
            return fail({.code = "run.no_model",
                         .message = "the adapter of this arm is not there yet",
                         .file = file.string(),
                         .remedy = "Run the experiment first."});
        const auto hash = contentHashOfFile(file);
        if (!hash) return unexpected(hash.error());
        provenance["adapters"].push_back(*hash);
    }
    return Contender{.arm = arm, .request = std::move(request), .provenance = std::move(provenance)};
}

} // namespace lapidary
