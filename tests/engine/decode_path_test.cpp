// SPDX-License-Identifier: Apache-2.0
// The way of our own kernels against recorded logits and against LibTorch's way, which it stands beside.
#include "core/engine/decode/direct_model.h"
#include "core/engine/decode/direct_pass.h"
#include "core/engine/decode/processor.h"
#include "core/engine/generate/generator.h"
#include "core/engine/model/model_files.h"
#include "core/engine/tensor/weights.h"
#include "tests/support/engine_doctest.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <cmath>

using namespace lapidary;

namespace {

fs::path folder() {
    const char *other = std::getenv("LAPIDARY_MODEL_CASES");
    return other ? other : LAPIDARY_TEST_DATA "/models";
}

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(folder() / "expected"))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Puts the kernels and threads back that were in use before.
struct Restored {
    const Kernels *before = kernels();
    int threads = at::get_num_threads();
    ~Restored() {
        (void)useKernels(before ? before->name : "plain");
        at::set_num_threads(threads);
    }
};

std::unique_ptr<Decoder> load(const fs::path &path, c10::ScalarType dtype = at::kFloat) {
    auto model = loadModel(path, Placement{.dtype = dtype});
    REQUIRE_MESSAGE(model, (model ? "" : describe(model.error())));
    return std::move(*model);
}

/// Logits of every token: the first ones read together, the others one by one behind them. [T, V]
at::Tensor logitsBehindCache(const Decoder &model, const at::Tensor &ids_T, std::int64_t together) {
    const std::int64_t T = ids_T.size(0);
    KvCache cache = model.makeCache(1, T);
    std::vector<at::Tensor> parts;
    for (std::int64_t at = 0; at < T;) {
        const std::int64_t count = at == 0 ? std::min(together, T) : 1;
        const at::Tensor hidden = model.hidden({.ids_BT = ids_T.narrow(0, at, count).unsqueeze(0), .cache = &cache});
        cache.advance({count});
        parts.push_back(model.nextLogits(hidden[0]).to(at::kFloat));
        at += count;
    }
    return at::cat(parts);
}

double farthest(const at::Tensor &a, const at::Tensor &b) {
    return at::max(at::abs(a - b)).item<double>();
}

std::vector<std::int64_t> someIds(std::int64_t vocabulary, std::int64_t count) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < count; ++i) ids.push_back((7 + 13 * i * i) % vocabulary);
    return ids;
}

} // namespace

TEST_CASE("logits behind a cache equal the reference by every set of kernels") {
    const Restored restored;
    const c10::InferenceMode noGradients;
    int direct = 0;
    for (const auto &name : cases()) {
        const auto model = load(folder() / name);
        const auto expected = WeightFiles::open(folder() / "expected" / (name + ".safetensors"));
        REQUIRE(expected);
        const bool known = directModel(*model).has_value();
        CHECK_MESSAGE(known != model->config().dependsOnLength(), name);
        direct += known;
        if (!known) continue;
        for (const Kernels *use : kernelsHere()) {
            REQUIRE(useKernels(use->name));
            for (const std::string prompt : {"short", "long"}) {
                INFO(name << " " << std::string(use->name) << " " << prompt);
                const at::Tensor ids_T = expected->readAsStored(prompt + ".ids")->to(at::kLong);
                const at::Tensor logits_TV = *expected->readAsStored(prompt + ".logits");
                for (const std::int64_t together : {1, 5})
                    CHECK(farthest(logitsBehindCache(*model, ids_T, together), logits_TV) < toleranceOf(logits_TV));
            }
        }
    }
    CHECK(direct >= 20);
}

/// In bf16 the kernels keep sums in f32 and round what goes into a product; LibTorch rounds after every operation.
TEST_CASE("in bf16 the kernels are nearer to the same weights in f32 than LibTorch is") {
    const Restored restored;
    const c10::InferenceMode noGradients;
    for (const std::string name : {"llama_gqa_tied", "llama_bf16", "qwen3", "gemma2"}) {
        const auto half = load(folder() / name, at::kBFloat16);
        const auto wide = load(folder() / name);
        for (auto &[path, tensor] : half->parameters()) wide->setParameter(path, tensor.to(at::kFloat));
        const at::Tensor ids = at::tensor(someIds(wide->config().vocabSize, 24), at::kLong);
        REQUIRE(useKernels("plain"));
        const at::Tensor wanted = logitsBehindCache(*wide, ids, 8);
        const double plain = farthest(logitsBehindCache(*half, ids, 8), wanted);
        for (const Kernels *use : kernelsHere()) {
            REQUIRE(useKernels(use->name));
            const double mine = farthest(logitsBehindCache(*half, ids, 8), wanted);
            MESSAGE("" << name << " " << std::string(use->name) << ": " << mine << " of "
                       << wanted.abs().max().item<double>() << ", LibTorch " << plain);
            CHECK(mine < plain);
        }
    }
}

TEST_CASE("the same completions for the same seed on one and two threads, alone and among others, in every format") {
    const Restored restored;
    for (const auto dtype : {at::kFloat, at::kBFloat16}) {
        const auto model = load(folder() / "llama_gqa_tied", dtype);
        GenerateOptions options;
        options.sampling.maxNewTokens = 20;
        options.sampling.temperature = 1.5;
        options.sampling.ignoreEos = true;
        std::vector<GenerationPrompt> prompts;
        for (std::int64_t p = 0; p < 9; ++p)
            prompts.push_back({.ids = someIds(model->config().vocabSize, 1 + 4 * p), .key = std::to_string(p), .n = 3});
        for (const Kernels *use : kernelsHere()) {
            INFO(std::string(use->name) << " " << toString(dtype));
            REQUIRE(useKernels(use->name));
            at::set_num_threads(1);
            const auto one = generate(*model, prompts, options);
            at::set_num_threads(2);
            const auto two = generate(*model, prompts, options);
            REQUIRE(one);
            REQUIRE(two);
            for (std::size_t p = 0; p < prompts.size(); ++p) {
                const auto alone = generate(*model, {prompts[p]}, options);
                REQUIRE(alone);
                for (std::size_t s = 0; s < 3; ++s) {
                    const auto &first = (*one)[p].completions[s];
                    CHECK(first.ids == (*two)[p].completions[s].ids);
                    CHECK(first.logprobs == (*two)[p].completions[s].logprobs);
                    CHECK(first.ids == (*alone)[0].completions[s].ids);
                    CHECK(first.logprobs == (*alone)[0].completions[s].logprobs);
                }
            }
        }
    }
}

TEST_CASE("adapters behind a cache give the logits of PEFT by every set of kernels") {
    const Restored restored;
    const c10::InferenceMode noGradients;
    const fs::path adapters = LAPIDARY_TEST_DATA "/adapters";
    int direct = 0;
    for (const auto &entry : fs::directory_iterator(adapters / "expected")) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() != ".json" || !fs::exists(adapters / name)) continue; // a mix of several
        const Json recorded = *parseJson(*readFile(entry.path(), 1 << 20));
        const fs::path base = fs::path(LAPIDARY_TEST_DATA "/models") / recorded["base"].get<std::string>();
        auto loaded = loadModel({.path = base.string(), .adapters = {{(adapters / name).string()}}});
        REQUIRE_MESSAGE(loaded, (loaded ? "" : describe(loaded.error())));
        const Decoder &model = **loaded;
        if (!directModel(model)) continue;
        ++direct;
        const auto expected = WeightFiles::open(adapters / "expected" / (name + ".safetensors"));
        REQUIRE(expected);
        const at::Tensor ids = expected->readAsStored("ids")->to(at::kLong).reshape({-1});
        const at::Tensor logits = expected->readAsStored("adapter.logits")->reshape({ids.size(0), -1});
        for (const Kernels *use : kernelsHere()) {
            INFO(name << " " << std::string(use->name));
            REQUIRE(useKernels(use->name));
            CHECK(farthest(logitsBehindCache(model, ids, 4), logits) < 2 * toleranceOf(logits));
        }
    }
    CHECK(direct >= 18); // LoRA without magnitudes at the linears, and virtual tokens
}

TEST_CASE("what the kernels do not know takes LibTorch's way") {
    const Restored restored;
    const auto model = load(folder() / "llama_gqa_tied");
    const at::Tensor ids = at::tensor(someIds(model->config().vocabSize, 17), at::kLong);
    KvCache cache = model->makeCache(1, 17);
    cache.makeRoom(17, {});
    const DecoderInput input{.ids_BT = ids.unsqueeze(0), .cache = &cache};
    CHECK(!directHidden(*model, input)); // gradients are wanted
    const c10::InferenceMode noGradients;
    CHECK(directHidden(*model, input));
    REQUIRE(useKernels("plain"));
    CHECK(!directHidden(*model, input));
    CHECK(!directModel(*load(folder() / "llama_rope_dynamic")));
    CHECK(!directModel(*load(folder() / "llama_gqa_tied", at::kHalf)));
    model->quantize(false, at::kFloat);
    CHECK(!directModel(*model));
}
