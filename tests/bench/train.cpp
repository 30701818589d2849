// SPDX-License-Identifier: Apache-2.0
// bench_train [MODEL_FOLDER] [THREADS]: tokens a second of an SFT, a DPO and a GRPO step as the real training loop
// takes them, beside what memory and matrix products allow. Without a folder: the starter model.
#include "core/data/tasks/task.h"
#include "core/engine/model/model_files.h"
#include "core/engine/train/trainer.h"
#include "tests/bench/roofs.h"
#include "tests/support/temporary_folder.h"
#include <ATen/Parallel.h>
#include <cstdio>
#include <cstdlib>

using namespace lapidary;

namespace {

constexpr std::int64_t kWarm = 2, kSteps = 8;

/// Keeps what the loop says of its steps.
struct Meter final : JobContext, JobSink {
    std::string folder;
    double seconds = 0, tokens = 0, before = 0;
    explicit Meter(std::string place) : folder(std::move(place)) {}
    JobSink &sink() override { return *this; }
    std::stop_token stopToken() override { return {}; }
    std::optional<JobRequest> nextWhilePaused() override { return std::nullopt; }
    void tell(Json) override {}
    void answer(Json) override {}
    std::string runFolder() const override { return folder; }
    void emit(std::string type, Json body) override {
        if (type != "metrics") return;
        const Json &values = body["values"];
        if (body["step"].get<std::int64_t>() > kWarm) {
            seconds += values["step_time"].get<double>();
            tokens += values["num_tokens"].get<double>() - before;
        }
        before = values["num_tokens"].get<double>();
    }
};

/// `passes`: forward passes' worth of arithmetic a trained token costs; a backward pass counts two.
struct Case {
    const char *name, *algorithm;
    Json config;
    double passes;
};

std::vector<Json> rowsOf(const std::string &algorithm) {
    auto rows = (*taskByName("chain_mod"))->make(Json::object(), 1, 600);
    if (!rows) std::exit((std::fprintf(stderr, "%s\n", describe(rows.error()).c_str()), 1));
    if (algorithm == "dpo")
        for (std::size_t i = 0; i < rows->size(); ++i) {
            Json &row = (*rows)[i];
            row["chosen"] = row["completion"];
            row["rejected"] = (*rows)[(i + 1) % rows->size()]["completion"];
        }
    return *rows;
}

void measure(const Case &each, const fs::path &model, int threads, const bench::Roofs &roofs) {
    const TemporaryFolder place;
    std::string lines;
    for (const auto &row : rowsOf(each.algorithm)) lines += dumpJson(row) + "\n";
    Json config = {{"max_steps", kWarm + kSteps}, {"learning_rate", 1e-5}, {"logging_steps", 1}};
    config.update(each.config);
    const Json run = {{"kind", "train"},
                      {"algorithm", each.algorithm},
                      {"seed", 1},
                      {"threads", threads},
                      {"rule", "chain_mod"},
                      {"model", {{"path", model.string()}}},
                      {"data", {{"train", "train.jsonl"}}},
                      {"config", config}};
    Meter meter(place.path.string());
    Result<Json> done = fail("", "");
    if (auto written = writeFileAtomic(place.path / "train.jsonl", lines); written) done = train(run, meter);
    if (!done) std::exit((std::fprintf(stderr, "%s\n", describe(done.error()).c_str()), 1));
    const auto weights = static_cast<double>((*readModelConfig(model)).parameterCount());
    const double perStep = meter.tokens / kSteps, rate = meter.tokens / meter.seconds;
    // AdamW reads weight, gradient and two moments and writes three of them; the passes read the weights.
    const double bytes = 4 * weights * (7 + each.passes), gemm = roofs.flopsPerSecond / (2 * weights * each.passes);
    const double memory = perStep * roofs.bytesPerSecond / bytes, cache = perStep * roofs.cachedBytesPerSecond / bytes;
    std::printf("%-22s %12.0f %12.3f %12.0f %14.0f %14.0f %12.0f %9.1f %%\n", each.name, perStep,
                meter.seconds / kSteps, rate, memory, cache, gemm, 100 * rate / std::min(cache, gemm));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv) {
    const fs::path model =
        argc > 1 && *argv[1] ? fs::absolute(argv[1]) : fs::path(LAPIDARY_SOURCE "/resources/starter");
    const int threads = argc > 2 ? std::atoi(argv[2]) : at::get_num_threads();
    at::set_num_threads(threads);
    const auto roofs = bench::measureRoofs();
    std::printf("%d threads; memory %.1f GB/s, cache %.1f GB/s, GEMM %.1f GFLOP/s\n", threads,
                roofs.bytesPerSecond / 1e9, roofs.cachedBytesPerSecond / 1e9, roofs.flopsPerSecond / 1e9);
    std::printf("%-22s %12s %12s %12s %14s %14s %12s %11s\n", "step", "tokens/step", "seconds", "tokens/s",
                "memory roof", "cache roof", "GEMM roof", "of the roof");
    const Json rows32 = {{"per_device_train_batch_size", 32}};
    Json packed = rows32, lora = rows32;
    packed.update({{"packing", true}, {"max_length", 512}});
    lora.update({{"use_peft", true}, {"r", 16}});
    // GRPO's tokens: trained ones; each of its sampled tokens was decoded before, which is one more pass.
    const Case cases[] = {{"SFT, 32 rows", "sft", rows32, 3},
                          {"SFT, 32 rows packed", "sft", packed, 3},
                          {"SFT, 32 rows, LoRA", "sft", lora, 3},
                          {"DPO, 16 pairs", "dpo", {{"per_device_train_batch_size", 16}}, 4},
                          {"GRPO, 16 x 8",
                           "grpo",
                           {{"per_device_train_batch_size", 128},
                            {"num_generations", 8},
                            {"max_completion_length", 144},
                            {"reward_funcs", {"correct"}},
                            {"beta", 0.0}},
                           4}};
    for (const auto &each : cases) measure(each, model, threads, roofs);
}
