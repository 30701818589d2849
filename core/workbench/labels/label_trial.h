// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_generate.h"
#include <functional>

namespace lapidary {

/// What is tried with the labels of a queue whose run waits: a scratch adapter on a copy of its policy learns from them
/// for a few steps, and both answer the same prompts. The run, its folder and the experiment stay as they are.
struct TrialConfig {
    std::int64_t steps = 8;
    double learningRate = 2e-4; ///< as is usual for adapters
    std::int64_t prompts = 4;   ///< that both answer, greedily
    std::int64_t maxNewTokens = 128;
};

/// All that the trial needs of the project; it can then be run on any thread.
struct LabelTrial {
    fs::path folder{};      ///< of its own, in cache/; it goes away with the trial
    fs::path runFolder{};   ///< of the run that waits
    std::string method{};   ///< that learns from such labels
    Json config{};          ///< run.toml of the trial, but for its model
    std::string rows{};     ///< JSON lines
    std::size_t labels = 0; ///< rows
    std::vector<LabelItem> prompts{};
    std::int64_t maxNewTokens = 128;
};
/// Errors: labels.not_live, labels.nothing_to_export, labels.no_algorithm, those of reading.
Result<LabelTrial> prepareTrial(Project &project, const std::string &queue, const TrialConfig &config);

struct TriedAnswer {
    std::string prompt{}, before{}, after{};
    bool operator==(const TriedAnswer &) const = default;
};
struct TrialResult {
    std::string method{};
    std::size_t labels = 0;
    std::int64_t steps = 0;
    double firstLoss = 0, lastLoss = 0;
    std::vector<TriedAnswer> answers{};
};

/// How a trial gets on.
enum class TrialPhase { Copying, Learning, Answering };
struct TrialWatch {
    std::function<bool()> cancelled;
    std::function<void(TrialPhase)> reached;
};
/// Asks a model that is named in the request, as WorkerPool::ask() does.
using AskModel = std::function<Result<Json>(const Json &request, const std::function<bool()> &cancelled)>;

/// Blocks until the trial is over. Errors: run.not_running, run.not_paused, those of the training and of the answers,
/// kCancelled. Nothing of it stays behind.
Result<TrialResult> runTrial(const LabelTrial &trial, const AskModel &ask, const TrialWatch &watch);

} // namespace lapidary
