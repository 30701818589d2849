// SPDX-License-Identifier: Apache-2.0
// What must not change a training, that each algorithm learns one batch by heart, and that every entry of the lists
// works.
#include "core/engine/generate/sampler.h"
#include "core/engine/generate/samplers/registry.h"
#include "core/engine/generate/sampling.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/architectures/registry.h"
#include "core/engine/model/model_files.h"
#include "core/engine/search/strategy.h"
#include "core/engine/train/algorithm.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>

using namespace lapidary;

namespace {

std::vector<Json> metricsOf(const fs::path &folder, const Json &run, const std::vector<Json> &rows) {
    return trained(folder, run, rows).metrics;
}

Json runOf(const std::string &algorithm, const Json &config, const std::string &format = "tokens") {
    return {{"kind", "train"},
            {"algorithm", algorithm},
            {"seed", 1},
            {"threads", 1},
            {"rule", "exact"},
            {"model", {{"path", LAPIDARY_TEST_DATA "/models/llama2_mha"}}},
            {"data", {{"train", "train.jsonl"}, {"format", format}}},
            {"config", config}};
}

std::vector<Json> sftRows() {
    Rng rng(2, "sft rows");
    std::vector<Json> rows;
    for (int i = 0; i < 8; ++i) {
        const auto ids = someIds(rng, 4 + rng.below(9));
        std::vector<int> learnt(ids.size(), 1);
        learnt[0] = learnt[1] = 0;
        rows.push_back(
            {{"input_ids", ids}, {"completion_mask", learnt}, {"attention_mask", std::vector<int>(ids.size(), 1)}});
    }
    return rows;
}

std::vector<Json> dpoRows() {
    Rng rng(2, "dpo rows");
    std::vector<Json> rows;
    for (int i = 0; i < 8; ++i)
        rows.push_back({{"prompt_ids", someIds(rng, 2 + rng.below(4))},
                        {"chosen_ids", someIds(rng, 2 + rng.below(6))},
                        {"rejected_ids", someIds(rng, 2 + rng.below(6))}});
    return rows;
}

std::vector<Json> grpoRows() {
    Rng rng(2, "grpo rows");
    std::vector<Json> rows;
    for (int i = 0; i < 8; ++i)
        rows.push_back({{"prompt_ids", someIds(rng, 2 + rng.below(4))},
                        {"completion_ids", someIds(rng, 2 + rng.below(6))},
                        {"advantage", rng.uniform() - 0.4}});
    return rows;
}

/// All of one batch in a step, or one row at a time; six steps.
Json sized(int batch, const Json &more = Json::object()) {
    Json config = {{"max_steps", 6},
                   {"per_device_train_batch_size", batch},
                   {"gradient_accumulation_steps", 8 / batch},
                   {"learning_rate", 1e-3},
                   {"shuffle_dataset", false}};
    config.update(more);
    return config;
}

void checkSame(const std::vector<Json> &a, const std::vector<Json> &b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t s = 0; s < a.size(); ++s)
        for (const char *name : {"loss", "grad_norm"}) {
            CAPTURE(name);
            CHECK(std::abs(a[s][name].get<double>() - b[s][name].get<double>()) <
                  1e-5 * std::max(1.0, std::abs(a[s][name].get<double>())));
        }
}

Json tinyModel() {
    return {{"architectures", Json::array({"LlamaForCausalLM"})},
            {"model_type", "llama"},
            {"vocab_size", 4},
            {"hidden_size", 16},
            {"intermediate_size", 32},
            {"num_hidden_layers", 2},
            {"num_attention_heads", 2},
            {"bos_token_id", 0},
            {"eos_token_id", 1},
            {"pad_token_id", 0}};
}

} // namespace

TEST_CASE("padding, order, packing and accumulation change no supervised step") {
    const TemporaryFolder folder;
    const auto rows = sftRows();
    const auto whole = metricsOf(folder.path / "run", runOf("sft", sized(8)), rows);
    checkSame(metricsOf(folder.path / "run", runOf("sft", sized(1)), rows), whole);
    checkSame(metricsOf(folder.path / "run", runOf("sft", sized(8, {{"packing", true}, {"max_length", 24}})), rows),
              whole);
    checkSame(metricsOf(folder.path / "run", runOf("sft", sized(8)), {rows.rbegin(), rows.rend()}), whole);
    auto padded = rows;
    for (auto &row : padded)
        for (int i = 0; i < 5; ++i) {
            row["input_ids"].push_back(7), row["completion_mask"].push_back(1), row["attention_mask"].push_back(0);
            row["input_ids"].insert(row["input_ids"].begin(), 9),
                row["completion_mask"].insert(row["completion_mask"].begin(), 1),
                row["attention_mask"].insert(row["attention_mask"].begin(), 0);
        }
    checkSame(metricsOf(folder.path / "run", runOf("sft", sized(8)), padded), whole);
    CHECK(metricsOf(folder.path / "run", runOf("sft", sized(8, {{"loss_type", "dft"}})), rows)[3]["loss"] !=
          whole[3]["loss"]); // the comparison can fail
}

TEST_CASE("order and accumulation change no step of preference and policy optimisation") {
    const TemporaryFolder folder;
    for (auto [algorithm, rows, more] :
         {std::tuple{"dpo", dpoRows(), Json::object()},
          {"grpo", grpoRows(), Json{{"rollouts", "file"}, {"num_generations", 4}, {"beta", 0.1}}}}) {
        CAPTURE_BOUND(algorithm);
        const auto whole = metricsOf(folder.path / "run", runOf(algorithm, sized(8, more)), rows);
        checkSame(metricsOf(folder.path / "run", runOf(algorithm, sized(1, more)), rows), whole);
        checkSame(metricsOf(folder.path / "run", runOf(algorithm, sized(8, more)), {rows.rbegin(), rows.rend()}),
                  whole);
        if (std::string(algorithm) == "dpo")
            CHECK(std::abs(whole[0]["loss"].get<double>() - std::log(2.0)) < 1e-6);
        else
            CHECK(std::abs(whole[0]["kl"].get<double>()) < 1e-6);
    }
}

TEST_CASE("each supervised and preference algorithm learns one batch by heart") {
    const TemporaryFolder folder;
    const Json longer = {{"max_steps", 80}, {"learning_rate", 5e-3}, {"lr_scheduler_type", "constant"}};
    for (auto [algorithm, more] :
         {std::pair{"sft", Json::object()},
          {"sft", Json{{"use_peft", true}, {"target_modules", {"all-linear"}}, {"lora_alpha", 32}}}}) {
        Json config = sized(8, longer);
        config.update(more);
        const auto curve = metricsOf(folder.path / "run", runOf(algorithm, config), sftRows());
        CHECK(curve.back()["loss"].get<double>() < 0.1 * curve.front()["loss"].get<double>());
    }
    const Json adapter = {
        {"use_peft", true}, {"target_modules", {"all-linear"}}, {"lora_alpha", 32}}; // and every other kind of it
    for (const Json &more :
         {Json{{"load_in_4bit", true}, {"bnb_4bit_use_double_quant", true}},
          Json{{"use_dora", true}, {"rank_pattern", {"o_proj=4"}}, {"modules_to_save", {"lm_head"}}},
          Json{{"peft_type", "PREFIX_TUNING"}, {"num_virtual_tokens", 8}, {"learning_rate", 0.05}}}) {
        CAPTURE(more.dump());
        Json config = sized(8, longer);
        config.update(adapter);
        config.update(more);
        const auto curve = metricsOf(folder.path / "run", runOf("sft", config), sftRows());
        CHECK(curve.back()["loss"].get<double>() < 0.5 * curve.front()["loss"].get<double>());
    }
    const auto pairs = metricsOf(folder.path / "run", runOf("dpo", sized(8, longer)), dpoRows());
    CHECK(pairs.back()["rewards/accuracies"] == 1.0);
    CHECK(pairs.back()["loss"].get<double>() < 0.05);
    fs::create_directory(folder.path / "fresh"); // pretraining starts from config.json alone
    fs::copy(LAPIDARY_TEST_DATA "/models/llama2_mha/config.json", folder.path / "fresh/config.json");
    Json first = runOf("pretrain", sized(8, longer));
    first["model"]["path"] = "../fresh";
    const auto curve = metricsOf(folder.path / "run", first, sftRows());
    CHECK(curve.back()["loss"].get<double>() < 0.1 * curve.front()["loss"].get<double>());
}

TEST_CASE("policy optimisation finds the rewarded answer") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "fresh");
    REQUIRE(writeFileAtomic(folder.path / "fresh/config.json", dumpJson(tinyModel())));
    REQUIRE(
        writeFileAtomic(folder.path / "fresh/tokenizer.json", characterTokenizerJson({"a", "b"}, {"<bos>", "<eos>"})));
    Json base = runOf("pretrain", {{"max_steps", 1}, {"learning_rate", 0.0}});
    base["model"]["path"] = "../fresh";
    metricsOf(folder.path / "base", base, {{{"input_ids", {0, 2, 3, 1}}}});
    Json run = runOf("grpo",
                     {{"max_steps", 40},
                      {"per_device_train_batch_size", 32},
                      {"num_generations", 32},
                      {"max_completion_length", 3},
                      {"learning_rate", 3e-2},
                      {"lr_scheduler_type", "constant"},
                      {"reward_funcs", {"correct"}}},
                     "rows");
    run["model"]["path"] = "../base/model";
    const std::vector<Json> problems{
        {{"id", "1"}, {"prompt", "a"}, {"reference", "b"}}}; // a bandit: one prompt, one right answer
    const auto curve = metricsOf(folder.path / "run", run, problems);
    MESSAGE("reward " << curve.front()["reward"] << " to " << curve.back()["reward"]);
    CHECK(curve.front()["reward"].get<double>() < 0.4);
    CHECK(curve.back()["reward"].get<double>() > 0.9);
}

TEST_CASE("every algorithm describes itself and refuses what it does not know") {
    for (const auto &info : algorithms()) {
        const MethodInfo &method = info.info();
        CAPTURE(method.name);
        CHECK_FALSE(method.summary.empty());
        CHECK(method.role == "algorithm");
        CHECK(info.make(Json::object()).has_value());
        CHECK_FALSE(info.make({{"no_such_setting", 1}}).has_value());
        for (const char *needed : {"loss", "grad_norm", "learning_rate"}) CHECK(method.metric(needed));
        CHECK(std::count_if(method.metrics.begin(), method.metrics.end(), [](auto &each) { return each.key; }) == 1);
        REQUIRE(method.port("policy"));
        CHECK(method.port("policy")->trained);
        REQUIRE(method.port("train"));
        CHECK_FALSE(method.port("train")->layout.empty());
        const auto explained = [](const auto &list) {
            for (const auto &each : list) CHECK_MESSAGE(!each.effect.empty(), each.name);
        };
        explained(method.spec);
        explained(method.inputs);
        explained(method.metrics);
    }
}

TEST_CASE("every architecture learns, is saved and loaded, takes an adapter, and decodes from a cache as without") {
    for (const auto &architecture : architectures()) {
        CAPTURE(architecture.name);
        const TemporaryFolder folder;
        auto config = parseModelConfig(architecture.tiny(), "tiny");
        REQUIRE(config);
        Decoder model(std::move(*config), Placement{});
        model.initialise(3);
        const at::Tensor ids = at::arange(3, 15, at::kLong).unsqueeze(0);
        for (auto &named : model.parameters()) named.tensor.requires_grad_(true);
        model.logits(model.hidden({.ids_BT = ids})).logsumexp(-1).sum().backward();
        for (const auto &named : model.parameters()) CHECK_MESSAGE(named.tensor.grad().defined(), named.name);
        REQUIRE(saveModel(model, folder.path / "saved"));
        auto loaded = loadModel(folder.path / "saved", Placement{});
        REQUIRE(loaded);
        at::NoGradGuard noGrad;
        const at::Tensor whole = model.logits(model.hidden({.ids_BT = ids}));
        CHECK(at::equal((*loaded)->logits((*loaded)->hidden({.ids_BT = ids})), whole));
        REQUIRE(attachLora(**loaded, {.targetModules = {"all-linear"}}, "default", 1));
        CHECK(at::equal((*loaded)->logits((*loaded)->hidden({.ids_BT = ids})), whole));
        KvCache cache = model.makeCache(1, 16);
        for (std::int64_t t = 0; t < ids.size(1); ++t) {
            const at::Tensor step = model.logits(model.hidden({.ids_BT = ids.narrow(1, t, 1), .cache = &cache}));
            cache.advance({1});
            CHECK(at::max(at::abs(step.squeeze(1) - whole.select(1, t))).item<double>() < toleranceOf(whole));
        }
    }
}

TEST_CASE("every sampler draws a token, every strategy describes itself") {
    const std::vector<float> logits{0.1f, 2.0f, -1.0f};
    for (const auto &entry : samplers()) {
        CAPTURE(entry.name);
        Rng rng(1, "contract");
        const Draw draw = entry.make(SamplingConfig{})->draw({.logits = logits, .seen = {}, .rng = rng});
        CHECK(draw.token >= 0);
        CHECK(draw.token < 3);
        CHECK(std::abs(draw.logprob -
                       rowStatistics(logits, 1.0, false).logprobOf(logits[static_cast<std::size_t>(draw.token)], 1.0)) <
              1e-5);
    }
    for (const auto &entry : strategies()) {
        CAPTURE(entry.info().name);
        CHECK(entry.info().port("policy"));
        CHECK(entry.make(Json::object()).has_value());
        CHECK_FALSE(entry.make({{"no_such_setting", 1}}).has_value());
        for (const auto &field : entry.info().spec) CHECK_FALSE(field.effect.empty());
    }
}
