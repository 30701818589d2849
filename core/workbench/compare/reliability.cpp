// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/reliability.h"
#include "core/stats/score_calibration.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace lapidary {
namespace {

constexpr std::int64_t kBins = 10;

struct Claim {
    double confidence = 0;
    bool correct = false;
};

/// A tie goes to the answer that came first, as in the vote itself.
Claim byVotes(const StoredProblem &problem) {
    std::map<std::int64_t, std::pair<double, bool>> votes; // answers are numbered as they came
    for (const auto &sample : problem.samples)
        if (sample.answer >= 0) {
            auto &[count, right] = votes[sample.answer];
            ++count;
            right = sample.correct;
        }
    Claim out;
    double most = 0;
    for (const auto &[answer, tally] : votes)
        if (tally.first > most) {
            most = tally.first;
            out = {most / static_cast<double>(problem.samples.size()), tally.second};
        }
    return out;
}

Claim byFirst(const StoredProblem &problem) {
    const StoredSample &first = problem.samples.front();
    if (!first.whole || !first.logprob) return {};
    return {std::min(1.0, std::exp(*first.logprob / std::max(1.0, first.tokens))), first.correct};
}

Claim byScore(const StoredProblem &problem) {
    Claim out;
    const StoredSample *best = nullptr;
    for (const auto &sample : problem.samples)
        if (sample.whole && sample.score && (!best || *sample.score > *best->score)) best = &sample;
    if (best) out = {*best->score, best->correct};
    return out;
}

bool areShares(const StoredArm &arm) {
    for (const auto &problem : arm.problems)
        for (const auto &sample : problem.samples)
            if (sample.score && !(*sample.score >= 0 && *sample.score <= 1)) return false;
    return true;
}

Result<Reliability> reliabilityOf(const StoredArm &arm, const char *name, Claim (*claimOf)(const StoredProblem &)) {
    Reliability out{.arm = arm.arm, .bucket = arm.bucket, .confidence = name, .problems = std::ssize(arm.problems)};
    std::vector<double> confidence;
    const auto correct = std::make_unique<bool[]>(arm.problems.size());
    for (const auto &problem : arm.problems) {
        const Claim claim = claimOf(problem);
        correct[confidence.size()] = claim.correct;
        confidence.push_back(claim.confidence);
    }
    auto calibration = stats::calibration(confidence, {correct.get(), confidence.size()}, kBins);
    if (!calibration) return unexpected(calibration.error());
    out.calibration = std::move(*calibration);
    const auto floor = stats::calibrationFloor(confidence, kBins);
    if (!floor) return unexpected(floor.error());
    out.floor = *floor;
    return out;
}

} // namespace

Result<std::vector<Reliability>> reliabilities(const std::vector<StoredArm> &arms) {
    std::vector<Reliability> out;
    for (const auto &arm : arms) {
        std::vector<std::pair<const char *, Claim (*)(const StoredProblem &)>> kinds{{"votes", byVotes},
                                                                                     {"mean_logprob", byFirst}};
        if (arm.isScored() && areShares(arm)) kinds.emplace_back("stored", byScore);
        for (const auto &[name, claimOf] : kinds) {
            auto one = reliabilityOf(arm, name, claimOf);
            if (!one) return unexpected(one.error());
            out.push_back(std::move(*one));
        }
    }
    return out;
}

} // namespace lapidary
