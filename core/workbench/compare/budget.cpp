// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/compare/budget.h"
#include "core/stats/paired.h"
#include "core/stats/replay.h"
#include "core/stats/samples.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kSteps[] = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};
constexpr std::int64_t kDraws = 1000, kResamples = 1000;
constexpr double kNever = -std::numeric_limits<double>::infinity();

bool isOneOf(const std::string &word, std::initializer_list<const char *> words) {
    return std::any_of(words.begin(), words.end(), [&](const char *each) { return word == each; });
}

Status checkWords(const WhatIf &asked) {
    const auto unknown = [](const char *field, const std::string &found, const char *expected) {
        return fail({.code = "what_if.unknown",
                     .message = "There is no such rule for stored samples.",
                     .field = field,
                     .found = found,
                     .expected = expected});
    };
    if (!isOneOf(asked.choose, {"majority", "weighted", "highest", "any_right", "verifier"}))
        return unknown("choose", asked.choose, "majority, weighted, highest, any_right or verifier");
    if (!isOneOf(asked.score, {"logprob", "mean_logprob", "stored"}))
        return unknown("score", asked.score, "logprob, mean_logprob or stored");
    if (!isOneOf(asked.stop, {"never", "lead", "agreement", "decided"}))
        return unknown("stop", asked.stop, "never, lead, agreement or decided");
    return {};
}

Status check(const StoredArm &arm, const WhatIf &asked) {
    if (const auto ok = checkWords(asked); !ok) return ok;
    for (const auto &[field, share] : {std::pair{"weight", asked.weight},
                                       {"threshold", asked.threshold},
                                       {"true_positive", asked.truePositive},
                                       {"false_positive", asked.falsePositive}})
        if (!(share >= 0 && share <= 1))
            return fail({.code = "what_if.range",
                         .message = "A number is out of its range.",
                         .field = field,
                         .found = std::to_string(share),
                         .expected = "0 to 1"});
    if (asked.window < 0)
        return fail({.code = "what_if.range",
                     .message = "A number is out of its range.",
                     .field = "window",
                     .found = std::to_string(asked.window),
                     .expected = "1 or more, or 0 for the usual one"});
    if (asked.usesScore() && asked.score == "stored" && !arm.isScored())
        return fail({.code = "what_if.no_scores",
                     .message = {"The arm “{0}” keeps no scores of its samples.", arm.arm},
                     .field = "score",
                     .found = "stored",
                     .remedy = "Choose logprob or mean_logprob, or run the arm with a scorer."});
    if (asked.stop == "decided" && asked.choose != "majority")
        return fail({.code = "what_if.unequal_votes",
                     .message = "Which samples cannot change the vote any more is known of equal votes only.",
                     .field = "stop",
                     .found = asked.choose,
                     .expected = "majority",
                     .remedy = "Choose by majority, or stop by lead or agreement."});
    return {};
}

std::optional<double> scoreOf(const StoredSample &sample, const std::string &score) {
    if (!sample.whole) return {};
    if (score == "stored") return sample.score;
    if (score == "logprob" || !sample.logprob) return sample.logprob;
    return *sample.logprob / std::max(1.0, sample.tokens);
}

/// Scores of an arm that do not all lie between 0 and 1 are no weights yet.
bool areShares(const StoredArm &arm) {
    for (const auto &problem : arm.problems)
        for (const auto &sample : problem.samples)
            if (sample.score && !(*sample.score >= 0 && *sample.score <= 1)) return false;
    return true;
}

double weightOf(double score, const WhatIf &asked, bool shares) {
    const double share = asked.score != "stored" ? std::exp(score) : shares ? score : 1 / (1 + std::exp(-score));
    return 1 - asked.weight + asked.weight * share;
}

/// A sample without a score neither wins nor has a weighted vote.
std::vector<stats::ReplaySample> replaySamples(const StoredProblem &problem, const WhatIf &asked, bool shares) {
    std::vector<stats::ReplaySample> out;
    for (const auto &sample : problem.samples) {
        stats::ReplaySample one{.answer = sample.answer, .correct = sample.correct, .tokens = sample.tokens};
        if (asked.usesScore()) {
            const auto score = scoreOf(sample, asked.score);
            one.score = score.value_or(kNever);
            if (!score) one.correct = false;
            if (asked.choose == "weighted") {
                if (score)
                    one.weight = weightOf(*score, asked, shares);
                else
                    one.answer = -1;
            }
        }
        out.push_back(one);
    }
    return out;
}

stats::ReplayRule ruleOf(const WhatIf &asked) {
    using Stop = stats::ReplayRule::Stop;
    stats::ReplayRule rule{.highest = asked.choose == "highest", .threshold = asked.threshold};
    rule.stop = asked.stop == "lead"        ? Stop::Lead
                : asked.stop == "agreement" ? Stop::Agreement
                : asked.stop == "decided"   ? Stop::Decided
                                            : Stop::Never;
    rule.window = asked.window > 0 ? asked.window : asked.stop == "agreement" ? 5 : 1;
    return rule;
}

std::vector<stats::Sample> plainSamples(const std::vector<stats::ReplaySample> &samples) {
    std::vector<stats::Sample> out;
    for (const auto &each : samples) {
        stats::Sample one{.correct = each.correct, .score = each.score};
        if (each.answer >= 0) one.answer = std::to_string(each.answer);
        out.push_back(std::move(one));
    }
    return out;
}

/// What a problem gives at each of the sizes, and what it draws for it.
using Outcomes = Result<std::vector<stats::Replayed>>;

/// All that are asked for are drawn: what a problem costs is the mean.
template <class Chance>
Outcomes withoutStop(const StoredProblem &problem, const std::vector<std::int64_t> &sizes, Chance chance) {
    std::vector<stats::Replayed> out;
    for (const auto n : sizes) {
        const Result<double> right = chance(n);
        if (!right) return unexpected(right.error());
        const auto drawn = static_cast<double>(n);
        out.push_back({*right, drawn, drawn * problem.tokens() / static_cast<double>(problem.samples.size())});
    }
    return out;
}

Outcomes outcomesOf(const StoredProblem &problem, const std::vector<std::int64_t> &sizes, const WhatIf &asked,
                    bool shares) {
    const auto all = std::ssize(problem.samples);
    if (asked.choose == "any_right")
        return withoutStop(problem, sizes, [&](auto n) { return stats::passAtK(all, problem.correct(), n); });
    const auto samples = replaySamples(problem, asked, shares);
    if (asked.stop != "never" || asked.choose == "weighted") return stats::replay(samples, sizes, ruleOf(asked));
    const auto plain = plainSamples(samples);
    return withoutStop(problem, sizes, [&](auto n) {
        return asked.choose == "highest" ? stats::bestOfK(plain, n) : stats::majorityAtK(plain, n, 0, kDraws);
    });
}

/// What `replayed` took of the time and of the verifier's tokens, by what it drew.
void addCost(const StoredProblem &problem, const stats::Replayed &replayed, bool scored, BudgetPoint &point,
             double problems) {
    const auto stored = static_cast<double>(problem.samples.size());
    const double all = problem.tokens(), share = all > 0 ? replayed.tokens / all : replayed.samples / stored;
    const double verifier = scored ? problem.verifier * replayed.samples / stored : 0;
    point.samples += replayed.samples / problems;
    point.tokens += (replayed.tokens + verifier) / problems;
    point.seconds += problem.seconds * share / problems;
}

std::vector<std::int64_t> sizesFor(std::int64_t last) {
    std::vector<std::int64_t> sizes(std::begin(kSteps), std::end(kSteps));
    std::erase_if(sizes, [&](auto n) { return n >= last; });
    sizes.push_back(last);
    return sizes;
}

/// outcomes[problem][size] → the points, with intervals over problems.
Status addPoints(const StoredArm &arm, const std::vector<std::vector<stats::Replayed>> &outcomes,
                 const std::vector<std::int64_t> &sizes, bool scored, BudgetCurve &curve) {
    const std::vector<double> nothing(arm.problems.size(), 0.0);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        BudgetPoint point{.n = sizes[i]};
        std::vector<double> right;
        for (std::size_t p = 0; p < arm.problems.size(); ++p) {
            right.push_back(outcomes[p][i].right);
            addCost(arm.problems[p], outcomes[p][i], scored, point, static_cast<double>(arm.problems.size()));
        }
        const auto interval = stats::pairedBootstrap(nothing, right, 1, kResamples); // against nothing: the mean itself
        if (!interval) return unexpected(interval.error());
        point.accuracy = interval->difference.value;
        point.low = interval->difference.low;
        point.high = interval->difference.high;
        curve.points.push_back(point);
    }
    return {};
}

Result<double> ceilingOf(const StoredArm &arm, const WhatIf &asked) {
    std::vector<std::int64_t> correct;
    for (const auto &problem : arm.problems) correct.push_back(problem.correct());
    return stats::verifiedCeilingOver(correct, arm.samples(), asked.truePositive, asked.falsePositive);
}

/// No ceiling lies below what the curve, which is unbiased, has reached (no floor of a verifier that prefers wrong
/// answers above).
void moveCeiling(BudgetCurve &curve, const WhatIf &asked) {
    if (!curve.ceiling) return;
    const double reached = curve.points.back().accuracy;
    curve.ceiling = asked.truePositive >= asked.falsePositive ? std::max(*curve.ceiling, reached)
                                                              : std::min(*curve.ceiling, reached);
}

/// What the choices of a verifier are worth depends on how many are right among how many, and on no problem.
Result<std::vector<std::vector<stats::Replayed>>> verified(const StoredArm &arm, const std::vector<std::int64_t> &sizes,
                                                           const WhatIf &asked) {
    std::vector<std::vector<double>> choices;
    for (const auto n : sizes) {
        auto chosen = stats::verifiedChoices(n, asked.truePositive, asked.falsePositive);
        if (!chosen) return unexpected(chosen.error());
        choices.push_back(std::move(*chosen));
    }
    std::vector<std::vector<stats::Replayed>> out;
    for (const auto &problem : arm.problems) {
        auto each = choices.begin();
        auto outcomes = withoutStop(problem, sizes, [&](auto) {
            return stats::verifiedAtK(std::ssize(problem.samples), problem.correct(), *each++);
        });
        if (!outcomes) return unexpected(outcomes.error());
        out.push_back(std::move(*outcomes));
    }
    return out;
}

} // namespace

Result<BudgetCurve> whatIf(const StoredArm &arm, const WhatIf &asked) {
    if (const auto ok = check(arm, asked); !ok) return unexpected(ok.error());
    BudgetCurve curve{.arm = arm.arm,
                      .bucket = arm.bucket,
                      .rule = asked.choose,
                      .oracle = asked.choose == "any_right" || asked.choose == "verifier",
                      .problems = std::ssize(arm.problems)};
    if (arm.problems.empty()) return curve;
    const auto sizes = sizesFor(arm.samples());
    std::vector<std::vector<stats::Replayed>> outcomes;
    if (asked.choose == "verifier") {
        const auto ceiling = ceilingOf(arm, asked);
        if (!ceiling) return unexpected(ceiling.error());
        curve.ceiling = *ceiling;
        auto chosen = verified(arm, sizes, asked);
        if (!chosen) return unexpected(chosen.error());
        outcomes = std::move(*chosen);
    } else {
        const bool shares = areShares(arm);
        for (const auto &problem : arm.problems) {
            auto each = outcomesOf(problem, sizes, asked, shares);
            if (!each) return unexpected(each.error());
            outcomes.push_back(std::move(*each));
        }
    }
    const bool scored = asked.usesScore() && asked.score == "stored";
    if (auto ok = addPoints(arm, outcomes, sizes, scored, curve); !ok) return unexpected(ok.error());
    moveCeiling(curve, asked);
    return curve;
}

Result<std::vector<BudgetCurve>> budgetCurves(const std::vector<StoredArm> &arms) {
    std::vector<BudgetCurve> out;
    for (const auto &arm : arms) {
        std::vector<std::pair<std::string, WhatIf>> usual{
            {"majority", {}},
            {"logprob", {.choose = "highest", .score = "logprob"}},
            {"mean_logprob", {.choose = "highest", .score = "mean_logprob"}}};
        if (arm.isScored()) usual.push_back({"stored", {.choose = "highest", .score = "stored"}});
        usual.push_back({"any_right", {.choose = "any_right"}});
        for (const auto &[name, asked] : usual) {
            auto curve = whatIf(arm, asked);
            if (!curve) return unexpected(curve.error());
            curve->rule = name;
            out.push_back(std::move(*curve));
        }
    }
    return out;
}

} // namespace lapidary
