// SPDX-License-Identifier: Apache-2.0
// The decoder against transformers: logits at every position, greedy ids and their log-probabilities from a cache.
#include "core/engine/generate/generator.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cmath>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

const std::string kModels = LAPIDARY_TEST_DATA "/models/";
const char *const kCases[] = {"llama2_mha", "llama_gqa_tied", "llama_biases", "llama_sharded", "llama_bf16"};
const char *const kPrompts[] = {"one", "short", "middle", "long"};

std::unique_ptr<Decoder> load(const std::string &name) {
    auto model = loadModel(fs::path(kModels + name), Placement{});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

Json expectedOf(const std::string &name) {
    const auto text = readFile(kModels + "expected/" + name + ".json");
    REQUIRE(text);
    auto parsed = parseJson(*text);
    REQUIRE(parsed);
    return *parsed;
}

} // namespace

TEST_CASE("logits of the llama cases equal the reference at every position") {
    for (const char *name : kCases) {
        CAPTURE(name);
        const auto model = load(name);
        const auto expected = WeightFiles::open(kModels + "expected/" + name + ".safetensors");
        REQUIRE(expected);
        const c10::InferenceMode noGradients;
        for (const std::string prompt : kPrompts) {
            CAPTURE(prompt);
            const auto ids_T = expected->readAsStored(prompt + ".ids");
            const auto logits_TV = expected->readAsStored(prompt + ".logits");
            REQUIRE(ids_T);
            REQUIRE(logits_TV);
            const at::Tensor found = model->logits(model->hidden({.ids_BT = ids_T->to(at::kLong).unsqueeze(0)})).squeeze(0);
            CHECK(at::max(at::abs(found.to(at::kFloat) - *logits_TV)).item<double>() < 1e-4);
        }
    }
}

TEST_CASE("greedy ids and log-probabilities of the llama cases equal the reference, all prompts in one ragged batch") {
    for (const char *name : kCases) {
        CAPTURE(name);
        const auto model = load(name);
        const auto expected = expectedOf(name);
        std::vector<GenerationPrompt> prompts;
        for (const char *prompt : kPrompts) prompts.push_back({.ids = expected["prompts"][prompt].get<std::vector<std::int64_t>>()});
        GenerateOptions options;
        options.sampling.maxNewTokens = 24;
        options.sampling.temperature = 0;
        options.sampling.ignoreEos = true;
        const auto found = generate(*model, prompts, options);
        REQUIRE(found);
        for (std::size_t p = 0; p < prompts.size(); ++p) {
            CAPTURE(kPrompts[p]);
            const auto &completion = (*found)[p].completions.front();
            CHECK(completion.ids == expected["greedy"][kPrompts[p]]["ids"].get<std::vector<std::int64_t>>());
            CHECK(completion.finishReason == "length");
            const auto logprobs = expected["logprobs"][kPrompts[p]].get<std::vector<double>>();
            for (std::size_t t = 0; t < logprobs.size(); ++t) CHECK(std::abs(completion.logprobs[t] - logprobs[t]) < 1e-4);
        }
    }
}
