// SPDX-License-Identifier: Apache-2.0
// Matrices in eight bits a weight, for models that are only read.
#include "core/engine/decode/direct_model.h"
#include "core/engine/decode/processor.h"
#include "core/engine/generate/generator.h"
#include "core/engine/model/int8.h"
#include "core/engine/model/model_files.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModels = LAPIDARY_TEST_DATA "/models", kAdapters = LAPIDARY_TEST_DATA "/adapters";

std::unique_ptr<Decoder> open(const std::string &name, const std::string &dtype,
                              const std::vector<AdapterRef> &adapters = {}) {
    auto model = loadModel({.path = (kModels / name).string(), .adapters = adapters, .dtype = dtype});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

at::Tensor logitsOf(const Decoder &model, bool fromCache) {
    const at::Tensor ids_1T = at::arange(1, 20, at::kLong).unsqueeze(0);
    if (!fromCache) return model.logits(model.hidden({.ids_BT = ids_1T}))[0];
    KvCache cache = model.makeCache(1, 20);
    return model.nextLogits(model.hidden({.ids_BT = ids_1T, .cache = &cache})[0]);
}

double farthest(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

} // namespace

TEST_CASE("a weight in eight bits is off by at most half a step of its row, and the largest by nothing") {
    at::manual_seed(3);
    at::Tensor w = at::randn({7, 33}) * at::arange(7).unsqueeze(1); // the first row is zeros
    const auto held = quantizeInt8(w);
    const at::Tensor back = dequantize(*held, at::kFloat), steps_O = w.abs().amax(1) / 127;
    CHECK(((back - w).abs() <= 0.5001 * steps_O.unsqueeze(1)).all().item<bool>());
    CHECK(farthest(back.abs().amax(1), w.abs().amax(1)) < 1e-5);
    CHECK(at::equal(back[0], w[0]));
    CHECK((held->q_OI.scalar_type() == at::kChar));
}

TEST_CASE("a model in eight bits computes with those weights, by every set of kernels and by LibTorch") {
    const c10::InferenceMode noGradients;
    const Kernels *before = kernels();
    for (const std::string name : {"llama_gqa_tied", "llama2_mha", "gpt2"}) {
        const auto held = open(name, "int8"), wide = open(name, "f32"), exact = open(name, "f32");
        const auto from = held->linears(), to = wide->linears();
        for (std::size_t i = 0; i < from.size(); ++i) to[i]->weight_OI = dequantize(*from[i]->int8, at::kFloat);
        const at::Tensor wanted = logitsOf(*wide, false), whole = logitsOf(*exact, false);
        CHECK(farthest(logitsOf(*held, false), wanted) < toleranceOf(wanted));
        REQUIRE(directModel(*held));
        for (const Kernels *use : kernelsHere()) {
            INFO("" << name << " " << std::string(use->name));
            REQUIRE(useKernels(use->name));
            CHECK(farthest(logitsOf(*held, true), wanted) < toleranceOf(wanted));
        }
        MESSAGE("" << name << ": off by " << farthest(wanted, whole) << " of " << whole.abs().max().item<double>());
        CHECK(farthest(wanted, whole) < 0.1 * whole.abs().max().item<double>());
        CHECK(farthest(wanted, whole) > 0); // eight bits are what is computed with
    }
    REQUIRE(useKernels(before ? before->name : "plain"));
}

TEST_CASE("an adapter stands on eight bits; one that brings a whole matrix of a layer is refused") {
    const c10::InferenceMode noGradients;
    const auto bare = open("llama2_mha", "int8"),
               with = open("llama2_mha", "int8", {{(kAdapters / "lora_qv").string()}});
    CHECK(farthest(logitsOf(*bare, true), logitsOf(*with, true)) > 0.1);
    CHECK(farthest(logitsOf(*with, false), logitsOf(*with, true)) < toleranceOf(logitsOf(*with, false)));
    const auto refused = loadModel({.path = (kModels / "gpt2").string(),
                                    .adapters = {{(kAdapters / "modules_to_save_conv1d").string()}},
                                    .dtype = "int8"});
    REQUIRE(!refused);
    CHECK(refused.error().code == "adapter.few_bits");
    // A head of its own is one that the model still has whole.
    const std::vector<AdapterRef> head{{(kAdapters / "modules_to_save").string()}};
    const auto own = open("llama2_mha", "int8", head);
    CHECK(farthest(logitsOf(*own, false), logitsOf(*bare, false)) > 0.1);
    CHECK(farthest(logitsOf(*own, true), logitsOf(*own, false)) < toleranceOf(logitsOf(*own, false)));
    const auto copy = with->cloneFrozen();
    CHECK(at::equal(logitsOf(*copy, true), logitsOf(*with, true)));
}

TEST_CASE(
    "the reference of a training in eight bits says almost the same, and one without weights of its own is told of") {
    const TemporaryFolder folder;
    const auto firstOf = [&](const Json &more) {
        Json config = {{"max_steps", 2}, {"per_device_train_batch_size", 8}, {"learning_rate", 0.0}};
        config.update(more);
        return trained(folder.path / "run", runOnTokens("dpo", config), somePairs());
    };
    const auto off = [](const QuietJob &job) { return job.metrics[0].at("loss").get<double>() - std::log(2.0); };
    CHECK(std::abs(off(firstOf(Json::object()))) < 1e-6);
    const QuietJob held = firstOf({{"frozen_dtype", "int8"}});
    CHECK(std::abs(off(held)) > 1e-6); // eight bits are what the policy is compared with
    CHECK(std::abs(off(held)) < 0.02);
    const char *idle = "frozen_dtype changes nothing";
    CHECK(!held.said(idle));
    const Json adapter = {{"frozen_dtype", "int8"}, {"use_peft", true}, {"target_modules", {"all-linear"}}};
    const QuietJob shared = firstOf(adapter); // the reference is the policy without its adapter
    CHECK(shared.said(idle));
    CHECK(std::abs(off(shared)) < 1e-6);
}
