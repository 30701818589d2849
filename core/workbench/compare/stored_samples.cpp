// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/stored_samples.h"
#include "core/data/tasks/task.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <map>

namespace lapidary {
namespace {

/// A sample that the arm's own rule ended in the middle says nothing of what a whole one would have been.
constexpr const char *kEndedByRule = "truncated";

Status addSample(const Json &row, StoredProblem &problem, std::map<std::string, std::int64_t> &answers) {
    const auto tokens = getNumber(row, "tokens");
    if (!tokens) return unexpected(tokens.error());
    const auto graded = gradedAnswer(row);
    if (!graded) return unexpected(graded.error());
    const Answer &answer = graded->answer;
    const bool whole = answer.fault().empty();
    StoredSample out{.whole = whole, .correct = whole && graded->isRight(), .tokens = *tokens, .score = answer.score};
    if (whole && answer.result)
        out.answer = answers.try_emplace(*answer.result, static_cast<std::int64_t>(answers.size())).first->second;
    if (const Json logprob = row.value("logprob", Json()); logprob.is_number()) out.logprob = logprob.get<double>();
    problem.samples.push_back(out);
    return {};
}

/// What one arm has answered, by bucket; `even` while each problem has the same number of samples.
struct Reading {
    std::int64_t asked = 0;
    bool even = true;
    std::vector<StoredArm> buckets{};

    StoredArm &bucket(const std::string &arm, const std::string &name) {
        for (auto &each : buckets)
            if (each.bucket == name) return each;
        return buckets.emplace_back(StoredArm{.arm = arm, .bucket = name});
    }
};

Status addProblem(const Json &row, const std::string &arm, Reading &reading) {
    const auto bucket = getString(row, "bucket");
    if (!bucket) return unexpected(bucket.error());
    if (row.contains("correct") && row["correct"].is_null()) return {}; // unscorable
    StoredProblem problem{.id = row.value("id", std::string()),
                          .prompt = questionOf(row),
                          .seconds = getNumber(row, "seconds").value_or(0)};
    if (const Json cost = row.value("tokens", Json()); cost.is_object())
        problem.verifier = getNumber(cost, "verifier").value_or(0);
    std::map<std::string, std::int64_t> answers;
    for (const auto &sample : row.value("samples", Json::array())) {
        if (auto ok = addSample(sample, problem, answers); !ok) return ok;
        reading.even &= sample.value("finish_reason", Json()) != kEndedByRule;
    }
    reading.even &= std::ssize(problem.samples) == reading.asked;
    if (reading.even) reading.bucket(arm, *bucket).problems.push_back(std::move(problem));
    return {};
}

} // namespace

double StoredProblem::tokens() const {
    double sum = 0;
    for (const auto &sample : samples) sum += sample.tokens;
    return sum;
}

std::int64_t StoredProblem::correct() const {
    return std::count_if(samples.begin(), samples.end(), [](const StoredSample &each) { return each.correct; });
}

bool StoredArm::isScored() const {
    return std::all_of(problems.begin(), problems.end(), [](const StoredProblem &problem) {
        return std::all_of(problem.samples.begin(), problem.samples.end(),
                           [](const StoredSample &each) { return !each.whole || each.score; });
    });
}

Result<std::vector<StoredArm>> storedSamples(const Project &project, const Plan &plan) {
    std::vector<StoredArm> out;
    for (const auto &run : plan.runs) {
        Reading reading{.asked = run.config.value("config", Json::object()).value("n", std::int64_t{1})};
        if (!isArm(run.kind) || reading.asked < 2) continue;
        const auto state = loggedState(project.runFolder(run.id));
        if (!state) return unexpected(state.error());
        if (state->state != "finished") continue;
        const auto read = forEachRow(project.runFolder(run.id) / "answers.jsonl",
                                     [&](const Json &row) { return addProblem(row, run.name, reading); });
        if (!read) return unexpected(read.error());
        if (reading.even) std::move(reading.buckets.begin(), reading.buckets.end(), std::back_inserter(out));
    }
    return out;
}

} // namespace lapidary
