// SPDX-License-Identifier: Apache-2.0
#include "core/base/rng.h"
#include "core/engine/generate/generator.h"
#include "core/engine/generate/teacher_forced.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/tiny_decoder.h"
#include "tests/support/tolerance.h"
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

const Decoder &model() {
    static const auto loaded = tinyDecoder();
    return *loaded;
}

/// 32 prompts of 1 to 40 tokens.
std::vector<GenerationPrompt> raggedPrompts(std::int64_t n) {
    Rng rng(3, "prompts");
    std::vector<GenerationPrompt> prompts;
    for (int p = 0; p < 32; ++p) {
        GenerationPrompt prompt{.key = "problem " + std::to_string(p), .n = n};
        for (std::uint64_t t = 0, length = 1 + rng.below(40); t < length; ++t)
            prompt.ids.push_back(
                static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(model().config().vocabSize))));
        prompts.push_back(prompt);
    }
    return prompts;
}

GenerateOptions sampled() {
    GenerateOptions options;
    options.sampling.maxNewTokens = 30;
    options.sampling.temperature = 0.8;
    options.sampling.seed = 5;
    options.entropy = true;
    return options;
}

std::string digits(const std::vector<std::int64_t> &ids) {
    std::string out;
    for (auto id : ids) out += std::to_string(id % 10);
    return out;
}

} // namespace

TEST_CASE("log-probabilities and entropies of a rollout are those of a forward pass over the whole text") {
    const auto prompts = raggedPrompts(3);
    const auto found = generate(model(), prompts, sampled());
    REQUIRE(found);
    std::vector<PromptAndCompletion> rows;
    for (std::size_t p = 0; p < prompts.size(); ++p)
        for (const auto &completion : (*found)[p].completions) rows.push_back({prompts[p].ids, completion.ids});
    const auto forced = teacherForcedLogprobs(model(), rows, 0.8, 700);
    REQUIRE(forced);
    double worst = 0, worstEntropy = 0, wrongTemperature = 0, largest = 0;
    const auto cold = teacherForcedLogprobs(model(), rows, 1.0);
    REQUIRE(cold);
    for (std::size_t p = 0, r = 0; p < prompts.size(); ++p)
        for (const auto &completion : (*found)[p].completions) {
            REQUIRE(completion.logprobs.size() == (*forced)[r].logprobs.size());
            for (std::size_t t = 0; t < completion.ids.size(); ++t) {
                largest = std::max<double>(largest, std::abs((*forced)[r].logprobs[t]));
                worst = std::max<double>(worst, std::abs(completion.logprobs[t] - (*forced)[r].logprobs[t]));
                worstEntropy =
                    std::max<double>(worstEntropy, std::abs(completion.entropies[t] - (*forced)[r].entropies[t]));
                wrongTemperature =
                    std::max<double>(wrongTemperature, std::abs(completion.logprobs[t] - (*cold)[r].logprobs[t]));
            }
            ++r;
        }
    MESSAGE("largest difference " << worst << ", of entropies " << worstEntropy);
    CHECK(worst < toleranceOf(largest));
    CHECK(worstEntropy < toleranceOf(largest));
    CHECK(wrongTemperature > 0.01); // the comparison can fail
}

TEST_CASE("a completion is the same alone and among 32 others, whatever the size of the batch") {
    auto prompts = raggedPrompts(2);
    const auto together = generate(model(), prompts, sampled());
    REQUIRE(together);
    auto narrow = sampled();
    narrow.maxRows = 5;
    const auto inFives = generate(model(), prompts, narrow);
    REQUIRE(inFives);
    int differentSamples = 0;
    for (std::size_t p = 0; p < prompts.size(); ++p) {
        const auto alone = generate(model(), {prompts[p]}, sampled());
        REQUIRE(alone);
        auto second = prompts[p];
        second.n = 1, second.firstSample = 1;
        const auto resumed = generate(model(), {second}, sampled());
        REQUIRE(resumed);
        for (std::size_t s = 0; s < 2; ++s) {
            CHECK((*together)[p].completions[s].ids == (*alone)[0].completions[s].ids);
            CHECK((*together)[p].completions[s].ids == (*inFives)[p].completions[s].ids);
        }
        CHECK((*resumed)[0].completions[0].ids == (*alone)[0].completions[1].ids);
        differentSamples += (*alone)[0].completions[0].ids != (*alone)[0].completions[1].ids;
        CHECK((*alone)[0].cachedTokens == static_cast<std::int64_t>(prompts[p].ids.size()));
    }
    CHECK(differentSamples > 24); // the samples of one prompt do have streams of their own
}

TEST_CASE("another seed or another key draws otherwise") {
    const GenerationPrompt prompt{.ids = {1, 2, 3}, .key = "a"};
    auto other = prompt;
    other.key = "b";
    auto options = sampled();
    const auto first = generate(model(), {prompt, other}, options);
    options.sampling.seed = 6;
    const auto second = generate(model(), {prompt}, options);
    REQUIRE(first);
    REQUIRE(second);
    CHECK((*first)[0].completions[0].ids != (*first)[1].completions[0].ids);
    CHECK((*first)[0].completions[0].ids != (*second)[0].completions[0].ids);
}

TEST_CASE("a stop text ends a completion and is cut off; without it the completion goes on") {
    auto options = sampled();
    options.sampling.ignoreEos = true;
    options.decode = digits;
    const GenerationPrompt prompt{.ids = {4, 5, 6}, .key = "stop"};
    const auto whole = generate(model(), {prompt}, options);
    REQUIRE(whole);
    const std::string text = (*whole)[0].completions[0].text;
    REQUIRE(text.size() == 30);
    CHECK((*whole)[0].completions[0].finishReason == "length");
    const std::string stop = text.substr(10, 4);
    options.sampling.stop = {"never", stop};
    const auto cut = generate(model(), {prompt}, options);
    REQUIRE(cut);
    const auto &completion = (*cut)[0].completions[0];
    CHECK(completion.finishReason == "stop");
    CHECK(completion.text == text.substr(0, text.find(stop)));
    CHECK(completion.ids.size() == text.find(stop) + 4);
}

TEST_CASE("a stop request ends every row as cancelled, and a prompt's samples are announced once") {
    auto options = sampled();
    options.sampling.ignoreEos = true;
    std::stop_source source;
    options.stop = source.get_token();
    options.maxRows = 8;
    std::int64_t calls = 0;
    options.progress = [&](std::int64_t done, std::int64_t total) {
        CHECK(total == 32);
        ++calls;
        if (done == 8) source.request_stop();
    };
    const auto found = generate(model(), raggedPrompts(1), options);
    REQUIRE(found);
    int cancelled = 0;
    for (const auto &prompt : *found) cancelled += prompt.completions[0].finishReason == "cancelled";
    CHECK(cancelled == 24);
    CHECK(calls == 32);
}

TEST_CASE("prompts that cannot be decoded are named") {
    const auto codeOf = [](std::vector<std::int64_t> ids) {
        const auto found = generate(model(), {{.ids = {1}}, {.ids = std::move(ids)}}, {});
        REQUIRE_FALSE(found);
        CHECK(found.error().field == "prompts[1].ids");
        return found.error().code;
    };
    CHECK(codeOf({}) == "generate.empty_prompt");
    CHECK(codeOf({1, model().config().vocabSize}) == "generate.token_out_of_range");
    CHECK(codeOf({-1}) == "generate.token_out_of_range");
    CHECK(codeOf(std::vector<std::int64_t>(static_cast<std::size_t>(model().config().maxPositions), 1)) ==
          "generate.too_long");
}

TEST_CASE("a completion ends where the model's positions end") {
    const auto length = model().config().maxPositions - 3;
    auto options = sampled();
    options.sampling.ignoreEos = true;
    const auto found = generate(
        model(), {{.ids = std::vector<std::int64_t>(static_cast<std::size_t>(length), 1), .key = "long"}}, options);
    REQUIRE(found);
    CHECK((*found)[0].completions[0].ids.size() == 3);
    CHECK((*found)[0].completions[0].finishReason == "length");
}
