// SPDX-License-Identifier: Apache-2.0
// NF4 against bitsandbytes, and adapters on a base in four bits.
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/model_files.h"
#include "core/engine/model/nf4.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/tolerance.h"
#include "tests/support/worker_run.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace lapidary;

namespace {

const fs::path kModels = LAPIDARY_TEST_DATA "/models";

std::unique_ptr<Decoder> fourBits(const std::string &base, bool doubleQuant) {
    auto model = loadModel(kModels / base, Placement{});
    REQUIRE(model);
    (*model)->quantize(doubleQuant, at::kFloat);
    return std::move(*model);
}

at::Tensor logitsOf(const Decoder &model, const at::Tensor &ids_T) {
    return model.logits(model.hidden({.ids_BT = ids_T.unsqueeze(0)})).squeeze(0);
}

} // namespace

TEST_CASE("NF4 is that of bitsandbytes, packed and unpacked") {
    const auto file = WeightFiles::open(LAPIDARY_TEST_DATA "/nf4/bitsandbytes.safetensors");
    REQUIRE(file);
    const auto stored = [&](const std::string &name) { return *file->readAsStored(name); };
    for (const std::string name : {"square", "wide", "ragged", "zeros"})
        for (const bool twice : {false, true}) {
            CAPTURE(name);
            CAPTURE(twice);
            const at::Tensor weight = stored(name + ".weight");
            const auto own = quantizeNf4(weight, twice, at::kFloat);
            const std::string key = name + (twice ? ".double" : ".single");
            CHECK(at::equal(own->packed, stored(key + ".packed")));
            const at::Tensor values = dequantize(*own);
            REQUIRE(values.sizes() == weight.sizes());
            CHECK(at::max(at::abs(values - stored(key + ".weight"))).item<double>() < 1e-6);
            if (weight.numel() < 10'000) continue;
            CHECK(own->bytes() * 8 < weight.numel() * (twice ? 4.2 : 4.6)); // bits a weight
        }
}

TEST_CASE("products with four-bit weights, and their gradients, are those of the unpacked matrix") {
    const at::Tensor weight = at::sin(at::arange(48 * 40, at::kFloat)).view({48, 40}),
                     bias = at::cos(at::arange(48, at::kFloat));
    const auto packed = quantizeNf4(weight, true, at::kFloat);
    at::Tensor x = at::sin(0.3 * at::arange(5 * 40, at::kFloat)).view({5, 40}).requires_grad_(true),
               same = x.detach().clone().requires_grad_(true);
    const at::Tensor y = nf4Linear(x, *packed, bias), expected = at::linear(same, dequantize(*packed), bias);
    CHECK(at::max(at::abs(y - expected)).item<double>() < toleranceOf(expected));
    (y * y).sum().backward();
    (expected * expected).sum().backward();
    CHECK(at::max(at::abs(x.grad() - same.grad())).item<double>() < toleranceOf(same.grad()));
}

TEST_CASE("a base in four bits is near the original, smaller, and what a fresh adapter leaves as it is") {
    const at::Tensor ids = at::arange(3, 20, at::kLong);
    for (const std::string base : {"llama2_mha", "llama_biases", "gpt2", "phi3", "qwen2"}) {
        CAPTURE(base);
        const auto original = loadModel(kModels / base, Placement{});
        REQUIRE(original);
        const auto model = fourBits(base, true);
        at::NoGradGuard noGrad;
        const at::Tensor before = logitsOf(*model, ids), exact = logitsOf(**original, ids);
        CHECK_FALSE(at::equal(before, exact));
        CHECK(at::cosine_similarity(before.reshape({1, -1}), exact.reshape({1, -1})).item<double>() > 0.8);
        for (Linear *linear : model->linears()) CHECK((linear == model->head()) == (linear->nf4 == nullptr));
        REQUIRE(attachLora(*model, {.r = 4, .targetModules = {"all-linear"}}, "default", 1));
        CHECK(at::equal(logitsOf(*model, ids), before));
        const auto merged = mergeAdapters(*model);
        REQUIRE_FALSE(merged);
        CHECK(merged.error().code == "adapter.cannot_merge");
        CHECK(at::equal(logitsOf(*model->cloneFrozen(), ids), before)); // a reference model shares the four bits
    }
}

TEST_CASE("an adapter learns a row by heart on a base in four bits, and only it moves") {
    for (const bool dora : {false, true}) {
        CAPTURE(dora);
        const auto model = fourBits("llama2_mha", true);
        REQUIRE(attachLora(*model, {.r = 8, .loraAlpha = 16, .useDora = dora, .targetModules = {"all-linear"}},
                           "default", 3));
        std::vector<at::Tensor> packed;
        for (const Linear *linear : model->linears())
            if (linear->nf4) packed.push_back(linear->nf4->packed.clone());
        const at::Tensor ids = at::arange(3, 20, at::kLong);
        const auto loss = [&] {
            return at::cross_entropy_loss(logitsOf(*model, ids).slice(0, 0, -1), ids.slice(0, 1));
        };
        const double first = loss().item<double>();
        auto trained = model->trainable();
        std::vector<at::Tensor> squares(trained.size());
        for (int step = 0; step < 150; ++step) { // RMSprop
            for (auto &named : trained) named.tensor.mutable_grad() = at::Tensor();
            loss().backward();
            at::NoGradGuard noGrad;
            for (std::size_t i = 0; i < trained.size(); ++i) {
                const at::Tensor grad = trained[i].tensor.grad();
                REQUIRE_MESSAGE(grad.defined(), trained[i].name);
                squares[i] = squares[i].defined() ? squares[i] * 0.9 + grad * grad * 0.1 : grad * grad;
                trained[i].tensor.sub_(0.01 * grad / (squares[i].sqrt() + 1e-8));
            }
        }
        CHECK(first > 2);
        CHECK(loss().item<double>() < 0.1);
        std::size_t next = 0;
        for (const Linear *linear : model->linears())
            if (linear->nf4) CHECK(at::equal(linear->nf4->packed, packed[next++]));
    }
}
