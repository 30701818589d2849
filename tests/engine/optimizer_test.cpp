// SPDX-License-Identifier: Apache-2.0
// Which parameters the optimiser pulls to zero, what a checkpoint keeps of the random streams, and what a reference
// leaves behind.
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/norm_names.h"
#include "core/engine/train/adamw.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/generators.h"
#include "core/engine/train/gradient_accumulator.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

using namespace lapidary;

namespace {

std::unique_ptr<Decoder> tiny(const Architecture &architecture) {
    auto config = parseModelConfig(architecture.tiny(), "tiny");
    REQUIRE(config);
    auto model = std::make_unique<Decoder>(std::move(*config), Placement{});
    model->initialise(3);
    return model;
}

/// Names of what one step without a gradient has made smaller.
std::set<std::string> shrunkBy(AdamW &optimizer, NamedTensors parameters) {
    std::vector<at::Tensor> before;
    for (auto &[name, tensor] : parameters) {
        const at::NoGradGuard noGrad;
        tensor.fill_(1);
        before.push_back(tensor.detach().clone());
        tensor.mutable_grad() = at::zeros_like(tensor);
    }
    optimizer.step(0.1);
    std::set<std::string> out;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (!at::equal(parameters[i].tensor, before[i])) out.insert(parameters[i].name);
    return out;
}

/// Bytes that the processor's allocator has given out and not got back, on this thread.
struct Bytes final : c10::MemoryReportingInfoBase {
    std::int64_t held = 0;
    void reportMemoryUsage(void *, std::int64_t size, std::size_t, std::size_t, c10::Device) override { held += size; }
    bool memoryProfilingEnabled() const override { return true; }
};

} // namespace

TEST_CASE("matrices decay in every family, norms and biases in none") {
    TrainOptions options;
    options.weightDecay = 0.5;
    for (const auto &architecture : architectures()) {
        CAPTURE(architecture.name);
        const auto model = tiny(architecture);
        for (auto &named : model->parameters()) named.tensor.requires_grad_(true);
        AdamW optimizer(model->trainable(), normParameters(*model), options);
        const auto shrunk = shrunkBy(optimizer, model->trainable());
        for (const auto &[name, tensor] : model->parameters()) { // norms and biases are all that is a vector
            CAPTURE_BOUND(name);
            CHECK(shrunk.contains(name) == (tensor.dim() == 2));
        }
    }
}

TEST_CASE("a norm that an adapter brings whole does not decay either") {
    TrainOptions options;
    options.weightDecay = 0.5;
    for (const auto &architecture : architectures())
        if (architecture.name == "GPT2LMHeadModel") {
            const auto model = tiny(architecture);
            REQUIRE(attachLora(
                *model,
                {.useDora = true, .targetModules = {"c_attn"}, .modulesToSave = {"ln_f", "lm_head"}, .bias = "all"},
                "default", 1));
            AdamW optimizer(model->trainable(), normParameters(*model), options);
            const auto shrunk = shrunkBy(optimizer, model->trainable());
            CHECK(!shrunk.contains("base_model.model.transformer.ln_f.weight"));
            CHECK(shrunk.contains("base_model.model.lm_head.weight"));
            CHECK(shrunk.contains("base_model.model.transformer.h.0.attn.c_attn.lora_A.weight"));
            CHECK(!shrunk.contains("base_model.model.transformer.h.0.attn.c_attn.base_layer.bias"));
            CHECK(!shrunk.contains("base_model.model.transformer.h.0.ln_1.bias"));
        }
}

TEST_CASE("a checkpoint keeps where the random streams stand, by the name of their device") {
    at::manual_seed(3);
    at::rand({7});
    const Json states = *parseJson(dumpJson(generatorStates(c10::kCPU)));
    REQUIRE(states.size() == 1);
    CHECK(states["cpu"].size() ==
          static_cast<std::size_t>(at::globalContext().defaultGenerator(c10::kCPU).get_state().numel()));
    const at::Tensor next = at::rand({5});
    CHECK(!at::equal(at::rand({5}), next));
    restoreGenerators(states, c10::kCPU);
    CHECK(at::equal(at::rand({5}), next));
    restoreGenerators({{"cuda:0", {1, 2}}}, c10::kCPU); // of another device: nothing to do here
    if (at::hasCUDA()) CHECK(generatorStates(c10::Device("cuda:0")).contains("cuda:0"));
}

TEST_CASE("a reference whose log-probs are known gives its memory back") {
    const TemporaryFolder folder;
    const auto config = parseModelConfig({{"architectures", {"LlamaForCausalLM"}},
                                          {"model_type", "llama"},
                                          {"vocab_size", 96},
                                          {"hidden_size", 128},
                                          {"intermediate_size", 512},
                                          {"num_hidden_layers", 2},
                                          {"num_attention_heads", 4}},
                                         "here");
    REQUIRE(config);
    for (const bool lora : {false, true})
        for (const bool precomputed : {false, true}) {
            CAPTURE(lora);
            CAPTURE(precomputed);
            Networks networks;
            networks.add(kPolicy, std::make_unique<Decoder>(*config, Placement{}), true);
            Decoder &policy = networks[kPolicy];
            policy.initialise(1);
            const Json settings = {{"max_steps", 2},
                                   {"precompute_ref_log_probs", precomputed},
                                   {"use_peft", lora},
                                   {"init_lora_weights", lora ? "folder" : ""}};
            makeRunFolder(folder.path, "run", runOnTokens("dpo", settings), somePairs());
            if (lora) REQUIRE(attachLora(policy, {.r = 64, .targetModules = {"all-linear"}}, "default", 1));
            QuietJob job(folder.path / "run");
            TrainContext context{networks, policy, nullptr, runOnTokens("dpo", settings), folder.path / "run", 1, job};
            auto algorithm = findAlgorithm("dpo")->make(settings);
            REQUIRE(algorithm);
            const auto bytes = std::make_shared<Bytes>();
            const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, bytes);
            networks.addStart("reference", lora);
            REQUIRE((*algorithm)->prepare(context));
            const std::int64_t second = lora ? 64 * 4 * 2 * (4 * 256 + 3 * 640) : 4 * config->parameterCount();
            if (precomputed)
                CHECK(bytes->held < second / 10);
            else
                CHECK(bytes->held > second * 9 / 10);
            CHECK(policy.adapters.size() == (lora ? precomputed ? 1 : 2 : 0));
        }
}

TEST_CASE("the optimiser's pass is that of the fused operator, with gradients scaled on the way") {
    TrainOptions options;
    options.weightDecay = 0.1;
    at::manual_seed(4);
    NamedTensors mine, theirs;
    for (const std::int64_t size : {7, 40000, 1}) { // more than one piece, and less than a vector
        const at::Tensor start = at::randn({size});
        mine.push_back({"w" + std::to_string(size), start.clone().requires_grad_(true)});
        theirs.push_back({mine.back().name, start.clone()});
    }
    AdamW optimizer(mine, {}, options);
    std::vector<at::Tensor> parameters, means, squares, steps;
    for (const auto &[name, tensor] : theirs) {
        parameters.push_back(tensor);
        means.push_back(at::zeros_like(tensor));
        squares.push_back(at::zeros_like(tensor));
        steps.push_back(at::zeros({}));
    }
    const at::NoGradGuard noGrad;
    for (int step = 0; step < 5; ++step) {
        std::vector<at::Tensor> gradients;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            const at::Tensor gradient = at::randn(mine[i].tensor.sizes()) * (step + 1);
            mine[i].tensor.mutable_grad() = gradient;
            gradients.push_back(gradient * 0.3);
            steps[i].add_(1);
        }
        optimizer.step(0.01, 0.3);
        at::_fused_adamw_(parameters, gradients, means, squares, {}, steps, 0.01, options.adamBeta1, options.adamBeta2,
                          options.weightDecay, options.adamEpsilon, false, false);
        for (std::size_t i = 0; i < mine.size(); ++i) CHECK(at::allclose(mine[i].tensor, parameters[i], 1e-6, 1e-8));
    }
}

TEST_CASE("a gradient's length is read once, and clipping is left to the optimiser's pass") {
    at::manual_seed(5);
    NamedTensors parameters{{"a", at::zeros({70000})}, {"b", at::zeros({3, 5})}, {"none", at::zeros({4})}};
    at::Tensor all = at::randn({70015});
    parameters[0].tensor.mutable_grad() = all.narrow(0, 0, 70000).clone();
    parameters[1].tensor.mutable_grad() = all.narrow(0, 70000, 15).clone().view({3, 5});
    const double norm = all.to(at::kDouble).norm().item<double>();
    const auto accumulator = plainAccumulator();
    const GradientLength cut = accumulator->finish(parameters, 2), whole = accumulator->finish(parameters, 0);
    CHECK(cut.norm == doctest::Approx(norm).epsilon(1e-6));
    CHECK(cut.factor == doctest::Approx(2 / norm).epsilon(1e-6));
    CHECK(whole.factor == 1);
    CHECK(accumulator->finish(parameters, 2 * norm).factor == 1);
}
