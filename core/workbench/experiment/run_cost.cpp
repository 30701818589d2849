// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/run_cost.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <cmath>
#include <fstream>

namespace lapidary {
namespace {

double rowsIn(const fs::path &file) {
    std::ifstream in(file);
    double rows = 0;
    for (std::string line; std::getline(in, line);) rows += line.empty() ? 0 : 1;
    return rows;
}

struct Timed {
    double stepSeconds = 0, rows = 1; ///< rows of its steps: the time of a step grows with them
    std::string name{};
};

/// The newest run of the same method on the same model that tells how long its steps took.
Timed timedLike(Project &project, const std::vector<RunRecord> &records, const PlannedRun &run) {
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if (record->method != run.method || record->kind != run.kind) continue;
        const fs::path folder = project.runFolder(record->id);
        const auto document = readDocument((folder / "run.toml").string());
        if (!document || document->values.value("model", Json()) != run.config.value("model", Json())) continue;
        const auto standing = loggedState(folder);
        if (!standing || standing->stepSeconds <= 0) continue;
        return {standing->stepSeconds, rowsPerStep(document->values.value("config", Json::object())), record->name};
    }
    return {};
}

} // namespace

std::string countText(double number) {
    std::string digits = std::to_string(std::llround(number));
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string timeText(double seconds) {
    const auto whole = std::llround(seconds);
    if (whole < 120) return std::to_string(whole) + " s";
    const auto minutes = (whole + 30) / 60;
    return minutes < 120 ? std::to_string(minutes) + " min"
                         : std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

double numberIn(const Json &config, const char *key, double standard) {
    const auto it = config.find(key);
    return it != config.end() && it->is_number() ? it->get<double>() : standard;
}

double rowsPerStep(const Json &config) {
    return std::max(1.0, numberIn(config, "per_device_train_batch_size", 8) *
                             numberIn(config, "gradient_accumulation_steps", 1));
}

double stepsOf(const Json &config, double rows) {
    if (const double most = numberIn(config, "max_steps", -1); most >= 0) return most;
    const double prompts = std::max(1.0, rowsPerStep(config) / numberIn(config, "num_generations", 1));
    return std::ceil(std::ceil(rows / prompts) * numberIn(config, "num_iterations", 1) *
                     numberIn(config, "num_train_epochs", 1));
}

Result<std::vector<SweepCost>> sweepCosts(Project &project, const Experiment &experiment, const Plan &plan) {
    std::vector<SweepCost> out;
    const auto records = project.runs();
    if (!records) return unexpected(records.error());
    for (const Sweep &sweep : experiment.sweeps) {
        SweepCost cost{.sweep = sweep};
        bool planned = false, known = true, timed = true;
        for (const PlannedRun &run : plan.runs) {
            if (std::find(sweep.runs.begin(), sweep.runs.end(), run.name) == sweep.runs.end()) continue;
            planned = true;
            const auto record = std::find_if(records->begin(), records->end(),
                                             [&](const RunRecord &each) { return each.id == run.id; });
            if (record != records->end() && record->state == "finished") continue;
            const Json config = run.config.value("config", Json::object());
            const auto file = run.files.find("train.jsonl");
            const double steps = stepsOf(config, file == run.files.end() ? 0 : rowsIn(project.folder() / file->second));
            const Timed like = timedLike(project, *records, run);
            ++cost.left;
            known &= steps > 0;
            timed &= like.stepSeconds > 0;
            cost.steps += steps;
            cost.seconds += steps * like.stepSeconds * rowsPerStep(config) / like.rows;
            cost.timedIn = like.name;
            cost.memory = std::max(cost.memory, run.memoryEstimate);
        }
        if (!known) cost.steps = 0;
        if (!known || !timed) cost.seconds = 0;
        if (planned) out.push_back(std::move(cost));
    }
    return out;
}

std::string sentence(const SweepCost &cost) {
    const std::size_t all = cost.sweep.runs.size();
    std::string text = "Sweep “" + cost.sweep.stage + "”: " + std::to_string(all) + (all == 1 ? " run (" : " runs (") +
                       sizeText(cost.sweep) + ")";
    if (cost.left == 0) return text + ", all of them done before.";
    if (cost.left < all) text += ", " + std::to_string(cost.left) + " of them to run";
    if (cost.steps > 0) text += ", " + countText(cost.steps) + " steps in all";
    if (cost.seconds > 0)
        text += ", about " + timeText(cost.seconds) + " one after the other (a step took so long in “" + cost.timedIn +
                "”)";
    else
        text += "; no earlier run of the kind tells how long they take";
    return text + ".";
}

} // namespace lapidary
