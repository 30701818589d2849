// SPDX-License-Identifier: Apache-2.0
// A reward model of pairs, after TRL 1.16's RewardTrainer. Deviations: (1) pairs of two equal sides are left out; (2)
// the score of a row is that of its last token, where transformers searches it from the right for padding.
#include "core/engine/train/algorithms/reward.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/preference_rows.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/told_scores.h"
#include <limits>

namespace lapidary {
namespace {

class RewardModel : public Algorithm {
public:
    explicit RewardModel(RewardConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        auto pairs = fittingPairs(context);
        if (!pairs) return unexpected(pairs.error());
        pairs_ = std::move(*pairs);
        if (auto ok = openOrder(order_, context, pairs_.size(), config_.train); !ok) return ok;
        padding_ = context.policy.config().pad.value_or(0);
        return {};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto pairs = fittingPairs(context);
        if (!pairs) return unexpected(pairs.error());
        for (Pair &pair : *pairs) pair.line = 0; // it is one of another file
        return append(pairs_, order_, std::move(*pairs));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, pairs_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &picked : rowsOfStep(order_, config_.train, context.rowsPerPass))
            step.parts.push_back(collatePairs(pairs_, picked, padding_, context.policy.placement().device));
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &ids_BT = tensors.at("input_ids");
        const std::int64_t P = ids_BT.size(0) / 2;
        const at::Tensor place_1T = at::arange(ids_BT.size(1), ids_BT.options()).unsqueeze(0);
        const HeadScores scores = scoresAt(context.policy, ids_BT, place_1T.eq(tensors.at("lengths").unsqueeze(1) - 1));
        const at::Tensor reward_B = scores.scores_NL.select(1, 0);
        LossResult result = rewardLoss(reward_B.narrow(0, 0, P), reward_B.narrow(0, P, P), config_,
                                       {tensors.at("margin"), tensors.at("strength")});
        result.loss = result.loss / static_cast<double>(step.parts.size());
        result.metrics["reward_length_correlation"] = correlationOf(reward_B, tensors.at("lengths"));
        if (context.measures) {
            const at::Tensor pair_P = at::arange(P), chosen_P = at::ones({P});
            result.tensors[kScoredPairs] = scoresTensor({.row_N = at::cat({pair_P, pair_P}),
                                                         .score_N = reward_B,
                                                         .label_N = at::cat({chosen_P, 1 - chosen_P}),
                                                         .tokens_N = tensors.at("lengths")});
        }
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    /// What is too long is left out, as in TRL: a text without its end is another text.
    Result<std::vector<Pair>> fittingPairs(TrainContext &context) const {
        auto pairs = readPairs(context, std::numeric_limits<std::int64_t>::max(), config_.strength);
        if (!pairs) return pairs;
        const auto longest = static_cast<std::size_t>(config_.maxLength);
        const auto dropped = std::erase_if(*pairs, [&](const Pair &pair) {
            return std::max(pair.chosen.ids.size(), pair.rejected.ids.size()) > longest;
        });
        if (dropped > 0)
            context.job.sink().emit("notice", noticeOf("warning", {"{0} pairs left out: {1}", dropped,
                                                                   Sentence("longer than max_length")}));
        if (pairs->empty())
            return fail({.code = "data.empty", .message = "no pair to learn from", .field = "data.train"});
        return pairs;
    }

    RewardConfig config_;
    std::vector<Pair> pairs_;
    RowOrder order_;
    std::int64_t padding_ = 0;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = RewardConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor &chosen_P = inputs.at("rewards_chosen");
    return rewardLoss(chosen_P, inputs.at("rewards_rejected"), *read,
                      {inputs.count("margin") ? inputs.at("margin") : at::Tensor(), givenStrength(inputs, chosen_P)});
}

} // namespace

const Described<RewardConfig> &RewardConfig::described() {
    using C = RewardConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .add("center_rewards_coefficient", &C::centerRewardsCoefficient, atLeast(0), "",
                 "pulls the rewards of a pair towards a sum of 0; 0 leaves their level free")
            .include(LabelStrength::described(), &C::strength)
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "pairs with a longer side are left out")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult rewardLoss(const at::Tensor &chosen_P, const at::Tensor &rejected_P, const RewardConfig &config,
                      const PairLabels &labels) {
    const double centering = config.centerRewardsCoefficient;
    at::Tensor lead_P = chosen_P - rejected_P;
    for (const at::Tensor &margin_P : {labels.margin_P, marginsOf(config.strength, labels.strength_P)})
        if (margin_P.defined()) lead_P = lead_P - margin_P;
    at::Tensor loss_P = -at::log_sigmoid(lead_P);
    const at::Tensor weight_P = weightsOf(config.strength, labels.strength_P);
    if (weight_P.defined()) loss_P = loss_P * weight_P;
    if (centering > 0) loss_P = loss_P + centering * (chosen_P + rejected_P).square();
    LossResult result{.loss = loss_P.mean(), .metrics = {}};
    const at::Tensor all_B = at::cat({chosen_P, rejected_P}).detach();
    const at::Tensor led_P = (chosen_P - rejected_P).detach();
    result.metrics = {
        {"accuracy", meanOf(led_P.gt(0))}, {"overconfidence", meanOf(at::sigmoid(led_P.abs())) - meanOf(led_P.gt(0))},
        {"margin", meanOf(led_P)},         {"min_reward", all_B.min().item<double>()},
        {"mean_reward", meanOf(all_B)},    {"max_reward", all_B.max().item<double>()}};
    result.tensors = {{"losses", loss_P.detach()}};
    return result;
}

namespace {

std::vector<MetricInfo> rewardMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("accuracy", "preference", "", "share of pairs whose chosen answer gets the higher reward", Better::Higher),
        of("margin", "preference", "", "how much higher the reward of the chosen answer is", Better::Higher),
        of("loss", "loss", "nats", "0.693 where no reward tells the two sides of a pair apart", Better::Lower),
        of("mean_reward", "preference", "", "mean reward of all answers"),
        of("overconfidence", "preference", "",
           "how much surer of a pair it is, in the mean, than it is right: its scores read as odds"),
        of("reward_length_correlation", "preference", "", "near 1 or -1: length alone earns or costs the reward"),
        of("min_reward", "detail", "", "smallest reward of a batch"),
        of("max_reward", "detail", "", "largest reward of a batch")};
    own.front().key = true;
    return withShared(withHeldOut(own), loopMetrics());
}

const MethodInfo &rewardMethod() {
    static const MethodInfo method{
        .name = "reward",
        .summary = "Reward model: a score for an answer, learnt from chosen-rejected pairs",
        .role = "algorithm",
        .spec = RewardConfig::described().spec(),
        .inputs = {{.name = "policy",
                    .trained = true,
                    .head = "sequence",
                    .effect = "the model that learns: a language model is given a head that scores"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "preference",
                    .columns = {strengthColumn()},
                    .effect = "pairs of a chosen and a rejected answer"},
                   heldOutPort("preference")},
        .outputs = {{.name = "model", .what = Artifact::Scores, .file = "model"}},
        .metrics = rewardMetrics()};
    return method;
}

} // namespace

AlgorithmInfo rewardInfo() {
    return {.info = rewardMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = RewardConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<RewardModel>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
