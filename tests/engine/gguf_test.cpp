// SPDX-License-Identifier: Apache-2.0
// GGUF files, opened in place: what their metadata and tensors mean is what the checkpoints mean that they were made
// of.
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/gguf_export.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "core/gguf/model_file.h"
#include "core/gguf/place.h"
#include "core/text/chat_prompt.h"
#include "tests/support/capture.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

const fs::path kFolder = LAPIDARY_TEST_DATA "/gguf";

std::unique_ptr<Decoder> load(const fs::path &path) {
    auto model = loadModel(path, Placement{});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

at::Tensor logits(Decoder &model, const std::vector<std::int64_t> &ids) {
    const c10::InferenceMode noGradients;
    return model.logits(model.hidden({.ids_BT = at::tensor(ids, at::kLong).unsqueeze(0)})).squeeze(0).to(at::kFloat);
}

double farthest(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

Json recorded(const char *name) {
    const auto text = readFile(kFolder / name);
    REQUIRE(text);
    const auto json = parseJson(*text);
    REQUIRE(json);
    return *json;
}

std::vector<std::string> families() {
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(kFolder))
        if (entry.path().extension() == ".gguf" && entry.path().stem() != "tiny")
            names.push_back(entry.path().stem().string());
    return names;
}

/// The logits of a golden model at every position of its prompts.
void checkRecorded(Decoder &model, const std::string &name) {
    const auto expected = WeightFiles::open(fs::path(LAPIDARY_TEST_DATA) / "models/expected" / (name + ".safetensors"));
    REQUIRE(expected);
    const c10::InferenceMode noGradients;
    for (const std::string prompt : {"one", "short", "middle", "long"}) {
        CAPTURE(prompt);
        const auto ids_T = expected->readAsStored(prompt + ".ids"),
                   logits_TV = expected->readAsStored(prompt + ".logits");
        REQUIRE(ids_T);
        REQUIRE(logits_TV);
        const at::Tensor found =
            model.logits(model.hidden({.ids_BT = ids_T->to(at::kLong).unsqueeze(0)})).squeeze(0).to(at::kFloat);
        CHECK(farthest(found, *logits_TV) < toleranceOf(*logits_TV));
    }
}

} // namespace

TEST_CASE("every family that GGUF has: logits equal those of the checkpoint") {
    CHECK(families().size() == 14);
    for (const auto &name : families()) {
        CAPTURE(name);
        const auto model = load(kFolder / (name + ".gguf"));
        checkRecorded(*model, name);
    }
}

TEST_CASE("rotary positions that only tensors say are told by their recipe") {
    const auto config = readModelConfig(kFolder / "llama3_rope.gguf");
    REQUIRE(config);
    CHECK(config->ropes[0].kind == RopeKind::Llama3);
    CHECK(config->ropes[0].factor == 8);
    CHECK(config->ropes[0].originalPositions == 32);
    const auto phi = readModelConfig(kFolder / "phi3_longrope.gguf");
    REQUIRE(phi);
    CHECK(phi->ropes[0].longFactor == std::vector<double>{1.5, 2.5, 4, 7});
}

TEST_CASE("a model with a tensor of every type: logits equal those of transformers' unpacking") {
    const auto model = load(kFolder / "tiny.gguf");
    const auto kinds = gguf::ModelFile::open(kFolder / "tiny.gguf")->types();
    CHECK(kinds.size() == 13);
    const Json all = recorded("tiny.json");
    for (const auto &prompt : all["prompts"]) {
        const at::Tensor found = logits(*model, prompt["ids"].get<std::vector<std::int64_t>>());
        const auto wanted = prompt["logits"].get<std::vector<float>>();
        CHECK(farthest(found[-1], at::tensor(wanted)) < toleranceOf(prompt["logits"]));
        const at::Tensor log = found.log_softmax(-1);
        for (std::size_t i = 0; i < prompt["logprobs"].size(); ++i)
            CHECK(std::abs(log[static_cast<std::int64_t>(i)][prompt["ids"][i + 1].get<std::int64_t>()].item<double>() -
                           prompt["logprobs"][i].get<double>()) < 1e-4);
    }
}

TEST_CASE("a folder with one GGUF file is that file, and one with several is none") {
    const TemporaryFolder folder;
    fs::copy_file(kFolder / "tiny.gguf", folder.path / "some-name.gguf");
    const std::vector<std::int64_t> ids{1, 100, 200, 3};
    CHECK(at::equal(logits(*load(folder.path), ids), logits(*load(kFolder / "tiny.gguf"), ids)));
    std::size_t files = 0;
    for ([[maybe_unused]] const auto &entry : fs::directory_iterator(folder.path)) ++files;
    CHECK(files == 1); // nothing was written beside it
    fs::copy_file(kFolder / "qwen2.gguf", folder.path / "another.gguf");
    const auto model = loadModel(folder.path, Placement{});
    REQUIRE(!model);
    CHECK(model.error().code == "gguf.several");
    CHECK(model.error().remedy.str().find("one of them") != std::string::npos);
}

TEST_CASE("in bf16 and in eight bits a GGUF model is what its checkpoint is") {
    const TemporaryFolder folder;
    const auto plain = load(kFolder / "tiny.gguf");
    REQUIRE(saveModel(*plain, folder.path / "m", kFolder / "tiny.gguf"));
    for (const char *dtype : {"f32", "bf16", "int8"}) {
        CAPTURE(dtype);
        const auto packed = loadModel(ModelRef{.path = (kFolder / "tiny.gguf").string(), .dtype = dtype}),
                   folderModel = loadModel(ModelRef{.path = (folder.path / "m").string(), .dtype = dtype});
        REQUIRE(packed);
        REQUIRE(folderModel);
        CHECK(at::equal(logits(**packed, {1, 100, 200, 3, 260}), logits(**folderModel, {1, 100, 200, 3, 260})));
    }
    CHECK(fs::exists(folder.path / "m/tokenizer.json")); // made of the file's words
}

TEST_CASE("what is exported as GGUF comes back: numbers, tokens, templates") {
    const TemporaryFolder folder;
    const std::vector<std::int64_t> ids{1, 40, 20, 3, 60, 61, 2};
    for (const auto &name : families()) {
        CAPTURE(name);
        const fs::path source = fs::path(LAPIDARY_TEST_DATA) / "models" / name;
        const auto model = load(source);
        const fs::path file = folder.path / (name + ".gguf");
        const auto told = saveGguf(*model, file, {.name = name});
        REQUIRE_MESSAGE(told, (told ? "" : describe(told.error())));
        const auto back = load(file);
        CHECK(farthest(logits(*back, ids), logits(*model, ids)) < 1e-5);
        checkRecorded(*back, name);
    }
    const auto tiny = load(kFolder / "tiny.gguf");
    for (const auto &[type, most] : {std::pair{"f32", 1e-6}, {"bf16", 0.05}, {"q8_0", 0.05}}) {
        CAPTURE_BOUND(type);
        const fs::path file = folder.path / (std::string("tiny-") + type + ".gguf");
        REQUIRE(saveGguf(*tiny, file, {.type = type, .wordsFrom = kFolder / "tiny.gguf"}));
        const auto back = load(file);
        CHECK(farthest(logits(*back, ids), logits(*tiny, ids)) < most);
        CHECK(back->config().eos == tiny->config().eos);
        CHECK(*readModelFile(file, "tokenizer.json") == *readModelFile(kFolder / "tiny.gguf", "tokenizer.json"));
        const auto tokenizer = Tokenizer::load(file);
        REQUIRE(tokenizer);
        CHECK(tokenizer->eosId() == 2);
        ChatPrompt chat(file), before(kFolder / "tiny.gguf");
        const Json request = {{"messages", {{{"role", "user"}, {"content", "the cat"}}}},
                              {"add_generation_prompt", true}};
        CHECK(chat.of(request)->ids == before.of(request)->ids);
        const auto kinds = gguf::ModelFile::open(file)->types();
        if (type == std::string("q8_0")) CHECK(kinds.at("Q8_0") == 15);
    }
}

TEST_CASE("what GGUF cannot say of a model is refused by name") {
    const TemporaryFolder folder;
    for (const char *name : {"llama_rope_dynamic", "qwen2_window_layers", "smollm3"}) {
        CAPTURE(name);
        const auto model = load(fs::path(LAPIDARY_TEST_DATA) / "models" / name);
        const auto told = saveGguf(*model, folder.path / "m.gguf", {});
        REQUIRE(!told);
        CHECK(told.error().code == "export.gguf");
        CHECK(!fs::exists(folder.path / "m.gguf"));
    }
    const auto model = load(kFolder / "tiny.gguf");
    const auto told = saveGguf(*model, folder.path / "m.gguf", {.type = "q4_k"});
    REQUIRE(!told);
    CHECK(told.error().found.str() == "q4_k");
}

/// SmolLM2-135M-Instruct, which is fetched by installer/real-model.sh: as a GGUF file or as the folder made of it.
TEST_CASE("the real model: ids and log-probabilities equal those of transformers' unpacking") {
    const char *given = std::getenv("LAPIDARY_SMOLLM2");
    const fs::path named = given ? given : LAPIDARY_SOURCE "/resources/smollm2";
    if (!isModelPlace(named)) {
        MESSAGE("skipped: the model is not here; installer/real-model.sh fetches it");
        return;
    }
    const auto model = load(named);
    const auto tokenizer = Tokenizer::load(named);
    REQUIRE(tokenizer);
    ChatPrompt chat(named);
    const Json all = recorded("smollm2.json");
    for (const auto &each : all) {
        CAPTURE(each["prompt"].dump());
        const auto text =
            chat.of({{"messages", {{{"role", "user"}, {"content", each["prompt"]}}}}, {"add_generation_prompt", true}});
        REQUIRE(text);
        CHECK(text->text == each["text"].get<std::string>());
        CHECK(Json(text->ids) == each["prompt_ids"]);
        const auto found = teacherForcedLogprobs(*model, {{{each["prompt_ids"].get<std::vector<std::int64_t>>(),
                                                            each["completion_ids"].get<std::vector<std::int64_t>>()}}});
        REQUIRE(found);
        const auto &logprobs = (*found)[0].logprobs;
        REQUIRE(logprobs.size() == each["logprobs"].size());
        for (std::size_t i = 0; i < logprobs.size(); ++i)
            CHECK(std::abs(logprobs[i] - each["logprobs"][i].get<double>()) < 1e-4);
    }
}
