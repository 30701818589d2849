// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/self_distilling.h"
#include "core/engine/train/rewritten_rows.h"
#include "core/engine/train/row_order.h"
#include "core/engine/train/stated_steps.h"
#include "core/engine/train/step_rows.h"

namespace lapidary {
namespace {

class SelfDistiller : public Algorithm {
public:
    explicit SelfDistiller(SelfDistilling settings)
        : settings_(std::move(settings)), teacher_(settings_.teacher, settings_.train.bf16) {
        settings_.privilege.completes = settings_.lmbda < 1; // else nobody reads what stands behind a prompt
    }
    const TrainOptions &options() const override { return settings_.train; }
    bool dropsOut() const override { return !settings_.disableDropout; }
    bool uses(std::string_view port) const override { return teacher_.uses(port); }

    Status prepare(TrainContext &context) override {
        if (auto ok = teacher_.open(context); !ok) return ok;
        if (context.measures) { // on the completions of the rows: nothing is written for what is held out
            settings_.lmbda = 0;
            settings_.privilege.completes = true;
        }
        auto rows = readTaughtRows(context, settings_.privilege);
        if (!rows) return unexpected(rows.error());
        rows_ = std::move(*rows);
        return openOrder(order_, context, rows_.size() * repeats(), settings_.train);
    }

    std::int64_t stepsPerEpoch() const override { return stepsFor(order_, rows_.size() * repeats(), settings_.train); }

    Result<TrainStep> next(TrainContext &context) override {
        RowOrder order = order_;
        const auto passes = rowsOfStep(order, settings_.train, context.rowsPerPass);
        std::vector<std::size_t> picked;
        std::vector<TokenRow> texts;
        for (const auto &rows : passes)
            for (const auto row : rows) {
                picked.push_back(row % rows_.size());
                texts.push_back(textOf(rows_[picked.back()]));
            }
        const auto rewritten = rewriteRows(
            context, texts, {.lmbda = settings_.lmbda, .sampling = settings_.sampling, .stream = settings_.stream});
        if (!rewritten) return unexpected(rewritten.error());
        order_ = std::move(order);
        sampledTokens_ += rewritten->tokens;
        teacher_.follow(context);
        TrainStep step{.metrics = rewritten->metrics};
        std::size_t begin = 0;
        for (const auto &rows : passes) {
            std::vector<TaughtCompletion> part;
            for (std::size_t i = begin; i < begin + rows.size(); ++i)
                part.push_back(taught(rows_[picked[i]], texts[i]));
            begin += rows.size();
            step.parts.push_back(SelfTeacher::collate(part, context));
            step.items += settings_.loss.perSequence ? static_cast<double>(rows.size())
                                                     : step.parts.back().tensors.at("tokens").sum().item<double>();
        }
        return step;
    }

    LossResult loss(TrainContext &context, const TrainStep &step, std::size_t part) override {
        return teacher_.loss(context, step.parts[part], step.items, settings_.loss);
    }

    std::int64_t sampledTokens() const override { return sampledTokens_; }
    TrainState state() const override {
        return {.json = {{"order", order_.state()}, {"sampled_tokens", sampledTokens_}}, .tensors = teacher_.state()};
    }
    Status restore(const TrainState &state) override {
        if (auto ok = teacher_.restore(state.tensors); !ok) return ok;
        sampledTokens_ = state.json.value("sampled_tokens", std::int64_t{0});
        return order_.restore(state.json.value("order", Json::object()));
    }

private:
    std::size_t repeats() const {
        return settings_.lmbda > 0 ? static_cast<std::size_t>(settings_.numGenerations) : 1; // what is read is the same
    }

    static TokenRow textOf(const TaughtRow &row) {
        TokenRow out{.ids = row.prompt, .labels = std::vector<std::int64_t>(row.prompt.size(), kIgnore)};
        out.ids.insert(out.ids.end(), row.completion.begin(), row.completion.end());
        out.labels.insert(out.labels.end(), row.completion.begin(), row.completion.end());
        return out;
    }

    /// `text`: the prompt, and what was written or read behind it.
    TaughtCompletion taught(const TaughtRow &row, const TokenRow &text) const {
        const auto prompt = static_cast<std::ptrdiff_t>(row.prompt.size());
        return {.prompt = row.prompt,
                .teacher = row.teacher,
                .completion = {text.ids.begin() + prompt, text.ids.end()},
                .skip = static_cast<std::size_t>(settings_.lossTokensToSkip)};
    }

    SelfDistilling settings_;
    SelfTeacher teacher_;
    std::vector<TaughtRow> rows_;
    RowOrder order_;
    std::int64_t sampledTokens_ = 0;
};

} // namespace

std::unique_ptr<Algorithm> makeSelfDistilling(SelfDistilling settings) {
    return std::make_unique<SelfDistiller>(std::move(settings));
}

std::vector<Port> selfDistillingInputs(const char *column, const char *shown) {
    return {{.name = kPolicy, .trained = true, .effect = "the student: the model that learns"},
            {.name = "train",
             .what = Artifact::Rows,
             .layout = "prompt_completion",
             .columns = {{.name = column,
                          .inTokens = kTeacherPrompt,
                          .expected = shown,
                          .remedy = "Put into each row what the teacher is shown."}},
             .effect = "prompts with what the teacher alone is shown; with lmbda below 1 completions too"},
            selfTeacherPort(),
            heldOutPort("prompt_completion")};
}

std::vector<MetricInfo> selfDistillingMetrics() {
    auto metrics = withHeldOut(selfTeachingMetrics());
    for (MetricInfo &each : rewriteMetrics()) metrics.push_back(std::move(each));
    return withShared(std::move(metrics), loopMetrics());
}

} // namespace lapidary
