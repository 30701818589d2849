// SPDX-License-Identifier: Apache-2.0
// An outcome reward model of single answers. The score of a row is that of its last token, as of a reward model of
// pairs, so that either can score the answers of a training or a search.
#include "core/engine/train/algorithms/orm.h"
#include "core/engine/train/labelled_rows.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_losses.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/told_scores.h"
#include <limits>

namespace lapidary {
namespace {

class OutcomeRewardModel : public Algorithm {
public:
    explicit OutcomeRewardModel(OrmConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        auto rows = fittingRows(context);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        if (auto ok = openOrder(order_, context, rows_.size(), config_.train); !ok) return ok;
        padding_ = context.policy.config().pad.value_or(0);
        return sayIfOneSided(context);
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = fittingRows(context);
        if (!rows) return unexpected(rows.error());
        for (LabelledRow &row : *rows) row.line = 0; // it is one of another file
        return append(rows_, order_, std::move(*rows));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &picked : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(picked, context.policy.placement().device));
            step.items += static_cast<double>(picked.size());
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &ids_BT = tensors.at("input_ids"), &lengths_B = tensors.at("lengths");
        const at::Tensor place_1T = at::arange(ids_BT.size(1), ids_BT.options()).unsqueeze(0);
        const HeadScores scores = scoresAt(context.policy, ids_BT, place_1T.eq(lengths_B.unsqueeze(1) - 1));
        const at::Tensor score_B = scores.scores_NL.select(1, 0);
        LossResult result =
            ormLoss(score_B, tensors.at("label"), weightsOf(config_.strength, tensors.at("strength")), step.items);
        result.metrics["reward_length_correlation"] = correlationOf(score_B, lengths_B);
        if (context.measures)
            result.tensors[kScoredAnswers] = scoresTensor({.row_N = at::arange(score_B.numel()),
                                                           .score_N = score_B,
                                                           .label_N = tensors.at("label"),
                                                           .tokens_N = lengths_B});
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    /// What is too long is left out: an answer without its end is another answer.
    Result<std::vector<LabelledRow>> fittingRows(TrainContext &context) const {
        auto rows = readLabelledRows(context, std::numeric_limits<std::int64_t>::max(), config_.strength);
        if (!rows) return rows;
        const auto longest = static_cast<std::size_t>(config_.maxLength);
        const auto dropped = std::erase_if(
            *rows, [&](const LabelledRow &row) { return row.prompt.size() + row.completion.size() > longest; });
        if (dropped > 0)
            context.job.sink().emit(
                "notice", noticeOf("warning", {"{0} rows left out: {1}", dropped, Sentence("longer than max_length")}));
        if (rows->empty())
            return fail({.code = "data.empty", .message = "no row to learn from", .field = "data.train"});
        return rows;
    }

    /// Without a wrong answer, or without a right one, the level of the scores is all there is to learn.
    Status sayIfOneSided(TrainContext &context) const {
        const auto good = std::count_if(rows_.begin(), rows_.end(), [](const LabelledRow &row) { return row.good; });
        if (good > 0 && good < static_cast<std::ptrdiff_t>(rows_.size())) return {};
        return fail({.code = "data.no_contrast",
                     .message = "nothing tells right answers from wrong ones: all have the same label",
                     .file = dataFile(context, "train").string(),
                     .field = "label",
                     .found = {"{0} right and {1} wrong answers", static_cast<std::int64_t>(good),
                               static_cast<std::int64_t>(rows_.size()) - static_cast<std::int64_t>(good)},
                     .expected = "some of each",
                     .remedy = "Add answers of the other kind."});
    }

    MicroBatch collate(const std::vector<std::size_t> &picked, c10::Device device) const {
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids;
        std::vector<std::int64_t> lengths;
        std::vector<std::uint8_t> good;
        std::vector<float> strengths;
        std::vector<RowLine> lines;
        for (const auto row : picked) {
            ids.push_back(rows_[row].row(config_.maxLength).ids);
            lines.push_back({.place = static_cast<std::int64_t>(lines.size()), .line = rows_[row].line});
            lengths.push_back(static_cast<std::int64_t>(ids.back().size()));
            good.push_back(rows_[row].good ? 1 : 0);
            strengths.push_back(static_cast<float>(rows_[row].strength));
            batch.tokens += lengths.back();
        }
        batch.tensors = {{"input_ids", padRows(ids, padding_, device)},
                         {"lengths", at::tensor(lengths).to(device)},
                         {"label", at::tensor(good).to(at::kBool).to(device)},
                         {"strength", at::tensor(strengths).to(device)},
                         {kLines, linesTensor(lines)}};
        return batch;
    }

    OrmConfig config_;
    std::vector<LabelledRow> rows_;
    RowOrder order_;
    std::int64_t padding_ = 0;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = OrmConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor &scores_B = inputs.at("rewards");
    return ormLoss(scores_B, inputs.at("label").ne(0), weightsOf(read->strength, givenStrength(inputs, scores_B)),
                   static_cast<double>(scores_B.numel()));
}

} // namespace

const Described<OrmConfig> &OrmConfig::described() {
    using C = OrmConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .include(LabelStrength::describedAsWeight(), &C::strength)
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer answers, with their prompt, are left out")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult ormLoss(const at::Tensor &scores_B, const at::Tensor &good_B, const at::Tensor &weight_B, double items) {
    at::Tensor loss_B = -at::log_sigmoid(at::where(good_B, scores_B, -scores_B));
    if (weight_B.defined()) loss_B = loss_B * weight_B;
    LossResult result{.loss = loss_B.sum() / std::max(1.0, items), .metrics = {}};
    const at::Tensor p_B = at::sigmoid(scores_B.detach()), said_B = p_B.gt(0.5);
    const auto share = [&](const char *name, const at::Tensor &of_B) {
        if (of_B.numel() > 0) result.metrics[name] = Metric::share(meanOf(of_B), static_cast<double>(of_B.numel()));
    };
    share("accuracy", said_B.eq(good_B));
    share("accuracy/right", said_B.index({good_B}));
    share("accuracy/wrong", said_B.logical_not().index({good_B.logical_not()}));
    share("share_right", good_B);
    const auto mean = [&](const char *name, double value) {
        result.metrics[name] = Metric::share(value, static_cast<double>(p_B.numel()));
    };
    mean("overconfidence", meanOf(at::max(p_B, 1 - p_B)) - meanOf(said_B.eq(good_B)));
    mean("brier", meanOf((p_B - good_B.to(p_B.scalar_type())).square()));
    mean("mean_reward", meanOf(scores_B.detach()));
    result.tensors = {{"losses", loss_B.detach()}};
    return result;
}

namespace {

std::vector<MetricInfo> ormMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("accuracy", "preference", "", "share of answers that are told right from wrong", Better::Higher),
        of("loss", "loss", "nats", "0.693 where no answer is told from another", Better::Lower),
        of("accuracy/right", "preference", "", "share of right answers that pass", Better::Higher),
        of("accuracy/wrong", "preference", "", "share of wrong answers that are found", Better::Higher),
        of("overconfidence", "preference", "", "how much surer it is, in the mean, than it is right"),
        of("brier", "detail", "", "mean square of what its probability is off by", Better::Lower),
        of("reward_length_correlation", "detail", "", "near 1 or -1: length alone earns or costs the reward"),
        of("mean_reward", "detail", "", "mean reward of all answers"),
        of("share_right", "detail", "", "share of answers that are right: what always saying so would reach")};
    own.front().key = true;
    return withShared(withHeldOut(own), loopMetrics());
}

const MethodInfo &ormMethod() {
    static const MethodInfo method{
        .name = "orm",
        .summary = "Outcome reward model: how likely an answer is right, learnt from answers marked right or wrong",
        .role = "algorithm",
        .spec = OrmConfig::described().spec(),
        .inputs = {{.name = "policy",
                    .trained = true,
                    .head = "sequence",
                    .effect = "the model that learns: a language model is given a head that scores"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "unpaired_preference",
                    .columns = {strengthColumn()},
                    .effect = "answers that are good or bad"},
                   heldOutPort("unpaired_preference")},
        .outputs = {{.name = "model", .what = Artifact::Scores, .file = "model"}},
        .metrics = ormMetrics()};
    return method;
}

} // namespace

AlgorithmInfo ormInfo() {
    return {.info = ormMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = OrmConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<OutcomeRewardModel>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
