// SPDX-License-Identifier: Apache-2.0
// Variants of the policy gradient by name, against sums by hand: MaxRL's advantages, DPPO's masks, the entropy term.
#include "core/engine/train/pure_losses.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

Json lossOf(const Json &config, Json more = Json::object()) {
    Json request = {{"per_token_logps", {{-.7, -2.3, -.5}, {-1.2, 0, 0}}},
                    {"old_per_token_logps", {{-1, -2, -.5}, {-1.5, 0, 0}}},
                    {"completion_mask", {{1, 1, 1}, {1, 0, 0}}},
                    {"advantages", {1, -1}},
                    {"config", config}};
    request.update(more);
    const auto answer = lossByName("grpo", request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

double near(const Json &value, double expected) {
    return std::abs(value.get<double>() - expected);
}

} // namespace

TEST_CASE("MaxRL divides by the mean of a group, and a group without a success teaches nothing") {
    const auto answer = lossByName(
        "grpo", {{"rewards", {{1, 0, 0, 1}, {0, 0, 0, 0}, {1, 1, 1, 0}}}, {"config", {{"scale_rewards", "mean"}}}});
    REQUIRE(answer);
    const double expected[3][4] = {{1, -1, -1, 1}, {0, 0, 0, 0}, {1.0 / 3, 1.0 / 3, 1.0 / 3, -1}};
    for (std::size_t p = 0; p < 3; ++p)
        for (std::size_t i = 0; i < 4; ++i)
            CHECK(near((*answer)["tensors"]["advantages"][p][i], expected[p][i]) < 1e-9);
}

TEST_CASE("DPPO leaves out tokens that have moved too far and would go further") {
    const double ratio = std::exp(.3), lower = std::exp(-.3); // probabilities .368 to .497, .135 to .100, .223 to .301
    const double all = (-ratio - lower - 1 + ratio) / 4, without = (-lower - 1 + ratio) / 4;
    for (const auto &[type, wide, tight] : {std::tuple{"dppo_tv", .2, .1}, {"dppo_kl", .04, .03}}) {
        CAPTURE_BOUND(type);
        const Json loose = lossOf({{"loss_type", type}, {"epsilon", wide}}),
                   held = lossOf({{"loss_type", type}, {"epsilon", tight}});
        CHECK(near(loose["loss"], all) < 1e-9);
        CHECK(near(held["loss"], without) < 1e-9); // the good token that rose; the bad one that rose stays
        CHECK(held["metrics"]["dppo_mask_ratio"] == .25);
        const Json fallen = lossOf({{"loss_type", type}, {"epsilon", tight / 6}}, {{"advantages", {-1, -1}}});
        CHECK(near(fallen["loss"], (ratio + 1 + ratio) / 4) < 1e-9); // the bad token that fell is left out
    }
}

TEST_CASE("the entropy lessens the loss by its mean over the tokens that are learnt") {
    const Json entropies = {{"entropies", {{1, 2, 3}, {4, 9, 9}}}};
    const double plain = lossOf(Json::object())["loss"];
    const Json with = lossOf({{"entropy_coef", .1}}, entropies);
    CHECK(near(with["loss"], plain - .1 * 2.5) < 1e-9);
    CHECK(near(with["metrics"]["policy_loss"], plain) < 1e-9);
    CHECK(near(lossOf({{"entropy_coef", .1}, {"loss_type", "grpo"}}, entropies)["loss"],
               lossOf({{"loss_type", "grpo"}})["loss"].get<double>() - .1 * 2.5) < 1e-9); // whatever averages the rest
    const auto lacking =
        lossByName("grpo", {{"per_token_logps", {{-1}}}, {"advantages", {1}}, {"config", {{"entropy_coef", .1}}}});
    REQUIRE_FALSE(lacking);
    CHECK(lacking.error().field == "entropies");
}

TEST_CASE("a training with the entropy term alone makes the policy less decided") {
    const TemporaryFolder folder;
    auto rows = someRollouts();
    for (auto &row : rows) row["advantage"] = 0.0;
    const auto entropies = [&](double coefficient, bool lora) {
        Json config = {{"rollouts", "file"},
                       {"num_generations", 4},
                       {"per_device_train_batch_size", 8},
                       {"max_steps", 10},
                       {"learning_rate", 1e-3},
                       {"lr_scheduler_type", "constant"},
                       {"entropy_coef", coefficient},
                       {"use_peft", lora},
                       {"target_modules", {"all-linear"}}};
        const auto metrics = trained(folder.path / "run", runOnTokens("grpo", config), rows).metrics;
        return metrics.back()["entropy"].get<double>() - metrics.front()["entropy"].get<double>();
    };
    CHECK(entropies(0, false) == 0);
    CHECK(entropies(1, false) > 0.05);
    CHECK(entropies(1, true) > 0.005);
}
