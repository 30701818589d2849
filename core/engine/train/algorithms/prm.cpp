// SPDX-License-Identifier: Apache-2.0
// A process reward model, after TRL's PRMTrainer: a head of two labels, whose second one says that the step which ends
// at a token is right. Deviation: labels may be soft, shares of rollouts that came right (Wang et al. 2024).
#include "core/engine/train/algorithms/prm.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_losses.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_labels.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/told_scores.h"
#include <algorithm>
#include <numeric>

namespace lapidary {
namespace {

class ProcessRewardModel : public Algorithm {
public:
    explicit ProcessRewardModel(PrmConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }
    bool learnsEnds() const override { return false; }

    Status prepare(TrainContext &context) override {
        auto rows = read(context);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        if (auto ok = openOrder(order_, context, rows_.size(), config_.train); !ok) return ok;
        padding_ = context.policy.config().pad.value_or(0);
        return {};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = read(context);
        if (!rows) return unexpected(rows.error());
        for (StepLabels &row : *rows) row.line = 0; // it is one of another file
        return append(rows_, order_, std::move(*rows));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &picked : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(picked, context.policy.placement().device));
            if (context.measures) step.parts.back().tensors[kLines] = linesOf(picked);
            step.items += static_cast<double>(step.parts.back().tensors.at("labels").ge(0).sum().item<std::int64_t>());
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const auto &tensors = step.parts[part].tensors;
        const at::Tensor &labels_BT = tensors.at("labels");
        const HeadScores scores = scoresAt(context.policy, tensors.at("input_ids"), labels_BT.ge(0));
        const at::Tensor labels_N = labels_BT.index({scores.row_N, scores.column_N});
        LossResult result = prmLoss(scores.scores_NL, labels_N, step.items);
        result.metrics.merge(firstErrors(scores.scores_NL.detach().argmax(-1).eq(1), labels_N.gt(0.5), scores.row_N));
        if (context.measures) // σ of the difference is the probability of "right"
            result.tensors[kScoredSteps] =
                scoresTensor({.row_N = scores.row_N,
                              .score_N = scores.scores_NL.select(1, 1) - scores.scores_NL.select(1, 0),
                              .label_N = labels_N,
                              .tokens_N = scores.column_N + 1});
        return result;
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    Result<std::vector<StepLabels>> read(TrainContext &context) const {
        return readStepLabels(context, {config_.stepSeparator, config_.trainOnLastStepOnly, config_.maxLength});
    }

    at::Tensor linesOf(const std::vector<std::size_t> &picked) const {
        std::vector<RowLine> lines;
        for (const auto row : picked)
            lines.push_back({.place = static_cast<std::int64_t>(lines.size()), .line = rows_[row].line});
        return linesTensor(lines);
    }

    MicroBatch collate(const std::vector<std::size_t> &picked, c10::Device device) const {
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids;
        for (const auto row : picked) {
            ids.push_back(rows_[row].ids);
            batch.tokens += static_cast<std::int64_t>(ids.back().size());
        }
        batch.tensors["input_ids"] = padRows(ids, padding_, device);
        at::Tensor labels_BT = at::full(batch.tensors["input_ids"].sizes(), -1.0f);
        for (std::size_t i = 0; i < picked.size(); ++i)
            std::copy(rows_[picked[i]].labels.begin(), rows_[picked[i]].labels.end(),
                      labels_BT.data_ptr<float>() + static_cast<std::int64_t>(i) * labels_BT.size(1));
        batch.tensors["labels"] = labels_BT.to(device);
        return batch;
    }

    PrmConfig config_;
    std::vector<StepLabels> rows_;
    RowOrder order_;
    std::int64_t padding_ = 0;
};

Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = PrmConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor &labels_N = inputs.at("labels");
    return prmLoss(inputs.at("logits"), labels_N, static_cast<double>(labels_N.numel()));
}

} // namespace

const Described<PrmConfig> &PrmConfig::described() {
    using C = PrmConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::evaluated(), &C::train)
            .add("step_separator", &C::stepSeparator, "", "text behind every step, at whose end it is scored")
            .add("train_on_last_step_only", &C::trainOnLastStepOnly, "",
                 "learns the label of the last step alone, as an outcome reward model")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer chains lose their last steps")
            .add("disable_dropout", &C::disableDropout, "", "switches lora_dropout off, as in TRL");
    return d;
}

LossResult prmLoss(const at::Tensor &scores_NL, const at::Tensor &labels_N, double items) {
    const at::Tensor logp_NL = at::log_softmax(scores_NL, -1), label_N = labels_N.to(scores_NL.scalar_type());
    const at::Tensor loss_N = -(label_N * logp_NL.select(1, 1) + (1 - label_N) * logp_NL.select(1, 0));
    LossResult result{.loss = loss_N.sum() / std::max(1.0, items), .metrics = {}};
    const at::Tensor right_N = label_N.gt(0.5), said_N = scores_NL.detach().argmax(-1).eq(1);
    const auto share = [&](const char *name, const at::Tensor &of_N) {
        if (of_N.numel() > 0) result.metrics[name] = Metric::share(meanOf(of_N), static_cast<double>(of_N.numel()));
    };
    share("accuracy", right_N.eq(said_N));
    if (said_N.numel() > 0) {
        const at::Tensor sure_N = std::get<0>(at::softmax(scores_NL.detach(), -1).max(-1));
        result.metrics["overconfidence"] =
            Metric::share(meanOf(sure_N) - meanOf(right_N.eq(said_N)), static_cast<double>(said_N.numel()));
    }
    share("share_right", right_N);
    share("accuracy/right", said_N.index({right_N}));
    share("accuracy/wrong", said_N.logical_not().index({right_N.logical_not()}));
    result.tensors = {{"losses", loss_N.detach()}};
    return result;
}

Metrics firstErrors(const at::Tensor &said_N, const at::Tensor &right_N, const at::Tensor &row_N) {
    const auto said = said_N.cpu().contiguous(), right = right_N.cpu().contiguous(), row = row_N.cpu().contiguous();
    const bool *saidRight = said.const_data_ptr<bool>(), *isRight = right.const_data_ptr<bool>();
    const std::int64_t *rows = row.const_data_ptr<std::int64_t>(), steps = row.numel();
    double whole = 0, passed = 0, broken = 0, found = 0;
    for (std::int64_t begin = 0; begin < steps;) {
        const auto end = std::find_if(rows + begin, rows + steps, [&](auto r) { return r != rows[begin]; }) - rows;
        const auto truth = std::find(isRight + begin, isRight + end, false) - isRight;
        const auto guess = std::find(saidRight + begin, saidRight + end, false) - saidRight;
        (truth == end ? whole : broken) += 1;
        if (truth == guess) (truth == end ? passed : found) += 1;
        begin = end;
    }
    Metrics metrics;
    if (whole > 0) metrics["first_error/right"] = Metric::share(passed / whole, whole);
    if (broken > 0) metrics["first_error/wrong"] = Metric::share(found / broken, broken);
    return metrics;
}

namespace {

std::vector<MetricInfo> prmMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("accuracy", "preference", "", "share of steps that are told right from wrong", Better::Higher),
        of("loss", "loss", "nats", "0.693 where no step is told from another", Better::Lower),
        of("accuracy/wrong", "preference", "", "share of wrong steps that are found", Better::Higher),
        of("accuracy/right", "preference", "", "share of right steps that pass", Better::Higher),
        of("first_error/wrong", "preference", "", "share of chains with an error whose first wrong step is found",
           Better::Higher),
        of("first_error/right", "preference", "", "share of chains without an error in which none is seen",
           Better::Higher),
        of("overconfidence", "preference", "", "how much surer it is, in the mean, than it is right"),
        of("share_right", "detail", "", "share of steps that are right: what always saying so would reach")};
    own.front().key = true;
    return withShared(withHeldOut(own), loopMetrics());
}

const MethodInfo &prmMethod() {
    static const MethodInfo method{
        .name = "prm",
        .summary = "Process reward model: a score for every step, learnt from labelled steps",
        .role = "algorithm",
        .spec = PrmConfig::described().spec(),
        .inputs = {{.name = "policy",
                    .trained = true,
                    .head = "token",
                    .labels = 2,
                    .effect = "the model that learns: a language model is given a head that scores"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "stepwise_supervision",
                    .effect = "chains whose steps are labelled"},
                   heldOutPort("stepwise_supervision")},
        .outputs = {{.name = "model", .what = Artifact::Scores, .file = "model"}},
        .metrics = prmMetrics()};
    return method;
}

} // namespace

AlgorithmInfo prmInfo() {
    return {.info = prmMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = PrmConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<ProcessRewardModel>(std::move(*read));
            },
            .pureLoss = pureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
