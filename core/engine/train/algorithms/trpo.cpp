// SPDX-License-Identifier: Apache-2.0
// Trust region policy optimisation on completions. Advantages are those of REINFORCE++: what a token and those behind
// it earn, less the mean of its group, scaled over the step. Deviations from the paper: (1) learning_rate is the share
// of the longest step that the trust region allows which is tried first, 1 where it is not set; (2) products with the
// Fisher matrix are differences of the gradient of the KL, of which only the first derivative is needed then; (3) no
// value function is learnt. max_grad_norm, optim and weight_decay have no part in it.
#include "core/engine/train/algorithms/trpo.h"
#include "core/engine/tensor/autocast.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/algorithms/reinforce_plus_plus.h"
#include "core/engine/train/ops/conjugate_gradient.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/policy_distance.h"
#include "core/engine/train/token_pure_loss.h"
#include <ATen/core/grad_mode.h>
#include <cmath>

namespace lapidary {
namespace {

constexpr double kUnbounded = 1e9; // of a ratio

class Trpo : public TokenPolicy {
public:
    explicit Trpo(const TrpoConfig &config)
        : TokenPolicy({.group = config.group,
                       .train = config.train,
                       .pay = config.pay,
                       .clip = {.numIterations = config.numIterations},
                       .stream = "trpo",
                       .groups = config.baseline == "group"}),
          config_(config) {}
    bool dropsOut() const override { return false; } // two looks at one policy would differ
    bool movesPolicy() const override { return true; }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const LabelScores scores =
            scoreLabels(context.policy, t.at("input_ids"), t.at("labels"), {}, use().group.temperature);
        const auto place = [&](const at::Tensor &values_N) {
            return placeTokens(values_N, scores, t.at("labels").sizes());
        };
        const at::Tensor logps_BT = place(scores.tokens.logp_N), ratio_BT = (logps_BT - t.at(kOldLogps)).exp();
        LossResult result{.loss = tokenMean(-t.at(kAdvantages) * ratio_BT, t.at("mask"), step.items),
                          .metrics = lookAt(context, step, part, logps_BT)};
        result.metrics["entropy"] = maskedMean(place(scores.tokens.entropy_N), t.at("mask"));
        return result;
    }

    Status movePolicy(TrainContext &context, const TrainStep &step, double rate, Metrics &metrics) override {
        PolicyDistance distance(context, step, config_.train.bf16, use().group.temperature);
        sayMemory(context, distance);
        const at::Tensor gradient_W = distance.gradient(), start_W = distance.weights();
        const MatrixProduct fisher = [&](const at::Tensor &v_W) {
            return distance.fisherProduct(v_W) + config_.damping * v_W;
        };
        const at::Tensor way_W = conjugateGradient(fisher, -gradient_W, config_.cgIterations);
        const double bend = way_W.dot(fisher(way_W)).item<double>();
        const double longest = bend > 0 ? std::sqrt(2 * config_.delta / bend) : 0;
        const double before = surrogate(context, step);
        double share = rate * longest, gain = 0, kl = 0;
        std::int64_t backtracks = 0;
        bool accepted = false;
        for (; share > 0 && !accepted && backtracks <= config_.backtrackIters; share *= config_.backtrackCoeff) {
            distance.setWeights(start_W + share * way_W);
            gain = before - surrogate(context, step);
            kl = distance.kl();
            accepted = gain > 0 && kl <= config_.delta;
            backtracks += !accepted;
        }
        if (!accepted) {
            distance.setWeights(start_W);
            gain = kl = 0;
        }
        moved_ = moved_ || accepted;
        metrics["trpo/accepted"] = accepted ? 1 : 0;
        metrics["trpo/backtracks"] = static_cast<double>(backtracks);
        metrics["trpo/surrogate_gain"] = gain;
        metrics["trpo/kl"] = kl;
        return {};
    }

    TrainState state() const override {
        TrainState state = TokenPolicy::state();
        state.json["moved"] = moved_;
        return state;
    }
    Status restore(const TrainState &state) override {
        moved_ = state.json.value("moved", true);
        return TokenPolicy::restore(state);
    }

    void end(TrainContext &context) const override {
        TokenPolicy::end(context);
        if (!moved_)
            context.job.sink().emit("notice", noticeOf("warning", "No step of this run was taken: none that stayed "
                                                                  "within delta gained anything."));
    }

private:
    at::Tensor scoresOf(const at::Tensor &totals_B) const override {
        return use().groups ? lessGroupMean(totals_B, use().group.numGenerations) : totals_B;
    }
    at::Tensor advantagesOf(TokenEarnings &earned, const at::Tensor &rewards_BC, Metrics &) const override {
        const at::Tensor &mask_BC = earned.table.mask();
        return normalisedTokens(returnsToGo(rewards_BC, mask_BC, use().pay.gamma), mask_BC);
    }

    double surrogate(TrainContext &context, const TrainStep &step) {
        const at::NoGradGuard noGrad;
        const Autocast autocast(config_.train.bf16, context.policy.placement().device);
        double sum = 0;
        for (std::size_t part = 0; part < step.parts.size(); ++part)
            sum += loss(context, step, part).loss.item<double>();
        return sum;
    }

    /// Once: what a step holds grows with its tokens, the vocabulary and the weights.
    void sayMemory(TrainContext &context, const PolicyDistance &distance) {
        if (told_) return;
        told_ = true;
        constexpr std::int64_t kMiB = 1 << 20, kWorthTelling = 256 * kMiB;
        const std::int64_t vectors = 8 * distance.size() * 8; // in f64: those of the conjugate gradient, and the ways
        if (distance.bytes() + vectors < kWorthTelling) return;
        context.job.sink().emit("notice",
                                noticeOf("warning", {"TRPO holds {0} MiB of distributions and about {1} MiB of vectors "
                                                     "as long as the weights in every step: it is for small models.",
                                                     distance.bytes() / kMiB, vectors / kMiB}));
    }

    TrpoConfig config_;
    bool told_ = false, moved_ = false;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = TrpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto scores = [&](const at::Tensor &rewards) {
        const std::int64_t G = rewards.dim() == 2 ? rewards.size(1) : read->group.numGenerations;
        const at::Tensor flat_B = rewards.reshape({-1});
        return read->baseline == "group" ? lessGroupMean(flat_B, G) : flat_B;
    };
    const auto credit = [&](const at::Tensor &rewards_BT, const at::Tensor &mask_BT) {
        return normalisedTokens(returnsToGo(rewards_BT, mask_BT, read->pay.gamma), mask_BT);
    };
    return tokenPureLoss(inputs, read->pay, {.epsilon = kUnbounded, .epsilonHigh = kUnbounded}, scores, credit);
}

const MethodInfo &method() {
    const auto of = [](const char *name, const char *unit, const char *effect, Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = "policy", .effect = effect, .better = better};
    };
    static const MethodInfo info{
        .name = "trpo",
        .summary = "Natural gradient within a trust region, with a line search; for small models",
        .role = "algorithm",
        .spec = TrpoConfig::described().spec(),
        .inputs = policyPorts(),
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
        .metrics = withShared(
            withShared(
                tokenPolicyMetrics(false),
                {of("trpo/kl", "nats", "how far the step went; at most delta"),
                 of("trpo/surrogate_gain", "", "how much the surrogate gained by the step", Better::Higher),
                 of("trpo/accepted", "", "1 where a step was taken, 0 where none gained within delta", Better::Higher),
                 of("trpo/backtracks", "steps", "how often the step was shortened")}),
            loopMetrics())};
    return info;
}

} // namespace

const Described<TrpoConfig> &TrpoConfig::described() {
    using C = TrpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::describedAlone(), &C::group)
            .include(TokenPaySettings::described(), &C::pay)
            .choice("baseline", &C::baseline, {"group", "none"},
                    "what is taken off a reward: the mean of the completions of its prompt, or nothing")
            .must("num_generations", {.kind = FieldRule::Kind::AtLeast,
                                      .others = {"2"},
                                      .message = "a completion has no others of its prompt to be compared with",
                                      .when = {{"baseline", "group"}}})
            .add("num_iterations", &C::numIterations, atLeast(1), "steps", "optimiser steps on the same completions")
            .add("delta", &C::delta, above(0), "nats", "how far a step may go: the mean KL of a token")
            .add("damping", &C::damping, atLeast(0), "",
                 "added to the Fisher matrix: more turns the way towards the plain gradient's")
            .add("cg_iterations", &C::cgIterations, atLeast(1), "products", "how exactly the way is found")
            .add("backtrack_coeff", &C::backtrackCoeff, between(0.01, 0.99), "",
                 "what a step that fails is shortened by")
            .add("backtrack_iters", &C::backtrackIters, atLeast(0), "steps", "how often it is shortened");
    return d;
}

AlgorithmInfo trpoInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = TrpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Trpo>(*read);
            },
            .pureLoss = pureLoss,
            .atRest = tokenPolicyAtRest(false)};
}

} // namespace lapidary
