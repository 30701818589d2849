// SPDX-License-Identifier: Apache-2.0
// An adapter that is trained on a model with an adapter: what it is saved with is what it was trained on.
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/model_files.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace lapidary;

namespace {

struct Kind {
    std::string name;
    Json config;
};

std::vector<Kind> kinds(const std::string &attention, const std::string &embedding, const std::string &head) {
    return {{"plain", {{"target_modules", {attention}}}},
            {"rank-stabilised", {{"target_modules", {"all-linear"}}, {"use_rslora", true}}},
            {"dora", {{"target_modules", {"all-linear"}}, {"use_dora", true}}},
            {"head as a whole", {{"target_modules", {attention}}, {"modules_to_save", {head}}}},
            {"head", {{"target_modules", {attention, head}}}},
            {"biases", {{"target_modules", {attention}}, {"bias", "all"}}},
            {"embedding", {{"target_modules", {embedding}}}},
            {"embedding as a whole", {{"target_modules", {attention}}, {"modules_to_save", {embedding}}}}};
}

Json settings(const Kind &kind, double rate) {
    Json config = {{"max_steps", 3},
                   {"learning_rate", rate},
                   {"lr_scheduler_type", "constant"},
                   {"per_device_train_batch_size", 8},
                   {"use_peft", true},
                   {"r", 4},
                   {"lora_alpha", 8}};
    config.update(kind.config);
    return config;
}

std::unique_ptr<Decoder> loaded(const Json &reference) {
    const auto ref = modelRefFromJson(reference);
    REQUIRE(ref);
    auto model = loadModel(*ref);
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

at::Tensor logitsOf(const Decoder &model) {
    const at::NoGradGuard noGrad;
    return model.logits(model.hidden({.ids_BT = at::arange(3, 30, at::kLong).unsqueeze(0)}));
}

double moved(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

Json onAdapter(const std::string &base, const fs::path &adapter) {
    return {{"path", base}, {"adapters", {{{"path", adapter.string()}}}}};
}

void checkStages(const std::string &base, const std::vector<Kind> &all) {
    const TemporaryFolder folder;
    for (const Kind &first : all) {
        const fs::path one = folder.path / "one/model", two = folder.path / "two/model";
        trained(one.parent_path(), runOnTokens("sft", settings(first, 1e-2), {{"path", base}}), someSequences());
        const Json start = onAdapter(base, one);
        const auto before = loaded(start);
        const at::Tensor wanted = logitsOf(*before);
        CHECK(moved(wanted, logitsOf(*loaded({{"path", base}}))) > 1e-2); // the first stage did something
        REQUIRE(mergeAdapters(*before));
        REQUIRE(saveModel(*before, folder.path / "merged"));
        for (const Kind &second : all) {
            CAPTURE(base);
            CAPTURE(first.name);
            CAPTURE(second.name);
            trained(two.parent_path(), runOnTokens("sft", settings(second, 0.0), start), someSequences());
            const std::string own = ownBaseOf(two).string();
            REQUIRE(own == (two / "base").string());
            CHECK(moved(logitsOf(*loaded(onAdapter(own, two))), wanted) < 1e-4);
            CHECK(jsonOf(two / "adapter_config.json")["base_model_name_or_path"] == own);
            // What it learns is what an adapter of the merged model learns.
            trained(two.parent_path(), runOnTokens("sft", settings(second, 1e-2), start), someSequences());
            trained(folder.path / "same",
                    runOnTokens("sft", settings(second, 1e-2), {{"path", (folder.path / "merged").string()}}),
                    someSequences());
            CHECK(textOf(two / "adapter_model.safetensors") ==
                  textOf(folder.path / "same/model/adapter_model.safetensors"));
            CHECK(textOf(two / "base/model.safetensors") == textOf(folder.path / "merged/model.safetensors"));
            CHECK(ownBaseOf(folder.path / "same/model").empty());
        }
    }
}

} // namespace

TEST_CASE("a second adapter that learns nothing moves no logit, and one that learns stands on the first") {
    checkStages(LAPIDARY_TEST_DATA "/models/llama_biases", kinds("q_proj", "embed_tokens", "lm_head"));
}

TEST_CASE("stages of adapters on a tied head and on transposed weights") {
    const auto some = [](std::vector<Kind> all, std::initializer_list<std::size_t> picked) {
        std::vector<Kind> out;
        for (const auto i : picked) out.push_back(all[i]);
        return out;
    };
    checkStages(LAPIDARY_TEST_DATA "/models/llama_gqa_tied",
                some(kinds("v_proj", "embed_tokens", "lm_head"), {2, 3, 6}));
    checkStages(LAPIDARY_TEST_DATA "/models/gpt2", some(kinds("c_attn", "wte", "lm_head"), {2, 5}));
}

TEST_CASE("adapters that do not belong together are refused and not summed") {
    const TemporaryFolder folder;
    const std::string base = LAPIDARY_TEST_DATA "/models/llama2_mha";
    const Kind plain{"plain", {{"target_modules", {"q_proj"}}}};
    const fs::path one = folder.path / "one/model", two = folder.path / "two/model";
    trained(one.parent_path(), runOnTokens("sft", settings(plain, 1e-2), {{"path", base}}), someSequences());
    trained(two.parent_path(), runOnTokens("sft", settings(plain, 1e-2), onAdapter(base, one)), someSequences());
    for (const auto &adapters : {std::vector<AdapterRef>{{one.string()}, {two.string()}}, {{two.string()}}}) {
        const auto wrong = loadModel({.path = base, .adapters = adapters});
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().code == "adapter.other_base");
        CHECK(wrong.error().found == base);
        CHECK(wrong.error().expected == (two / "base").string());
    }
    const auto refused = [&](const fs::path &start, const Json &model) {
        Json config = settings(plain, 0.0);
        config["init_lora_weights"] = start.string();
        const Json run = runOnTokens("sft", config, model);
        makeRunFolder(folder.path, "refused", run, someSequences());
        QuietJob job(folder.path / "refused");
        const auto done = train(run, job);
        REQUIRE_FALSE(done);
        return done.error().code;
    };
    CHECK(refused(one, onAdapter(base, one)) == "adapter.twice");
    CHECK(refused(two, {{"path", base}}) == "adapter.other_base");
}

TEST_CASE("an adapter on a model in four bits goes along with the whole base") {
    const TemporaryFolder folder;
    const std::string base = LAPIDARY_TEST_DATA "/models/llama2_mha";
    const Kind plain{"plain", {{"target_modules", {"all-linear"}}}},
        four{"four", {{"target_modules", {"q_proj"}}, {"load_in_4bit", true}}};
    const fs::path one = folder.path / "one/model", two = folder.path / "two/model";
    trained(one.parent_path(), runOnTokens("sft", settings(plain, 1e-2), {{"path", base}}), someSequences());
    trained(two.parent_path(), runOnTokens("sft", settings(four, 0.0), onAdapter(base, one)), someSequences());
    CHECK(moved(logitsOf(*loaded(onAdapter((two / "base").string(), two))), logitsOf(*loaded(onAdapter(base, one)))) <
          1e-4);
}
