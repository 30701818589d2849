// SPDX-License-Identifier: Apache-2.0
// Every registered architecture at tiny size: reads, counts, trains, saves, loads, adapts, decodes from a cache.
#include "core/engine/generate/generator.h"
#include "core/engine/model/adapters/lora.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "core/engine/train/ops/token_losses.h"
#include "tests/support/capture.h"
#include "tests/support/drawn_decoder.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tolerance.h"
#include <c10/core/InferenceMode.h>

using namespace lapidary;

namespace {

at::Tensor ids(std::int64_t rows, std::int64_t tokens) {
    return (at::arange(rows * tokens, at::kLong) * 17 % 43 + 3).reshape({rows, tokens});
}

at::Tensor logits(const Decoder &model, const at::Tensor &ids_BT) {
    const c10::InferenceMode noGradients;
    return model.logits(model.hidden({.ids_BT = ids_BT}));
}

double distance(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

template <class F> void forEach(F check) {
    REQUIRE(!architectures().empty());
    for (const Architecture &architecture : architectures()) {
        CAPTURE(std::string(architecture.name));
        check(*drawnDecoder(architecture));
    }
}

} // namespace

TEST_CASE("an architecture's parameters are counted before they are made") {
    forEach([](Decoder &model) {
        std::int64_t count = 0;
        for (const auto &named : model.parameters()) count += named.tensor.numel();
        CHECK(model.config().parameterCount() == count);
    });
}

TEST_CASE("a gradient reaches every parameter, and packed rows have the loss and gradient of rows alone") {
    forEach([](Decoder &model) {
        for (auto &named : model.parameters()) named.tensor.requires_grad_(true);
        const auto gradients = [&] {
            std::vector<at::Tensor> out;
            for (auto &named : model.parameters()) {
                REQUIRE_MESSAGE(named.tensor.grad().defined(), named.name);
                out.push_back(named.tensor.grad().clone());
                named.tensor.mutable_grad() = at::Tensor();
            }
            return out;
        };
        const auto loss = [&](const at::Tensor &rows, const std::vector<Segment> &segments, const at::Tensor &labels) {
            return -scoreLabels(model, rows, labels, segments).tokens.logp_N.sum();
        };
        const at::Tensor rows = ids(2, 20);
        const at::Tensor apart = loss(rows, {}, rows);
        apart.backward();
        const auto wanted = gradients();
        at::Tensor packed = rows.reshape({1, 40}), labels = packed.clone();
        labels.select(1, 20).fill_(kIgnore);
        const at::Tensor together = loss(packed, {{0, 0, 20}, {0, 20, 20}}, labels);
        together.backward();
        const auto found = gradients();
        CHECK(std::abs(apart.item<double>() - together.item<double>()) <
              std::max(1e-3, toleranceOf(apart))); // a sum over forty tokens
        const auto parameters = model.parameters();
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            CAPTURE(parameters[i].name);
            const double size = at::max(at::abs(wanted[i])).item<double>();
            if (!parameters[i].name.ends_with("k_proj.bias"))
                CHECK(size > 1e-6); // a bias on keys moves all scores of a query alike where nothing is rotated
            CHECK(distance(wanted[i], found[i]) < 1e-3 * std::max(1.0, size));
        }
    });
}

TEST_CASE("a model saved and loaded is the same, in its files as in its numbers") {
    forEach([](Decoder &model) {
        const TemporaryFolder folder;
        REQUIRE(saveModel(model, folder.path / "a"));
        const auto again = loadModel(folder.path / "a", Placement{});
        REQUIRE_MESSAGE(again, (again ? "" : describe(again.error())));
        CHECK(distance(logits(model, ids(2, 12)), logits(**again, ids(2, 12))) == 0);
        REQUIRE(saveModel(**again, folder.path / "b"));
        CHECK(*readFile(folder.path / "a/model.safetensors") == *readFile(folder.path / "b/model.safetensors"));
        CHECK(*readFile(folder.path / "a/config.json") == *readFile(folder.path / "b/config.json"));
        CHECK(distance(logits(model, ids(2, 12)), logits(*model.cloneFrozen(), ids(2, 12))) == 0);
        if (model.config().tied) CHECK(!WeightFiles::open(folder.path / "a")->has(model.headName() + ".weight"));
    });
}

TEST_CASE("an adapter on all linear layers starts at nothing and trains alone") {
    forEach([](Decoder &model) {
        const at::Tensor before = logits(model, ids(2, 12));
        REQUIRE(attachLora(model, {.r = 2, .loraAlpha = 4, .targetModules = {"all-linear"}}, "default", 1));
        CHECK(distance(before, logits(model, ids(2, 12))) == 0);
        (-scoreLabels(model, ids(2, 12), ids(2, 12)).tokens.logp_N.sum()).backward();
        const auto trained = model.trainable();
        CHECK(trained.size() == 2 * (model.linears().size() - 1));
        for (auto &[name, tensor] : trained) {
            CAPTURE_BOUND(name);
            REQUIRE(tensor.grad().defined());
            const at::NoGradGuard noGrad;
            at::Tensor weight = tensor;
            weight.add_(tensor.grad(), -0.01);
        }
        CHECK(distance(before, logits(model, ids(2, 12))) > 1e-4);
    });
}

TEST_CASE("decoding from a cache gives what reading the whole text gives, alone and in a ragged batch") {
    forEach([](Decoder &model) {
        std::vector<GenerationPrompt> prompts;
        for (const std::int64_t length : {1, 5, 19, 33}) {
            const at::Tensor row = ids(1, length).squeeze(0);
            prompts.push_back({.ids = {row.data_ptr<std::int64_t>(), row.data_ptr<std::int64_t>() + length},
                               .key = std::to_string(length)});
        }
        GenerateOptions options;
        options.sampling.maxNewTokens = 16;
        options.sampling.temperature = 0;
        options.sampling.ignoreEos = true;
        const auto found = generate(model, prompts, options);
        REQUIRE(found);
        for (std::size_t p = 0; p < prompts.size(); ++p) {
            std::vector<std::int64_t> text = prompts[p].ids;
            for (int t = 0; t < 16; ++t)
                text.push_back(
                    logits(model, at::tensor(text, at::kLong).unsqueeze(0))[0][-1].argmax().item<std::int64_t>());
            CHECK(std::vector<std::int64_t>(text.end() - 16, text.end()) == (*found)[p].completions.front().ids);
        }
    });
}

TEST_CASE("a config that names no architecture, or its bare body, is read by its model_type") {
    for (const Architecture &architecture : architectures()) {
        CAPTURE(std::string(architecture.name));
        const Json good = architecture.tiny();
        const auto read = [&](const Json &named) {
            Json config = good;
            if (named == "-")
                config.erase("architectures");
            else
                config["architectures"] = named;
            return parseModelConfig(config, "config.json");
        };
        std::string stem(architecture.name);
        stem = stem == "Gemma3ForCausalLM" ? "Gemma3Text"
                                           : stem.substr(0, stem.find(stem == "GPT2LMHeadModel" ? "LMHead" : "For"));
        for (const Json &named :
             {Json("-"), Json(), Json::array(), Json::array({nullptr}), Json::array({stem + "Model"}),
              Json::array({stem + "PreTrainedModel"}), Json(stem + "Model")}) {
            CAPTURE(named.dump());
            const auto config = read(named);
            REQUIRE_MESSAGE(config, (config ? "" : describe(config.error())));
            CHECK(config->architecture == architecture.name);
            CHECK(config->headKind == HeadKind::LanguageModel);
            CHECK(config->parameterCount() == read(good["architectures"])->parameterCount());
            REQUIRE(config->notices.size() == 1);
            CHECK(config->notices[0].find(architecture.modelType) != std::string::npos);
            CHECK(config->raw["architectures"] == good["architectures"]); // for whoever reads an export
        }
        CHECK(read(Json::array({stem + "Model", architecture.name}))->notices.empty());
        CHECK(read(Json::array({stem + "ForSequenceClassification"}))->headKind == HeadKind::Sequence);
        for (const Json &named : {Json::array({stem + "ForQuestionAnswering"}), Json::array({"MambaForCausalLM"})}) {
            const auto config = read(named);
            REQUIRE_FALSE(config);
            CHECK(config.error().code == "model.unknown_architecture");
            CHECK(config.error().remedy.find(architecture.modelType) != std::string::npos);
        }
        for (const Json &named : {Json(5), Json::object({{"a", 1}}), Json::array({5})})
            CHECK(read(named).error().code == "model.no_architecture");
    }
    Json config = architectures()[0].tiny();
    config.erase("architectures");
    config["model_type"] = "mamba";
    CHECK(parseModelConfig(config, "c").error().code == "model.unknown_architecture");
    for (const Json &type : {Json(), Json(7)}) {
        config["model_type"] = type;
        CHECK(parseModelConfig(config, "c").error().code == "model.no_architecture");
    }
}
