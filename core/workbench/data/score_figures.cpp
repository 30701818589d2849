// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/data/score_figures.h"
#include "core/stats/score_calibration.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace lapidary {
namespace {

using Kind = HeldOutScores::Kind;
constexpr std::int64_t kBins = 10; ///< of pairs only the upper half can be filled

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

/// 1, 2 or 5 times a power of ten, so that about `bins` of them span the values.
double niceWidth(double span, int bins) {
    if (!(span > 0)) return 1;
    const double rough = span / bins, power = std::pow(10, std::floor(std::log10(rough)));
    for (const double times : {1.0, 2.0, 5.0})
        if (rough <= times * power * (1 + 1e-9)) return times * power;
    return 10 * power;
}

struct Valued {
    double value;
    bool right;
};

std::vector<ScoreBin> histogramOf(const std::vector<Valued> &values) {
    constexpr int kBars = 20;
    if (values.empty()) return {};
    double low = 0, high = 0;
    for (const Valued &each : values) {
        low = std::min(low, each.value);
        high = std::max(high, each.value);
    }
    const double width = niceWidth(high - low, kBars);
    std::map<std::int64_t, ScoreBin> bins;
    for (const Valued &each : values) {
        const auto place = static_cast<std::int64_t>(std::ceil(each.value / width)) - 1;
        (each.right ? bins[place].right : bins[place].wrong) += 1;
    }
    std::vector<ScoreBin> out;
    for (std::int64_t place = bins.begin()->first; place <= bins.rbegin()->first; ++place) {
        ScoreBin bin = bins[place];
        bin.low = static_cast<double>(place) * width;
        bin.high = static_cast<double>(place + 1) * width;
        out.push_back(bin);
    }
    return out;
}

std::optional<double> correlationOf(const std::vector<HeldOutScore> &scores) {
    const auto n = static_cast<double>(scores.size());
    double meanScore = 0, meanTokens = 0, both = 0, ofScore = 0, ofTokens = 0;
    for (const HeldOutScore &each : scores) {
        meanScore += each.score / n;
        meanTokens += each.tokens / n;
    }
    for (const HeldOutScore &each : scores) {
        const double x = each.score - meanScore, y = each.tokens - meanTokens;
        both += x * y;
        ofScore += x * x;
        ofTokens += y * y;
    }
    if (!(ofScore > 0) || !(ofTokens > 0)) return {};
    return both / std::sqrt(ofScore * ofTokens);
}

/// Mann and Whitney's U over the number of couples, by ranks.
std::optional<double> separationOf(std::vector<Valued> values) {
    std::sort(values.begin(), values.end(), [](const Valued &a, const Valued &b) { return a.value < b.value; });
    double below = 0, wins = 0, right = 0;
    for (std::size_t begin = 0; begin < values.size();) {
        std::size_t end = begin;
        double good = 0;
        while (end < values.size() && values[end].value == values[begin].value) good += values[end++].right;
        const double bad = static_cast<double>(end - begin) - good;
        wins += good * (below + bad / 2);
        below += bad;
        right += good;
        begin = end;
    }
    if (right == 0 || below == 0) return {};
    return wins / (right * below);
}

void calibrate(const std::vector<double> &confidence, const std::vector<std::uint8_t> &correct, ScoreFigures &out) {
    const std::unique_ptr<bool[]> verdicts(new bool[correct.size()]);
    std::copy(correct.begin(), correct.end(), verdicts.get());
    auto calibration = stats::calibration(confidence, {verdicts.get(), correct.size()}, kBins);
    if (calibration) out.calibration = std::move(*calibration);
    out.chance = stats::calibrationFloor(confidence, kBins).value_or(0);
}

void addLengths(const std::vector<RankedScore> &pairs, ScoreFigures &out) {
    for (const RankedScore &each : pairs) {
        if (each.tokens == each.otherTokens) continue;
        ++out.unequal;
        const bool chosenIsLonger = each.tokens > each.otherTokens;
        out.longerChosen += chosenIsLonger;
        out.longerPreferred += chosenIsLonger ? each.score > each.other : each.score < each.other;
    }
}

} // namespace

ScoreFigures figuresOf(const HeldOutScores &scores) {
    const std::vector<RankedScore> all = worstFirst(scores);
    const bool pairs = scores.kind == Kind::Pairs;
    ScoreFigures out{.count = std::ssize(all)};
    if (all.empty()) return out;
    std::vector<double> confidence;
    std::vector<std::uint8_t> correct;
    std::vector<Valued> values;
    std::int64_t rightly = 0;
    for (const RankedScore &each : all) {
        const bool said = pairs ? each.lead > 0 : (each.score > 0) == each.right;
        rightly += said;
        out.labelledRight += !pairs && each.right;
        confidence.push_back(pairs ? sigmoid(std::abs(each.lead)) : sigmoid(each.score));
        correct.push_back(pairs ? said : each.right);
        values.push_back({pairs ? each.lead : each.score, each.right});
    }
    out.rightly = *stats::wilson(rightly, out.count);
    out.histogram = histogramOf(values);
    calibrate(confidence, correct, out);
    out.lengthCorrelation = correlationOf(scores.scores);
    if (pairs)
        addLengths(all, out);
    else
        out.separation = separationOf(std::move(values));
    return out;
}

std::vector<RankedScore> worstFirst(const HeldOutScores &scores) {
    std::vector<RankedScore> out;
    const bool pairs = scores.kind == Kind::Pairs;
    const auto &all = scores.scores;
    for (std::size_t i = 0; i + (pairs ? 1 : 0) < all.size(); i += pairs ? 2 : 1) {
        const HeldOutScore &one = all[i];
        RankedScore each{.line = one.line,
                         .row = one.row,
                         .place = one.place,
                         .right = pairs || one.label > 0.5f,
                         .score = one.score,
                         .tokens = one.tokens};
        if (pairs) {
            each.other = all[i + 1].score;
            each.otherTokens = all[i + 1].tokens;
        }
        each.lead = pairs ? each.score - each.other : each.right ? each.score : -each.score;
        out.push_back(each);
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.lead < b.lead; });
    return out;
}

} // namespace lapidary
