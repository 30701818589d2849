// SPDX-License-Identifier: Apache-2.0
// bench_decode [MODEL_FOLDER] [THREADS]: tokens a second of 1, 32 and 256 sequences beside the roofs of this machine.
// Without a folder: a random model of the starter's shape.
#include "core/engine/generate/generator.h"
#include "core/engine/model/model_files.h"
#include "tests/bench/roofs.h"
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <cstdio>
#include <cstdlib>

using namespace lapidary;

namespace {

std::unique_ptr<Decoder> starterShape() {
    const DecoderConfig config{.architecture = "LlamaForCausalLM",
                               .vocabSize = 50,
                               .hiddenSize = 128,
                               .intermediateSize = 352,
                               .layers = 6,
                               .heads = 4,
                               .kvHeads = 4,
                               .headDim = 32,
                               .maxPositions = 512,
                               .tied = true};
    auto model = std::make_unique<Decoder>(config, Placement{});
    model->initialise(1);
    return model;
}

void measure(const Decoder &model, std::int64_t rows, const bench::Roofs &roofs) {
    const std::int64_t prompt = 48, tokens = 96;
    GenerateOptions options;
    options.sampling.maxNewTokens = tokens;
    options.sampling.ignoreEos = true;
    GenerationPrompt one{
        .ids = std::vector<std::int64_t>(static_cast<std::size_t>(prompt), 3), .key = "bench", .n = rows};
    const double seconds = bench::fastest(3, [&] { (void)generate(model, {one}, options); });
    const double rate = static_cast<double>(rows * tokens) / seconds;
    const auto &c = model.config();
    const double weights = static_cast<double>(c.parameterCount());
    const double bytes = 4 * (weights / static_cast<double>(rows) +
                              static_cast<double>((prompt + tokens / 2) * 2 * c.layers * c.kvHeads * c.headDim));
    const double flops =
        2 * weights + 4.0 * static_cast<double>(c.layers * c.heads * c.headDim * (prompt + tokens / 2));
    const double memoryRoof = roofs.bytesPerSecond / bytes, cacheRoof = roofs.cachedBytesPerSecond / bytes,
                 gemmRoof = roofs.flopsPerSecond / flops;
    std::printf("%9ld %14.0f %16.0f %16.0f %14.0f %9.1f %%\n", static_cast<long>(rows), rate, memoryRoof, cacheRoof,
                gemmRoof, 100 * rate / std::min(cacheRoof, gemmRoof));
}

} // namespace

int main(int argc, char **argv) {
    if (argc > 2) at::set_num_threads(std::atoi(argv[2]));
    std::unique_ptr<Decoder> model;
    if (argc > 1 && *argv[1]) {
        auto loaded = loadModel(fs::path(argv[1]), Placement{});
        if (!loaded) return std::fprintf(stderr, "%s\n", describe(loaded.error()).c_str()), 1;
        model = std::move(*loaded);
    } else
        model = starterShape();
    const auto roofs = bench::measureRoofs();
    std::printf("%d threads, %ld parameters; memory %.1f GB/s, cache %.1f GB/s, GEMM %.1f GFLOP/s\n",
                at::get_num_threads(), static_cast<long>(model->config().parameterCount()), roofs.bytesPerSecond / 1e9,
                roofs.cachedBytesPerSecond / 1e9, roofs.flopsPerSecond / 1e9);
    std::printf("%9s %14s %16s %16s %14s %11s\n", "sequences", "tokens/s", "memory roof", "cache roof", "GEMM roof",
                "of the roof");
    for (std::int64_t rows : {1, 32, 256}) measure(*model, rows, roofs);
}
