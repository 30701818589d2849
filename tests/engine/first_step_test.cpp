// SPDX-License-Identifier: Apache-2.0
// A policy that has not moved is its own reference, bit by bit: DPO is ln 2, KL 0, no ratio beside 1. And one that has
// moved is held to what it was, not to what it is.
#include "core/engine/model/adapters/merge.h"
#include "core/engine/model/model_files.h"
#include "core/text/tokenizer/character_tokenizer.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModel = LAPIDARY_TEST_DATA "/models/llama2_mha";
const double kLn2 = static_cast<double>(std::log(2.0f));

/// One way to start: settings over the common ones, and what the run calls its model.
struct Start {
    std::string name;
    Json config = Json::object(), model = Json::object();
};

/// An adapter that has learnt something, as PEFT would have left it: its folder.
fs::path someAdapter(const fs::path &folder, const std::string &name, const Json &more = Json::object()) {
    Json config = {{"max_steps", 4},
                   {"learning_rate", 2e-2},
                   {"lr_scheduler_type", "constant"},
                   {"per_device_train_batch_size", 8},
                   {"use_peft", true},
                   {"r", 4},
                   {"lora_alpha", 8},
                   {"target_modules", {"all-linear"}}};
    config.update(more);
    trained(folder / name, runOnTokens("sft", config), someSequences());
    return folder / name / "model";
}

/// The whole model that an adapter makes of the base.
fs::path merged(const fs::path &adapter, const fs::path &folder) {
    auto model = loadModel({.path = kModel.string(), .adapters = {{adapter.string()}}});
    REQUIRE(model);
    REQUIRE(mergeAdapters(**model));
    REQUIRE(saveModel(**model, folder));
    return folder;
}

std::vector<Start> starts(const fs::path &folder) {
    const Json lora = {{"use_peft", true}, {"r", 4}, {"lora_alpha", 8}, {"target_modules", {"all-linear"}}};
    const auto with = [&](Json more) {
        Json out = lora;
        out.update(more);
        return out;
    };
    const Json whole = {{"path", kModel.string()}};
    const Json dora = {{"use_dora", true}, {"modules_to_save", {"lm_head"}}};
    const fs::path plain = someAdapter(folder, "plain"), weighed = someAdapter(folder, "weighed", dora);
    Json fromWeighed = with(dora);
    fromWeighed["init_lora_weights"] = weighed.string();
    return {{"full", Json::object(), whole},
            {"lora", lora, whole},
            {"dora with a head", with(dora), whole},
            {"from a folder",
             with({{"init_lora_weights", plain.string()}, {"lora_dropout", 0.3}, {"disable_dropout", true}}), whole},
            {"dora from a folder", fromWeighed, whole},
            {"on an adapter", lora, {{"path", kModel.string()}, {"adapters", {{{"path", weighed.string()}}}}}}};
}

Json still(bool bf16, const Json &more) {
    Json config = {{"max_steps", 6},
                   {"per_device_train_batch_size", 2},
                   {"gradient_accumulation_steps", 2},
                   {"learning_rate", 0.0},
                   {"bf16", bf16}};
    config.update(more);
    return config;
}

} // namespace

TEST_CASE("the first step of preference optimisation has loss ln 2, in every number format, from every start") {
    const TemporaryFolder folder;
    for (const auto &start : starts(folder.path))
        for (const bool bf16 : {false, true})
            for (const bool precomputed : {false, true}) {
                CAPTURE(start.name);
                CAPTURE(bf16);
                CAPTURE(precomputed);
                Json config = still(bf16, start.config);
                config["precompute_ref_log_probs"] = precomputed;
                const auto job = trained(folder.path / "run", runOnTokens("dpo", config, start.model), somePairs());
                REQUIRE(job.metrics.size() == 6); // three passes, each in an order of its own
                for (const auto &step : job.metrics) {
                    CHECK(step["loss"].get<double>() == kLn2);
                    for (const char *zero : {"rewards/chosen", "rewards/rejected", "rewards/margins"})
                        CHECK(step[zero].get<double>() == 0);
                }
            }
}

TEST_CASE("the first steps of policy optimisation have ratio 1 and KL 0, in every number format, from every start") {
    const TemporaryFolder folder;
    for (const auto &start : starts(folder.path))
        for (const bool bf16 : {false, true}) {
            CAPTURE(start.name);
            CAPTURE(bf16);
            Json config = still(bf16, {{"rollouts", "file"},
                                       {"num_generations", 4},
                                       {"num_iterations", 2},
                                       {"beta", 0.1},
                                       {"temperature", 0.6},
                                       {"epsilon", 1e-7}});
            config.update(start.config);
            const auto job = trained(folder.path / "run", runOnTokens("grpo", config, start.model), someRollouts());
            for (const auto &step : job.metrics)
                for (const char *zero : {"kl", "clip_ratio/region_mean", "clip_ratio/low_min", "clip_ratio/high_max"}) {
                    CAPTURE(zero);
                    CHECK(step[zero].get<double>() == 0);
                }
        }
}

TEST_CASE("so have steps on completions that were sampled, of several prompts") {
    const TemporaryFolder folder;
    const Json tiny = {{"architectures", Json::array({"LlamaForCausalLM"})},
                       {"model_type", "llama"},
                       {"vocab_size", 4},
                       {"hidden_size", 16},
                       {"intermediate_size", 32},
                       {"num_hidden_layers", 2},
                       {"num_attention_heads", 2},
                       {"bos_token_id", 0},
                       {"eos_token_id", 1},
                       {"pad_token_id", 0},
                       {"initializer_range", 0.5}};
    fs::create_directory(folder.path / "fresh");
    REQUIRE(writeFileAtomic(folder.path / "fresh/config.json", dumpJson(tiny)));
    REQUIRE(
        writeFileAtomic(folder.path / "fresh/tokenizer.json", characterTokenizerJson({"a", "b"}, {"<bos>", "<eos>"})));
    trained(folder.path / "base",
            runOnTokens("pretrain", {{"max_steps", 1}, {"learning_rate", 0.0}}, {{"path", "../fresh"}}),
            {{{"input_ids", {0, 2, 3, 1}}}});
    std::vector<Json> problems;
    for (const char *prompt : {"a", "b", "ab", "baa"})
        problems.push_back({{"id", prompt}, {"prompt", prompt}, {"reference", "b"}});
    for (const bool bf16 : {false, true})
        for (const bool lora : {false, true}) {
            CAPTURE(bf16);
            CAPTURE(lora);
            Json config = still(bf16, {{"per_device_train_batch_size", 8},
                                       {"num_generations", 4},
                                       {"num_iterations", 2},
                                       {"beta", 0.1},
                                       {"temperature", 0.7},
                                       {"epsilon", 1e-7},
                                       {"max_completion_length", 4},
                                       {"use_peft", lora},
                                       {"target_modules", {"all-linear"}}});
            Json run = runOnTokens("grpo", config, {{"path", "../base/model"}});
            run["data"]["format"] = "rows";
            run["rule"] = "exact";
            const auto job = trained(folder.path / "run", run, problems);
            for (const auto &step : job.metrics) {
                CHECK(step["kl"].get<double>() == 0);
                CHECK(step["clip_ratio/region_mean"].get<double>() == 0);
            }
        }
}

TEST_CASE("a policy that moves is held to what it was at the start") {
    const TemporaryFolder folder;
    const fs::path adapter = someAdapter(folder.path, "plain"), whole = merged(adapter, folder.path / "merged");
    const Json lora = {{"use_peft", true}, {"r", 4}, {"lora_alpha", 8}, {"target_modules", {"all-linear"}}};
    Json onward = lora;
    onward["init_lora_weights"] = adapter.string();
    for (const auto &[config, reference] : {std::pair{lora, kModel}, {onward, whole}}) {
        Json moving = still(false, {{"learning_rate", 3e-3}, {"lr_scheduler_type", "constant"}, {"max_steps", 8}});
        moving.update(config);
        Json named = runOnTokens("dpo", moving),
             held = moving; // the same with a second network that is named as the reference
        named["reference"] = {{"path", reference.string()}};
        const auto own = trained(folder.path / "run", runOnTokens("dpo", moving), somePairs()).metrics,
                   other = trained(folder.path / "run", named, somePairs()).metrics;
        CHECK(own.back()["loss"].get<double>() < 0.9 * kLn2);
        held.update({{"rollouts", "file"}, {"num_generations", 4}, {"beta", 0.1}});
        named = runOnTokens("grpo", held);
        named["reference"] = {{"path", reference.string()}};
        const auto ownGrpo = trained(folder.path / "run", runOnTokens("grpo", held), someRollouts()).metrics,
                   otherGrpo = trained(folder.path / "run", named, someRollouts()).metrics;
        CHECK(ownGrpo.back()["kl"].get<double>() > 1e-3);
        for (std::size_t s = 0; s < own.size(); ++s) {
            CHECK(std::abs(own[s]["loss"].get<double>() - other[s]["loss"].get<double>()) < 1e-5);
            CHECK(std::abs(ownGrpo[s]["kl"].get<double>() - otherGrpo[s]["kl"].get<double>()) < 1e-5);
        }
    }
}

TEST_CASE("log-probs of the reference that were computed before the training are those computed in it") {
    const TemporaryFolder folder;
    for (const bool bf16 : {false, true}) {
        Json config = still(bf16, {{"learning_rate", 1e-3}, {"max_steps", 10}});
        const auto during = trained(folder.path / "run", runOnTokens("dpo", config), somePairs()).metrics;
        config["precompute_ref_log_probs"] = true;
        const auto before = trained(folder.path / "run", runOnTokens("dpo", config), somePairs()).metrics;
        REQUIRE(before.size() == during.size());
        for (std::size_t s = 0; s < before.size(); ++s)
            for (const char *name : {"loss", "rewards/chosen", "rewards/rejected", "grad_norm"})
                CHECK(before[s][name] == during[s][name]);
        CHECK(during.back()["rewards/margins"].get<double>() > 0.01); // the sides can be told apart
    }
}

TEST_CASE("bf16 rounds the matrix products and nothing else") {
    const TemporaryFolder folder;
    for (const auto &[algorithm, rows] : {std::pair{"sft", someSequences()}, {"dpo", somePairs()}}) {
        CAPTURE_BOUND(algorithm);
        const Json settings = {{"learning_rate", 1e-3}, {"max_steps", 8}, {"lr_scheduler_type", "constant"}};
        const auto full = trained(folder.path / "run", runOnTokens(algorithm, still(false, settings)), rows).metrics;
        const auto half = trained(folder.path / "run", runOnTokens(algorithm, still(true, settings)), rows).metrics;
        for (std::size_t s = 1; s < full.size(); ++s) { // the first step's DPO is ln 2 in both
            const double a = full[s]["loss"], b = half[s]["loss"];
            CHECK(a != b);
            CHECK(std::abs(a - b) < 0.05 * std::abs(a));
            CHECK(std::abs(full[s]["grad_norm"].get<double>() - half[s]["grad_norm"].get<double>()) <
                  0.1 * full[s]["grad_norm"].get<double>());
        }
    }
}

TEST_CASE("preference optimisation drops nothing out unless it is asked to, and says what has no effect") {
    const TemporaryFolder folder;
    Json config = still(false, {{"use_peft", true},
                                {"r", 4},
                                {"target_modules", {"all-linear"}},
                                {"lora_dropout", 0.5},
                                {"label_smoothing", 0.1},
                                {"init_lora_weights", someAdapter(folder.path, "plain").string()},
                                {"lora_alpha", 8}});
    const auto quiet = trained(folder.path / "run", runOnTokens("dpo", config), somePairs());
    CHECK(quiet.metrics.front()["loss"].get<double>() == kLn2);
    CHECK(quiet.notices.find("lora_dropout has no effect") != quiet.notices.npos);
    CHECK(quiet.notices.find("label_smoothing has no effect") != quiet.notices.npos);
    config.update({{"disable_dropout", false}, {"loss_type", "robust"}});
    const auto noisy = trained(folder.path / "run", runOnTokens("dpo", config), somePairs());
    CHECK(noisy.metrics.front()["loss"].get<double>() != kLn2);
    CHECK_FALSE(noisy.said("has no effect"));
    Json grpo = still(false, {{"use_peft", true},
                              {"lora_dropout", 0.5},
                              {"init_lora_weights", config["init_lora_weights"]},
                              {"target_modules", {"all-linear"}},
                              {"r", 4},
                              {"lora_alpha", 8},
                              {"rollouts", "file"},
                              {"num_generations", 4},
                              {"beta", 0.1}});
    CHECK(trained(folder.path / "run", runOnTokens("grpo", grpo), someRollouts()).metrics.front()["kl"].get<double>() >
          0); // as in TRL
    grpo["disable_dropout"] = true;
    CHECK(trained(folder.path / "run", runOnTokens("grpo", grpo), someRollouts()).metrics.front()["kl"].get<double>() ==
          0);
}
