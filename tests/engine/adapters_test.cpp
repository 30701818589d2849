// SPDX-License-Identifier: Apache-2.0
// Adapters against PEFT: logits on, off, merged and mixed, in a batch and from a cache, and the way to disk and back.
#include "core/engine/generate/generator.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/capture.h"
#include "tests/support/tolerance.h"
#include "tests/support/worker_run.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace lapidary;

namespace {

const fs::path kAdapters = LAPIDARY_TEST_DATA "/adapters", kModels = LAPIDARY_TEST_DATA "/models";
constexpr const char *kLora[] = {"lora_qv",
                                 "lora_qv_second",
                                 "lora_all_linear",
                                 "lora_regex",
                                 "lora_layers_to_transform",
                                 "rslora",
                                 "dora",
                                 "patterns",
                                 "modules_to_save",
                                 "bias_lora_only",
                                 "gpt2_conv1d",
                                 "phi3_fused",
                                 "lora_head",
                                 "lora_bias",
                                 "bias_all",
                                 "dora_conv1d",
                                 "modules_to_save_conv1d",
                                 "modules_to_save_tied",
                                 "exclude"};
constexpr const char *kEmbedding[] = {"embedding", "embedding_tied", "embedding_scaled", "embedding_conv1d",
                                      "embedding_dora"};
constexpr const char *kVirtual[] = {"prompt_tuning", "prefix_tuning", "prefix_tuning_gqa"};

std::vector<std::string> allNames() {
    std::vector<std::string> names(std::begin(kLora), std::end(kLora));
    names.insert(names.end(), std::begin(kEmbedding), std::end(kEmbedding));
    names.insert(names.end(), std::begin(kVirtual), std::end(kVirtual));
    return names;
}

std::unique_ptr<Decoder> modelWith(const std::string &base, const std::vector<AdapterRef> &adapters,
                                   const std::string &mix = "none") {
    auto model = loadModel({.path = (kModels / base).string(), .adapters = adapters, .mix = mix});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

at::Tensor logitsOf(const Decoder &model, const at::Tensor &ids_T) {
    at::NoGradGuard noGrad;
    return model.logits(model.hidden({.ids_BT = ids_T.to(at::kLong).reshape({1, -1})})).squeeze(0);
}

double difference(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b.reshape(a.sizes()))).item<double>();
}
/// `times`: both sides were computed in f32, and either may be off; with a merged matrix also the sum of the matrices.
bool near(const at::Tensor &a, const at::Tensor &b, double times = 2) {
    return difference(a, b) < times * toleranceOf(b);
}

at::Tensor stored(const WeightFiles &file, const std::string &name) {
    const auto tensor = file.readAsStored(name);
    REQUIRE(tensor);
    return *tensor;
}

/// One recorded case: its folder, its base, what PEFT computed.
struct Case {
    fs::path folder;
    std::string base;
    WeightFiles expected;

    explicit Case(const std::string &name)
        : folder(kAdapters / name), base(jsonOf(kAdapters / "expected" / (name + ".json"))["base"].get<std::string>()) {
        auto opened = WeightFiles::open(kAdapters / "expected" / (name + ".safetensors"));
        REQUIRE(opened);
        expected = std::move(*opened);
    }
    std::unique_ptr<Decoder> model() const { return modelWith(base, {{folder.string()}}); }
    at::Tensor ids() const { return stored(expected, "ids"); }
};

} // namespace

TEST_CASE("adapters give the logits of PEFT, and off those of the base exactly") {
    for (const auto &name : allNames()) {
        CAPTURE(name);
        const Case recorded(name);
        const auto model = recorded.model();
        const at::Tensor ids = recorded.ids(), on = logitsOf(*model, ids);
        CHECK(near(on, stored(recorded.expected, "adapter.logits")));
        CHECK(difference(on, stored(recorded.expected, "base.logits")) > 1); // the adapter does something
        model->adapters[0]->weight = 0;
        CHECK(at::equal(logitsOf(*model, ids), logitsOf(*modelWith(recorded.base, {}), ids)));
        model->adapters[0]->weight = 1;
        CHECK(at::equal(logitsOf(*model, ids), on));
    }
}

TEST_CASE("merged adapters give the logits of PEFT's merge, also from disk") {
    for (const std::string name : kLora) {
        CAPTURE(name);
        const TemporaryFolder folder;
        const Case recorded(name);
        const auto model = recorded.model();
        REQUIRE(mergeAdapters(*model));
        CHECK(model->adapters.empty());
        const at::Tensor merged = logitsOf(*model, recorded.ids());
        CHECK(near(merged, stored(recorded.expected, "merged.logits"), 3));
        REQUIRE(saveModel(*model, folder.path / "merged"));
        const auto loaded = loadModel(folder.path / "merged", Placement{});
        REQUIRE(loaded);
        CHECK(at::equal(logitsOf(**loaded, recorded.ids()), merged));
    }
    for (const std::string name : kVirtual) {
        const auto model = Case(name).model();
        const auto merged = mergeAdapters(*model);
        REQUIRE_FALSE(merged);
        CHECK(merged.error().code == "adapter.cannot_merge");
        CHECK(model->adapters.size() == 1);
    }
}

TEST_CASE("an adapted embedding is merged into its rows, and a head that was tied to them keeps its own") {
    for (const std::string name : kEmbedding) {
        CAPTURE(name);
        const TemporaryFolder folder;
        const Case recorded(name);
        const auto model = recorded.model();
        const auto tied = model->config().tied;
        REQUIRE(mergeAdapters(*model));
        const at::Tensor merged = logitsOf(*model, recorded.ids()),
                         wanted = stored(recorded.expected, "adapter.logits");
        CHECK(near(merged, wanted, 3));
        // PEFT's merge changes a tied head, too, and with it what the model says.
        CHECK(near(stored(recorded.expected, "merged.logits"), wanted, 3) == !tied);
        REQUIRE(saveModel(*model, folder.path / "merged"));
        const auto loaded = loadModel(folder.path / "merged", Placement{});
        REQUIRE(loaded);
        CHECK(at::equal(logitsOf(**loaded, recorded.ids()), merged));
    }
}

TEST_CASE("a fresh adapter of an embedding begins as PEFT's does and learns") {
    for (const bool dora : {false, true}) {
        const auto model = modelWith("llama_gqa_tied", {});
        const at::Tensor ids = at::arange(3, 20, at::kLong), before = logitsOf(*model, ids);
        REQUIRE(attachLora(*model, {.r = 3, .useDora = dora, .targetModules = {"embed_tokens"}}, "default", 1));
        CHECK(near(logitsOf(*model, ids), before));
        const auto trained = model->trainable();
        REQUIRE(trained.size() == (dora ? 3 : 2));
        CHECK(trained[0].name == "base_model.model.model.embed_tokens.lora_embedding_A");
        CHECK(trained[0].tensor.sizes() == at::IntArrayRef{3, 96});
        CHECK(trained[0].tensor.abs().sum().item<double>() == 0);
        CHECK(trained[1].tensor.sizes() == at::IntArrayRef{48, 3});
        const at::Tensor loss = model->logits(model->hidden({.ids_BT = ids.unsqueeze(0)})).logsumexp(-1).sum();
        loss.backward();
        const at::Tensor gradient = trained[0].tensor.grad().abs().sum(0);
        CHECK(gradient.narrow(0, 3, 17).min().item<double>() > 0); // the rows that were read
        CHECK(gradient.narrow(0, 20, 76).max().item<double>() == 0);
        const auto copy = model->cloneFrozen();
        CHECK(at::equal(logitsOf(*copy, ids), logitsOf(*model, ids)));
    }
}

TEST_CASE("two adapters mixed by weights give the logits of PEFT's mixes") {
    const std::vector<AdapterRef> both = {{(kAdapters / "lora_qv").string(), 0.7},
                                          {(kAdapters / "lora_qv_second").string(), 0.6}};
    for (const std::string how : {"linear", "cat"}) {
        CAPTURE(how);
        const Case recorded("mix_" + how);
        const auto mixed = modelWith(recorded.base, both, how);
        CHECK(mixed->adapters.size() == 1);
        CHECK(near(logitsOf(*mixed, recorded.ids()), stored(recorded.expected, "adapter.logits")));
        const TemporaryFolder folder;
        REQUIRE(saveAdapter(*mixed, "mixed", "base", folder.path / "mixed"));
        CHECK(at::equal(logitsOf(*modelWith(recorded.base, {{(folder.path / "mixed").string()}}), recorded.ids()),
                        logitsOf(*mixed, recorded.ids())));
    }
    const Case recorded("mix_cat");
    const auto besides = modelWith(recorded.base, both);
    CHECK(near(logitsOf(*besides, recorded.ids()), stored(recorded.expected, "adapter.logits")));
    besides->adapters[0]->weight = 0; // switched: the second alone
    besides->adapters[1]->weight = 1;
    CHECK(near(logitsOf(*besides, recorded.ids()), stored(recorded.expected, "second.logits")));
}

TEST_CASE("mixes that make no sense are refused") {
    const auto refused = [](const std::string &how, const std::vector<AdapterRef> &adapters) {
        const auto model = loadModel({.path = (kModels / "llama2_mha").string(), .adapters = adapters, .mix = how});
        REQUIRE_FALSE(model);
        return model.error().code;
    };
    const AdapterRef four{(kAdapters / "lora_qv").string()}, two{(kAdapters / "modules_to_save").string()},
        prefix{(kAdapters / "prefix_tuning").string()}, embedding{(kAdapters / "embedding").string()};
    CHECK(refused("ties", {four, four}) == "adapter.cannot_mix");
    CHECK(refused("linear", {four, two}) == "adapter.cannot_mix");
    CHECK(refused("cat", {four, prefix}) == "adapter.cannot_mix");
    CHECK(refused("cat", {four, embedding}) == "adapter.cannot_mix");
    CHECK(refused("cat", {}) == "adapter.cannot_mix");
}

TEST_CASE("an adapter keeps names, shapes and bytes on its way to disk and back") {
    const TemporaryFolder folder;
    for (const auto &name : allNames()) {
        CAPTURE(name);
        const Case recorded(name);
        const auto model = recorded.model();
        const fs::path again = folder.path / name;
        REQUIRE(saveAdapter(*model, name, "base", again));
        CHECK(textOf(again / "adapter_model.safetensors") == textOf(recorded.folder / "adapter_model.safetensors"));
        CHECK(jsonOf(again / "adapter_config.json") == jsonOf(recorded.folder / "adapter_config.json"));
        CHECK(at::equal(logitsOf(*modelWith(recorded.base, {{again.string()}}), recorded.ids()),
                        logitsOf(*model, recorded.ids())));
    }
}

TEST_CASE("batches, ragged rows and caches change nothing with an adapter on") {
    for (const auto &name : allNames()) {
        CAPTURE(name);
        const Case recorded(name);
        const auto model = recorded.model();
        const at::Tensor ids = recorded.ids().to(at::kLong), whole = logitsOf(*model, ids);
        at::NoGradGuard noGrad;
        at::Tensor two = at::zeros({2, ids.size(0)}, at::kLong);
        two[0].copy_(ids);
        two[1].narrow(0, 0, 9).copy_(ids.narrow(0, 0, 9));
        const at::Tensor batch = model->logits(model->hidden({.ids_BT = two}));
        CHECK(near(batch[0], whole));
        CHECK(difference(batch[1].narrow(0, 0, 9), whole.narrow(0, 0, 9)) < 2 * toleranceOf(whole));
        KvCache cache = model->makeCache(1, ids.size(0));
        for (std::int64_t t = 0; t < ids.size(0); ++t) {
            const at::Tensor step =
                model->logits(model->hidden({.ids_BT = ids.narrow(0, t, 1).unsqueeze(0), .cache = &cache}));
            cache.advance({1});
            CHECK(difference(step.reshape({-1}), whole[t]) < 2 * toleranceOf(whole));
        }
    }
}

TEST_CASE("a fresh adapter of any kind changes nothing, trains what PEFT would, and is saved as PEFT does") {
    const at::Tensor ids = at::arange(3, 20, at::kLong);
    struct Fresh {
        const char *like; ///< the recorded adapter whose tensors a fresh one of this config must have
        LoraConfig config;
    };
    for (const auto &[like, config] :
         {Fresh{"lora_qv", {.r = 4, .targetModules = {"q_proj", "v_proj"}}},
          Fresh{"lora_all_linear", {.r = 3, .targetModules = {"all-linear"}}},
          Fresh{"dora", {.r = 4, .useDora = true, .targetModules = {"q_proj", "v_proj", "down_proj"}}},
          Fresh{"lora_regex", {.r = 2, .targetModules = {R"(.*layers\.[02]\.self_attn\.(q|o)_proj)"}}},
          Fresh{"lora_layers_to_transform",
                {.r = 2, .targetModules = {"gate_proj", "down_proj"}, .layersToTransform = {"1"}}},
          Fresh{"patterns",
                {.r = 4,
                .targetModules = {"q_proj", "v_proj", "o_proj"},
                .rankPattern = {"layers.1.self_attn.v_proj=2", "o_proj=1"},
                .alphaPattern = {"q_proj=16"}}},
          Fresh{"modules_to_save", {.r = 2, .targetModules = {"q_proj"}, .modulesToSave = {"lm_head"}}},
          Fresh{"bias_lora_only", {.r = 2, .targetModules = {"q_proj", "k_proj"}, .bias = "lora_only"}},
          Fresh{"gpt2_conv1d", {.r = 3, .targetModules = {"c_attn", "c_proj"}}},
          Fresh{"phi3_fused", {.r = 3, .targetModules = {"qkv_proj", "gate_up_proj"}}}}) {
        CAPTURE_BOUND(like);
        const Case recorded(like);
        const auto model = modelWith(recorded.base, {});
        const at::Tensor before = logitsOf(*model, ids);
        REQUIRE(attachLora(*model, config, "default", 1));
        if (config.useDora)
            CHECK(near(logitsOf(*model, ids), before)); // the magnitude is divided by itself
        else
            CHECK(at::equal(logitsOf(*model, ids), before));
        const TemporaryFolder folder;
        REQUIRE(saveAdapter(*model, "default", "base", folder.path / "fresh"));
        const auto theirs = WeightFiles::open(recorded.folder / "adapter_model.safetensors"),
                   ours = WeightFiles::open(folder.path / "fresh/adapter_model.safetensors");
        REQUIRE(theirs);
        REQUIRE(ours);
        CHECK(ours->names() == theirs->names());
        for (const auto &tensor : theirs->names()) CHECK(ours->shapeOf(tensor) == theirs->shapeOf(tensor));
        CHECK(model->trainable().size() == theirs->names().size());
        CHECK(jsonOf(folder.path / "fresh/adapter_config.json")["fan_in_fan_out"] ==
              jsonOf(recorded.folder / "adapter_config.json")["fan_in_fan_out"]);
    }
}

TEST_CASE("an adapter of another model is refused, and a failed load leaves nothing behind") {
    const auto model = modelWith("llama_gqa_tied", {});
    const at::Tensor ids = at::arange(3, 20, at::kLong), before = logitsOf(*model, ids);
    const auto wrong = loadAdapter(*model, kAdapters / "lora_qv", 1);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == "adapter.wrong_shape");
    CHECK(model->adapters.empty());
    CHECK(at::equal(logitsOf(*model, ids), before));
}
