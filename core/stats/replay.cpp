// SPDX-License-Identifier: Apache-2.0
#include "core/stats/replay.h"
#include "core/base/rng.h"
#include "core/stats/range_error.h"
#include "core/stats/score_calibration.h"
#include "core/stats/votes.h"
#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <numeric>

namespace lapidary::stats {
namespace {

Status check(std::span<const ReplaySample> samples, std::span<const std::int64_t> most, const ReplayRule &rule) {
    if (samples.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no samples",
                     .field = "n",
                     .found = "0",
                     .expected = "1 or more"});
    for (const auto n : most)
        if (n < 1 || n > std::ssize(samples))
            return outOfRange("most", std::to_string(n), {"1 to {0}", samples.size()});
    for (const auto &sample : samples)
        if (!std::isfinite(sample.weight) || std::isnan(sample.score) || !std::isfinite(sample.tokens))
            return outOfRange("samples", "nan", "weights, scores and tokens that are numbers");
    if (rule.window < 1) return outOfRange("window", std::to_string(rule.window), "1 or more");
    if (rule.orders < 1 || rule.orders > 10'000'000)
        return outOfRange("orders", std::to_string(rule.orders), "1 to 10000000");
    if (!(rule.threshold >= 0 && rule.threshold <= 1))
        return outOfRange("threshold", std::to_string(rule.threshold), "0 to 1");
    return {};
}

/// Weights that were added in another order are equal yet.
bool equal(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

struct Party {
    bool right = false;
    std::int64_t votes = 0;
    double weight = 0;
};

/// The samples of one order, drawn one by one.
class Draws {
public:
    Draws(std::span<const ReplaySample> samples, std::size_t parties, const ReplayRule &rule)
        : samples_(samples), rule_(rule), parties_(parties) {}

    void begin() {
        std::fill(parties_.begin(), parties_.end(), Party{});
        best_ = -std::numeric_limits<double>::infinity();
        bestRight_ = bestCount_ = tokens_ = 0;
        run_ = 0;
        runAnswer_ = -1;
    }

    void draw(std::size_t index) {
        const ReplaySample &sample = samples_[index];
        tokens_ += sample.tokens;
        if (sample.answer >= 0) {
            Party &party = parties_[static_cast<std::size_t>(sample.answer)];
            party.right = sample.correct;
            ++party.votes;
            party.weight += sample.weight;
        }
        run_ = sample.answer >= 0 && sample.answer == runAnswer_ ? run_ + 1 : sample.answer >= 0 ? 1 : 0;
        runAnswer_ = sample.answer;
        if (std::isinf(sample.score) && sample.score < 0) return;
        if (sample.score > best_) best_ = sample.score, bestRight_ = bestCount_ = 0;
        if (sample.score < best_) return;
        bestRight_ += sample.correct;
        ++bestCount_;
    }

    double right() const {
        if (rule_.highest) return bestCount_ > 0 ? bestRight_ / bestCount_ : 0;
        double most = -std::numeric_limits<double>::infinity();
        for (const Party &party : parties_)
            if (party.votes > 0) most = std::max(most, party.weight);
        double winners = 0, right = 0;
        for (const Party &party : parties_)
            if (party.votes > 0 && equal(party.weight, most)) ++winners, right += party.right;
        return winners > 0 ? right / winners : 0;
    }
    /// Of the answer on which the last window agrees.
    double rightOfRun() const { return parties_[static_cast<std::size_t>(runAnswer_)].right ? 1 : 0; }

    std::pair<std::int64_t, std::int64_t> lead() const {
        std::int64_t first = 0, second = 0;
        for (const Party &party : parties_) {
            second = std::max(second, std::min(party.votes, first));
            first = std::max(first, party.votes);
        }
        return {first, second};
    }
    std::int64_t agreeing() const { return run_; } ///< how many of the last draws are of one answer
    double tokens() const { return tokens_; }

private:
    std::span<const ReplaySample> samples_;
    const ReplayRule &rule_;
    std::vector<Party> parties_;
    double best_ = 0, bestRight_ = 0, bestCount_ = 0, tokens_ = 0;
    std::int64_t run_ = 0, runAnswer_ = -1;
};

/// What stood after each draw of an order.
struct Stand {
    double right = 0, rightOfRun = 0, tokens = 0;
    std::int64_t ahead = 0, agreeing = 0;
    bool sure = false; ///< by the Beta criterion
};

/// The draw after which an order ends that may have `most`.
std::size_t endOf(const std::vector<Stand> &stands, std::int64_t most, const ReplayRule &rule) {
    using Stop = ReplayRule::Stop;
    for (std::int64_t t = rule.window; rule.stop != Stop::Never && t < most; t += rule.window) {
        const Stand &stand = stands[static_cast<std::size_t>(t)];
        if ((rule.stop == Stop::Lead && stand.sure) ||
            (rule.stop == Stop::Agreement && stand.agreeing >= rule.window) ||
            (rule.stop == Stop::Decided && stand.ahead > most - t))
            return static_cast<std::size_t>(t);
    }
    return static_cast<std::size_t>(most);
}

/// An agreeing window decides, whatever came before it; its last draw may be the last of all.
double rightAt(const std::vector<Stand> &stands, std::size_t t, const ReplayRule &rule) {
    const Stand &stand = stands[t];
    const bool agreed = rule.stop == ReplayRule::Stop::Agreement && static_cast<std::int64_t>(t) % rule.window == 0 &&
                        stand.agreeing >= rule.window;
    return agreed ? stand.rightOfRun : stand.right;
}

/// Calls `each` with every order, or with as many random ones as the rule says. Returns how many.
template <class Each> double forOrders(std::size_t n, const ReplayRule &rule, Each each) {
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::int64_t all = 1;
    for (std::size_t i = 2; i <= n && all <= rule.orders; ++i) all *= static_cast<std::int64_t>(i);
    if (all <= rule.orders) {
        do each(order);
        while (std::next_permutation(order.begin(), order.end()));
        return static_cast<double>(all);
    }
    Rng rng(rule.seed, "stats.replay");
    for (std::int64_t i = 0; i < rule.orders; ++i) {
        rng.shuffle(order);
        each(order);
    }
    return static_cast<double>(rule.orders);
}

/// chanceOfLead() of every lead that `n` samples can have, asked once.
class SureLeads {
public:
    SureLeads(std::int64_t n, double threshold) : n_(n), known_(static_cast<std::size_t>((n + 1) * (n + 1)), -1) {
        threshold_ = threshold;
    }
    bool operator()(std::pair<std::int64_t, std::int64_t> lead) {
        auto &known = known_[static_cast<std::size_t>(lead.first * (n_ + 1) + lead.second)];
        if (known < 0) known = chanceOfLead(lead.first, lead.second).value_or(0) > threshold_;
        return known == 1;
    }

private:
    std::int64_t n_;
    double threshold_ = 0;
    std::vector<std::int8_t> known_;
};

} // namespace

Result<std::vector<Replayed>> replay(std::span<const ReplaySample> samples, std::span<const std::int64_t> most,
                                     const ReplayRule &rule) {
    if (const auto ok = check(samples, most, rule); !ok) return unexpected(ok.error());
    std::int64_t parties = 0;
    for (const auto &sample : samples) parties = std::max(parties, sample.answer + 1);
    const auto last = most.empty() ? 0 : static_cast<std::size_t>(*std::max_element(most.begin(), most.end()));
    Draws draws(samples, static_cast<std::size_t>(parties), rule);
    SureLeads sure(std::ssize(samples), rule.threshold);
    std::vector<Stand> stands(last + 1);
    std::vector<Replayed> out(most.size());
    const double orders = forOrders(samples.size(), rule, [&](const std::vector<std::size_t> &order) {
        draws.begin();
        for (std::size_t t = 1; t <= last; ++t) {
            draws.draw(order[t - 1]);
            const auto lead = draws.lead();
            stands[t] = {.right = draws.right(),
                         .rightOfRun = draws.agreeing() > 0 ? draws.rightOfRun() : 0,
                         .tokens = draws.tokens(),
                         .ahead = lead.first - lead.second,
                         .agreeing = draws.agreeing(),
                         .sure = rule.stop == ReplayRule::Stop::Lead && sure(lead)};
        }
        for (std::size_t i = 0; i < most.size(); ++i) {
            const std::size_t end = endOf(stands, most[i], rule);
            out[i].right += rightAt(stands, end, rule);
            out[i].samples += static_cast<double>(end);
            out[i].tokens += stands[end].tokens;
        }
    });
    for (auto &each : out) each.right /= orders, each.samples /= orders, each.tokens /= orders;
    return out;
}

namespace {

/// The chances of 0, 1, 2 … accepted ones, of one more that is accepted with chance p.
void addOne(std::vector<double> &counts, double p) {
    counts.push_back(0);
    for (std::size_t k = counts.size(); k-- > 0;) counts[k] = counts[k] * (1 - p) + (k > 0 ? counts[k - 1] * p : 0);
}

} // namespace

Result<std::vector<double>> verifiedChoices(std::int64_t k, double truePositive, double falsePositive) {
    if (k < 1 || k > 1024) return outOfRange("k", std::to_string(k), "1 to 1024");
    for (const auto &[field, share] : {std::pair{"true_positive", truePositive}, {"false_positive", falsePositive}})
        if (!(share >= 0 && share <= 1)) return outOfRange(field, std::to_string(share), "0 to 1");
    const auto all = static_cast<std::size_t>(k);
    std::vector<double> out(all + 1);
    for (std::size_t right = 1; right <= all; ++right) {
        std::vector<double> others{1.0};
        for (std::size_t i = 1; i < right; ++i) addOne(others, truePositive);
        for (std::size_t i = right; i < all; ++i) addOne(others, falsePositive);
        double chosen = 0;
        for (std::size_t x = 0; x < others.size(); ++x) chosen += others[x] / static_cast<double>(x + 1);
        const auto r = static_cast<double>(right), wrong = static_cast<double>(all - right);
        out[right] = r * truePositive * chosen +
                     std::pow(1 - truePositive, r) * std::pow(1 - falsePositive, wrong) * r / static_cast<double>(all);
    }
    return out;
}

Result<double> verifiedAtK(std::int64_t n, std::int64_t correct, std::span<const double> choices) {
    const auto k = std::ssize(choices) - 1;
    if (k < 1 || k > n) return outOfRange("k", std::to_string(k), {"1 to {0}", n});
    if (correct < 0 || correct > n) return outOfRange("correct", std::to_string(correct), {"0 to {0}", n});
    const auto logChoose = [](std::int64_t from, std::int64_t take) {
        return std::lgamma(static_cast<double>(from + 1)) - std::lgamma(static_cast<double>(take + 1)) -
               std::lgamma(static_cast<double>(from - take + 1));
    };
    double out = 0;
    for (std::int64_t r = std::max<std::int64_t>(0, k - (n - correct)); r <= std::min(correct, k); ++r)
        out += choices[static_cast<std::size_t>(r)] *
               std::exp(logChoose(correct, r) + logChoose(n - correct, k - r) - logChoose(n, k));
    return out;
}

namespace {

constexpr int kQuantiles = 1000;

/// E p and E p², without bias.
struct Moments {
    double first = 0, second = 0;
};

Result<Moments> momentsOf(std::span<const std::int64_t> correct, std::int64_t n) {
    if (correct.empty())
        return fail({.code = "stats.empty",
                     .message = "There are no problems",
                     .field = "correct",
                     .found = "0",
                     .expected = "1 or more"});
    if (n < 2) return outOfRange("n", std::to_string(n), "2 or more");
    Moments out;
    const auto all = static_cast<double>(n), problems = static_cast<double>(correct.size());
    for (const auto c : correct) {
        if (c < 0 || c > n) return outOfRange("correct", std::to_string(c), {"0 to {0}", n});
        const auto right = static_cast<double>(c);
        out.first += right / all / problems;
        out.second += right * (right - 1) / (all * (all - 1)) / problems;
    }
    return out;
}

} // namespace

Result<double> verifiedCeilingOver(std::span<const std::int64_t> correct, std::int64_t n, double truePositive,
                                   double falsePositive) {
    const auto moments = momentsOf(correct, n);
    if (!moments) return unexpected(moments.error());
    const auto ceiling = [&](double right) { return verifiedCeiling(right, truePositive, falsePositive); };
    const double mean = moments->first, spread = moments->second - mean * mean;
    auto whole = ceiling(mean);
    if (!whole || spread <= 0) return whole; // all problems alike
    const double strength = (mean - moments->second) / spread;
    if (strength <= 1e-3) // each is always right, or never
        return ceiling(1).and_then([&](double right) {
            return ceiling(0).map([&](double wrong) { return mean * right + (1 - mean) * wrong; });
        });
    const boost::math::beta_distribution<> shares(mean * strength, (1 - mean) * strength);
    double sum = 0;
    for (int i = 0; i < kQuantiles; ++i)
        sum += ceiling(boost::math::quantile(shares, (i + 0.5) / kQuantiles)).value_or(0);
    return sum / kQuantiles;
}

} // namespace lapidary::stats
