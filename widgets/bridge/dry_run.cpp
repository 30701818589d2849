// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/dry_run.h"
#include "core/job/run_log.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/experiment/additions.h"
#include "core/workbench/queue/run_folder.h"
#include "widgets/bridge/conversions.h"
#include <QCoreApplication>
#include <algorithm>
#include <csignal>
#include <thread>

namespace lapidary {

namespace {

constexpr std::int64_t kSteps = 3; ///< the first warms up
constexpr auto kPatience = std::chrono::seconds(120);

Result<PlannedRun> planned(Project &project, const Json &tables, const std::string &name) {
    const auto catalogue = installedCatalogue();
    if (!catalogue) return unexpected(catalogue.error());
    const auto experiment = experimentWith(project.folder(), *catalogue, tables);
    if (!experiment) return unexpected(experiment.error());
    auto plan = makePlan(*experiment, project.folder(), project.store(), name);
    if (!plan) return unexpected(plan.error());
    for (const auto &need : plan->runs.back().needs) {
        const auto record = project.store().run(need);
        if (!record) return unexpected(record.error());
        if (!*record || (*record)->state != "finished")
            return fail({.code = "dry_run.needs_model",
                         .message = "what this training begins from is not there yet",
                         .found = need,
                         .remedy = "It is made first when the training starts."});
    }
    return std::move(plan->runs.back());
}

/// The rows that take most, as many as `steps` steps want.
Result<std::vector<Json>> longestRows(const fs::path &file, std::int64_t count) {
    std::vector<std::pair<std::size_t, Json>> rows;
    const auto read = forEachRow(file, [&](const Json &row) -> Status {
        rows.emplace_back(dumpJson(row).size(), row);
        return {};
    });
    if (!read) return unexpected(read.error());
    std::stable_sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<Json> longest;
    for (std::size_t i = 0; i < rows.size() && i < static_cast<std::size_t>(count); ++i)
        longest.push_back(std::move(rows[i].second));
    return longest;
}

} // namespace

Result<std::unique_ptr<DryRun>> DryRun::start(Project &project, const Json &tables, const std::string &name) {
    if (project.readOnly()) return fail(*project.readOnly());
    auto run = planned(project, tables, name);
    if (!run) return unexpected(run.error());
    run->id = ".dry-run"; // no run of the project: beside the others, so that relative paths lead where they should
    Json &config = run->config["config"];
    const auto number = [&](const char *key, std::int64_t standard) { return config.value(key, standard); };
    const std::int64_t rows =
        std::max<std::int64_t>(1, number("per_device_train_batch_size", 8) * number("gradient_accumulation_steps", 1) /
                                      number("num_generations", 1));
    config["max_steps"] = run->config.value("fork", Json::object()).value("step", std::int64_t{0}) + kSteps;
    config["logging_steps"] = 1;
    config["save_steps"] = std::int64_t{1} << 40;
    run->config["save_minutes"] = 0;
    config["shuffle_dataset"] = false;
    const fs::path data = project.folder() / run->files.at("train.jsonl");
    run->files.erase("train.jsonl");
    const auto longest = longestRows(data, rows);
    if (!longest) return unexpected(longest.error());
    const fs::path folder = project.runFolder(run->id);
    std::error_code ignored;
    fs::remove_all(folder, ignored); // of a dry run whose window was killed
    if (auto made = prepareRunFolder(project.folder(), *run); !made) return unexpected(made.error());
    if (auto written = writeFileAtomic(folder / "train.jsonl", toJsonl(*longest)); !written)
        return unexpected(written.error());
    const auto worker = launchWorker(folder);
    if (!worker) return unexpected(worker.error());
    return std::unique_ptr<DryRun>(new DryRun(folder, *worker, static_cast<std::int64_t>(longest->size())));
}

DryRun::DryRun(fs::path folder, ProcessId worker, std::int64_t rows) : folder_(std::move(folder)), worker_(worker) {
    values_.rows = rows;
}

DryRun::~DryRun() {
    if (!over_ && isAlive(worker_)) {
        ::kill(worker_.pid, SIGKILL);
        while (!reap(worker_.pid) && isAlive(worker_)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::optional<DryRunValues> DryRun::poll() {
    const bool late = std::chrono::steady_clock::now() - started_ > kPatience;
    if (!reap(worker_.pid) && isAlive(worker_)) {
        if (!late) return std::nullopt;
        values_.trouble = QCoreApplication::translate("DryRun", "Its first steps take longer than two minutes.");
        return values_;
    }
    over_ = true;
    return read();
}

DryRunValues DryRun::read() {
    RunLogReader reader(folder_ / "run.log");
    const auto events = reader.next();
    if (!events) {
        values_.trouble = toQt(events.error());
        return values_;
    }
    LiveRun run;
    for (const Event &event : *events) run.see(event);
    const RunStanding &state = run.standing();
    if (const auto took = state.metrics.find("step_time"); took != state.metrics.end())
        values_.stepSeconds = took->second;
    values_.memory = qint64(state.peakMemory);
    if (state.state != "finished") values_.trouble = toQt(state.error ? *state.error : workerDied(folder_, "ended"));
    return values_;
}

} // namespace lapidary
