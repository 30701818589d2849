// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/plan.h"
#include <algorithm>

namespace lapidary {

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
                        {"key_metric", run.keyMetric},
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
                           .keyMetric = entry.value("key_metric", ""), // plans of earlier releases have none
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

} // namespace lapidary
