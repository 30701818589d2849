// SPDX-License-Identifier: Apache-2.0
// Online DPO, after TRL 1.16's OnlineDPOTrainer. As there, a row of the batch is a prompt, log-probs are taken at
// temperature 1 whatever the temperature of the samples is, and "ipo" compares sums over tokens. Deviations: (1) beta
// is one number for the whole run; (2) objective/kl and objective/entropy leave padding out; (3) a pair of which a
// completion could not be scored is left out, where there a missing score counts 0; (4) tied_pairs = "skip" leaves out
// pairs whose rewards do not differ, which there teach that the first one is better; (5) nothing is cut from the left
// where prompt and completion are long.
#include "core/engine/train/algorithms/online_dpo.h"
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/pair_losses.h"
#include "core/engine/train/ops/ranked_pairs.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/pair_pass.h"
#include "core/engine/train/token_rows.h"
#include <ATen/core/grad_mode.h>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kRef = "ref_per_token_logps", *kScore = "score", *kLearnt = "learnt";

double mean(const std::vector<double> &values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

class OnlineDpo : public Algorithm {
public:
    explicit OnlineDpo(OnlineDpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }
    bool learnsEnds() const override { return false; }
    bool uses(std::string_view port) const override {
        return !isRewardPort(port) || (config_.group.asks(port) && config_.rollouts != "file");
    }

    Status prepare(TrainContext &context) override {
        TrainOptions completions = config_.train;
        completions.batchSize *= 2; // a row of a batch is a prompt
        return rollouts_.open(
            context, {.group = config_.group,
                      .train = std::move(completions),
                      .stream = "online_dpo",
                      .fromFile = config_.rollouts == "file",
                      .columns = {.values = {kAdvantage}, .tokens = {kRef}},
                      .advantagesOf = [](const at::Tensor &, const at::Tensor &totals_B) { return totals_B; }});
    }

    std::int64_t stepsPerEpoch() const override { return rollouts_.stepsPerEpoch(); }

    Result<TrainStep> next(TrainContext &context) override {
        Status paired;
        const auto pairUp = [&](std::vector<Rollout> &fresh, Metrics &metrics) {
            paired = pair(context, fresh, metrics);
        };
        if (auto made = rollouts_.roll(context, pairUp); !made) return unexpected(made.error());
        if (!paired) return unexpected(paired.error());
        TrainContext wholePairs = context;
        wholePairs.rowsPerPass *= 2;
        TrainStep step = rollouts_.step(wholePairs);
        step.items = 0;
        for (const MicroBatch &part : step.parts) step.items += part.tensors.at(kLearnt).sum().item<double>() / 2;
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &t = step.parts[part].tensors;
        const at::Tensor &ids_BT = t.at("input_ids"), &labels_BT = t.at("labels");
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        const at::Tensor logp_BT = placeTokens(scores.tokens.logp_N, scores, labels_BT.sizes());
        const at::Tensor ref_BT =
            t.count(kRef) ? t.at(kRef)
                          : context.networks.evaluate("reference", ids_BT, labels_BT, {.bf16 = config_.train.bf16});
        const at::Tensor pair_P = t.at(kLearnt).slice(0, 0, std::nullopt, 2).nonzero().squeeze(1);
        const at::Tensor logp_B = logp_BT.sum(1), ref_B = (ref_BT * t.at("mask")).sum(1);
        const auto side = [&](const at::Tensor &x_B, std::int64_t which) {
            return x_B.slice(0, which, std::nullopt, 2).index_select(0, pair_P);
        };
        LossResult result = lossOf({.chosen_P = side(logp_B, 0),
                                    .rejected_P = side(logp_B, 1),
                                    .refChosen_P = side(ref_B, 0),
                                    .refRejected_P = side(ref_B, 1)},
                                   std::max(1.0, step.items));
        if (pair_P.numel() == 0) result.loss = logp_BT.sum() * 0; // nothing to learn, and yet a gradient: 0
        tell(t, logp_B.detach(), ref_B, result.metrics);
        return result;
    }

    void end(TrainContext &context) const override { rollouts_.end(context); }
    std::int64_t sampledTokens() const override { return rollouts_.sampledTokens(); }
    TrainState state() const override { return {.json = rollouts_.state()}; }
    Status restore(const TrainState &state) override { return rollouts_.restore(state.json); }

    /// Of pairs that are all learnt from. In f64, so that the loss of equal networks is ln 2 to the bit.
    LossResult lossOf(const PairLogps &logps, double pairs) const {
        const PairLossSettings settings{.beta = config_.beta,
                                        .lossType = {config_.lossType == "ipo" ? "ipo_sum" : "sigmoid"}};
        const at::Tensor loss_P = pairLosses(logps, settings);
        LossResult result{.loss = loss_P.to(at::kDouble).sum() / pairs};
        if (loss_P.numel() == 0) return result;
        addPairRewards(result, loss_P,
                       {config_.beta * (logps.chosen_P - logps.refChosen_P),
                        config_.beta * (logps.rejected_P - logps.refRejected_P)},
                       {logps.chosen_P, logps.rejected_P});
        return result;
    }

private:
    /// The completions of each prompt beside each other, the better one first.
    Status pair(const TrainContext &context, std::vector<Rollout> &fresh, Metrics &metrics) const {
        const auto members = pairsOf(fresh);
        if (!members) return unexpected(inRow(context, members.error(), 0));
        std::vector<double> scores;
        for (Rollout &rollout : fresh) {
            const double missing = rollout.terminated() ? 0 : config_.missingEosPenalty;
            scores.push_back(rollout.scored ? rollout.values.at(kAdvantage) - missing : std::nan(""));
        }
        std::vector<double> ordered;
        for (const auto &[first, second] : *members) ordered.insert(ordered.end(), {scores[first], scores[second]});
        const RankedPairs ranked =
            rankPairs(at::tensor(ordered, at::kDouble).reshape({-1, 2}), config_.tiedPairs == "skip");
        std::vector<Rollout> sorted;
        std::vector<double> known, leads;
        for (std::size_t p = 0; p < members->size(); ++p) {
            auto [better, worse] = (*members)[p];
            const auto at = static_cast<std::int64_t>(p);
            if (ranked.secondWins_P[at].item<bool>()) std::swap(better, worse);
            const bool learnt = ranked.learnt_P[at].item<bool>();
            const double lead = learnt ? scores[better] - scores[worse] : 0;
            if (learnt) leads.push_back(lead);
            for (const auto member : {better, worse}) {
                Rollout &rollout = sorted.emplace_back(std::move(fresh[member]));
                if (rollout.scored) known.push_back(scores[member]);
                rollout.values[kScore] = rollout.scored ? scores[member] : 0;
                rollout.values[kLearnt] = learnt ? 1 : 0;
                rollout.values[kAdvantage] = member == better ? lead : -lead; // equal rewards show no contrast
            }
        }
        fresh = std::move(sorted);
        metrics["objective/scores"] = mean(known);
        metrics["objective/scores_margin"] = mean(leads);
        return {};
    }

    static Result<std::vector<std::pair<std::size_t, std::size_t>>> pairsOf(const std::vector<Rollout> &rollouts) {
        std::vector<std::pair<std::size_t, std::size_t>> pairs;
        std::map<std::string, std::size_t> open;
        for (std::size_t i = 0; i < rollouts.size(); ++i) {
            const std::string &group = rollouts[i].group;
            const std::string name = group.empty() ? "rows " + std::to_string(i / 2) : group;
            if (const auto other = open.find(name); other != open.end()) {
                pairs.emplace_back(other->second, i);
                open.erase(other);
            } else {
                open[name] = i;
            }
        }
        if (open.empty()) return pairs;
        return fail({.code = "data.bad_row",
                     .message = "the stored completions of a step do not make whole pairs",
                     .field = "group",
                     .found = {"a single completion of {0}", open.begin()->first},
                     .expected = "two completions of each prompt",
                     .remedy = "Store the two completions of a prompt in one step, with the same group."});
    }

    void tell(const TensorMap &t, const at::Tensor &logp_B, const at::Tensor &ref_B, Metrics &metrics) const {
        const at::Tensor kl_B = logp_B - ref_B, known_B = t.at("mask").sum(1).gt(0);
        if (!known_B.any().item<bool>()) return;
        const auto over = [&](const at::Tensor &x_B) { return meanOf(x_B.index({known_B})); };
        metrics["objective/kl"] = over(kl_B);
        metrics["objective/entropy"] = over(-logp_B);
        metrics["objective/non_score_reward"] = over(-config_.beta * kl_B);
        metrics["objective/rlhf_reward"] = over(t.at(kScore) - config_.beta * kl_B);
    }

    OnlineDpoConfig config_;
    GroupRollouts rollouts_;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = OnlineDpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const auto twos = [&](const char *name) { return inputs.at(name).reshape({-1, 2}); };
    at::Tensor scores_P2 = twos("rewards");
    if (inputs.count("terminated"))
        scores_P2 = scores_P2 - read->missingEosPenalty * twos("terminated").eq(0).to(at::kDouble);
    const RankedPairs ranked = rankPairs(scores_P2, read->tiedPairs == "skip");
    const at::Tensor pair_P = ranked.learnt_P.nonzero().squeeze(1);
    const at::Tensor chosen_P = ranked.secondWins_P.to(at::kLong);
    const auto side = [&](const char *name, const at::Tensor &which_P) {
        return twos(name).gather(1, which_P.unsqueeze(1)).squeeze(1).index_select(0, pair_P);
    };
    LossResult result = OnlineDpo(*read).lossOf({.chosen_P = side("per_token_logps", chosen_P),
                                                 .rejected_P = side("per_token_logps", 1 - chosen_P),
                                                 .refChosen_P = side("ref_per_token_logps", chosen_P),
                                                 .refRejected_P = side("ref_per_token_logps", 1 - chosen_P)},
                                                std::max(1.0, static_cast<double>(pair_P.numel())));
    result.tensors["chosen"] = chosen_P;
    return result;
}

std::vector<MetricInfo> metricsOf() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("rewards/margins", "preference", "", "how much higher the reward of the chosen answer is", Better::Higher),
        of("rewards/accuracies", "preference", "", "share of pairs whose chosen answer has the higher reward",
           Better::Higher),
        of("loss", "loss", "nats", "0.693 where the policy prefers nothing more than the reference does",
           Better::Lower),
        of("rewards/chosen", "preference", "",
           "beta times how much likelier the chosen answer is than by the reference"),
        of("rewards/rejected", "preference", "", "the same of the rejected answer"),
        of("logps/chosen", "preference", "nats", "log-probability of the chosen answer"),
        of("logps/rejected", "preference", "nats", "the same of the rejected answer"),
        of("objective/scores", "policy", "", "mean score of the completions, less what a missing end costs",
           Better::Higher),
        of("objective/scores_margin", "policy", "", "how much higher the chosen completion is scored"),
        of("objective/kl", "policy", "nats", "how far a completion has moved from the reference, its tokens summed"),
        of("objective/rlhf_reward", "policy", "", "the score less the KL penalty: what is made larger", Better::Higher),
        of("objective/non_score_reward", "detail", "", "what the KL penalty takes from a completion"),
        of("objective/entropy", "detail", "nats", "minus the log-prob of a completion")};
    return withShared(withShared(std::move(own), groupMetrics()), loopMetrics());
}

const MethodInfo &method() {
    static const MethodInfo info{.name = "online_dpo",
                                 .summary = "DPO on pairs that the policy writes itself and the rewards judge",
                                 .role = "algorithm",
                                 .spec = OnlineDpoConfig::described().spec(),
                                 .inputs = policyPorts(),
                                 .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                                 .metrics = metricsOf()};
    return info;
}

} // namespace

const Described<OnlineDpoConfig> &OnlineDpoConfig::described() {
    using C = OnlineDpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .include(GroupConfig::describedAsPairs(), &C::group)
            .add("beta", &C::beta, above(0), "",
                 "how strongly the policy is held to the reference; smaller moves further")
            .choice("loss_type", &C::lossType, {"sigmoid", "ipo"}, "sigmoid is DPO; ipo aims at a lead of 1 / (2 beta)")
            .add("missing_eos_penalty", &C::missingEosPenalty, atLeast(0), "",
                 "what a completion loses that did not end itself")
            .choice("tied_pairs", &C::tiedPairs, {"first", "skip"},
                    "of two equal rewards: first takes the first completion for the better one, as TRL does; skip "
                    "learns nothing from them")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off, so that the policy differs from the reference by what it learnt alone")
            .choice("rollouts", &C::rollouts, {"policy", "file"},
                    "file replays stored completions instead of sampling");
    return d;
}

AlgorithmInfo onlineDpoInfo() {
    return {.info = method,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = OnlineDpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<OnlineDpo>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .atRest = {{"loss", std::log(2.0f)},
                       {"rewards/chosen", 0},
                       {"rewards/rejected", 0},
                       {"rewards/margins", 0},
                       {"objective/kl", 0}}};
}

} // namespace lapidary
