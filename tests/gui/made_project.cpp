// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/made_project.h"
#include "core/base/json.h"
#include "core/config/spec.h"
#include "core/job/run_log.h"
#include "core/job/worker_launcher.h"
#include "core/store/store.h"
#include <cmath>
#include <stdexcept>
#include <unistd.h>

namespace lapidary::test {

namespace {

template <class T> T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return std::move(*result);
}

/// Noise that is the same on every machine.
double noise(int step, double scale) {
    return scale * std::sin(step * 12.9898 + std::sin(step * 78.233) * 43.7);
}

Json metricsAt(const MadeRun &run, int step) {
    const double share = double(step) / std::max(run.total, 1);
    Json values = {{"loss", run.level * std::exp(-3 * share) + 0.2 + noise(step, 0.05 * run.level)},
                   {"learning_rate", 1e-3 * (1 - share)},
                   {"num_tokens", 640 * (step + 1)},
                   {"grad_norm", 0.8 + noise(step * 3, 0.3)}};
    if (run.method == "dpo") {
        values["rewards/margins"] = 2.2 * (1 - std::exp(-3 * share)) + noise(step, 0.25);
        values["rewards/accuracies"] = 0.5 + 0.45 * (1 - std::exp(-4 * share)) + noise(step * 7, 0.05);
    }
    if (run.method == "grpo") {
        values["reward"] = 0.2 + 0.6 * share + noise(step, 0.08);
        values["kl"] = 0.02 * share + std::abs(noise(step, 0.003));
    }
    return values;
}

} // namespace

void writeSteps(RunLogWriter &log, const MadeRun &run, int from, int to) {
    for (int step = from; step < to; ++step)
        must(log.append("metrics", {{"step", step + 1}, {"values", metricsAt(run, step)}}));
    must(log.append("progress",
                    {{"phase", "train"}, {"done", to}, {"total", run.total}, {"eta_s", 0.11 * (run.total - to)}}));
}

namespace {

/// The run in the project's index. One that is running has this process for its worker, which lives as long as the
/// test.
void index(const std::filesystem::path &project, const MadeRun &run) {
    auto store = must(Store::open(project / "project.db", true));
    RunRecord record{
        .id = run.id, .name = run.id, .kind = run.kind, .method = run.method, .inputHash = run.id, .state = run.state};
    record.created = double(must(store->runs()).size() + 1);
    if (run.state == "running") {
        record.pid = ::getpid();
        record.pidStart = processOf(record.pid)->start;
    }
    if (const auto saved = store->save(record); !saved) throw std::runtime_error(describe(saved.error()));
}

} // namespace

void makeRun(const std::filesystem::path &project, const MadeRun &run) {
    if (const auto made = makeFolders(project); !made) throw std::runtime_error(describe(made.error()));
    index(project, run);
    const auto folder = project / "runs" / run.id;
    if (const auto made = makeFolders(folder); !made) throw std::runtime_error(describe(made.error()));
    Json config = {{"kind", run.kind}, {"seed", 1}};
    if (!run.method.empty()) config[run.kind == "evaluate" ? "strategy" : "algorithm"] = run.method;
    if (const auto written = writeFileAtomic(folder / "run.toml", writeToml(config)); !written)
        throw std::runtime_error(describe(written.error()));
    RunLogWriter log = must(RunLogWriter::open(folder / "run.log"));
    must(log.append("state", {{"state", "running"}}));
    if (run.kind == "train") writeSteps(log, run, 0, run.steps);
    if (run.state == "failed")
        must(log.append("state", {{"state", "failed"},
                                  {"error", toJson(Error{.code = "train.not_finite",
                                                         .message = "the loss is not finite at step 31",
                                                         .field = "loss",
                                                         .found = "nan",
                                                         .remedy = "Lower learning_rate."})}}));
    else if (run.state != "running")
        must(log.append("state", {{"state", run.state}}));
}

} // namespace lapidary::test
