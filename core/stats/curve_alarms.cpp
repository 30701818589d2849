// SPDX-License-Identifier: Apache-2.0
#include "core/stats/curve_alarms.h"
#include "core/stats/metric_roles.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::size_t kWindow = 25; ///< of the running median
constexpr std::size_t kEnough = 10; ///< values of which a median is believed

template <class Values> double medianOf(const Values &values) {
    std::vector<double> sorted(values.begin(), values.end());
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    if (sorted.size() % 2 == 1) return *middle;
    return 0.5 * (*middle + *std::max_element(sorted.begin(), middle));
}

} // namespace

void CurveAlarms::Level::add(double value) {
    if (first.size() < enough) first.push_back(value);
    last.push_back(value);
    if (last.size() > enough) last.pop_front();
}
bool CurveAlarms::Level::isSettled() const {
    return first.size() == enough && last.size() == enough;
}
double CurveAlarms::Level::atFirst() const {
    return medianOf(first);
}
double CurveAlarms::Level::now() const {
    return medianOf(last);
}

std::vector<Alarm> CurveAlarms::next(double step, const std::map<std::string, double> &values) {
    if (step <= lastStep_) *this = {};
    lastStep_ = step;
    samples_ |= values.count("reward") > 0;
    std::vector<Alarm> out;
    for (const auto &[metric, value] : values) {
        bool &broken = broken_[metric];
        if (!std::isfinite(value) && !broken) out.push_back({AlarmKind::NotFinite, metric, step, 0, 0});
        broken = !std::isfinite(value);
        if (broken) continue;
        if (metric == "loss" && !samples_) watchLoss(step, value, out); // the loss of a policy gradient has no level
    }
    watchPolicy({step, values, out});
    watchCanary(step, values, out);
    return out;
}

void CurveAlarms::watchPolicy(const Seen &seen) {
    const auto watch = [&](MetricRole role, AlarmKind kind, Level &level, const auto &isHigh) {
        const auto value = valueOf(role, seen.values);
        if (!value) return;
        level.add(value->value);
        const bool high = level.isSettled() && isHigh(level.now(), level.atFirst());
        if (high && !level.told) seen.out.push_back({kind, value->metric, seen.step, level.now(), level.atFirst()});
        level.told = high;
    };
    watch(MetricRole::Kl, AlarmKind::KlRunaway, kl_,
          [](double now, double first) { return now > std::max(0.5, 5 * first); });
    if (!samples_) return; // in fine-tuning the entropy is meant to fall
    watch(MetricRole::Entropy, AlarmKind::EntropyCollapse, entropy_,
          [](double now, double first) { return now < 0.1 * first; });
    watch(MetricRole::Repetition, AlarmKind::Repetition, repetition_,
          [](double now, double first) { return now > std::max(0.3, 2 * first); });
}

void CurveAlarms::watchCanary(double step, const std::map<std::string, double> &values, std::vector<Alarm> &out) {
    const auto proxy = values.find("canary/proxy"), gold = values.find("canary/gold");
    if (proxy == values.end() || gold == values.end()) return;
    if (!std::isfinite(proxy->second) || !std::isfinite(gold->second)) return;
    proxy_.add(proxy->second);
    gold_.add(gold->second);
    if (!gold_.isSettled()) return;
    // The very first measure is of the policy before it learnt anything: a lax reward may be found out in two steps.
    const double before = std::max(gold_.first.front(), gold_.atFirst()), now = gold_.now();
    const double earned = std::min(proxy_.first.front(), proxy_.atFirst());
    const bool exploited = proxy_.now() > earned && now < 0.8 * before && before - now >= 0.05;
    if (exploited && !gold_.told) out.push_back({AlarmKind::Hacking, gold->first, step, now, before});
    gold_.told = exploited;
}

void CurveAlarms::watchLoss(double step, double value, std::vector<Alarm> &out) {
    ++sinceSpike_;
    if (losses_.size() >= kEnough) {
        const double usual = medianOf(losses_);
        std::vector<double> deviations;
        for (const double each : losses_) deviations.push_back(std::abs(each - usual));
        const double limit = usual + std::max(8 * 1.4826 * medianOf(deviations), 0.5 * std::abs(usual));
        if (value > limit && sinceSpike_ > static_cast<int>(kWindow)) {
            out.push_back({AlarmKind::Spike, "loss", step, value, usual});
            sinceSpike_ = 0;
        }
    } else {
        sinceSpike_ = static_cast<int>(kWindow); // the first spike is told at once
    }
    losses_.push_back(value);
    if (losses_.size() > kWindow) losses_.pop_front();
}

} // namespace lapidary
