// SPDX-License-Identifier: Apache-2.0
// How people's files call their tensors, and what is said of names that nobody knows.
#include "core/data/formats/adapter_names.h"
#include <chrono>
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

using Names = std::vector<std::string>;

/// What each name is read as, "-" where nothing is renamed at all.
std::string readAs(const Names &held) {
    const auto changes = plainNames(held);
    std::string out;
    for (const auto &name : held)
        out += (out.empty() ? "" : " ") + (changes.meant.count(name) ? changes.meant.at(name) : name);
    return changes.meant.empty() ? "-" : out;
}

const Names kModules = {"model.embed_tokens", "model.layers.0.self_attn.q_proj", "model.layers.1.self_attn.q_proj",
                        "model.norm", "lm_head"};

std::string peft(const Names &held, const Names &modules = kModules) {
    const auto changes = peftNames(held, modules, "a");
    if (!changes) return changes.error().code + ": " + changes.error().found;
    std::string out;
    for (const auto &name : held)
        out += (out.empty() ? "" : " ") + (changes->meant.count(name) ? changes->meant.at(name) : name);
    return out;
}

} // namespace

TEST_CASE("wrappers are taken out of names, nested ones too") {
    CHECK(withoutWrappers("model.layers.0.mlp.up_proj.weight") == "model.layers.0.mlp.up_proj.weight");
    CHECK(withoutWrappers("_orig_mod.model.norm.weight") == "model.norm.weight");
    CHECK(withoutWrappers("module._orig_mod.model.norm.weight") == "model.norm.weight");
    CHECK(withoutWrappers("model.layers.0._orig_mod.mlp._checkpoint_wrapped_module.up_proj.weight") ==
          "model.layers.0.mlp.up_proj.weight");
    CHECK(withoutWrappers("module.base_model.model._orig_mod.model.norm.weight") == "model.norm.weight");
    CHECK(withoutWrappers("model.language_model.layers.0.input_layernorm.weight") ==
          "model.layers.0.input_layernorm.weight");
    CHECK(withoutWrappers("modules.norm.weight") == "modules.norm.weight"); // whole parts only
    CHECK(withoutWrappers("x.module") == "x.module");                       // the last part is the tensor's own
    for (const char *name : {"", ".", "..", "a", "module.", ".module."})
        CHECK(withoutWrappers(withoutWrappers(name)) == withoutWrappers(name));
}

TEST_CASE("a checkpoint is read under plain names where it is certain what is meant") {
    CHECK(readAs({"model.embed_tokens.weight", "model.norm.weight"}) == "-");
    CHECK(readAs({"_orig_mod.model.embed_tokens.weight", "_orig_mod.lm_head.weight"}) ==
          "model.embed_tokens.weight lm_head.weight");
    CHECK(readAs({"model.embed_tokens.weight", "model.layers.0._orig_mod.input_layernorm.weight"}) ==
          "model.embed_tokens.weight model.layers.0.input_layernorm.weight");
    CHECK(readAs({"base_model.model.model.embed_tokens.weight",
                  "base_model.model.model.layers.0.self_attn.q_proj.base_layer.weight"}) ==
          "model.embed_tokens.weight model.layers.0.self_attn.q_proj.weight");
    CHECK(readAs({"student.model.embed_tokens.weight", "student.lm_head.weight", "step"}) ==
          "model.embed_tokens.weight lm_head.weight step");
    CHECK(readAs({"model.model.embed_tokens.weight", "model.lm_head.weight"}) ==
          "model.embed_tokens.weight lm_head.weight");
    CHECK(readAs({"net._orig_mod.transformer.wte.weight", "net._orig_mod.transformer.ln_f.weight"}) ==
          "transformer.wte.weight transformer.ln_f.weight");
    CHECK(readAs({"student.model.embed_tokens.weight", "teacher.model.embed_tokens.weight"}) == "-"); // which one?
    CHECK(readAs({"model.norm.weight", "module.model.norm.weight"}) == "-");              // two would become one
    CHECK(readAs({"model.embed_tokens.weight", "ema.model.embed_tokens.weight"}) == "-"); // its own name is there
    CHECK(readAs({}) == "-");
    const std::string notice = plainNames({"_orig_mod.a.weight", "_orig_mod.b.weight"}).notice();
    CHECK(notice.find("2 tensors") == 0);
    CHECK(notice.find("_orig_mod.a.weight as a.weight") != notice.npos);
    CHECK(plainNames({"a.weight"}).notice().empty());
}

TEST_CASE("an adapter that was never merged is not passed over") {
    CHECK(refuseUnmerged({"model.norm.weight"}, "m"));
    for (const char *name :
         {"base_model.model.model.layers.0.self_attn.q_proj.lora_A.default.weight",
          "model.layers.0.self_attn.q_proj.lora_B.weight", "lm_head.modules_to_save.default.weight"}) {
        const auto refused = refuseUnmerged({"model.norm.weight", name}, "m");
        REQUIRE(!refused);
        CHECK(refused.error().code == "model.unmerged_adapter");
        CHECK(refused.error().field == name);
    }
}

TEST_CASE("an adapter's names are PEFT's, whoever wrote them") {
    const std::string a = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                      magnitude = "base_model.model.model.layers.0.self_attn.q_proj.lora_magnitude_vector";
    for (const char *name : {"base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                             "base_model.model.model.layers.0.self_attn.q_proj.lora_A.default.weight",
                             "_orig_mod.base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                             "base_model.model._orig_mod.model.layers.0.self_attn.q_proj.lora_A.my-adapter.weight",
                             "module.base_model.model.model.layers.0._orig_mod.self_attn.q_proj.lora_A.weight",
                             "model.layers.0.self_attn.q_proj.lora_A.weight", "layers.0.self_attn.q_proj.lora_A.weight",
                             "base_model.model.layers.0.self_attn.q_proj.lora_A.weight",
                             "base_model.model.model.language_model.layers.0.self_attn.q_proj.lora_A.weight",
                             "policy.model.layers.0.self_attn.q_proj.lora_A.weight"})
        CHECK(peft({name}) == a);
    for (const char *end : {"", ".weight", ".default", ".default.weight"})
        CHECK(peft({"model.layers.0.self_attn.q_proj.lora_magnitude_vector" + std::string(end)}) == magnitude);
    CHECK(peft({"base_model.model.model.embed_tokens.lora_embedding_A.default"}) ==
          "base_model.model.model.embed_tokens.lora_embedding_A");
    CHECK(peft({"base_model.model.lm_head.modules_to_save.default.weight"}) == "base_model.model.lm_head.weight");
    CHECK(peft({"lm_head.weight"}) == "base_model.model.lm_head.weight");
    CHECK(peft({"base_model.model.model.embed_tokens.base_layer.weight"}) ==
          "base_model.model.model.embed_tokens.base_layer.weight");
    CHECK(peft({"model.layers.0.self_attn.q_proj.lora_B.bias"}) ==
          "base_model.model.model.layers.0.self_attn.q_proj.lora_B.bias");
    CHECK(peft({"prompt_embeddings"}) == "prompt_embeddings");
    CHECK(peft({"prompt_encoder.default.embedding.weight"}) == "prompt_embeddings");
    CHECK(peft({"model.layers.7.self_attn.q_proj.lora_A.weight"}) ==
          "base_model.model.model.layers.7.self_attn.q_proj.lora_A.weight");          // not there; the loader says so
    CHECK(peft({"q_proj.lora_A.weight"}) == "base_model.model.q_proj.lora_A.weight"); // of which layer?
    CHECK(peft({"model.layers.0.self_attn.q_proj.lora_A.weight"}, {}) == a);
    CHECK(peft({a, "model.layers.0.self_attn.q_proj.lora_A.weight"}).find("adapter.ambiguous_names: " + a) == 0);
    CHECK(peft({"model.layers.0.self_attn.q_proj.lora_A.one.weight",
                "model.layers.1.self_attn.q_proj.lora_A.two.weight"}) == "adapter.ambiguous_names: one, two");
}

TEST_CASE("errors show what a file holds beside what was sought, and the likely mapping") {
    const std::vector<NamedShape> wrapped = {{"student.norm.weight", {8}}, {"student.embed.weight", {9, 8}}},
                                  sought = {{"model.norm.weight", {8}}, {"model.embed.weight", {9, 8}}};
    const Beside one = besideSought(wrapped, sought);
    CHECK(one.found == "student.norm.weight [8] for model.norm.weight; student.embed.weight [9, 8] for "
                       "model.embed.weight (2 tensors in all)");
    CHECK(one.remedy.find("begin with \"student.\" where \"model.\" is sought") != std::string::npos);
    const Beside two =
        besideSought({{"a.norm.weight", {8}}, {"b.norm.weight", {8}}, {"c.norm.weight", {7}}}, {{"norm.weight", {8}}});
    CHECK(two.found == "a.norm.weight [8] or b.norm.weight [8] for norm.weight (3 tensors in all)");
    CHECK(two.remedy.find("more than one") != std::string::npos);
    CHECK(besideSought({{"output.weight", {9, 8}}, {"gate.weight", {7, 8}}}, {{"lm_head.weight", {9, 8}}}).found ==
          "output.weight [9, 8] for lm_head.weight (2 tensors in all)"); // by its shape
    CHECK(besideSought({{"conv.bias", {3}}}, {{"lm_head.weight", {9, 8}}}).found ==
          "nothing of such a name, but conv.bias [3] (1 tensors in all)");
    CHECK(besideSought({}, sought).found == "no tensor");
    CHECK(besideSought(wrapped, {}).remedy.empty());
    CHECK(besideSought({{"\x1B[31m\xE2\x80\xAE.norm.weight", {8}}}, {{"norm.weight", {8}}})
              .found.find(R"(\u001b[31m\u202e.norm.weight [8])") == 0); // it may go to a terminal
    CHECK(besideSought({{std::string(100000, 'x') + ".norm.weight", {8}}}, {{"norm.weight", {8}}}).found.str().size() <
          400);
}

TEST_CASE("a hundred thousand names are compared in no time to speak of") {
    std::vector<std::string> names;
    std::vector<NamedShape> held, sought;
    for (int i = 0; i < 100000; ++i) {
        names.push_back("module.x" + std::to_string(i) + ".q_proj.weight");
        held.push_back({names.back(), {4}});
        sought.push_back({"x" + std::to_string(i) + ".v_proj.weight", {4}});
    }
    const auto start = std::clock();
    CHECK(plainNames(names).meant.size() == names.size());
    CHECK(!besideSought(held, sought).found.empty());
    CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 10);
}
