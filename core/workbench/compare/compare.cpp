// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/compare.h"
#include "core/stats/multiple.h"
#include "core/stats/paired.h"
#include "core/workbench/compare/answers.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>

namespace lapidary {
namespace {

/// What an arm solved in a bucket, by problem.
using Solved = std::map<std::string, bool>;

struct ArmAnswers {
    const PlannedRun *run;
    std::vector<std::string> buckets{};
    std::map<std::string, Solved> solved{};
};

Result<std::vector<ArmResult>> resultsOf(const PlannedRun &run, const std::vector<AnswerRow> &rows,
                                         ArmAnswers &answers) {
    std::vector<ArmResult> out;
    std::map<std::string, std::int64_t> faithful, labelled;
    for (const auto &row : rows) {
        auto it = std::find_if(out.begin(), out.end(), [&](const ArmResult &r) { return r.bucket == row.bucket; });
        if (it == out.end()) {
            answers.buckets.push_back(row.bucket);
            answers.solved[row.bucket];
            out.push_back({.name = run.name,
                           .role = run.role,
                           .model = run.model,
                           .strategy = run.method,
                           .bucket = row.bucket,
                           .seed = run.seed});
            it = out.end() - 1;
        }
        it->oracle |= row.graded.answer.from.oracle;
        if (!row.graded.isScorable()) {
            ++it->unscorable;
            continue;
        }
        ++it->n;
        it->samples += row.samples;
        it->cut += row.cut;
        it->correct += row.graded.isRight();
        it->tokensPerProblem += static_cast<double>(row.graded.answer.cost.spent());
        it->seconds += row.graded.answer.seconds;
        if (row.revisions) {
            if (!it->revisions) it->revisions.emplace();
            it->revisions->add(*row.revisions);
        }
        labelled[row.bucket] += row.graded.faithful.has_value();
        faithful[row.bucket] += row.graded.faithful.value_or(false);
        answers.solved[row.bucket][row.id + "\n" + row.prompt] = row.graded.isRight();
    }
    for (auto &result : out) {
        result.high = 1;
        if (result.n == 0) continue;
        const auto interval = stats::wilson(result.correct, result.n);
        if (!interval) return unexpected(interval.error());
        result.accuracy = interval->value;
        result.low = interval->low;
        result.high = interval->high;
        result.tokensPerProblem /= static_cast<double>(result.n);
        if (labelled[result.bucket] > 0)
            result.faithful = static_cast<double>(faithful[result.bucket]) / static_cast<double>(result.n);
    }
    return out;
}

/// Only problems that both were asked count; a bucket without any is left out.
Status addPairs(const ArmAnswers &a, const ArmAnswers &b, std::vector<PairResult> &out) {
    for (const auto &bucket : a.buckets) {
        const auto other = b.solved.find(bucket);
        if (other == b.solved.end()) continue;
        PairResult pair{.a = a.run->name, .b = b.run->name, .bucket = bucket};
        std::int64_t shared = 0;
        for (const auto &[problem, right] : a.solved.at(bucket)) {
            const auto it = other->second.find(problem);
            if (it == other->second.end()) continue;
            ++shared;
            pair.aOnly += right && !it->second;
            pair.bOnly += !right && it->second;
        }
        if (shared == 0) continue;
        const auto test = stats::mcnemar(pair.aOnly, pair.bOnly);
        if (!test) return unexpected(test.error());
        pair.p = test->p;
        out.push_back(std::move(pair));
    }
    return {};
}

/// Whoever reads the table has looked at all of them.
Status correctForLooks(std::vector<PairResult> &pairs) {
    if (pairs.empty()) return {};
    std::vector<double> plain;
    plain.reserve(pairs.size());
    for (const auto &pair : pairs) plain.push_back(pair.p);
    const auto corrected = stats::holm(plain);
    if (!corrected) return unexpected(corrected.error());
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].pHolm = (*corrected)[i];
    return {};
}

Status addCosts(const Project &project, const Plan &plan, Comparison &comparison) {
    const auto costs = Costs::of(project, plan);
    if (!costs) return unexpected(costs.error());
    comparison.trainings = costs->trainings();
    for (const auto &run : plan.runs) {
        if (isTraining(run.kind)) comparison.parents[run.name] = run.model;
        for (auto &arm : comparison.arms)
            if (isArm(run.kind) && arm.name == run.name) arm.training = costs->wayTo(run);
    }
    return {};
}

template <class T> std::vector<std::string> distinct(const std::vector<ArmResult> &arms, T ArmResult::*member) {
    std::vector<std::string> names;
    for (const auto &arm : arms)
        if (std::find(names.begin(), names.end(), arm.*member) == names.end()) names.push_back(arm.*member);
    return names;
}

} // namespace

std::vector<std::string> Comparison::bucketNames() const {
    return distinct(arms, &ArmResult::bucket);
}
std::vector<std::string> Comparison::armNames() const {
    return distinct(arms, &ArmResult::name);
}

const ArmResult *Comparison::find(const std::string &arm, const std::string &bucket) const {
    const auto it =
        std::find_if(arms.begin(), arms.end(), [&](const ArmResult &r) { return r.name == arm && r.bucket == bucket; });
    return it == arms.end() ? nullptr : &*it;
}

const PairResult *Comparison::pair(const std::string &a, const std::string &b, const std::string &bucket) const {
    const auto it = std::find_if(pairs.begin(), pairs.end(), [&](const PairResult &p) {
        return p.bucket == bucket && ((p.a == a && p.b == b) || (p.a == b && p.b == a));
    });
    return it == pairs.end() ? nullptr : &*it;
}

Result<Comparison> compare(Project &project, const Plan &plan) {
    Comparison comparison{.experiment = plan.experiment};
    std::vector<ArmAnswers> all;
    for (const auto &run : plan.runs) {
        if (!isArm(run.kind)) continue;
        const auto state = loggedState(project.runFolder(run.id));
        if (!state) return unexpected(state.error());
        if (state->state != "finished") {
            comparison.missing.push_back(run.name);
            continue;
        }
        const auto rows = readAnswers(project.runFolder(run.id) / "answers.jsonl");
        if (!rows) return unexpected(rows.error());
        all.push_back({.run = &run});
        auto results = resultsOf(run, *rows, all.back());
        if (!results) return unexpected(results.error());
        std::move(results->begin(), results->end(), std::back_inserter(comparison.arms));
        auto told = toldReliabilities(run.name, *rows);
        if (!told) return unexpected(told.error());
        std::move(told->begin(), told->end(), std::back_inserter(comparison.reliabilities));
    }
    if (comparison.arms.empty())
        return fail({.code = "compare.nothing_finished",
                     .message = "no arm of the experiment has finished",
                     .file = project.folder().string(),
                     .remedy = {"Let it run to the end: lapidary-cli run {0}", project.folder().string()}});
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = a + 1; b < all.size(); ++b)
            if (auto ok = addPairs(all[a], all[b], comparison.pairs); !ok) return unexpected(ok.error());
    if (auto ok = correctForLooks(comparison.pairs); !ok) return unexpected(ok.error());
    if (auto ok = addCosts(project, plan, comparison); !ok) return unexpected(ok.error());
    comparison.shared = sharedRuns(plan);
    auto taken = drawnBefore(project, plan);
    if (!taken) return unexpected(taken.error());
    comparison.drawnBefore = std::move(*taken);
    auto exposure = exposureOf(project, plan);
    if (!exposure) return unexpected(exposure.error());
    comparison.exposure = std::move(*exposure);
    return comparison;
}

} // namespace lapidary
