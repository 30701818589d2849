// SPDX-License-Identifier: Apache-2.0
// The optimisers beside AdamW: their steps in numbers, what each of them moves, and trainings that are stopped.
#include "core/engine/train/algorithm.h"
#include "core/engine/train/lion.h"
#include "core/engine/train/muon.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>

using namespace lapidary;

namespace {

at::Tensor filled(std::int64_t rows, std::int64_t columns, const std::function<double(std::int64_t)> &value) {
    at::Tensor out = at::empty({rows, columns});
    for (std::int64_t i = 0; i < rows * columns; ++i) out.data_ptr<float>()[i] = static_cast<float>(value(i));
    return out;
}

} // namespace

TEST_CASE("Lion moves every weight by the learning rate, by the sign of what it remembers") {
    TrainOptions options;
    options.weightDecay = 0.5;
    options.adamBeta2 = 0.99;
    NamedTensors weights{{"w.weight", at::tensor({1.0, -2.0, 3.0}).to(at::kFloat).requires_grad_(true)},
                         {"w.bias", at::tensor({1.0}).to(at::kFloat).requires_grad_(true)}};
    Lion lion(weights, {}, options);
    weights[0].tensor.mutable_grad() = at::tensor({4.0, -0.2, 0.0}).to(at::kFloat);
    weights[1].tensor.mutable_grad() = at::tensor({1.0}).to(at::kFloat);
    lion.step(0.1, 0.5);
    CHECK(at::allclose(weights[0].tensor, at::tensor({0.85, -1.8, 2.85}).to(at::kFloat))); // 1 · 0.95 - 0.1 …
    CHECK(at::allclose(weights[1].tensor, at::tensor({0.9}).to(at::kFloat)));              // biases do not decay
    // It remembers 0.01 of 2 and of -0.1: a small gradient of the other sign does not turn the first.
    weights[0].tensor.mutable_grad() = at::tensor({-0.1, -0.1, 0.2}).to(at::kFloat);
    lion.step(0.1, 1);
    CHECK(at::allclose(weights[0].tensor, at::tensor({0.7075, -1.61, 2.6075}).to(at::kFloat)));
    CHECK(lion.state().size() == 2);
    CHECK(at::allclose(lion.state()[0].tensor, at::tensor({0.0188, -0.00199, 0.002}).to(at::kFloat), 1e-4, 1e-7));
}

TEST_CASE("Muon moves matrices as torch.optim.Muon does") {
    TrainOptions options;
    options.weightDecay = 0.1;
    const std::vector<double> tall{0.836068, 0.912085, 0.137257, -0.757369, -0.94871, -0.279984},
        wide{0.836023, 0.912062, 0.137347, -0.757474, -0.948667, -0.281046, 0.650234, 0.991594};
    for (const auto &[rows, columns, expected] : {std::tuple{3, 2, tall}, {2, 4, wide}}) {
        CAPTURE_BOUND(rows);
        NamedTensors weights{
            {"w", filled(rows, columns, [](auto i) { return std::sin(1.0 + static_cast<double>(i)); })}};
        weights[0].tensor.requires_grad_(true);
        Muon muon(weights, {}, {}, options);
        for (int k = 0; k < 4; ++k) {
            weights[0].tensor.mutable_grad() =
                filled(rows, columns, [&](auto i) { return std::cos(k + 2.0 * static_cast<double>(i)) * (k + 1); });
            muon.step(0.01, 0.5);
        }
        for (std::size_t i = 0; i < expected.size(); ++i)
            CHECK(std::abs(weights[0].tensor.detach().reshape(-1)[static_cast<std::int64_t>(i)].item<double>() -
                           expected[i]) < 2e-4); // steps are made in bfloat16
    }
    const at::Tensor drawn = filled(12, 20, [](auto i) { return std::sin(static_cast<double>(i * i)); });
    const at::Tensor gram = at::mm(orthogonalised(drawn).to(at::kFloat), orthogonalised(drawn).to(at::kFloat).t());
    CHECK((gram - at::eye(12)).abs().max().item<double>() < 0.6); // singular values of 0.7 to 1.2
}

TEST_CASE("each optimiser trains, is found again after a stop, and moves what it is for") {
    const TemporaryFolder folder;
    std::set<std::string> models;
    for (const auto &name : optimizerNames()) {
        CAPTURE(name);
        for (const bool lora : {false, true}) {
            CAPTURE(lora);
            const Json run = runOnTokens("sft", {{"optim", name},
                                                 {"max_steps", 6},
                                                 {"save_steps", 2},
                                                 {"learning_rate", name == "lion_32bit" ? 1e-3 : 5e-3},
                                                 {"use_peft", lora},
                                                 {"r", 4},
                                                 {"target_modules", {"all-linear"}}});
            const auto whole = trained(folder.path / "whole", run, someSequences());
            CHECK(whole.metrics.back()["loss"].get<double>() < whole.metrics.front()["loss"].get<double>());
            makeRunFolder(folder.path, "broken", run, someSequences());
            QuietJob first(folder.path / "broken", 4), rest(folder.path / "broken");
            REQUIRE_FALSE(train(run, first));
            REQUIRE(train(run, rest));
            CHECK(rest.fromStep > 0);
            const std::string file = lora ? "model/adapter_model.safetensors" : "model/model.safetensors";
            CHECK(textOf(folder.path / "broken" / file) == textOf(folder.path / "whole" / file));
            CHECK(models.insert(textOf(folder.path / "whole" / file)).second);
            fs::remove_all(folder.path / "broken");
        }
    }
}

TEST_CASE("Muon leaves vectors, the embedding and the head to AdamW") {
    const auto config = parseModelConfig({{"architectures", {"LlamaForCausalLM"}},
                                          {"model_type", "llama"},
                                          {"vocab_size", 12},
                                          {"hidden_size", 8},
                                          {"intermediate_size", 16},
                                          {"num_hidden_layers", 1},
                                          {"num_attention_heads", 2}},
                                         "here");
    REQUIRE(config);
    Decoder model(*config, Placement{});
    model.initialise(1);
    for (auto &named : model.parameters()) named.tensor.requires_grad_(true);
    TrainOptions options;
    options.optim = "muon";
    const auto optimizer = makeOptimizer(model.trainable(), model, options);
    std::set<std::string> matrices;
    for (const auto &[name, tensor] : optimizer->state())
        if (name.starts_with("momentum_buffer.")) matrices.insert(name.substr(16));
    CHECK(matrices.size() == 7);
    CHECK_FALSE(matrices.contains("lm_head.weight"));
    CHECK_FALSE(matrices.contains("model.embed_tokens.weight"));
    CHECK_FALSE(matrices.contains("model.norm.weight"));
    CHECK(optimizer->parameters().size() == model.trainable().size());
}
