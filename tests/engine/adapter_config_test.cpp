// SPDX-License-Identifier: Apache-2.0
// adapter_config.json: what is read, what is refused and with which words, which modules a config means.
#include "core/engine/model/adapters/adapter_config.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/model_files.h"
#include "tests/support/capture.h"
#include "tests/support/cpu_seconds.h"
#include "tests/support/worker_run.h"
#include <ATen/ATen.h>

using namespace lapidary;

namespace {

const fs::path kAdapters = LAPIDARY_TEST_DATA "/adapters", kModels = LAPIDARY_TEST_DATA "/models";

Json configWith(const Json &more) {
    Json config = jsonOf(kAdapters / "lora_qv/adapter_config.json");
    config.update(more);
    return config;
}

/// What a config with these fields is refused for, "" where it is read.
std::string refused(const Json &more) {
    const auto read = parseAdapterConfig(configWith(more), "adapter_config.json");
    if (read) return "";
    CHECK(read.error().file == "adapter_config.json");
    CHECK_FALSE(read.error().message.empty());
    CHECK_FALSE(read.error().expected.empty());
    return read.error().code + " " + read.error().field;
}

std::string modulesOf(const Json &more) {
    const auto config = parseAdapterConfig(configWith(more), "");
    REQUIRE_MESSAGE(config, (config ? "" : describe(config.error())));
    std::string found;
    for (const char *path : {"model.layers.0.self_attn.q_proj", "model.layers.1.self_attn.q_proj",
                             "model.layers.10.self_attn.q_proj", "model.layers.1.mlp.down_proj", "lm_head"})
        found += config->targetsModule(path, std::string(path) == "lm_head") ? '1' : '0';
    return found;
}

/// A copy of a recorded adapter whose files may be written to.
fs::path copyOf(const TemporaryFolder &folder, const std::string &name) {
    const fs::path copy = folder.path / name;
    fs::copy(kAdapters / name, copy);
    for (const auto &entry : fs::directory_iterator(copy)) fs::permissions(entry, fs::perms::owner_all);
    return copy;
}

Error refusedLoad(const fs::path &adapter, const std::string &base = "llama2_mha") {
    const auto model = loadModel({.path = (kModels / base).string(), .adapters = {{adapter.string()}}});
    REQUIRE_FALSE(model);
    return model.error();
}

} // namespace

TEST_CASE("options that would change the numbers and are not computed are refused by name") {
    for (const auto &[field, value] : std::vector<std::pair<std::string, Json>>{{"use_qalora", true},
                                                                                {"ensure_weight_tying", true},
                                                                                {"target_parameters", {"mlp.experts"}},
                                                                                {"alora_invocation_tokens", {1, 2}},
                                                                                {"layer_replication", {{0, 2}}},
                                                                                {"trainable_token_indices", {5}},
                                                                                {"megatron_config", {{"a", 1}}},
                                                                                {"init_lora_weights", "pissa"},
                                                                                {"init_lora_weights", "pissa_niter_16"},
                                                                                {"init_lora_weights", "olora"},
                                                                                {"peft_type", "IA3"},
                                                                                {"peft_type", nullptr},
                                                                                {"peft_type", 7}}) {
        CAPTURE_BOUND(field);
        CHECK(refused({{field, value}}) == "adapter.unsupported /" + field);
    }
    CHECK(refused({{"init_lora_weights", "gaussian"}}) == "");
    CHECK(refused({{"corda_config", nullptr}, {"a_field_of_the_future", 1}}) == "");
}

TEST_CASE("values that make no sense are refused by name") {
    for (const auto &[field, value] :
         std::vector<std::pair<std::string, Json>>{{"r", 0},
                                                   {"r", -1},
                                                   {"r", 1e300},
                                                   {"r", 18446744073709551615ull},
                                                   {"r", "8"},
                                                   {"lora_alpha", "much"},
                                                   {"lora_alpha", 1e300},
                                                   {"lora_dropout", 1.5},
                                                   {"bias", "some"},
                                                   {"bias", 1},
                                                   {"use_dora", "yes"},
                                                   {"use_rslora", 1},
                                                   {"target_modules", Json::array()},
                                                   {"target_modules", {1}},
                                                   {"target_modules", {{"q_proj", 1}}},
                                                   {"target_modules", "(q_proj"},
                                                   {"target_modules", std::string(5000, 'q')},
                                                   {"exclude_modules", 3},
                                                   {"layers_to_transform", {-1}},
                                                   {"layers_to_transform", "one"},
                                                   {"layers_pattern", "layers"},
                                                   {"rank_pattern", {1}},
                                                   {"alpha_pattern", 5},
                                                   {"modules_to_save", "lm_head"}}) {
        CAPTURE_BOUND(field);
        CAPTURE_BOUND(value.dump().substr(0, 80));
        CHECK(refused({{field, value}}) == "adapter.bad_config /" + field);
    }
    CHECK(refused({{"rank_pattern", {{"q_proj", 0}}}}) == "adapter.bad_config /rank_pattern/q_proj");
    CHECK(refused({{"rank_pattern", {{"q_proj", 1.5}}}}) == "adapter.bad_config /rank_pattern/q_proj");
    CHECK(refused({{"rank_pattern", {{"(", 2}}}}) == "adapter.bad_config /rank_pattern");
    CHECK(refused({{"use_dora", true}, {"lora_bias", true}}) == "adapter.bad_config /lora_bias");
    CHECK(refused({{"target_modules", "all-linear"}, {"layers_to_transform", {1}}}) ==
          "adapter.bad_config /layers_to_transform");
    CHECK(refused({{"peft_type", "PROMPT_TUNING"}}) == "adapter.bad_config /num_virtual_tokens");
    CHECK(refused({{"peft_type", "PREFIX_TUNING"}, {"num_virtual_tokens", 1u << 31}}) ==
          "adapter.bad_config /num_virtual_tokens");
    CHECK(refused({{"peft_type", "PREFIX_TUNING"}, {"num_virtual_tokens", 4}, {"num_transformer_submodules", 2}}) ==
          "adapter.unsupported /num_transformer_submodules");
    CHECK_FALSE(parseAdapterConfig(Json::array(), ""));
}

TEST_CASE("modules are those that PEFT would adapt") {
    CHECK(modulesOf({{"target_modules", {"q_proj"}}}) == "11100");
    CHECK(modulesOf({{"target_modules", {"proj"}}}) == "00000"); // a suffix begins behind a dot
    CHECK(modulesOf({{"target_modules", {"model.layers.1.self_attn.q_proj"}}}) == "01000");
    CHECK(modulesOf({{"target_modules", "q_proj"}}) == "00000"); // an expression matches the whole path
    CHECK(modulesOf({{"target_modules", ".*q_proj"}}) == "11100");
    CHECK(modulesOf({{"target_modules", R"(.*\.1\..*)"}}) == "01010");
    CHECK(modulesOf({{"target_modules", "all-linear"}}) == "11110");
    CHECK(modulesOf({{"target_modules", "ALL-Linear"}}) == "11110");
    CHECK(modulesOf({{"target_modules", {"lm_head", "q_proj"}}}) == "11101");
    CHECK(modulesOf({{"target_modules", "all-linear"}, {"exclude_modules", {"down_proj"}}}) == "11100");
    CHECK(modulesOf({{"target_modules", {"q_proj"}}, {"exclude_modules", R"(.*layers\.0\..*)"}}) == "01100");
    CHECK(modulesOf({{"target_modules", {"q_proj", "down_proj"}}, {"layers_to_transform", 1}}) == "01010");
    CHECK(modulesOf({{"target_modules", {"q_proj", "down_proj"}},
                     {"layers_to_transform", {0, 10}},
                     {"layers_pattern", "layers"}}) == "10100");
    CHECK(modulesOf(
              {{"target_modules", {"q_proj"}}, {"layers_to_transform", {0}}, {"layers_pattern", {"h", "blocks"}}}) ==
          "00000");
    CHECK(modulesOf({{"target_modules", {"q_proj", "lm_head"}}, {"modules_to_save", {"lm_head"}}}) == "11100");
}

TEST_CASE("ranks and scalings follow their patterns") {
    const auto config =
        parseAdapterConfig(configWith({{"r", 4},
                                       {"lora_alpha", 8},
                                       {"use_rslora", true},
                                       {"rank_pattern", {{"layers.1.self_attn.q_proj", 16}, {"^model.*down_proj", 2}}},
                                       {"alpha_pattern", {{"q_proj", 12}}}}),
                           "");
    REQUIRE(config);
    CHECK(config->rankOf("model.layers.0.self_attn.q_proj") == 4);
    CHECK(config->rankOf("model.layers.1.self_attn.q_proj") == 16);
    CHECK(config->rankOf("model.layers.1.mlp.down_proj") == 2);
    CHECK(config->scalingOf("model.layers.0.self_attn.q_proj") == doctest::Approx(6));
    CHECK(config->scalingOf("model.layers.1.self_attn.q_proj") == doctest::Approx(3));
    CHECK(config->scalingOf("model.layers.0.self_attn.v_proj") == doctest::Approx(4));
}

TEST_CASE("a hostile expression ends in time") {
    const auto config = parseAdapterConfig(configWith({{"target_modules", "(((a*)*)*)*b"}}), "");
    REQUIRE(config);
    const double start = test::cpuSeconds();
    CHECK_FALSE(config->targetsModule(std::string(2000, 'a'), false));
    CHECK(test::cpuSeconds() - start < 5);
}

TEST_CASE("folders that are not what their config says are refused") {
    const TemporaryFolder folder;
    const fs::path adapter = copyOf(folder, "lora_qv");
    const auto with = [&](const Json &more) {
        REQUIRE(writeFileAtomic(adapter / "adapter_config.json", dumpJson(configWith(more))));
        return refusedLoad(adapter).code;
    };
    CHECK(with({{"target_modules", {"q_proj"}}}) == "adapter.no_such_module"); // tensors that nobody asks for
    CHECK(with({{"target_modules", {"q_proj", "v_proj", "k_proj"}}}) == "adapter.missing_tensor");
    CHECK(with({{"r", 5}}) == "adapter.wrong_shape");
    CHECK(with({{"rank_pattern", {{"q_proj", 2}}}}) == "adapter.wrong_shape");
    CHECK(with({{"use_dora", true}}) == "adapter.missing_tensor");
    CHECK(with({{"modules_to_save", {"lm_head"}}}) == "adapter.missing_tensor");
    CHECK(with({{"bias", "none"}, {"peft_type", "PREFIX_TUNING"}, {"num_virtual_tokens", 4}}) ==
          "adapter.missing_tensor");
    REQUIRE(writeFileAtomic(adapter / "adapter_config.json", "{"));
    CHECK(refusedLoad(adapter).code.starts_with("json."));
    fs::remove(adapter / "adapter_config.json");
    CHECK(refusedLoad(adapter).code.starts_with("file."));
}

TEST_CASE("weights that are a pickle, cut or missing are refused") {
    const TemporaryFolder folder;
    const fs::path adapter = copyOf(folder, "lora_qv");
    const std::string bytes = textOf(adapter / "adapter_model.safetensors");
    REQUIRE(
        writeFileAtomic(adapter / "adapter_model.safetensors", std::string_view(bytes).substr(0, bytes.size() - 4)));
    CHECK(refusedLoad(adapter).code.starts_with("safetensors."));
    fs::remove(adapter / "adapter_model.safetensors");
    CHECK(refusedLoad(adapter).code.starts_with("file."));
    REQUIRE(writeFileAtomic(adapter / "adapter_model.bin", "\x80\x02."));
    const Error pickle = refusedLoad(adapter);
    CHECK(pickle.code == "model.pickle");
    CHECK_FALSE(pickle.remedy.empty());
}

TEST_CASE("virtual tokens are there or not, once, and leave room for real ones") {
    const auto load = [](const std::string &base, const std::vector<AdapterRef> &adapters) {
        return loadModel({.path = (kModels / base).string(), .adapters = adapters});
    };
    const std::string prefix = (kAdapters / "prefix_tuning").string();
    for (const auto &adapters : {std::vector<AdapterRef>{{prefix, 0.5}}, std::vector<AdapterRef>{{prefix}, {prefix}}}) {
        const auto model = load("llama2_mha", adapters);
        REQUIRE_FALSE(model);
        CHECK(model.error().code == "adapter.virtual_tokens");
    }
    const auto plain = load("llama2_mha", {}), with = load("llama2_mha", {{prefix}});
    REQUIRE(with);
    CHECK((*with)->config().maxPositions == (*plain)->config().maxPositions - 4);
    (*with)->removeAdapters();
    CHECK((*with)->config().maxPositions == (*plain)->config().maxPositions);
    CHECK(load("llama2_mha", {{prefix}, {(kAdapters / "lora_qv").string()}})); // beside low-rank terms
}

TEST_CASE("training options that make no sense are told") {
    const auto refusedOptions = [](const LoraConfig &config) {
        const auto model = loadModel(kModels / "llama2_mha", Placement{});
        REQUIRE(model);
        const auto attached = attachLora(**model, config, "default", 1);
        REQUIRE_FALSE(attached);
        return attached.error().code + " " + attached.error().field;
    };
    CHECK(refusedOptions({.rankPattern = {"q_proj"}}) == "adapter.bad_config rank_pattern");
    CHECK(refusedOptions({.rankPattern = {"q_proj=two"}}) == "adapter.bad_config rank_pattern");
    CHECK(refusedOptions({.alphaPattern = {"=4"}}) == "adapter.bad_config alpha_pattern");
    CHECK(refusedOptions({.layersToTransform = {"first"}}) == "adapter.bad_config layers_to_transform");
    CHECK(refusedOptions({.layersToTransform = {"0.5"}}) == "adapter.bad_config /layers_to_transform");
    CHECK(refusedOptions({.targetModules = {"query"}}) == "adapter.no_target target_modules");
    CHECK(refusedOptions({.targetModules = {"(q_proj"}}) == "adapter.bad_config /target_modules");
}
