// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/cases.h"
#include <ATen/Parallel.h>

namespace lapidary::bench {

namespace {

constexpr Case kCases[] = {
    {"roof", "what memory, caches and matrix products allow", roof},
    {"load", "a model's folder to memory, with its file in the system's cache", load},
    {"prefill", "one prompt of 512 tokens, up to its first new token", decode},
    {"decode", "one sequence: 48 tokens of a prompt, 96 new ones", decode},
    {"samples", "32 samples of one prompt, greedy choice off", decode},
    {"ragged", "64 prompts whose answers end between 16 and 256 tokens, at most 32 side by side", decode},
    {"contention", "decode beside processes that compute", contention},
    {"score", "log-probs of 32 given completions", score},
    {"sft", "a step of 32 demonstrations", training},
    {"sft_packed", "the same rows, packed to 512 tokens", training},
    {"sft_ragged", "a step of 32 demonstrations of very different length", training},
    {"sft_ragged_packed", "the same rows, packed to 512 tokens", training},
    {"sft_lora", "a step of 32 demonstrations with LoRA of rank 16", training},
    {"dpo", "a step of 16 pairs beside a reference", training},
    {"grpo", "a step of 16 problems with 8 samples of at most 144 tokens", training},
    {"adamw", "one step of the optimiser over all weights", optimizer},
    {"answers", "no figure: greedy ids, log-probs and logits, for comparing with others", answers},
    {"rows", "no figure: the rows of the trainings, written to the folder --out", writeRows},
};

} // namespace

std::span<const Case> cases() {
    return kCases;
}

Status roof(const Context &context, const std::string &) {
    const auto &device = context.subject.placement.device;
    for (const std::int64_t mebibytes : {1, 4, 20, 512})
        context.report.addRoof("read " + std::to_string(mebibytes) + " MiB", "gb_per_second",
                               readRate(device, mebibytes << 20) / 1e9);
    for (const auto dtype : {at::kFloat, at::kBFloat16})
        context.report.addRoof(std::string("matrix product ") + nameOf(dtype), "gflop_per_second",
                               productRate({.device = device, .dtype = dtype}) / 1e9);
    return {};
}

} // namespace lapidary::bench
