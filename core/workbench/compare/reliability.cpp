// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/reliability.h"
#include "core/stats/score_calibration.h"
#include "core/workbench/compare/answers.h"
#include "core/workbench/compare/stored_samples.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
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

Result<Reliability> reliabilityOf(const std::string &arm, const std::string &bucket, const char *name,
                                  const std::vector<Claim> &claims) {
    Reliability out{.arm = arm, .bucket = bucket, .confidence = name, .problems = std::ssize(claims)};
    std::vector<double> confidence;
    const auto correct = std::make_unique<bool[]>(claims.size());
    for (const Claim &claim : claims) {
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
            std::vector<Claim> claims;
            for (const auto &problem : arm.problems) claims.push_back(claimOf(problem));
            auto one = reliabilityOf(arm.arm, arm.bucket, name, claims);
            if (!one) return unexpected(one.error());
            out.push_back(std::move(*one));
        }
    }
    return out;
}

Result<std::vector<Reliability>> toldReliabilities(const std::string &arm, const std::vector<AnswerRow> &rows) {
    std::vector<std::pair<std::string, std::vector<Claim>>> buckets; // in the order in which they were asked
    for (const AnswerRow &row : rows) {
        if (!row.confidence || !row.graded.isScorable()) continue;
        auto it = std::find_if(buckets.begin(), buckets.end(), [&](const auto &b) { return b.first == row.bucket; });
        if (it == buckets.end()) it = buckets.insert(it, {row.bucket, {}});
        it->second.push_back({*row.confidence, row.graded.isRight()});
    }
    std::vector<Reliability> out;
    for (const auto &[bucket, claims] : buckets) {
        auto one = reliabilityOf(arm, bucket, "choices", claims);
        if (!one) return unexpected(one.error());
        out.push_back(std::move(*one));
    }
    return out;
}

std::string sentence(const Reliability &told) {
    const auto percent = [](double share) {
        char text[16];
        std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
        return std::string(text);
    };
    return told.arm + ": expected calibration error " + percent(told.calibration.ece) + " over " +
           std::to_string(told.problems) + " problems; chance alone gives " + percent(told.floor) + ".";
}

} // namespace lapidary
