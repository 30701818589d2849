// SPDX-License-Identifier: Apache-2.0
// Supervised fine-tuning, after TRL 1.16's SFTTrainer. Deviations: (1) loss_type is "nll" or "dft" (TRL's chunked_nll
// is the same mathematics); (2) packing is best-fit-decreasing with attention kept inside each sequence; (3)
// assistant_only_loss is on unless it is turned off, and needs no mark in the chat template.
#include "core/engine/train/algorithms/sft.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/step_rows.h"
#include "core/engine/train/token_rows.h"
#include <algorithm>

namespace lapidary {
namespace {

class Sft : public Algorithm {
public:
    explicit Sft(SftConfig config) : config_(std::move(config)) {}
    const TrainOptions &options() const override { return config_.train; }

    Status prepare(TrainContext &context) override {
        auto rows = readTokenRows(context, config_.learnt, config_.maxLength);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        order_ = RowOrder(rows_.size(), config_.train.shuffleDataset, context.seed);
        padding_ = context.policy.config().pad.value_or(0);
        return {};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = readTokenRows(context, config_.learnt, config_.maxLength);
        if (!rows) return unexpected(rows.error());
        return append(rows_, order_, std::move(*rows));
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(rows_.size(), config_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &rows : rowsOfStep(order_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(rows, context.policy.placement().device));
            step.items += step.parts.back().tensors.at("items").item<double>();
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const MicroBatch &batch = step.parts[part];
        const LabelScores scores =
            scoreLabels(context.policy, batch.tensors.at("input_ids"), batch.tensors.at("labels"), batch.segments, 1.0,
                        true, config_.lossType == "nll");
        return sftLoss(scores.tokens, step.items, config_.lossType);
    }

    TrainState state() const override { return {.json = order_.state()}; }
    Status restore(const TrainState &state) override { return order_.restore(state.json); }

private:
    /// One padded batch, or packed rows with their segments.
    MicroBatch collate(const std::vector<std::size_t> &picked, c10::Device device) const {
        std::vector<std::vector<std::size_t>> bins;
        if (config_.packing) {
            std::vector<std::size_t> lengths;
            for (const auto row : picked) lengths.push_back(rows_[row].ids.size());
            bins = packBestFit(lengths, static_cast<std::size_t>(config_.maxLength));
        } else {
            for (std::size_t i = 0; i < picked.size(); ++i) bins.push_back({i});
        }
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids, labels;
        std::int64_t items = 0;
        for (const auto &bin : bins) {
            ids.emplace_back();
            labels.emplace_back();
            for (const auto i : bin) {
                const TokenRow &row = rows_[picked[i]];
                const auto begin = static_cast<std::int64_t>(ids.back().size());
                if (config_.packing)
                    batch.segments.push_back(
                        {static_cast<std::int64_t>(ids.size()) - 1, begin, static_cast<std::int64_t>(row.ids.size())});
                batch.tokens += static_cast<std::int64_t>(row.ids.size());
                ids.back().insert(ids.back().end(), row.ids.begin(), row.ids.end());
                labels.back().insert(labels.back().end(), row.labels.begin(), row.labels.end());
                labels.back()[static_cast<std::size_t>(begin)] = kIgnore; // nothing precedes a first token
                items += std::count_if(labels.back().begin() + begin, labels.back().end(),
                                       [](auto l) { return l != kIgnore; });
            }
        }
        batch.tensors["input_ids"] = padRows(ids, padding_, device);
        batch.tensors["labels"] = padRows(labels, kIgnore, device);
        batch.tensors["items"] = at::scalar_tensor(static_cast<double>(items), at::kDouble);
        return batch;
    }

    SftConfig config_;
    std::vector<TokenRow> rows_;
    RowOrder order_;
    std::int64_t padding_ = 0;
};

} // namespace

std::unique_ptr<Algorithm> makeSft(SftConfig config) {
    return std::make_unique<Sft>(std::move(config));
}

/// Golden vectors: logits [N, V], labels [N] (not shifted, -100 ignored).
Result<LossResult> sftPureLoss(const TensorMap &inputs, const Json &config) {
    const auto read = SftConfig::described().read(config);
    if (!read) return fail(joined(read.error()));
    const at::Tensor labels_N = inputs.at("labels").reshape({-1}).to(at::kLong);
    const at::Tensor kept = labels_N.ne(kIgnore);
    const at::Tensor logits_NV = inputs.at("logits").reshape({labels_N.size(0), -1}).index({kept});
    const ScoredTokens tokens = scoreTokens(logits_NV, labels_N.index({kept}));
    const double items = inputs.count("num_items_in_batch") ? inputs.at("num_items_in_batch").item<double>()
                                                            : static_cast<double>(tokens.logp_N.numel());
    LossResult result = sftLoss(tokens, items, read->lossType);
    result.tensors["logps"] = tokens.logp_N;
    result.tensors["entropy"] = tokens.entropy_N;
    return result;
}

const Described<SftConfig> &SftConfig::described() {
    static const auto d =
        Described<SftConfig>()
            .include(TrainOptions::described(), &SftConfig::train)
            .add("max_length", &SftConfig::maxLength, atLeast(2), "tokens", "longer rows lose their end")
            .add("packing", &SftConfig::packing, "", "fills rows with several sequences; attention stays inside each")
            .include(LearntParts::described(), &SftConfig::learnt)
            .choice("loss_type", &SftConfig::lossType, {"nll", "dft"}, "dft weighs tokens by their own probability");
    return d;
}

LossResult sftLoss(const ScoredTokens &tokens, double items, const std::string &lossType) {
    at::Tensor perToken_N = -tokens.logp_N;
    if (lossType == "dft") perToken_N = perToken_N * tokens.logp_N.detach().exp();
    LossResult result{.loss = {}, .metrics = {}, .tensors = {{"losses", perToken_N.detach()}}};
    result.loss = perToken_N.sum() / std::max(1.0, items); // a batch without labels gives a finite 0 with a live graph
    result.metrics["entropy"] = meanOf(tokens.entropy_N);
    result.metrics["mean_token_accuracy"] = meanOf(tokens.correct_N);
    return result;
}

const MethodInfo &sftMethod() {
    static const MethodInfo method{.name = "sft",
                                   .summary = "Supervised fine-tuning on prompt-completion rows",
                                   .role = "algorithm",
                                   .spec = SftConfig::described().spec(),
                                   .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                                              {.name = "train",
                                               .what = Artifact::Rows,
                                               .layout = "prompt_completion",
                                               .effect = "demonstrations: what the model learns to write"}},
                                   .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                                   .metrics =
                                       withShared({{.name = "loss",
                                                    .unit = "nats",
                                                    .group = "loss",
                                                    .effect = "mean negative log-probability of a token that is learnt",
                                                    .better = Better::Lower,
                                                    .key = true},
                                                   {.name = "mean_token_accuracy",
                                                    .group = "loss",
                                                    .effect = "share of tokens that the model would have chosen itself",
                                                    .better = Better::Higher},
                                                   {.name = "entropy",
                                                    .unit = "nats",
                                                    .group = "loss",
                                                    .effect = "how undecided the model is about a token"}},
                                                  loopMetrics())};
    return method;
}

AlgorithmInfo sftInfo() {
    return {.info = sftMethod,
            .make = [](const Json &config) -> tl::expected<std::unique_ptr<Algorithm>, Problems> {
                auto read = SftConfig::described().read(config);
                if (!read) return tl::unexpected(read.error());
                return makeSft(std::move(*read));
            },
            .pureLoss = sftPureLoss,
            .growing = {"train"}};
}

} // namespace lapidary
