// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/ops/pair_losses.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

/// What a loss type reads. Legend: s log-ratio of policy and reference; D difference of the scores.
struct Pairs {
    const PairLogps &logps;
    const PairLossSettings &settings;
    at::Tensor chosen_P{}, rejected_P{};           ///< s
    at::Tensor chosenScore_P{}, rejectedScore_P{}; ///< f'(exp s)
    at::Tensor scaled_P{};                         ///< beta * D, less the margin
    double smoothing() const { return settings.labelSmoothing; }
    at::Tensor rewardChosen() const { return settings.beta * chosen_P; }
    at::Tensor rewardRejected() const { return settings.beta * rejected_P; }
    /// D of scores that are means over tokens.
    at::Tensor perToken() const {
        return chosenScore_P / logps.chosenTokens_P.clamp_min(1) -
               rejectedScore_P / logps.rejectedTokens_P.clamp_min(1);
    }
};

at::Tensor nll(const at::Tensor &x) {
    return -at::log_sigmoid(x);
}

/// The cross-entropy of "the chosen one is better", where a share e of the labels is taken to be flipped.
at::Tensor smoothed(const at::Tensor &x, double e) {
    return (1 - e) * nll(x) + e * nll(-x);
}

at::Tensor sigmoidLoss(const Pairs &p) {
    return nll(p.scaled_P);
}
at::Tensor hinge(const Pairs &p) {
    return at::relu(1 - p.scaled_P);
}
at::Tensor ipo(const Pairs &p) {
    return (p.perToken() - 1 / (2 * p.settings.beta)).square();
}
at::Tensor ipoSum(const Pairs &p) {
    return (p.chosenScore_P - p.rejectedScore_P - 1 / (2 * p.settings.beta)).square();
}
at::Tensor cdpo(const Pairs &p) {
    return smoothed(p.scaled_P, p.smoothing());
}
at::Tensor robust(const Pairs &p) {
    const double e = p.smoothing();
    return ((1 - e) * nll(p.scaled_P) - e * nll(-p.scaled_P)) / (1 - 2 * e);
}
at::Tensor exoPair(const Pairs &p) {
    const double e = p.smoothing();
    return at::sigmoid(p.scaled_P) * (at::log_sigmoid(p.scaled_P) - std::log1p(-e)) +
           at::sigmoid(-p.scaled_P) * (at::log_sigmoid(-p.scaled_P) - std::log(e));
}
at::Tensor ncaPair(const Pairs &p) {
    return nll(p.rewardChosen()) + 0.5 * nll(-p.rewardChosen()) + 0.5 * nll(-p.rewardRejected());
}
at::Tensor bcoPair(const Pairs &p) {
    return nll(p.rewardChosen()) + nll(-p.rewardRejected());
}
at::Tensor sppoHard(const Pairs &p) {
    const double half = 0.5 / p.settings.beta;
    return (p.chosen_P - half).square() + (p.rejected_P + half).square();
}
at::Tensor aotOf(const Pairs &p, const at::Tensor &better_P, const at::Tensor &worse_P) {
    const at::Tensor delta_P = std::get<0>(at::sort(better_P)) - std::get<0>(at::sort(worse_P));
    return smoothed(p.settings.beta * delta_P, p.smoothing());
}
at::Tensor aot(const Pairs &p) {
    return aotOf(p, p.logps.chosen_P - p.logps.rejected_P, p.logps.refChosen_P - p.logps.refRejected_P);
}
at::Tensor aotUnpaired(const Pairs &p) {
    return aotOf(p, p.chosen_P, p.rejected_P);
}
at::Tensor apoZero(const Pairs &p) {
    return 1 - at::sigmoid(p.rewardChosen()) + at::sigmoid(p.rewardRejected());
}
at::Tensor apoDown(const Pairs &p) {
    return at::sigmoid(p.rewardChosen()) + 1 - at::sigmoid(p.rewardChosen() - p.rewardRejected());
}
at::Tensor discopop(const Pairs &p) {
    const at::Tensor share_P = at::sigmoid(p.scaled_P / p.settings.discopopTau);
    return nll(p.scaled_P) * (1 - share_P) + at::exp(-p.scaled_P) * share_P;
}
at::Tensor sigmoidNorm(const Pairs &p) {
    const at::Tensor lead_P = p.settings.beta * p.perToken();
    return nll(p.logps.margins_P.defined() ? lead_P - p.logps.margins_P : lead_P);
}
at::Tensor sft(const Pairs &p) {
    return p.logps.chosenNll.expand_as(p.chosen_P);
}

struct LossType {
    const char *name;
    at::Tensor (*of)(const Pairs &);
    bool divergence = false, smooths = false, sorts = false, margin = false;
};
constexpr LossType kTypes[] = {
    {"sigmoid", sigmoidLoss, true, false, false, true},
    {"hinge", hinge, true, false, false, true},
    {"ipo", ipo, true},
    {"ipo_sum", ipoSum, true},
    {"cdpo", cdpo, true, true, false, true},
    {"robust", robust, true, true, false, true},
    {"exo_pair", exoPair, true, true, false, true},
    {"nca_pair", ncaPair},
    {"bco_pair", bcoPair},
    {"sppo_hard", sppoHard},
    {"aot", aot, false, true, true},
    {"aot_unpaired", aotUnpaired, false, true, true},
    {"apo_zero", apoZero},
    {"apo_down", apoDown},
    {"discopop", discopop, true, false, false, true},
    {"sft", sft, true},
    {"sigmoid_norm", sigmoidNorm, true, false, false, true},
};

const LossType &typeOf(const std::string &name) {
    return *std::find_if(std::begin(kTypes), std::end(kTypes), [&](const LossType &type) { return name == type.name; });
}

/// f'(exp s), the score that a divergence gives to a log-ratio (Wang et al. 2024, as in TRL).
at::Tensor scoreOf(const at::Tensor &s_P, const PairLossSettings &settings) {
    if (settings.fDivergenceType == "forward_kl") return 1 - at::exp(-s_P);
    if (settings.fDivergenceType == "js_divergence") return std::log(2.0) + at::log_sigmoid(s_P);
    const double power = settings.fAlphaDivergenceCoef - 1;
    if (settings.fDivergenceType == "reverse_kl" || std::abs(power) < 1e-6) return s_P; // the limit of alpha = 1
    constexpr double kMost = 80;                                                        // exp() stays finite in f32
    return (at::exp((power * s_P).clamp_max(kMost)) - 1) / power;
}

} // namespace

const std::vector<std::string> &pairLossNames() {
    static const auto names = [] {
        std::vector<std::string> all;
        for (const LossType &type : kTypes) all.emplace_back(type.name);
        return all;
    }();
    return names;
}

const std::vector<std::string> &fDivergenceNames() {
    static const std::vector<std::string> names{"reverse_kl", "forward_kl", "js_divergence", "alpha_divergence"};
    return names;
}

bool allowsDivergence(const std::string &lossType) {
    return typeOf(lossType).divergence;
}
bool smoothsLabels(const std::string &lossType) {
    return typeOf(lossType).smooths;
}
bool sortsPairs(const std::string &lossType) {
    return typeOf(lossType).sorts;
}
bool takesMargin(const std::string &lossType) {
    return typeOf(lossType).margin;
}

at::Tensor pairLoss(const std::string &lossType, const PairLogps &logps, const PairLossSettings &settings) {
    Pairs pairs{.logps = logps,
                .settings = settings,
                .chosen_P = logps.chosen_P - logps.refChosen_P,
                .rejected_P = logps.rejected_P - logps.refRejected_P};
    pairs.chosenScore_P = scoreOf(pairs.chosen_P, settings);
    pairs.rejectedScore_P = scoreOf(pairs.rejected_P, settings);
    pairs.scaled_P = settings.beta * (pairs.chosenScore_P - pairs.rejectedScore_P);
    if (logps.margins_P.defined()) pairs.scaled_P = pairs.scaled_P - logps.margins_P;
    const at::Tensor loss_P = typeOf(lossType).of(pairs);
    return logps.weights_P.defined() ? loss_P * logps.weights_P : loss_P;
}

at::Tensor pairLosses(const PairLogps &logps, const PairLossSettings &settings) {
    at::Tensor all_P;
    for (std::size_t i = 0; i < settings.lossType.size(); ++i) {
        at::Tensor loss_P = pairLoss(settings.lossType[i], logps, settings);
        if (!settings.lossWeights.empty()) loss_P = loss_P * settings.lossWeights[i];
        all_P = all_P.defined() ? all_P + loss_P : loss_P;
    }
    return all_P;
}

} // namespace lapidary
