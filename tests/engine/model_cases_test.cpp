// SPDX-License-Identifier: Apache-2.0
// Every family against transformers: logits at every position, greedy ids from a cache, log-probabilities.
#include "core/engine/generate/generator.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

const char *const kPrompts[] = {"one", "short", "middle", "long"};

/// tests/golden/models, or another folder made by the same script, for more cases than are kept.
fs::path folder() {
    const char *other = std::getenv("LAPIDARY_MODEL_CASES");
    return other ? other : LAPIDARY_TEST_DATA "/models";
}

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(folder() / "expected"))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::unique_ptr<Decoder> load(const std::string &name) {
    auto model = loadModel(folder() / name, Placement{});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

Json expectedOf(const std::string &name) {
    const auto text = readFile(folder() / "expected" / (name + ".json"), 64 << 20);
    REQUIRE(text);
    auto parsed = parseJson(*text);
    REQUIRE(parsed);
    return *parsed;
}

/// Of log-probabilities: they are differences of logits.
double toleranceOfLogprobs(const std::string &name, const std::string &prompt) {
    const auto expected = WeightFiles::open(folder() / "expected" / (name + ".safetensors"));
    REQUIRE(expected);
    const auto logits = expected->readAsStored(prompt + ".logits");
    REQUIRE(logits);
    return toleranceOf(*logits);
}

double farthest(const std::vector<float> &found, const std::vector<double> &wanted) {
    REQUIRE(found.size() == wanted.size());
    double most = 0;
    for (std::size_t t = 0; t < found.size(); ++t)
        most = std::max(most, std::isfinite(found[t]) ? std::abs(found[t] - wanted[t]) : 1e9);
    return most;
}

} // namespace

TEST_CASE("logits equal the reference at every position") {
    REQUIRE(cases().size() >= 24);
    for (const auto &name : cases()) {
        CAPTURE(name);
        const auto model = load(name);
        const auto expected = WeightFiles::open(folder() / "expected" / (name + ".safetensors"));
        REQUIRE(expected);
        const c10::InferenceMode noGradients;
        for (const std::string prompt : kPrompts) {
            CAPTURE(prompt);
            const auto ids_T = expected->readAsStored(prompt + ".ids");
            const auto logits_TV = expected->readAsStored(prompt + ".logits");
            REQUIRE(ids_T);
            REQUIRE(logits_TV);
            const at::Tensor found =
                model->logits(model->hidden({.ids_BT = ids_T->to(at::kLong).unsqueeze(0)})).squeeze(0);
            CHECK(at::max(at::abs(found.to(at::kFloat) - *logits_TV)).item<double>() < toleranceOf(*logits_TV));
        }
    }
}

TEST_CASE("greedy ids equal the reference, all prompts in one ragged batch from a cache") {
    for (const auto &name : cases()) {
        CAPTURE(name);
        const auto model = load(name);
        const auto expected = expectedOf(name);
        std::vector<GenerationPrompt> prompts;
        for (const char *prompt : kPrompts)
            prompts.push_back({.ids = expected["prompts"][prompt].get<std::vector<std::int64_t>>(), .key = prompt});
        GenerateOptions options;
        options.sampling.maxNewTokens = 24;
        options.sampling.temperature = 0;
        options.sampling.ignoreEos = true;
        const auto found = generate(*model, prompts, options);
        REQUIRE_MESSAGE(found, (found ? "" : describe(found.error())));
        for (std::size_t p = 0; p < prompts.size(); ++p) {
            CAPTURE(kPrompts[p]);
            const auto &completion = (*found)[p].completions.front();
            CHECK(completion.ids == expected["greedy"][kPrompts[p]]["ids"].get<std::vector<std::int64_t>>());
            CHECK(completion.finishReason == "length");
            // Where positions depend on the length, a token is decoded under a shorter sequence than the whole that is
            // recorded.
            if (!model->config().dependsOnLength())
                CHECK(farthest(completion.logprobs, expected["logprobs"][kPrompts[p]].get<std::vector<double>>()) <
                      toleranceOfLogprobs(name, kPrompts[p]));
        }
    }
}

TEST_CASE("log-probabilities of given completions equal the reference, all prompts in one ragged batch") {
    for (const auto &name : cases()) {
        CAPTURE(name);
        const auto model = load(name);
        const auto expected = expectedOf(name);
        std::vector<PromptAndCompletion> rows;
        for (const char *prompt : kPrompts)
            rows.push_back({expected["prompts"][prompt].get<std::vector<std::int64_t>>(),
                            expected["greedy"][prompt]["ids"].get<std::vector<std::int64_t>>()});
        const auto found = teacherForcedLogprobs(*model, rows);
        REQUIRE_MESSAGE(found, (found ? "" : describe(found.error())));
        for (std::size_t p = 0; p < rows.size(); ++p) {
            CAPTURE(kPrompts[p]);
            CHECK(farthest((*found)[p].logprobs, expected["logprobs"][kPrompts[p]].get<std::vector<double>>()) <
                  toleranceOfLogprobs(name, kPrompts[p]));
        }
    }
}

TEST_CASE("what cannot be loaded is refused by a plain sentence") {
    const TemporaryFolder temporary;
    const auto copyOf = [&](const std::string &name) {
        const fs::path to = temporary.path / name;
        fs::copy(fs::path(LAPIDARY_TEST_DATA "/models") / name, to);
        return to;
    };
    const auto errorOf = [](const fs::path &at) {
        const auto model = loadModel(at, Placement{});
        REQUIRE(!model);
        return model.error();
    };
    const auto rewrite = [](const fs::path &at, const auto &change) {
        Json config = *parseJson(*readFile(at / "config.json"));
        change(config);
        REQUIRE(writeFileAtomic(at / "config.json", dumpJson(config)));
    };

    const fs::path pickled = copyOf("qwen3");
    for (const char *name : {"pytorch_model.bin", "consolidated.00.pth", "model.pt"}) {
        fs::remove(pickled / "model.safetensors");
        temporary.write(fs::path("qwen3") / name, "\x80\x02");
        CHECK(errorOf(pickled).code == "model.pickle");
        CHECK(!errorOf(pickled).remedy.empty());
        fs::remove(pickled / name);
    }

    const fs::path lacking = copyOf("gpt2"); // one layer more than the file holds
    rewrite(lacking, [](Json &config) { config["n_layer"] = 4; });
    CHECK(errorOf(lacking).code == "model.missing_tensor");
    CHECK(errorOf(lacking).field.find("transformer.h.3.attn.c_attn.weight") != std::string::npos);

    const fs::path custom = copyOf("phi3");
    rewrite(custom, [](Json &config) {
        config["auto_map"] = {{"AutoModelForCausalLM", "modeling_phi3.Phi3ForCausalLM"}};
    });
    CHECK(errorOf(custom).code == "model.custom_code");
    rewrite(custom, [](Json &config) { config.erase("auto_map"), config["architectures"] = {"PhiMoEForCausalLM"}; });
    CHECK(errorOf(custom).code == "model.unknown_architecture");
    rewrite(custom, [](Json &config) {
        config["architectures"] = {"Phi3ForCausalLM"}, config["rope_scaling"] = {{"type", "linear"}, {"factor", 2}};
    });
    CHECK(errorOf(custom).code == "model.bad_config");
}
