// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/experiment/training_findings.h"
#include "core/data/rewards/reward_probe.h"
#include "core/remote/book.h"
#include "core/workbench/installed.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <fstream>

namespace lapidary {
namespace {

constexpr std::size_t kMostBytes = 64u << 20; ///< of text that is read before a start; the training itself reads all

} // namespace

std::optional<fs::path> tokenizerFolder(const Experiment &experiment, std::string modelOrStage) {
    for (std::size_t steps = 0; steps <= experiment.stages.size(); ++steps) {
        const auto stage = std::find_if(experiment.stages.begin(), experiment.stages.end(), [&](const Stage &each) {
            return each.name == modelOrStage && isTraining(each.kind);
        });
        if (stage == experiment.stages.end()) break;
        if (!stage->fork.empty()) return std::nullopt;
        modelOrStage = stage->model;
    }
    const auto entry = experiment.models.find(modelOrStage);
    if (entry == experiment.models.end() || remoteNameOf(entry->second)) return std::nullopt;
    const auto folder = modelFolder(entry->second, experiment.folder);
    return folder && Tokenizer::isIn(*folder) ? std::optional(*folder) : std::nullopt;
}

std::vector<Sentence> FileFindings::sentences() const {
    auto out = findings.sentences();
    for (auto &sentence : out)
        if (!whole) sentence = {"in the first {0} rows: {1}", rows, Sentence(sentence)};
    return out;
}

Result<FileFindings> findingsIn(const fs::path &rows, const Tokenizer &tokenizer) {
    std::ifstream in(rows);
    if (!in) return fail(systemError("open", rows, errno));
    FileFindings out;
    std::size_t bytes = 0;
    std::string line;
    for (std::int64_t number = 1; std::getline(in, line); ++number) {
        if ((bytes += line.size()) > kMostBytes) {
            out.whole = false;
            break;
        }
        const auto row = parseJson(line, {.depth = 128});
        if (!row || !row->is_object()) continue; // the start itself says what is wrong with it
        ++out.rows;
        if (auto noted = noteRow(out.findings, tokenizer, *row, number); !noted) {
            noted.error().file = rows.string();
            noted.error().line = number;
            return unexpected(noted.error());
        }
    }
    return out;
}

std::vector<Sentence> rewardFindings(const fs::path &rows, const std::string &rule,
                                     const std::vector<std::string> &rewards) {
    const auto grader = ruleByName(rule);
    if (!grader) return {};
    std::vector<Problem> problems;
    std::ifstream in(rows);
    for (std::string line; problems.size() < kProbed && std::getline(in, line);) {
        const auto row = parseJson(line, {.depth = 128});
        auto problem = row ? problemFromJson(*row) : Result<Problem>(unexpected(row.error()));
        if (problem) problems.push_back(std::move(*problem));
    }
    return probeRules(rewards, **grader, problems);
}

namespace {

/// The rows that a training would learn from; nothing where they are yet to be made.
std::optional<fs::path> rowsOf(const fs::path &project, const PlannedRun &run) {
    const auto file = run.files.find("train.jsonl");
    std::error_code ignored;
    if (!isTraining(run.kind) || file == run.files.end() || !fs::exists(project / file->second, ignored))
        return std::nullopt;
    return project / file->second;
}

} // namespace

std::vector<Sentence> rewardFindings(const fs::path &project, const PlannedRun &run) {
    const auto rows = rowsOf(project, run);
    const Json config = run.config.value("config", Json::object());
    if (!rows || !config.contains("reward_funcs") || config.value("rollouts", "") == "file") return {};
    return rewardFindings(*rows, run.config.value("rule", ""), config["reward_funcs"].get<std::vector<std::string>>());
}

std::vector<Sentence> textFindings(const Experiment &experiment, const fs::path &project, const PlannedRun &run) {
    const auto rows = rowsOf(project, run);
    const auto folder = rows ? tokenizerFolder(experiment, run.model) : std::nullopt;
    if (!folder) return {};
    const auto tokenizer = Tokenizer::load(*folder);
    if (!tokenizer) return {told(tokenizer.error())};
    const auto found = findingsIn(*rows, *tokenizer);
    return found ? found->sentences() : std::vector<Sentence>{told(found.error())};
}

} // namespace lapidary
