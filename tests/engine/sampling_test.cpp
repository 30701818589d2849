// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/engine/generate/sampler.h"
#include "core/engine/generate/samplers/registry.h"
#include "tests/support/engine_doctest.h"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

std::vector<float> logitsOf(const Json &probabilities) {
    std::vector<float> out;
    for (const auto &p : probabilities) out.push_back(static_cast<float>(std::log(p.get<double>())));
    return out;
}

std::vector<double> softmaxOf(const std::vector<float> &scores) {
    const auto statistics = rowStatistics(scores, 1.0, false);
    std::vector<double> out;
    for (float score : scores) out.push_back(std::exp(statistics.logprobOf(score, 1.0)));
    return out;
}

bool configFor(const Json &test, SamplingConfig &config, std::vector<std::int64_t> &seen) {
    const auto sampler = test["sampler"].get<std::string>();
    if (sampler == "temp")
        config.temperature = test["temperature"];
    else if (sampler == "top_k")
        config.topK = static_cast<std::int64_t>(test["k"].get<double>());
    else if (sampler == "top_p")
        config.topP = test["p"];
    else if (sampler == "min_p")
        config.minP = test["p"];
    else if (sampler == "penalties" && test["frequency_penalty"] == 0.0 && test["presence_penalty"] == 0.0) {
        config.repetitionPenalty = test["repeat_penalty"];
        seen = test["last_tokens"].get<std::vector<std::int64_t>>();
    } else
        return false;
    return true;
}

} // namespace

TEST_CASE("filters give the probabilities of another engine") {
    const auto text = readFile(LAPIDARY_TEST_DATA "/sampling/llama_cpp_samplers_even.json");
    REQUIRE(text);
    const auto file = parseJson(*text);
    REQUIRE(file);
    int checked = 0;
    for (const auto &test : file->at("cases")) {
        SamplingConfig config;
        std::vector<std::int64_t> seen;
        if (!configFor(test, config, seen)) continue;
        ++checked;
        CAPTURE(test.dump());
        auto scores = logitsOf(test["probs"]);
        applyFilters(scores, seen, config);
        auto found = softmaxOf(scores);
        auto expected = test["expected_probs"].get<std::vector<double>>();
        expected.resize(found.size(), 0.0); // what was filtered out
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == doctest::Approx(expected[i]).epsilon(1e-5));
    }
    CHECK(checked == 11);
}

TEST_CASE("draws follow the distribution, and the log-probability is that before the filters") {
    const std::vector<double> probabilities{0.1, 0.2, 0.3, 0.4};
    std::vector<float> logits;
    for (double p : probabilities) logits.push_back(static_cast<float>(std::log(p) * 2)); // temperature 2 undoes this
    SamplingConfig config;
    config.temperature = 2;
    const int draws = 40000;
    for (int topK : {0, 3}) {
        config.topK = topK;
        const auto sampler = makeSampler(config);
        Rng rng(7, "test");
        std::vector<int> counts(4);
        for (int i = 0; i < draws; ++i) {
            const Draw draw = sampler->draw({.logits = logits, .seen = {}, .rng = rng, .wantEntropy = true});
            ++counts[static_cast<std::size_t>(draw.token)];
            REQUIRE(draw.logprob ==
                    doctest::Approx(std::log(probabilities[static_cast<std::size_t>(draw.token)])).epsilon(1e-5));
            REQUIRE(draw.entropy == doctest::Approx(1.279854).epsilon(1e-5));
        }
        const double mass = topK == 3 ? 0.9 : 1.0;
        for (std::size_t t = 0; t < 4; ++t) {
            const double expected = topK == 3 && t == 0 ? 0.0 : probabilities[t] / mass;
            CHECK(std::abs(counts[t] / double(draws) - expected) < 0.01); // four standard errors
        }
    }
}

TEST_CASE("temperature 0 is greedy and reports the model's own log-probability") {
    const std::vector<float> logits{1.0f, 3.0f, 3.0f, 2.0f};
    SamplingConfig config;
    config.temperature = 0;
    Rng rng(1, "unused");
    const Draw draw = makeSampler(config)->draw({.logits = logits, .seen = {}, .rng = rng});
    CHECK(draw.token == 1);
    CHECK(draw.logprob == doctest::Approx(3.0 - std::log(std::exp(1.0) + 2 * std::exp(3.0) + std::exp(2.0))));
    config.repetitionPenalty = 2;
    const std::vector<std::int64_t> seen{1, 2};
    CHECK(makeSampler(config)->draw({.logits = logits, .seen = seen, .rng = rng}).token == 3);
}

TEST_CASE("every sampler of the list can be made and named in a configuration") {
    for (const auto &entry : samplers()) {
        const auto config = describedSampling().read({{"sampler", entry.name}});
        REQUIRE(config);
        CHECK(entry.make(*config) != nullptr);
    }
    CHECK_FALSE(describedSampling().read({{"sampler", "unheard_of"}}));
    CHECK_FALSE(describedSampling().read({{"top_p", 1.5}}));
}
