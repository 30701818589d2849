// SPDX-License-Identifier: Apache-2.0
// Which parameters the optimiser pulls to zero, what a checkpoint keeps of the random streams, and what a reference
// leaves behind.
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/norm_names.h"
#include "core/engine/train/adamw.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/generators.h"
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
        for (const auto &[name, tensor] : model->parameters())
            CHECK_MESSAGE(shrunk.contains(name) == (tensor.dim() == 2),
                          name); // norms and biases are all that is a vector
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
