// SPDX-License-Identifier: Apache-2.0
// LoRA against PEFT: logits with the adapter on and merged, mixes, the way to disk and back, and what is refused.
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include "tests/support/worker_run.h" // last: doctest's CHECK over that of c10

using namespace lapidary;

namespace {

const fs::path kAdapters = LAPIDARY_TEST_DATA "/adapters", kModels = LAPIDARY_TEST_DATA "/models";

std::unique_ptr<Decoder> modelWith(const std::string &base, const std::vector<AdapterRef> &adapters) {
    auto model = loadModel({.path = (kModels / base).string(), .adapters = adapters});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

at::Tensor logitsOf(const Decoder &model, const at::Tensor &ids_T) {
    at::NoGradGuard noGrad;
    return model.logits(model.hidden({.ids_BT = ids_T.to(at::kLong).reshape({1, -1})})).squeeze(0);
}

double difference(const at::Tensor &a, const at::Tensor &b) { return at::max(at::abs(a - b.reshape(a.sizes()))).item<double>(); }

at::Tensor stored(const WeightFiles &file, const std::string &name) {
    const auto tensor = file.readAsStored(name);
    REQUIRE(tensor);
    return *tensor;
}

} // namespace

TEST_CASE("adapters give the logits of PEFT, on, off and merged") {
    for (const char *name : {"lora_qv", "lora_all_linear", "lora_qv_second", "rslora", "patterns"}) {
        CAPTURE(name);
        const auto expected = WeightFiles::open(kAdapters / "expected" / (std::string(name) + ".safetensors"));
        REQUIRE(expected);
        const auto base = jsonOf(kAdapters / "expected" / (std::string(name) + ".json"))["base"].get<std::string>();
        const auto model = modelWith(base, {{(kAdapters / name).string()}});
        const at::Tensor ids = stored(*expected, "ids");
        const at::Tensor on = logitsOf(*model, ids);
        CHECK(difference(on, stored(*expected, "adapter.logits")) < 1e-4);
        model->adapters[0]->weight = 0;
        CHECK(at::equal(logitsOf(*model, ids), logitsOf(*modelWith(base, {}), ids)));
        CHECK(difference(on, stored(*expected, "base.logits")) > 1); // the adapter does something
        model->adapters[0]->weight = 1;
        REQUIRE(mergeAdapters(*model));
        CHECK(difference(logitsOf(*model, ids), stored(*expected, "merged.logits")) < 3e-4);
    }
}

TEST_CASE("two adapters with weights give the logits of PEFT's concatenated adapter") {
    const auto expected = WeightFiles::open(kAdapters / "expected/mix_cat.safetensors");
    REQUIRE(expected);
    const auto model = modelWith("llama2_mha", {{(kAdapters / "lora_qv").string(), 0.7}, {(kAdapters / "lora_qv_second").string(), 0.6}});
    CHECK(difference(logitsOf(*model, stored(*expected, "ids")), stored(*expected, "adapter.logits")) < 1e-4);
}

TEST_CASE("an adapter keeps names, shapes and bytes on its way to disk and back") {
    const TemporaryFolder folder;
    for (const std::string name : {"lora_qv", "lora_all_linear"}) {
        CAPTURE(name);
        const auto base = jsonOf(kAdapters / "expected" / (name + ".json"))["base"].get<std::string>();
        const Json config = jsonOf(kAdapters / name / "adapter_config.json");
        const auto model = modelWith(base, {{(kAdapters / name).string()}});
        REQUIRE(saveAdapter(*model, name, "base", folder.path / name));
        const auto theirs = WeightFiles::open(kAdapters / name / "adapter_model.safetensors"), ours = WeightFiles::open(folder.path / name / "adapter_model.safetensors");
        REQUIRE(theirs);
        REQUIRE(ours);
        CHECK(ours->names() == theirs->names());
        for (const auto &tensor : theirs->names()) CHECK(at::equal(stored(*ours, tensor), stored(*theirs, tensor)));
        const Json saved = jsonOf(folder.path / name / "adapter_config.json");
        for (const char *key : {"peft_type", "r", "lora_alpha", "use_rslora", "bias", "fan_in_fan_out", "task_type"}) CHECK(saved[key] == config[key]);
        const at::Tensor ids = at::arange(3, 20, at::kLong);
        CHECK(at::equal(logitsOf(*modelWith(base, {{(folder.path / name).string()}}), ids), logitsOf(*model, ids)));
    }
}

TEST_CASE("a fresh adapter changes nothing") {
    const auto model = modelWith("llama2_mha", {});
    const at::Tensor ids = at::arange(3, 20, at::kLong), before = logitsOf(*model, ids);
    REQUIRE(attachLora(*model, {.targetModules = {"all-linear"}}, "default", 1));
    CHECK(at::equal(logitsOf(*model, ids), before));
}

TEST_CASE("an adapter of another model is refused") {
    const auto wrong = loadModel({.path = (kModels / "llama_gqa_tied").string(), .adapters = {{(kAdapters / "lora_qv").string()}}});
    CHECK_FALSE(wrong);
}
