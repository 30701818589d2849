// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/budget.h"
#include "core/stats/paired.h"
#include "core/stats/samples.h"
#include "core/workbench/data/graded_answer.h"
#include "core/workbench/data/jsonl.h"
#include "core/workbench/queue/run_folder.h"
#include "core/workbench/stages/run_kind.h"
#include <algorithm>
#include <limits>

namespace lapidary {
namespace {

constexpr std::int64_t kSteps[] = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
constexpr std::int64_t kDraws = 1000, kResamples = 1000;

/// The samples of one problem, with the two scores that cost nothing.
struct Drawn {
    std::vector<stats::Sample> votes{}, byLogprob{}, byMean{};
    double tokens = 0; ///< of all samples
    std::int64_t correct = 0;
};
using Buckets = std::vector<std::pair<std::string, std::vector<Drawn>>>;

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// What cannot vote or win (it was cut, is empty, has no log-probability) takes its place among the draws and is not
/// right.
Status addSample(const Json &sample, Drawn &out) {
    const auto tokens = getNumber(sample, "tokens");
    if (!tokens) return unexpected(tokens.error());
    const auto graded = gradedAnswer(sample);
    if (!graded) return unexpected(graded.error());
    const Json logprob = sample.value("logprob", Json());
    const bool whole = graded->answer.fault().empty();
    stats::Sample one{.correct = whole && graded->isRight(), .score = kNever};
    out.tokens += *tokens;
    out.correct += one.correct;
    stats::Sample vote = one;
    if (whole) vote.answer = graded->answer.result.value_or("");
    out.votes.push_back(std::move(vote));
    one.correct &= logprob.is_number();
    if (whole && logprob.is_number()) one.score = logprob.get<double>();
    out.byLogprob.push_back(one);
    one.score /= std::max(1.0, *tokens);
    out.byMean.push_back(std::move(one));
    return {};
}

Result<Drawn> drawnFrom(const Json &row) {
    Drawn out;
    for (const auto &sample : row.value("samples", Json::array()))
        if (auto ok = addSample(sample, out); !ok) return unexpected(ok.error());
    return out;
}

Result<Buckets> readSamples(const fs::path &file) {
    Buckets buckets;
    const auto read = forEachRow(file, [&](const Json &row) -> Status {
        const auto bucket = getString(row, "bucket");
        if (!bucket) return unexpected(bucket.error());
        if (row.contains("correct") && row["correct"].is_null()) return {}; // unscorable
        auto drawn = drawnFrom(row);
        if (!drawn) return unexpected(drawn.error());
        auto it = std::find_if(buckets.begin(), buckets.end(), [&](const auto &each) { return each.first == *bucket; });
        if (it == buckets.end()) it = buckets.insert(buckets.end(), {*bucket, {}});
        it->second.push_back(std::move(*drawn));
        return {};
    });
    if (!read) return unexpected(read.error());
    return buckets;
}

Result<double> expected(const Drawn &problem, const std::string &rule, std::int64_t n) {
    if (rule == "majority") return stats::majorityAtK(problem.votes, n, 0, kDraws);
    if (rule == "logprob") return stats::bestOfK(problem.byLogprob, n);
    if (rule == "mean_logprob") return stats::bestOfK(problem.byMean, n);
    return stats::passAtK(static_cast<std::int64_t>(problem.byLogprob.size()), problem.correct, n);
}

Result<BudgetPoint> pointAt(const std::vector<Drawn> &problems, const std::string &rule, std::int64_t n) {
    BudgetPoint point{.n = n};
    std::vector<double> right, nothing(problems.size(), 0.0);
    for (const auto &problem : problems) {
        const auto chance = expected(problem, rule, n);
        if (!chance) return unexpected(chance.error());
        right.push_back(*chance);
        point.tokens += static_cast<double>(n) * problem.tokens / static_cast<double>(problem.byLogprob.size()) /
                        static_cast<double>(problems.size());
    }
    const auto interval = stats::pairedBootstrap(nothing, right, 1, kResamples); // against nothing: the mean itself
    if (!interval) return unexpected(interval.error());
    point.accuracy = interval->difference.value;
    point.low = interval->difference.low;
    point.high = interval->difference.high;
    return point;
}

Status addCurves(const std::string &arm, const std::string &bucket, const std::vector<Drawn> &problems,
                 std::vector<BudgetCurve> &out) {
    std::size_t most = problems.front().byLogprob.size();
    for (const auto &problem : problems) most = std::min(most, problem.byLogprob.size());
    if (most < 2) return {};
    for (const char *rule : {"majority", "logprob", "mean_logprob", "any_right"}) {
        BudgetCurve curve{.arm = arm,
                          .bucket = bucket,
                          .rule = rule,
                          .oracle = std::string(rule) == "any_right",
                          .problems = static_cast<std::int64_t>(problems.size())};
        std::vector<std::int64_t> sizes(std::begin(kSteps), std::end(kSteps));
        const auto last = static_cast<std::int64_t>(most);
        std::erase_if(sizes, [&](auto n) { return n >= last; });
        sizes.push_back(last);
        for (const auto n : sizes) {
            const auto point = pointAt(problems, rule, n);
            if (!point) return unexpected(point.error());
            curve.points.push_back(*point);
        }
        out.push_back(std::move(curve));
    }
    return {};
}

} // namespace

Result<std::vector<BudgetCurve>> budgetCurves(const Project &project, const Plan &plan) {
    std::vector<BudgetCurve> out;
    for (const auto &run : plan.runs) {
        if (!isArm(run.kind) || run.config.value("config", Json::object()).value("n", std::int64_t{1}) < 2) continue;
        const auto state = loggedState(project.runFolder(run.id));
        if (!state) return unexpected(state.error());
        if (state->state != "finished") continue;
        const auto buckets = readSamples(project.runFolder(run.id) / "answers.jsonl");
        if (!buckets) return unexpected(buckets.error());
        for (const auto &[bucket, problems] : *buckets)
            if (auto added = addCurves(run.name, bucket, problems, out); !added) return unexpected(added.error());
    }
    return out;
}

Json toJson(const BudgetCurve &curve) {
    Json points = Json::array();
    for (const auto &p : curve.points)
        points.push_back(
            {{"n", p.n}, {"tokens_per_problem", p.tokens}, {"accuracy", p.accuracy}, {"low", p.low}, {"high", p.high}});
    return {{"arm", curve.arm},       {"bucket", curve.bucket},       {"rule", curve.rule},
            {"oracle", curve.oracle}, {"n_problems", curve.problems}, {"points", std::move(points)}};
}

} // namespace lapidary
