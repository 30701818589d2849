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

std::vector<Sentence> findingsBefore(const Experiment &experiment, const fs::path &project, const PlannedRun &run) {
    const auto file = run.files.find("train.jsonl");
    std::error_code ignored;
    if (!isTraining(run.kind) || file == run.files.end() || !fs::exists(project / file->second, ignored)) return {};
    const Json config = run.config.value("config", Json::object());
    std::vector<Sentence> out;
    if (config.contains("reward_funcs") && config.value("rollouts", "") != "file")
        out = rewardFindings(project / file->second, run.config.value("rule", ""),
                             config["reward_funcs"].get<std::vector<std::string>>());
    const auto folder = tokenizerFolder(experiment, run.model);
    if (!folder) return out;
    const auto tokenizer = Tokenizer::load(*folder);
    if (!tokenizer) return {told(tokenizer.error())};
    const auto found = findingsIn(project / file->second, *tokenizer);
    if (!found) return {told(found.error())};
    for (const Sentence &each : found->sentences()) out.push_back(each);
    return out;
}

} // namespace lapidary
