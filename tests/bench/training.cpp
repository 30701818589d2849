// SPDX-License-Identifier: Apache-2.0
// Steps as the one training loop takes them; a repetition is a step.
#include "core/engine/train/trainer.h"
#include "tests/bench/cases.h"
#include "tests/bench/training_rows.h"
#include <algorithm>
#include <cstdio>

namespace lapidary::bench {

namespace {

constexpr int kWarm = 2, kSteps = 6;

/// Keeps what the loop says of its steps.
class Meter final : public JobContext, public JobSink {
public:
    explicit Meter(std::string folder) : folder_(std::move(folder)) {}
    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override { return {}; }
    std::optional<JobRequest> nextWhilePaused() override { return std::nullopt; }
    void tell(Json) override {}
    void answer(Json) override {}
    std::string runFolder() const override { return folder_; }
    void emit(std::string type, Json body) override {
        if (type == "notice") std::fprintf(stderr, "%s\n", body.value("text", "").c_str());
        if (type != "metrics") return;
        const Json &values = body["values"];
        const double tokens = values["num_tokens"].get<double>(), cpu = cpuSeconds();
        if (body["step"].get<int>() > kWarm) {
            steps.push_back({tokens - tokens_, values["step_time"].get<double>(), cpu - cpu_});
            losses.push_back(values["loss"]);
        }
        tokens_ = tokens;
        cpu_ = cpu;
    }

    std::vector<Repetition> steps{};
    Json losses = Json::array();

private:
    std::string folder_;
    double tokens_ = 0, cpu_ = 0;
};

/// `passes`: forward passes' worth of arithmetic that a token costs at least. A backward pass counts two where weights
/// are trained, one where only what is before them is. `trained`: share of the weights that the optimiser moves.
struct Kind {
    const char *name, *algorithm, *rows;
    std::int64_t perStep;
    Json config;
    double passes, trained;
};

std::vector<Kind> kinds() {
    const Json packed = {{"packing", true}, {"max_length", 512}}, lora = {{"use_peft", true}, {"r", 16}};
    const Json groups = {
        {"num_generations", 8}, {"max_completion_length", 144}, {"reward_funcs", {"correct"}}, {"beta", 0.0}};
    return {
        {"sft", "sft", "problems", 32, Json::object(), 3, 1},
        {"sft_packed", "sft", "problems", 32, packed, 3, 1},
        {"sft_ragged", "sft", "ragged", 32, Json::object(), 3, 1},
        {"sft_ragged_packed", "sft", "ragged", 32, packed, 3, 1},
        {"sft_lora", "sft", "problems", 32, lora, 2, 0},
        {"dpo", "dpo", "pairs", 16, Json::object(), 4, 1},
        {"grpo", "grpo", "problems", 128, groups, 4, 1}}; // a sampled token is decoded once before it is learnt from
}

Json runOf(const Kind &kind, std::int64_t rows, const Context &context) {
    const Settings &settings = context.settings;
    const int steps = settings.repetitions > 0 ? settings.repetitions : kSteps;
    Json config = {{"max_steps", kWarm + steps}, {"learning_rate", 1e-5},
                   {"logging_steps", 1},         {"per_device_train_batch_size", rows},
                   {"shuffle_dataset", false},   {"bf16", settings.dtype == "bfloat16"}};
    config.update(kind.config);
    config.update(settings.config);
    return {{"kind", "train"},
            {"algorithm", kind.algorithm},
            {"seed", 1},
            {"threads", settings.threads},
            {"device", settings.device},
            {"rule", "chain_mod"},
            {"model", {{"path", context.subject.folder.string()}}},
            {"data", {{"train", "train.jsonl"}}},
            {"config", config}};
}

} // namespace

Status training(const Context &context, const std::string &name) {
    const auto all = kinds();
    const Kind &kind = *std::find_if(all.begin(), all.end(), [&](const Kind &each) { return each.name == name; });
    const Workspace place;
    const auto lines = trainingRows(kind.rows);
    if (!lines) return unexpected(lines.error());
    if (auto ok = writeFileAtomic(place.path() / "train.jsonl", *lines); !ok) return ok;
    const std::int64_t rows = context.settings.rows > 0 ? context.settings.rows : kind.perStep;
    Meter meter(place.path().string());
    const auto done = train(runOf(kind, rows, context), meter);
    if (!done) return unexpected(done.error());
    double tokens = 0;
    for (const auto &step : meter.steps) tokens += step.tokens / static_cast<double>(meter.steps.size());
    // AdamW reads weight, gradient and two moments and writes three of them; the passes read the weights.
    const auto weights = static_cast<double>(context.subject.weights());
    const double bytes = 4 * weights * (7 * kind.trained + kind.passes) / tokens;
    context.report.add(context.subject, {.name = name,
                                         .rows = rows,
                                         .repetitions = meter.steps,
                                         .perToken = {.bytes = bytes, .flops = 2 * weights * kind.passes},
                                         .more = {{"losses", meter.losses}}});
    return {};
}

} // namespace lapidary::bench
