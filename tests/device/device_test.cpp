// SPDX-License-Identifier: Apache-2.0
// The same numbers on the device under test as transformers recorded and as the CPU computes.
#include "core/engine/generate/generator.h"
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/quiet_training.h"
#include "tests/support/test_device.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModels = LAPIDARY_TEST_DATA "/models";
const char *const kPrompts[] = {"one", "short", "middle", "long"};

std::vector<std::string> recorded() {
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(kModels / "expected"))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    REQUIRE(names.size() >= 24);
    return names;
}

std::unique_ptr<Decoder> loadThere(const std::string &name) {
    auto model = loadModel({.path = (kModels / name).string(), .device = testDevice()});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    REQUIRE((*model)->parameters().front().tensor.device().str().starts_with(testDevice()));
    return std::move(*model);
}

WeightFiles tensorsOf(const std::string &name) {
    auto files = WeightFiles::open(kModels / "expected" / (name + ".safetensors"));
    REQUIRE(files);
    return std::move(*files);
}

Json expectedOf(const std::string &name) {
    return jsonOf(kModels / "expected" / (name + ".json"));
}

std::vector<std::int64_t> idsOf(const Json &list) {
    return list.get<std::vector<std::int64_t>>();
}

void checkNear(const std::vector<float> &found, const Json &wanted, double tolerance) {
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        CHECK(std::abs(static_cast<double>(found[i]) - wanted[i].get<double>()) < tolerance);
}

/// Losses and gradient norms of four steps, on a device.
std::vector<Json> stepsOn(const std::string &device, const std::string &algorithm, const std::vector<Json> &rows,
                          Json config) {
    const TemporaryFolder folder;
    config.update({{"max_steps", 4}, {"per_device_train_batch_size", 4}, {"learning_rate", 1e-3}});
    Json run = runOnTokens(algorithm, config);
    run["device"] = device;
    return trained(folder.path / "run", run, rows).metrics;
}

void checkTraining(const std::string &algorithm, const std::vector<Json> &rows, const Json &config) {
    CAPTURE(algorithm);
    CAPTURE(dumpJson(config));
    const auto here = stepsOn("cpu", algorithm, rows, config), there = stepsOn(testDevice(), algorithm, rows, config);
    REQUIRE(here.size() == 4);
    REQUIRE(there.size() == 4);
    for (std::size_t step = 0; step < 4; ++step)
        for (const char *name : {"loss", "grad_norm"}) {
            const double wanted = here[step][name], found = there[step][name];
            CHECK(std::abs(found - wanted) <= 1e-3 * std::max(0.1, std::abs(wanted)));
        }
    CHECK(here[3]["loss"] != here[0]["loss"]); // something was learnt, so that the steps are compared too
}

} // namespace

TEST_CASE("logits on the device equal the reference at every position") {
    for (const auto &name : recorded()) {
        CAPTURE(name);
        const auto model = loadThere(name);
        const auto expected = tensorsOf(name);
        const c10::InferenceMode noGradients;
        for (const std::string prompt : kPrompts) {
            CAPTURE(prompt);
            const auto ids_T = expected.readAsStored(prompt + ".ids"),
                       logits_TV = expected.readAsStored(prompt + ".logits");
            REQUIRE(ids_T);
            REQUIRE(logits_TV);
            const at::Tensor ids_1T = ids_T->to(at::kLong).unsqueeze(0).to(model->placement().device);
            const at::Tensor found_TV = model->logits(model->hidden({.ids_BT = ids_1T})).squeeze(0).to(at::kCPU);
            CHECK(at::max(at::abs(found_TV.to(at::kFloat) - *logits_TV)).item<double>() < toleranceOf(*logits_TV));
        }
    }
}

TEST_CASE("greedy ids on the device equal the reference, all prompts in one ragged batch") {
    for (const auto &name : recorded()) {
        CAPTURE(name);
        const auto model = loadThere(name);
        const Json expected = expectedOf(name);
        std::vector<GenerationPrompt> prompts;
        for (const char *prompt : kPrompts)
            prompts.push_back({.ids = idsOf(expected["prompts"][prompt]), .key = prompt});
        GenerateOptions options;
        options.sampling.maxNewTokens = 24;
        options.sampling.temperature = 0;
        options.sampling.ignoreEos = true;
        const auto found = generate(*model, prompts, options);
        REQUIRE_MESSAGE(found, (found ? "" : describe(found.error())));
        for (std::size_t p = 0; p < prompts.size(); ++p)
            CHECK((*found)[p].completions.front().ids == idsOf(expected["greedy"][kPrompts[p]]["ids"]));
    }
}

TEST_CASE("log-probabilities on the device equal the reference") {
    for (const auto &name : recorded()) {
        CAPTURE(name);
        const auto model = loadThere(name);
        const Json expected = expectedOf(name);
        const auto tensors = tensorsOf(name);
        std::vector<PromptAndCompletion> rows;
        for (const char *prompt : kPrompts)
            rows.push_back({idsOf(expected["prompts"][prompt]), idsOf(expected["greedy"][prompt]["ids"])});
        const auto found = teacherForcedLogprobs(*model, rows);
        REQUIRE_MESSAGE(found, (found ? "" : describe(found.error())));
        for (std::size_t p = 0; p < rows.size(); ++p) {
            const auto logits_TV = tensors.readAsStored(std::string(kPrompts[p]) + ".logits");
            REQUIRE(logits_TV);
            checkNear((*found)[p].logprobs, expected["logprobs"][kPrompts[p]], toleranceOf(*logits_TV));
        }
    }
}

TEST_CASE("trainings on the device take the steps of those on the CPU") {
    const Json lora = {{"use_peft", true}, {"r", 4}};
    checkTraining("sft", someSequences(), Json::object());
    checkTraining("sft", someSequences(), lora);
    checkTraining("sft", someSequences(), {{"packing", true}, {"max_length", 32}});
    checkTraining("dpo", somePairs(), Json::object());
    checkTraining("dpo", somePairs(), lora);
    checkTraining("grpo", someRollouts(), {{"rollouts", "file"}, {"num_generations", 4}});
}
