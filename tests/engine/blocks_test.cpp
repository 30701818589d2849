// SPDX-License-Identifier: Apache-2.0
// The blocks of a decoder against values of torchtune's own tests (tests/golden/blocks/README.md).
#include "core/base/files.h"
#include "core/engine/kernels/rotary.h"
#include "core/engine/model/mlp.h"
#include "core/engine/model/norm.h"
#include "core/engine/model/rope.h"
#include "core/engine/train/schedule.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

Json caseOf(const std::string &what) {
    const auto read = parseJson(*readFile(LAPIDARY_TEST_DATA "/blocks/torchtune_forward_shared.json"));
    REQUIRE(read);
    for (const Json &each : (*read)["cases"])
        if (each["what"] == what) return each;
    FAIL("no such case");
    return {};
}

/// Drawn as torch draws after manual_seed.
at::Tensor drawn(const Json &recorded, at::IntArrayRef sizes) {
    at::Generator generator = at::detail::createCPUGenerator(recorded["seed"].get<std::uint64_t>());
    return at::randn(sizes, generator, at::kFloat);
}

/// torchtune's fixed_init_tensor.
at::Tensor fixedInit(at::IntArrayRef sizes) {
    const std::int64_t count = c10::multiply_integers(sizes);
    return at::arange(0.0, 1.0, 1.0 / static_cast<double>(count), at::kFloat).slice(0, 0, count).reshape(sizes);
}

} // namespace

TEST_CASE("a linear layer with LoRA gives torchtune's mean") {
    const Json recorded = caseOf("lora_linear_forward");
    const auto adapter = std::make_shared<const AdapterSwitch>();
    const std::int64_t in = recorded["in_dim"], out = recorded["out_dim"], r = recorded["rank"];
    const Linear linear{.path = {},
                        .weight_OI = fixedInit({out, in}),
                        .bias_O = fixedInit({out}),
                        .lora = {{.a_RI = fixedInit({r, in}),
                                  .b_OR = fixedInit({out, r}),
                                  .scaling = recorded["alpha"].get<double>() / static_cast<double>(r),
                                  .adapter = adapter}}};
    const double mean = linear(drawn(recorded, {2, 32, in})).mean().item<double>();
    CHECK(std::abs(mean - recorded["expected_mean"].get<double>()) < recorded["atol"].get<double>());
}

TEST_CASE("rotary positions give torchtune's values, its pairs put into halves") {
    const Json recorded = caseOf("rope_forward");
    const std::int64_t dims = recorded["head_dim"], tokens = 2048;
    const at::Tensor x_BTNH = drawn(recorded, {4, tokens, 32, dims});
    const at::Tensor halves_BNTH =
        x_BTNH.view({4, tokens, 32, dims / 2, 2}).transpose(-1, -2).reshape({4, tokens, 32, dims}).transpose(1, 2);
    const Rope rope({.theta = recorded["base"].get<double>()}, dims, at::kCPU);
    const Rotation table = rope.fixed({}, tokens);
    const at::Tensor y = rotary(halves_BNTH, table.cos_PH, table.sin_PH, {});
    CHECK(std::abs(y.mean().item<double>() - recorded["expected_mean"].get<double>()) < 1e-6);
    CHECK(std::abs(y.sum(at::kDouble).item<double>() - recorded["expected_sum"].get<double>()) < 0.05);
    CHECK(std::abs(y.max().item<double>() - recorded["expected_max"].get<double>()) < 1e-4);
}

TEST_CASE("a gated feed-forward gives torchtune's mean and maximum") {
    const Json recorded = caseOf("swiglu_feed_forward");
    const std::int64_t dim = recorded["dim"], hidden = recorded["hidden"];
    const at::Tensor x = drawn(recorded, {1, dim}), w_HI = fixedInit({hidden, dim});
    const Mlp mlp{.in = {Linear{.path = {}, .weight_OI = w_HI}, Linear{.path = {}, .weight_OI = w_HI}},
                  .out = Linear{.path = {}, .weight_OI = fixedInit({dim, hidden})}};
    const at::Tensor y = mlp(x);
    CHECK(y.mean().item<double>() == doctest::Approx(recorded["expected_mean"].get<double>()).epsilon(1e-3));
    CHECK(y.max().item<double>() == doctest::Approx(recorded["expected_max"].get<double>()).epsilon(1e-3));
}

TEST_CASE("RMSNorm divides by the root of the mean square") {
    const Json recorded = caseOf("rms_norm");
    const Norm norm{.path = "norm", .weight_D = at::ones({8}), .eps = recorded["eps"].get<double>()};
    const at::Tensor x = drawn(recorded, {8});
    CHECK(at::allclose(norm(x), x / x.norm() * std::sqrt(8.0), 1e-5, 1e-6));
    CHECK(at::allclose(norm(at::ones({8})), at::ones({8}), 1e-5, 1e-6));
}

TEST_CASE("the warm-up of the cosine is torchtune's") {
    const Json recorded = caseOf("cosine_lr_with_warmup");
    TrainOptions options;
    options.learningRate = recorded["base_lr"];
    options.lrSchedulerType = "cosine";
    options.warmupSteps = recorded["warmup"].get<int>();
    for (const int step : {0, 5, 10}) // its steps are counted from 0
        CHECK(learningRateAt(options, step + 1, recorded["total"]) ==
              doctest::Approx(recorded["expected"][std::to_string(step)].get<double>()));
}
