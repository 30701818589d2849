// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/trainings.h"
#include "core/base/csv.h"
#include "core/workbench/compare/text_table.h"
#include "core/workbench/curves/run_curves.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <cmath>
#include <set>

namespace lapidary {
namespace {

const Json &settingsOf(const PlannedRun &run) {
    static const Json none = Json::object();
    const auto config = run.config.find("config");
    return config == run.config.end() ? none : *config;
}

/// The settings that two of the runs, which both have them, have otherwise.
std::vector<std::string> differing(const std::vector<const PlannedRun *> &runs) {
    std::map<std::string, std::set<std::string>> values;
    for (const PlannedRun *run : runs)
        for (const auto &[key, value] : settingsOf(*run).items()) values[key].insert(dumpJson(value));
    std::vector<std::string> out;
    for (const auto &[key, several] : values)
        if (several.size() > 1) out.push_back(key);
    return out;
}

/// The metrics that are told, in the order of the columns: the key metric, then the same of held-out rows, their loss
/// and what chooses the best model.
std::vector<std::string> wantedMetrics(const PlannedRun &run, const MethodInfo *method) {
    std::string key = run.keyMetric;
    if (key.empty() && method && method->keyMetric()) key = method->keyMetric()->name;
    const Json &config = settingsOf(run);
    const std::string chosen = config.value("metric_for_best_model", "");
    std::vector<std::string> out;
    for (const std::string &name : {key, "eval_" + key, std::string("eval_loss"), "eval_" + chosen})
        if (!key.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    return out;
}

std::optional<MetricSummary> summaryOf(const std::vector<LoggedMetrics> &curve, const std::string &name,
                                       const MethodInfo *method) {
    const MetricInfo *metric = method ? method->metric(name) : nullptr;
    const Better better = metric ? metric->better : Better::Neither;
    std::optional<MetricSummary> out;
    for (const LoggedMetrics &step : curve) {
        const auto it = step.values.find(name);
        if (it == step.values.end() || !std::isfinite(it->second)) continue;
        if (!out) out = MetricSummary{.best = it->second, .bestStep = step.step};
        out->last = it->second;
        const bool isBetter = better == Better::Neither  ? true
                              : better == Better::Higher ? it->second > out->best
                                                         : it->second < out->best;
        if (isBetter) {
            out->best = it->second;
            out->bestStep = step.step;
        }
    }
    return out;
}

/// Nothing where the run has not begun.
Result<std::optional<TrainingSummary>> summaryOf(Project &project, const PlannedRun &run,
                                                 const std::map<std::string, std::string> &states,
                                                 const TrainingTable &table, const MethodInfo *method) {
    const fs::path folder = project.runFolder(run.id);
    const auto state = states.find(run.id);
    if (state == states.end() || state->second == "queued") return std::nullopt;
    const auto curve = curvesOf(folder);
    if (!curve) return unexpected(curve.error());
    TrainingSummary out{.run = run.id, .name = run.name, .model = run.model, .state = state->second, .seed = run.seed};
    const Json &config = settingsOf(run);
    for (const std::string &name : table.settings)
        if (config.contains(name)) out.settings[name] = config[name];
    for (const std::string &name : table.metrics)
        if (const auto summary = summaryOf(*curve, name, method)) out.metrics[name] = *summary;
    if (!curve->empty()) out.steps = curve->back().step;
    const auto logged = loggedState(folder);
    if (!logged) return unexpected(logged.error());
    if (logged->result && logged->result->contains("cost")) {
        const Json &told = (*logged->result)["cost"];
        out.cost = Cost{told.value("tokens_trained", std::int64_t{0}), told.value("tokens_sampled", std::int64_t{0}),
                        told.value("seconds", 0.0)};
    }
    return out;
}

/// Columns that nobody has anything for are left out.
void leaveOutEmpty(TrainingTable &table) {
    std::erase_if(table.metrics, [&](const std::string &name) {
        return std::none_of(table.runs.begin(), table.runs.end(),
                            [&](const TrainingSummary &run) { return run.metrics.contains(name); });
    });
}

Result<TrainingTable> tableOf(Project &project, const std::vector<const PlannedRun *> &runs,
                              const std::map<std::string, std::string> &states, const MethodInfo *method) {
    TrainingTable table{.algorithm = runs.front()->method, .settings = differing(runs)};
    for (const PlannedRun *run : runs) {
        table.seeds |= run->seed != runs.front()->seed;
        table.models |= run->model != runs.front()->model;
        for (const std::string &name : wantedMetrics(*run, method))
            if (std::find(table.metrics.begin(), table.metrics.end(), name) == table.metrics.end())
                table.metrics.push_back(name);
    }
    for (const PlannedRun *run : runs) {
        auto summary = summaryOf(project, *run, states, table, method);
        if (!summary) return unexpected(summary.error());
        if (*summary) table.runs.push_back(std::move(**summary));
    }
    leaveOutEmpty(table);
    return table;
}

std::string number(double value, const char *format) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string valueText(const Json &value) {
    return value.is_string() ? value.get<std::string>() : dumpJson(value);
}

std::string textOf(const TrainingTable &table) {
    std::vector<std::string> head{"run"};
    if (table.models) head.push_back("model");
    if (table.seeds) head.push_back("seed");
    head.insert(head.end(), table.settings.begin(), table.settings.end());
    for (const auto &name : table.metrics)
        for (const char *which : {"last ", "best "}) head.push_back(which + name);
    for (const char *name : {"steps", "tokens", "seconds"}) head.push_back(name);
    TextTable text(1);
    text.row(head);
    for (const TrainingSummary &run : table.runs) {
        std::vector<std::string> cells{run.state == "finished" ? run.name : run.name + " (" + run.state + ")"};
        if (table.models) cells.push_back(run.model);
        if (table.seeds) cells.push_back(std::to_string(run.seed));
        for (const auto &name : table.settings)
            cells.push_back(run.settings.contains(name) ? valueText(run.settings[name]) : "");
        for (const auto &name : table.metrics) {
            const auto it = run.metrics.find(name);
            const bool known = it != run.metrics.end();
            cells.push_back(known ? number(it->second.last, "%.4g") : "–");
            cells.push_back(known ? number(it->second.best, "%.4g") + " @" + number(it->second.bestStep, "%.0f") : "–");
        }
        cells.push_back(number(run.steps, "%.0f"));
        cells.push_back(run.cost ? std::to_string(run.cost->tokensTrained) : "–");
        cells.push_back(run.cost ? number(run.cost->seconds, "%.1f") : "–");
        text.row(std::move(cells));
    }
    return table.algorithm + "\n\n" + text.text();
}

} // namespace

Result<std::vector<TrainingTable>> compareTrainings(Project &project, const Plan &plan, const Catalogue &catalogue) {
    const auto records = project.runs();
    if (!records) return unexpected(records.error());
    std::map<std::string, std::string> states;
    for (const RunRecord &record : *records) states[record.id] = record.state;
    std::vector<std::vector<const PlannedRun *>> groups;
    for (const PlannedRun &run : plan.runs) {
        if (!isTraining(run.kind)) continue;
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto &each) { return each.front()->method == run.method; });
        if (group == groups.end()) group = groups.insert(groups.end(), std::vector<const PlannedRun *>{});
        group->push_back(&run);
    }
    std::vector<TrainingTable> out;
    for (const auto &runs : groups) {
        auto table = tableOf(project, runs, states, catalogue.algorithm(runs.front()->method));
        if (!table) return unexpected(table.error());
        if (!table->runs.empty()) out.push_back(std::move(*table));
    }
    if (out.empty())
        return fail({.code = "compare.nothing_trained",
                     .message = "no training of the experiment has begun",
                     .file = project.folder().string(),
                     .remedy = {"Let it run: lapidary-cli run {0}", project.folder().string()}});
    return out;
}

Json toJson(const std::vector<TrainingTable> &tables) {
    Json all = Json::array();
    for (const TrainingTable &table : tables)
        for (const TrainingSummary &run : table.runs) {
            Json metrics = Json::object();
            for (const auto &[name, told] : run.metrics)
                metrics[name] = {{"last", told.last}, {"best", told.best}, {"best_step", told.bestStep}};
            all.push_back({{"name", run.name},
                           {"run", run.run},
                           {"algorithm", table.algorithm},
                           {"model", run.model},
                           {"state", run.state},
                           {"seed", run.seed},
                           {"settings", run.settings},
                           {"metrics", std::move(metrics)},
                           {"steps", run.steps},
                           {"tokens_trained", run.cost ? Json(run.cost->tokensTrained) : Json()},
                           {"seconds", run.cost ? Json(run.cost->seconds) : Json()}});
        }
    return {{"trainings", std::move(all)}};
}

std::string toCsv(const std::vector<TrainingTable> &tables) {
    std::string out = "name,run,algorithm,model,state,seed,settings,metric,last,best,best_step,steps,tokens_trained,"
                      "seconds\n";
    for (const TrainingTable &table : tables)
        for (const TrainingSummary &run : table.runs) {
            std::string settings, begin, end = "," + number(run.steps, "%.0f");
            for (const auto &[name, value] : run.settings.items())
                settings += (settings.empty() ? "" : "; ") + name + "=" + valueText(value);
            for (const auto &field :
                 {run.name, run.run, table.algorithm, run.model, run.state, std::to_string(run.seed), settings})
                begin += csvField(field) + ",";
            end +=
                run.cost ? "," + std::to_string(run.cost->tokensTrained) + number(run.cost->seconds, ",%.17g") : ",,";
            if (run.metrics.empty()) out += begin + ",,," + end + "\n";
            for (const auto &name : table.metrics)
                if (const auto it = run.metrics.find(name); it != run.metrics.end())
                    out += begin + csvField(name) + number(it->second.last, ",%.17g") +
                           number(it->second.best, ",%.17g") + number(it->second.bestStep, ",%.0f") + end + "\n";
        }
    return out;
}

std::string toText(const std::vector<TrainingTable> &tables) {
    std::string out;
    for (const TrainingTable &table : tables) out += (out.empty() ? "" : "\n") + textOf(table);
    return out + "\nlast and best are as logged; best has its step behind the @.\n";
}

} // namespace lapidary
