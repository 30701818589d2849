// SPDX-License-Identifier: Apache-2.0
// How far the policy that drew is from the one that learns. The expected numbers are those of the formulas of
// TRL 1.16's GRPOTrainer (vllm_importance_sampling_*), worked out by hand in f64.
#include "core/engine/train/algorithm.h"
#include "core/engine/train/ops/sampling_ratio.h"
#include "core/engine/train/pure_losses.h"
#include "core/engine/train/trainer.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_job.h"
#include "tests/support/tiny_policy.h"
#include "tests/support/tolerance.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

constexpr double kClose = 2e-6; // of values written with six places

const at::Tensor kOld = at::tensor({-1.0, -2.0, -0.5, -1.5, -0.6, 0.0}, at::kDouble).reshape({2, 3}),
                 kSampler = at::tensor({-1.2, -0.6, -0.5, -1.4, -2.0, 0.0}, at::kDouble).reshape({2, 3}),
                 kMask = at::tensor({1.0, 1.0, 1.0, 1.0, 1.0, 0.0}, at::kDouble).reshape({2, 3});

Json request(const Json &config) {
    return {{"per_token_logps", {{-0.7, -2.3, -0.5}, {-1.2, -0.4, 0}}},
            {"old_per_token_logps", {{-1, -2, -0.5}, {-1.5, -0.6, 0}}},
            {"sampling_per_token_logps", {{-1.2, -0.6, -0.5}, {-1.4, -2.0, 0}}},
            {"completion_mask", {{1, 1, 1}, {1, 1, 0}}},
            {"advantages", {1, -1}},
            {"config", config}};
}

Json correcting(const std::string &mode, double least, double most, const Json &more = Json::object()) {
    Json config = {{"importance_sampling_correction", true},
                   {"importance_sampling_mode", mode},
                   {"importance_sampling_clip_min", least},
                   {"importance_sampling_clip_max", most}};
    config.update(more);
    return config;
}

Json answerOf(const std::string &algorithm, const Json &config) {
    const auto answer = lossByName(algorithm, request(config));
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

void checkNear(const at::Tensor &found, const std::vector<double> &expected) {
    const at::Tensor flat = found.flatten().to(at::kDouble);
    CAPTURE(flat);
    REQUIRE(flat.numel() == static_cast<std::int64_t>(expected.size()));
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(std::abs(flat[static_cast<std::int64_t>(i)].item<double>() - expected[i]) < kClose);
}

struct Case {
    const char *mode;
    double least, most;
    std::vector<double> ratios;
    double loss;
};
const std::vector<Case> kCases{{"token_truncate", 0, 3, {1.221403, 0.246597, 1, 0.904837, 3, 1}, 0.4474488},
                               {"token_truncate", 0.5, 2, {1.221403, 0.5, 1, 0.904837, 2, 1}, 0.1656232},
                               {"token_mask", 0, 3, {1.221403, 0.246597, 1, 0.904837, 0, 1}, -0.2853928},
                               {"token_mask", 0.5, 2, {1.221403, 0, 1, 0.904837, 0, 1}, -0.2488561},
                               {"sequence_truncate", 0, 3, {0.301194, 3}, 1.3656055},
                               {"sequence_truncate", 0.5, 2, {0.5, 2}, 0.7344228},
                               {"sequence_mask", 0, 3, {0.301194, 0}, -0.1771515},
                               {"sequence_mask", 0.5, 2, {0, 0}, 0}};

} // namespace

TEST_CASE("what was drawn weighs trainer / sampler, within the bounds of each mode") {
    for (const Case &each : kCases) {
        CAPTURE(each.mode);
        CAPTURE(each.least);
        const SamplingCorrection how{.importanceSamplingCorrection = true,
                                     .importanceSamplingMode = each.mode,
                                     .importanceSamplingClipMax = each.most,
                                     .importanceSamplingClipMin = each.least};
        checkNear(samplingRatio(kOld, kSampler, kMask, how), each.ratios);
        for (const char *algorithm : {"grpo", "reinforce_plus_plus", "ppo"}) { // all divide by the five tokens
            CAPTURE(algorithm);
            const Json answer = answerOf(algorithm, correcting(each.mode, each.least, each.most));
            CHECK(std::abs(answer["loss"].get<double>() - each.loss) < kClose);
        }
    }
    SUBCASE("a weight is no bound's where none is set") {
        const SamplingCorrection free{.importanceSamplingCorrection = true,
                                      .importanceSamplingMode = "token_mask",
                                      .importanceSamplingClipMax = 0};
        checkNear(samplingRatio(kOld, kSampler, kMask, free), {1.221403, 0.246597, 1, 0.904837, 4.0552, 1});
    }
    SUBCASE("the weights of vespo hold it") {
        const Json vespo = {{"loss_type", "vespo"}};
        CHECK(std::abs(answerOf("grpo", correcting("token_truncate", 0.5, 2, vespo))["loss"].get<double>() -
                       0.6785467) < kClose);
        CHECK(std::abs(answerOf("grpo", correcting("token_mask", 0.5, 2, vespo))["loss"].get<double>()) < kClose);
    }
}

TEST_CASE("without a correction the weight changes no loss and is told") {
    const Json plain = answerOf("grpo", Json::object());
    Json without = request(Json::object());
    without.erase("sampling_per_token_logps");
    CHECK(plain["loss"] == lossByName("grpo", without)->at("loss"));
    const Metrics told = samplingMetrics(kOld, kSampler, kMask);
    CHECK(told.at("sampling/sampling_logp_difference/mean").value == doctest::Approx(0.62));
    CHECK(told.at("sampling/sampling_logp_difference/max").value == doctest::Approx(1.4));
    CHECK(told.at("sampling/importance_sampling_ratio/min").value == doctest::Approx(0.24659696));
    CHECK(told.at("sampling/importance_sampling_ratio/mean").value == doctest::Approx(1.48560742));
    CHECK(told.at("sampling/importance_sampling_ratio/max").value == doctest::Approx(4.05519997));
    const auto bySequence = samplingMetrics(kOld, kSampler, kMask, {.importanceSamplingCorrection = true});
    CHECK(bySequence.at("sampling/importance_sampling_ratio/mean").value == doctest::Approx(0.30119421 / 2));
    CHECK(samplingMetrics(kOld, kSampler, kMask * 0).empty());
}

TEST_CASE("a completion counts as drawn from the sampler where it is left out as off policy") {
    // The bad one has moved by (-0.2 - 1.6) / 2 nats from what drew it, by -0.25 from the policy before the step.
    Json asked = request({{"off_policy_mask_threshold", 0.1}});
    asked["sampling_per_token_logps"] = {{-1.2, -0.6, -0.5}, {-1.0, -0.2, 0}};
    const auto masked = lossByName("grpo", asked); // 0.2 nats away
    REQUIRE(masked);
    CHECK((*masked)["tensors"]["per_token_loss"][1][0].get<double>() == 0);
    asked.erase("sampling_per_token_logps");
    CHECK(lossByName("grpo", asked)->at("tensors")["per_token_loss"][1][0].get<double>() != 0);
}

TEST_CASE("a correction without anything to compare with is refused") {
    for (const char *algorithm : {"grpo", "reinforce_plus_plus", "ppo", "rloo"}) {
        CAPTURE(algorithm);
        Json asked = request(correcting("sequence_mask", 0, 3));
        asked.erase("sampling_per_token_logps");
        const auto refused = lossByName(algorithm, asked);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().field == "sampling_per_token_logps");
    }
}

TEST_CASE("rloo weighs whole completions") {
    // Sums over the tokens of the completions above: -3.5, -1.6 now, -3.5, -2.1 before, -2.3, -3.4 with what drew.
    const auto lossWith = [](const Json &config) {
        const auto answer = lossByName("rloo", {{"per_token_logps", {-3.5, -1.6}},
                                                {"old_per_token_logps", {-3.5, -2.1}},
                                                {"sampling_per_token_logps", {-2.3, -3.4}},
                                                {"advantages", {1, -1}},
                                                {"config", config}});
        REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
        return (*answer)["loss"].get<double>();
    };
    const double moved = std::exp(0.5); // of the second; it is bad, so that its ratio is not clipped upwards
    CHECK(lossWith(Json::object()) == doctest::Approx((-1 + moved) / 2));
    CHECK(lossWith(correcting("sequence_truncate", 0.5, 2)) == doctest::Approx((-0.5 + 2 * moved) / 2));
    CHECK(lossWith(correcting("sequence_truncate", 0, 0)) ==
          doctest::Approx((-std::exp(-1.2) + std::exp(1.3) * moved) / 2));
    CHECK(lossWith(correcting("sequence_mask", 0, 3)) == doctest::Approx(-std::exp(-1.2) / 2));
    const auto &spec = findAlgorithm("rloo")->info().spec;
    CHECK(checkRules(spec, resolve(spec, correcting("token_mask", 0, 3)).value()).errors.size() == 1);
    CHECK(checkRules(spec, resolve(spec, correcting("sequence_mask", 0, 3)).value()).errors.empty());
}

TEST_CASE("a weight that a loss type has no place for is refused") {
    const auto &spec = findAlgorithm("grpo")->info().spec;
    const auto errors = [&](const Json &config) { return checkRules(spec, resolve(spec, config).value()).errors; };
    for (const auto &[type, mode, fits] :
         {std::tuple("vespo", "sequence_mask", "token_mask"), {"gmpo", "token_mask", "sequence_truncate"}}) {
        CAPTURE_BOUND(type);
        const auto found = errors(correcting(mode, 0, 3, {{"loss_type", type}}));
        REQUIRE(found.size() == 1);
        CHECK(found[0].field.find("importance_sampling_mode") != std::string::npos);
        CHECK(errors(correcting(fits, 0, 3, {{"loss_type", type}})).empty());
        CHECK(errors({{"loss_type", type}, {"importance_sampling_mode", mode}}).empty()); // nothing is weighed
    }
    CHECK(errors(correcting("token_mask", 3, 2)).size() == 1);
    CHECK(errors(correcting("token_mask", 3, 0)).empty());
}

namespace {

Json drawing(bool bf16, const Json &more = Json::object()) {
    Json config = {{"max_steps", 3},
                   {"per_device_train_batch_size", 4},
                   {"gradient_accumulation_steps", 2},
                   {"num_generations", 4},
                   {"max_completion_length", 6},
                   {"temperature", 0.7},
                   {"learning_rate", 1e-3},
                   {"reward_funcs", {"correct", "format"}},
                   {"lr_scheduler_type", "constant"},
                   {"logging_steps", 1},
                   {"bf16", bf16}};
    config.update(more);
    return config;
}

struct Drew {
    std::vector<Json> metrics{}, samples{};
};

Drew drewWith(const std::string &algorithm, const Json &config) {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "model");
    writeTinyPolicy(folder.path / "model");
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb"}) rows.push_back({{"prompt", prompt}, {"reference", "b"}});
    QuietJob job(makeRunFolder(folder.path, "run",
                               {{"kind", "train"},
                                {"algorithm", algorithm},
                                {"seed", 4},
                                {"threads", 1},
                                {"rule", "exact"},
                                {"model", {{"path", "../model"}}},
                                {"data", {{"train", "train.jsonl"}, {"format", "rows"}}},
                                {"config", config}},
                               rows));
    const auto done = train(readDocument((job.folder / "run.toml").string())->values, job);
    REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    return {job.metrics, job.samples};
}

double most(const Drew &drew) {
    double most = 0;
    for (const Json &step : drew.metrics)
        most = std::max(most, step.at("sampling/sampling_logp_difference/max").get<double>());
    return most;
}

} // namespace

TEST_CASE("what draws and what trains differ by rounding in f32, and by more in bf16, which samples tell too") {
    for (const auto &[algorithm, more] : {std::pair("grpo", Json::object()),
                                          {"grpo", Json{{"num_iterations", 2}}},
                                          {"rloo", Json::object()},
                                          {"reinforce_plus_plus", Json::object()},
                                          {"vpg", Json{{"beta", 0.0}}}}) {
        CAPTURE_BOUND(algorithm);
        CAPTURE_BOUND(more.dump());
        const Drew plain = drewWith(algorithm, drawing(false, more)), rough = drewWith(algorithm, drawing(true, more));
        CAPTURE(most(plain));
        CAPTURE(most(rough));
        CHECK(most(plain) < toleranceOf(10.0)); // log-probs of some nats
        CHECK(most(rough) > 10 * most(plain));
        REQUIRE_FALSE(rough.samples.empty());
        double shown = 0;
        for (const Json &sample : rough.samples) {
            const Json &drawn = sample.at("logps"), &learnt = sample.at("train_logps");
            REQUIRE(drawn.size() == learnt.size());
            for (std::size_t i = 0; i < drawn.size(); ++i)
                shown = std::max(shown, std::abs(drawn[i].get<double>() - learnt[i].get<double>()));
        }
        CHECK(shown > 0);
        CHECK(shown <= most(rough) + 1e-6);
    }
}

TEST_CASE("a correction of rounding moves no step by more than rounding") {
    const Json unbounded = correcting("token_truncate", 0, 0);
    for (const char *algorithm : {"grpo", "reinforce_plus_plus", "vpg"}) {
        CAPTURE(algorithm);
        const Drew plain = drewWith(algorithm, drawing(false)),
                   corrected = drewWith(algorithm, drawing(false, unbounded));
        const double a = plain.metrics[0]["grad_norm"], b = corrected.metrics[0]["grad_norm"];
        CHECK(std::abs(a - b) <= toleranceOf(std::max(a, b)));
        Json nothing = correcting("token_mask", 5, 6); // every ratio is near 1
        CHECK(drewWith(algorithm, drawing(false, nothing)).metrics[0]["grad_norm"].get<double>() == 0);
    }
}
