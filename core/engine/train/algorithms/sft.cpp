// SPDX-License-Identifier: Apache-2.0
// Supervised fine-tuning, after TRL 1.16's SFTTrainer. Deviations: (1) loss_type is "nll" or "dft" (TRL's chunked_nll
// is the same mathematics); (2) assistant_only_loss is on unless it is turned off, and needs no mark in the chat
// template; (3) the noise of NEFTune is scaled by the length of each sequence, not by that of the padded batch; (4)
// rows of earlier data can be mixed in: each place of a batch is one of them with probability replay_share, and the
// loss is the mean over all tokens of the step, so that long rows count more.
#include "core/engine/train/algorithms/sft.h"
#include "core/data/row_source.h"
#include "core/engine/train/packed_rows.h"
#include "core/engine/train/regularizers/regularizer.h"
#include "core/engine/train/row_lengths.h"
#include "core/engine/train/row_losses.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace lapidary {
namespace {

constexpr const char *kReplay = "replay";
constexpr std::array<const char *, 2> kSets = {"new", "replay"}; ///< of rows, as their losses are called

class Sft : public Algorithm {
public:
    explicit Sft(SftConfig config) : config_(std::move(config)) {
        config_.train.regularization.values.update(config_.regularization.values);
    }
    const TrainOptions &options() const override { return config_.train; }

    Status prepare(TrainContext &context) override {
        for (std::size_t set = 0; set < (replays() ? 2u : 1u); ++set) {
            auto rows = read(context, set == 0 ? "train" : kReplay);
            if (!rows) return unexpected(rows.error());
            sets_[set] = std::move(rows->packed);
        }
        auto source = rowSourceOf(context, sets_[0].size(), config_.train);
        if (!source) return unexpected(source.error());
        source_ = std::move(*source);
        if (replays()) {
            std::vector<RowSourcePtr> both;
            both.push_back(std::move(source_));
            const std::size_t earlier = sets_[1].size();
            both.push_back(config_.train.shuffleDataset ? shuffledRows(earlier, context.seed + 1)
                                                        : rowsInOrder(earlier));
            source_ = mixedRows(std::move(both), {1 - config_.replayShare, config_.replayShare}, context.seed);
        }
        padding_ = context.policy.config().pad.value_or(0);
        return {};
    }

    Result<std::int64_t> addRows(TrainContext &context) override {
        auto rows = read(context, "train");
        if (!rows) return unexpected(rows.error());
        for (TokenRow &row : rows->packed) row.lines.clear(); // they are lines of another file
        if (auto grown = source_->grow(0, rows->packed.size()); !grown) return unexpected(grown.error());
        std::move(rows->packed.begin(), rows->packed.end(), std::back_inserter(sets_[0]));
        return rows->given;
    }

    /// Those of the rows themselves, and as many more as are mixed in on average.
    std::int64_t stepsPerEpoch() const override {
        const double rows = static_cast<double>(sets_[0].size()) / (replays() ? 1 - config_.replayShare : 1.0);
        return stepsFor(*source_, static_cast<std::size_t>(std::ceil(rows)), config_.train);
    }

    Result<TrainStep> next(TrainContext &context) override {
        TrainStep step;
        for (const auto &rows : rowsOfStep(*source_, config_.train, context.rowsPerPass)) {
            step.parts.push_back(collate(rows, context.policy.placement().device));
            for (const char *set : kSets) step.items += itemsOf(step.parts.back(), set);
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        const MicroBatch &batch = step.parts[part];
        const LabelScores scores =
            scoreLabels(context.policy, batch.tensors.at("input_ids"), batch.tensors.at("labels"), batch.segments, 1.0,
                        true, config_.lossType == "nll", context.measures ? 0 : config_.neftuneNoiseAlpha);
        LossResult result = sftLoss(scores.tokens, step.items, config_.lossType);
        result.tensors["row_losses"] = meansOfRows(result.tensors.at("losses"), scores.row_N, batch);
        if (replays()) addSetLosses(step, part, scores, result);
        return result;
    }

    TrainState state() const override { return {.json = source_->state()}; }
    Status restore(const TrainState &state) override { return source_->restore(state.json); }

private:
    struct Rows {
        std::vector<TokenRow> packed;
        std::int64_t given; ///< how many there were before
    };
    bool replays() const { return config_.replayShare > 0; }

    Result<Rows> read(TrainContext &context, const std::string &port) const {
        if (port == kReplay && !context.run.value("data", Json::object()).contains(port))
            return fail({.code = "train.missing_input",
                         .message = "replay_share is set, but there are no rows of earlier data",
                         .field = "inputs." + port,
                         .found = "nothing",
                         .expected = "a data set",
                         .remedy = "Name one in [stage.inputs], or set replay_share to 0."});
        const bool cut = !config_.packing || config_.packingStrategy == "bfd";
        auto rows = readTokenRows(context, config_.learnt, cut ? config_.maxLength : 0, port);
        if (!rows) return unexpected(rows.error());
        const auto given = static_cast<std::int64_t>(rows->size());
        if (!config_.packing) return Rows{std::move(*rows), given};
        if (config_.train.shuffleDataset) // what shares a row is no matter of what stands together in the file
            Rng(context.seed, "packing/" + port).shuffle(*rows);
        auto packed = packRows(*rows, config_.packingStrategy, config_.maxLength);
        if (!cut)
            if (auto fit = mustFit(context, packed, port); !fit) return unexpected(fit.error());
        return Rows{std::move(packed), given};
    }

    /// Rows that were packed before anything was cut. Positions begin anew with each sequence that is kept apart.
    static Status mustFit(const TrainContext &context, const std::vector<TokenRow> &packed, const std::string &port) {
        RowLengths lengths(0, context.policy.config());
        for (const TokenRow &row : packed) {
            const auto longest = std::max_element(row.lengths.begin(), row.lengths.end());
            const std::int64_t tokens = longest == row.lengths.end() ? std::ssize(row.ids) : *longest;
            if (auto fits = lengths.add(tokens, row.lines.empty() ? 0 : row.lines.front()); !fits) {
                fits.error().file = dataFile(context, port).string();
                return fits;
            }
        }
        tell(context, lengths, port);
        return {};
    }

    static double itemsOf(const MicroBatch &batch, const std::string &set) {
        return batch.tensors.at("items/" + set).item<double>();
    }

    /// One padded batch; packed rows bring their segments.
    MicroBatch collate(const std::vector<RowRef> &picked, c10::Device device) const {
        MicroBatch batch;
        std::vector<std::vector<std::int64_t>> ids, labels;
        std::array<double, 2> items{};
        std::vector<RowLine> lines;
        at::Tensor sets_B = at::empty({static_cast<std::int64_t>(picked.size())}, at::kLong);
        for (const RowRef &ref : picked) {
            const TokenRow &row = sets_[ref.set][ref.row];
            const auto place = static_cast<std::int64_t>(ids.size());
            std::int64_t begin = 0;
            for (const std::int64_t length : row.lengths) {
                batch.segments.push_back({place, begin, length});
                begin += length;
            }
            sets_B[place] = static_cast<std::int64_t>(ref.set);
            for (const std::int64_t line : row.lines)
                lines.push_back({place, line, static_cast<std::int64_t>(ref.set)});
            batch.tokens += static_cast<std::int64_t>(row.ids.size());
            ids.push_back(row.ids);
            labels.push_back(row.labels);
            labels.back()[0] = kIgnore; // nothing precedes a first token
            items[ref.set] += static_cast<double>(
                std::count_if(labels.back().begin(), labels.back().end(), [](auto label) { return label != kIgnore; }));
        }
        batch.tensors["input_ids"] = padRows(ids, padding_, device);
        batch.tensors["labels"] = padRows(labels, kIgnore, device);
        batch.tensors["sets"] = sets_B.to(device);
        batch.tensors[kLines] = linesTensor(lines);
        for (std::size_t set = 0; set < kSets.size(); ++set)
            batch.tensors[std::string("items/") + kSets[set]] = at::scalar_tensor(items[set], at::kDouble);
        return batch;
    }

    /// The mean loss of the tokens of each row that are learnt. [B]
    static at::Tensor meansOfRows(const at::Tensor &losses_N, const at::Tensor &row_N, const MicroBatch &batch) {
        const at::Tensor none_B = at::zeros({batch.tensors.at("input_ids").size(0)}, losses_N.options());
        return none_B.index_add(0, row_N, losses_N) / none_B.index_add(0, row_N, at::ones_like(losses_N)).clamp_min(1);
    }

    /// The mean loss of the step's tokens of each set, where it has some.
    static void addSetLosses(const TrainStep &step, std::size_t part, const LabelScores &scores, LossResult &result) {
        const at::Tensor set_N = step.parts[part].tensors.at("sets").index_select(0, scores.row_N);
        for (std::size_t set = 0; set < kSets.size(); ++set) {
            double items = 0;
            for (const MicroBatch &each : step.parts) items += itemsOf(each, kSets[set]);
            const at::Tensor own = result.tensors.at("losses").index({set_N.eq(static_cast<std::int64_t>(set))});
            if (items > 0)
                result.metrics[std::string("loss/") + kSets[set]] = {own.sum().item<double>() / items, Over::Sum};
        }
    }

    SftConfig config_;
    std::array<std::vector<TokenRow>, 2> sets_; ///< the rows, and those of earlier data
    RowSourcePtr source_;
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
            .include(TrainOptions::evaluated(), &SftConfig::train)
            .add("max_length", &SftConfig::maxLength, atLeast(2), "tokens", "longer rows lose their end")
            .add("packing", &SftConfig::packing, "", "fills rows of max_length tokens with several sequences")
            .choice("packing_strategy", &SftConfig::packingStrategy, packingStrategies(),
                    "bfd keeps attention inside each sequence and cuts long ones, bfd_split keeps their rest too, "
                    "wrapped cuts wherever a row is full and lets tokens see the sequence before")
            .include(LearntParts::described(), &SftConfig::learnt)
            .choice("loss_type", &SftConfig::lossType, {"nll", "dft"}, "dft weighs tokens by their own probability")
            .add("neftune_noise_alpha", &SftConfig::neftuneNoiseAlpha, atLeast(0), "",
                 "noise on the embeddings while learning, often 5 to 15; 0 is none")
            .add("replay_share", &SftConfig::replayShare, between(0, 0.999), "",
                 "share of the rows that are drawn from those of earlier data; 0 reads none of them")
            .include(Described<InputRegularizerSettings>(), &SftConfig::regularization);
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

Port replayPort() {
    return {.name = kReplay,
            .what = Artifact::Rows,
            .required = false,
            .neededBy = "replay_share",
            .layout = "prompt_completion",
            .effect = "rows of earlier data that are mixed in, so that less of it is forgotten"};
}

namespace {

std::vector<MetricInfo> sftMetrics() {
    const auto of = [](const char *name, const char *unit, const char *effect, Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = "loss", .effect = effect, .better = better};
    };
    MetricInfo loss = of("loss", "nats", "mean negative log-probability of a token that is learnt", Better::Lower);
    loss.key = true;
    std::vector<MetricInfo> own = withHeldOut(
        {std::move(loss),
         of("mean_token_accuracy", "", "share of tokens that the model would have chosen itself", Better::Higher),
         of("entropy", "nats", "how undecided the model is about a token")});
    own.push_back(of("loss/new", "nats", "the loss of the rows that are new; with replay alone", Better::Lower));
    own.push_back(of("loss/replay", "nats", "the loss of the rows of earlier data; with replay alone", Better::Lower));
    for (std::size_t last : {1, 2}) own[own.size() - last].group = "forgetting";
    return withShared(std::move(own), loopMetrics());
}

} // namespace

const MethodInfo &sftMethod() {
    static const MethodInfo method =
        withInputRegularizers({.name = "sft",
                               .summary = "Supervised fine-tuning on prompt-completion rows",
                               .role = "algorithm",
                               .spec = SftConfig::described().spec(),
                               .inputs = {{.name = "policy", .trained = true, .effect = "the model that learns"},
                                          {.name = "train",
                                           .what = Artifact::Rows,
                                           .layout = "prompt_completion",
                                           .effect = "demonstrations: what the model learns to write"},
                                          replayPort(),
                                          heldOutPort("prompt_completion")},
                               .outputs = {{.name = "model", .what = Artifact::Model, .file = "model"}},
                               .metrics = sftMetrics()});
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
