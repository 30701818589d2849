// SPDX-License-Identifier: Apache-2.0
// Direct preference optimisation, after TRL 1.16's DPOTrainer. Deviations: (1) one loss type at a time; (2) precomputed
// log-probs of the reference are those of the very batches that are trained on, not of the rows in the order of the
// file; (3) pairs of two equal sides are left out, as their loss is a constant.
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/ops/reference.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/schedule.h"
#include "core/engine/train/token_rows.h"

namespace lapidary {
namespace {

struct Pair {
    TokenRow chosen, rejected;
};

TokenRow completionRow(const PromptCompletion &side, std::int64_t maxLength) {
    TokenRow row{.ids = {side.ids.begin(), side.ids.end()}};
    if (static_cast<std::int64_t>(row.ids.size()) > maxLength) row.ids.resize(static_cast<std::size_t>(maxLength));
    row.labels = row.ids;
    std::fill_n(row.labels.begin(), std::min(side.promptLength, row.labels.size()), kIgnore);
    return row;
}

/// {"prompt_ids", "chosen_ids", "rejected_ids"} (with "_input_ids" too, as older TRL has it), or whole sequences:
/// {"chosen_input_ids", "chosen_labels" | "chosen_completion_mask", "chosen_attention_mask"?, "rejected_…"}.
Result<Pair> readTokenPair(const Json &row, std::int64_t vocabulary) {
    Pair pair;
    const char *promptKey = row.contains("prompt_input_ids") ? "prompt_input_ids" : "prompt_ids";
    const bool whole = !row.contains(promptKey) && row.contains("chosen_input_ids");
    const auto prompt = whole ? Result<std::vector<std::int64_t>>{} : idList(row, promptKey, vocabulary);
    if (!prompt) return unexpected(prompt.error());
    for (auto [name, side] :
         {std::pair{std::string("chosen_"), &pair.chosen}, {std::string("rejected_"), &pair.rejected}}) {
        if (whole) {
            auto read = tokenRow(row, name, vocabulary);
            if (!read) return unexpected(read.error());
            *side = std::move(*read);
            continue;
        }
        const auto completion = idList(row, row.contains(name + "ids") ? name + "ids" : name + "input_ids", vocabulary);
        if (!completion) return unexpected(completion.error());
        side->ids = *prompt;
        side->ids.insert(side->ids.end(), completion->begin(), completion->end());
        side->labels = side->ids;
        std::fill_n(side->labels.begin(), prompt->size(), kIgnore);
    }
    return pair;
}

bool hasLabel(const TokenRow &row) {
    return std::any_of(row.labels.begin(), row.labels.end(), [](auto label) { return label != kIgnore; });
}

bool sameSides(const Pair &pair) {
    return pair.chosen.ids == pair.rejected.ids && pair.chosen.labels == pair.rejected.labels;
}

class Dpo : public Algorithm {
public:
    explicit Dpo(DpoConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }
    bool dropsOut() const override { return !config_.disableDropout; }

    Status prepare(TrainContext &context) override {
        sayWhatIsIgnored(context);
        if (auto read = readPairs(context); !read) return read;
        order_ = RowOrder(pairs_.size(), config_.train.shuffleDataset, context.seed);
        padding_ = context.policy.config().pad.value_or(0);
        auto reference = Reference::make(context, config_.train);
        if (!reference) return unexpected(reference.error());
        reference_ = std::move(*reference);
        return config_.precomputeRefLogProbs ? precompute(context) : Status{};
    }

    std::int64_t stepsPerEpoch() const override {
        const auto perStep = config_.train.batchSize * config_.train.accumulation;
        return (static_cast<std::int64_t>(pairs_.size()) + perStep - 1) / perStep;
    }

    Result<std::vector<MicroBatch>> nextBatches(TrainContext &context) override {
        std::vector<MicroBatch> batches;
        for (const auto &rows : rowsOfStep(order_)) {
            batches.push_back(collate(rows, context));
            if (config_.precomputeRefLogProbs) batches.back().tensors["ref_logps"] = precomputed_.at(rows);
        }
        return batches;
    }

    LossResult loss(TrainContext &context, const std::vector<MicroBatch> &all, std::size_t index) override {
        const auto &tensors = all[index].tensors;
        const at::Tensor &ids_BT = tensors.at("input_ids"), &labels_BT = tensors.at("labels");
        const std::int64_t P = ids_BT.size(0) / 2;
        const LabelScores scores = scoreLabels(context.policy, ids_BT, labels_BT);
        const at::Tensor sums_B = placeTokens(scores.tokens.logp_N, scores, ids_BT.sizes()).sum(1);
        const at::Tensor ref_B =
            tensors.count("ref_logps") ? tensors.at("ref_logps") : referenceSums(context, all[index]);
        LossResult result = dpoLoss(
            {sums_B.narrow(0, 0, P), sums_B.narrow(0, P, P), ref_B.narrow(0, 0, P), ref_B.narrow(0, P, P)}, config_);
        result.loss = result.loss / static_cast<double>(all.size());
        result.metrics["entropy"] = meanOf(scores.tokens.entropy_N);
        const at::Tensor chosen_N = scores.row_N.lt(P);
        result.metrics["mean_token_accuracy"] = meanOf(scores.tokens.correct_N.index({chosen_N}));
        result.metrics["logits/chosen"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N}));
        result.metrics["logits/rejected"] = meanOf(scores.tokens.meanLogit_N.index({chosen_N.logical_not()}));
        return result;
    }

    Json state() const override { return order_.state(); }
    Status restore(const Json &state) override {
        order_.restore(state);
        return {};
    }

private:
    void sayWhatIsIgnored(TrainContext &context) const {
        const auto say = [&](const std::string &text) {
            context.job.sink().emit("notice", {{"level", "warning"}, {"text", text}});
        };
        if (config_.labelSmoothing > 0 && config_.lossType != "robust")
            say("label_smoothing has no effect: loss_type " + config_.lossType + " does not use it, only robust does");
        if (config_.train.usePeft && config_.train.lora.loraDropout > 0 && config_.disableDropout)
            say("lora_dropout has no effect: disable_dropout is true, as in TRL");
    }

    /// Rows of the micro-batches of the next optimiser step.
    std::vector<std::vector<std::size_t>> rowsOfStep(RowOrder &order) const {
        std::vector<std::vector<std::size_t>> batches;
        for (std::int64_t i = 0; i < config_.train.accumulation; ++i) {
            if (i > 0 && order.epochEnds()) break;
            batches.push_back(order.next(static_cast<std::size_t>(config_.train.batchSize)));
        }
        return batches;
    }

    Status readPairs(TrainContext &context) {
        const auto rows = readNumberedRows(context, "train");
        if (!rows) return unexpected(rows.error());
        std::size_t dropped = 0, equal = 0;
        TextFindings findings;
        for (const NumberedRow &row : *rows) {
            Result<Pair> pair = rowsAreTokens(context) ? readTokenPair(row.value, context.policy.config().vocabSize)
                                                       : readTextPair(context, row, findings);
            if (!pair) return fail(inRow(context, pair.error(), row.line));
            if (!hasLabel(pair->chosen) || !hasLabel(pair->rejected))
                ++dropped; // the prompt alone fills max_length: there is nothing to compare
            else if (sameSides(*pair))
                ++equal;
            else
                pairs_.push_back(std::move(*pair));
        }
        tell(context, findings);
        if (dropped > 0)
            context.job.sink().emit(
                "notice", {{"level", "warning"},
                           {"text", std::to_string(dropped) + " pairs left out: no completion within max_length"}});
        if (equal > 0)
            context.job.sink().emit(
                "notice",
                {{"level", "warning"},
                 {"text",
                  std::to_string(equal) +
                      " pairs left out: their two sides are the same within max_length, so that they teach nothing"}});
        if (pairs_.empty())
            return fail({.code = "data.empty", .message = "no pair to learn from", .field = "data.train"});
        return {};
    }

    Result<Pair> readTextPair(TrainContext &context, const NumberedRow &row, TextFindings &findings) const {
        std::string text[3];
        for (int i = 0; i < 3; ++i) {
            auto value = getString(row.value, std::array{"prompt", "chosen", "rejected"}[static_cast<std::size_t>(i)]);
            if (!value) return unexpected(value.error());
            text[i] = std::move(*value);
        }
        // An end is learnt only of a completion that ended.
        const auto chosenEnds = terminatedOf(row.value, "chosen_terminated"),
                   rejectedEnds = terminatedOf(row.value, "rejected_terminated");
        if (!chosenEnds) return unexpected(chosenEnds.error());
        if (!rejectedEnds) return unexpected(rejectedEnds.error());
        auto chosen = tokenisePair(context, text[0], text[1], *chosenEnds);
        if (!chosen) return unexpected(chosen.error());
        auto rejected = tokenisePair(context, text[0], text[2], *rejectedEnds);
        if (!rejected) return unexpected(rejected.error());
        beginTogether(*chosen, *rejected);
        findings.add(text[0], text[1], *chosen, row.line);
        findings.add(text[0], text[2], *rejected, row.line, text[0].size());
        return Pair{completionRow(*chosen, config_.maxLength), completionRow(*rejected, config_.maxLength)};
    }

    MicroBatch collate(const std::vector<std::size_t> &picked, const TrainContext &context) const {
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids, labels;
        for (const auto side : {&Pair::chosen, &Pair::rejected}) // first all chosen, then all rejected
            for (const auto row : picked) {
                ids.push_back((pairs_[row].*side).ids);
                labels.push_back((pairs_[row].*side).labels);
                batch.tokens += static_cast<std::int64_t>(ids.back().size());
            }
        const c10::Device device = context.policy.placement().device;
        batch.tensors["input_ids"] = padRows(ids, padding_, device);
        batch.tensors["labels"] = padRows(labels, kIgnore, device);
        return batch;
    }

    Evaluation evaluation() const { return {.bf16 = config_.train.bf16}; }

    at::Tensor referenceSums(const TrainContext &context, const MicroBatch &batch) const {
        return reference_
            .evaluate(context.policy, batch.tensors.at("input_ids"), batch.tensors.at("labels"), evaluation())
            .sum(1);
    }

    /// Of every batch that the run will see, in its own padding: another shape rounds otherwise, and in bf16 a policy
    /// that has not moved would be told from the reference. A resumed run finds the same numbers.
    Status precompute(TrainContext &context) {
        RowOrder order = order_;
        const std::int64_t steps = totalSteps(config_.train, stepsPerEpoch());
        for (std::int64_t step = 0; step < steps; ++step) {
            if (context.job.stopToken().stop_requested())
                return fail(kCancelled, "stopped while the reference's log-probs were computed");
            for (const auto &rows : rowsOfStep(order))
                if (!precomputed_.contains(rows)) precomputed_[rows] = referenceSums(context, collate(rows, context));
            context.job.sink().emit("progress", {{"phase", "reference"}, {"done", step + 1}, {"total", steps}});
        }
        reference_.release(context.policy);
        return {};
    }

    DpoConfig config_;
    std::vector<Pair> pairs_;
    std::map<std::vector<std::size_t>, at::Tensor>
        precomputed_; ///< by the rows of a batch: sums of the chosen, then of the rejected
    RowOrder order_;
    Reference reference_;
    std::int64_t padding_ = 0;
};

/// Golden vectors: chosen_logps, rejected_logps, ref_chosen_logps, ref_rejected_logps, each [P].
Result<LossResult> pureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = DpoConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    return dpoLoss({inputs.at("chosen_logps"), inputs.at("rejected_logps"), inputs.at("ref_chosen_logps"),
                    inputs.at("ref_rejected_logps")},
                   *read);
}

} // namespace

const Described<DpoConfig> &DpoConfig::described() {
    using C = DpoConfig;
    static const auto d =
        Described<C>()
            .include(TrainOptions::described(), &C::train)
            .add("beta", &C::beta, above(0), "",
                 "how strongly the policy is held to the reference; smaller moves further")
            .choice("loss_type", &C::lossType, {"sigmoid", "hinge", "robust"},
                    "sigmoid is DPO; robust corrects for label_smoothing flipped labels")
            .add("label_smoothing", &C::labelSmoothing, between(0, 0.4999), "",
                 "assumed share of flipped labels (robust only)")
            .add("max_length", &C::maxLength, atLeast(2), "tokens", "longer sequences lose their end")
            .add("disable_dropout", &C::disableDropout, "",
                 "switches lora_dropout off, so that the policy differs from the reference by what it learnt alone")
            .add("precompute_ref_log_probs", &C::precomputeRefLogProbs, "",
                 "scores all batches with the reference before training, and then frees its memory");
    return d;
}

LossResult dpoLoss(const PairLogps &logps, const DpoConfig &config) {
    const at::Tensor chosen_P = logps.chosen_P - logps.refChosen_P, rejected_P = logps.rejected_P - logps.refRejected_P;
    const at::Tensor scaled_P = config.beta * (chosen_P - rejected_P);
    at::Tensor loss_P = -at::log_sigmoid(scaled_P);
    if (config.lossType == "hinge") {
        loss_P = at::relu(1 - scaled_P);
    } else if (config.lossType == "robust") {
        const double e = config.labelSmoothing;
        loss_P = (-(1 - e) * at::log_sigmoid(scaled_P) + e * at::log_sigmoid(-scaled_P)) / (1 - 2 * e);
    }
    LossResult result{.loss = loss_P.mean()};
    const at::Tensor rewardChosen_P = config.beta * chosen_P.detach(),
                     rewardRejected_P = config.beta * rejected_P.detach();
    result.metrics = {{"rewards/chosen", meanOf(rewardChosen_P)},
                      {"rewards/rejected", meanOf(rewardRejected_P)},
                      {"rewards/accuracies", meanOf(rewardChosen_P.gt(rewardRejected_P))},
                      {"rewards/margins", meanOf(rewardChosen_P - rewardRejected_P)},
                      {"logps/chosen", meanOf(logps.chosen_P.detach())},
                      {"logps/rejected", meanOf(logps.rejected_P.detach())}};
    result.tensors = {
        {"losses", loss_P.detach()}, {"rewards/chosen", rewardChosen_P}, {"rewards/rejected", rewardRejected_P}};
    return result;
}

namespace {

std::vector<MetricInfo> dpoMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> own{
        of("rewards/margins", "preference", "", "how much more the chosen answer is preferred than by the reference",
           Better::Higher),
        of("rewards/accuracies", "preference", "", "share of pairs whose chosen answer has the higher implicit reward",
           Better::Higher),
        of("loss", "loss", "nats", "0.693 where the policy prefers nothing more than the reference does",
           Better::Lower),
        of("rewards/chosen", "preference", "",
           "beta times how much likelier the chosen answer is than by the reference"),
        of("rewards/rejected", "preference", "", "the same of the rejected answer"),
        of("logps/chosen", "preference", "nats", "log-probability of the chosen answer"),
        of("logps/rejected", "preference", "nats", "log-probability of the rejected answer"),
        of("logits/chosen", "detail", "", "mean logit over the chosen answer"),
        of("logits/rejected", "detail", "", "mean logit over the rejected answer"),
        of("entropy", "loss", "nats", "how undecided the model is about a token"),
        of("mean_token_accuracy", "loss", "",
           "share of the chosen answer's tokens that the model would choose itself")};
    own.front().key = true;
    return withShared(std::move(own), loopMetrics());
}

const MethodInfo &dpoMethod() {
    static const MethodInfo method{
        .name = "dpo",
        .summary = "Direct preference optimisation on chosen-rejected pairs",
        .role = "algorithm",
        .spec = DpoConfig::described().spec(),
        .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                   {.name = "train",
                    .what = Artifact::Rows,
                    .layout = "preference",
                    .effect = "pairs of a chosen and a rejected answer"},
                   {.name = "reference",
                    .required = false,
                    .effect = "the model that the policy is held to; without it the policy as it starts"}},
        .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
        .metrics = dpoMetrics()};
    return method;
}

} // namespace

AlgorithmInfo dpoInfo() {
    return {.info = dpoMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = DpoConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return std::make_unique<Dpo>(std::move(*read));
            },
            .pureLoss = pureLoss};
}

} // namespace lapidary
