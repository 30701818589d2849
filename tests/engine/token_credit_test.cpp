// SPDX-License-Identifier: Apache-2.0
// What each token of a completion was worth, against golden vectors and sums by hand; and the losses that are made of
// it.
#include "core/engine/train/algorithms/ppo.h"
#include "core/engine/train/completion_table.h"
#include "core/engine/train/ops/token_credit.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

at::Tensor rows(std::vector<std::vector<double>> values) {
    std::vector<at::Tensor> out;
    for (const auto &row : values) out.push_back(at::tensor(row, at::kDouble));
    return at::stack(out);
}

void checkNear(const at::Tensor &found, const std::vector<double> &expected, double close = 1e-12) {
    const at::Tensor flat = found.to(at::kDouble).flatten();
    REQUIRE(flat.numel() == static_cast<std::int64_t>(expected.size()));
    for (std::int64_t i = 0; i < flat.numel(); ++i)
        CHECK(std::abs(flat[i].item<double>() - expected[static_cast<std::size_t>(i)]) < close);
}

Json lossOf(const std::string &algorithm, const Json &request) {
    const auto answer = lossByName(algorithm, request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

void checkNear(const Json &found, const std::vector<double> &expected) {
    std::vector<double> values;
    for (const Json &row : found)
        if (row.is_array())
            for (const Json &value : row) values.push_back(value);
        else
            values.push_back(row);
    checkNear(at::tensor(values, at::kDouble), expected, 1e-6);
}

const Json kTokens = {{"per_token_logps", {{-.7, -2.3, -.5}, {-1.2, 0, 0}}},
                      {"old_per_token_logps", {{-1, -2, -.5}, {-1.5, 0, 0}}},
                      {"completion_mask", {{1, 1, 1}, {1, 0, 0}}}};

Json with(Json request, const Json &more) {
    request.update(more);
    return request;
}

} // namespace

TEST_CASE("the score stands on the last token that is learnt, the KL on all of them") {
    const at::Tensor mask = rows({{1, 1, 1, 0}, {0, 1, 1, 1}, {0, 0, 0, 0}, {1, 1, 0, 0}}), kl = at::ones_like(mask);
    const at::Tensor paid = tokenRewards(kl, at::tensor({5.0, -2.0, 9.0, std::nan("")}, at::kDouble), mask, 0.1);
    checkNear(paid, {-.1, -.1, 4.9, 0, 0, -.1, -.1, -2.1, 0, 0, 0, 0, -.1, -.1, 0, 0});
}

TEST_CASE("advantages look ahead to the end, pass over what is not learnt, and expect nothing behind it") {
    const at::Tensor mask = rows({{1, 0, 1, 1}, {1, 1, 0, 0}}), rewards = rows({{1, 7, 2, 3}, {0, 4, 7, 7}}),
                     values = rows({{.5, 9, .25, 1}, {2, 1, 9, 9}});
    const double g = 0.9, l = 0.8;
    const double c = 3 - 1, b = 2 + g * 1 - .25 + g * l * c, a = 1 + g * .25 - .5 + g * l * b;
    const double e = 4 - 1, d = 0 + g * 1 - 2 + g * l * e;
    checkNear(generalisedAdvantages(rewards, values, mask, g, l), {a, 0, b, c, d, e, 0, 0});
    checkNear(returnsToGo(rewards, mask, g), {1 + g * (2 + g * 3), 0, 2 + g * 3, 3, g * 4, 4, 0, 0});
    checkNear(generalisedAdvantages(rewards, values, mask, g, 1),
              {1 + g * (2 + g * 3) - .5, 0, 2 + g * 3 - .25, 2, g * 4 - 2, 3, 0, 0}); // returns less values
}

TEST_CASE("tokens are normalised by the biased variance, which never vanishes") {
    const at::Tensor mask = rows({{1, 1, 0}, {1, 1, 1}}), values = rows({{1, 2, 100}, {4, 5, 8}});
    const double deviation = std::sqrt((9 + 4 + 0 + 1 + 16) / 5.0);
    checkNear(normalisedTokens(values, mask), {-3 / deviation, -2 / deviation, 0, 0, 1 / deviation, 4 / deviation});
    checkNear(normalisedTokens(at::ones_like(mask), mask), {0, 0, 0, 0, 0, 0});
}

TEST_CASE("columns of completions are read from their first token on, and kept as they were read") {
    std::vector<Rollout> rollouts{
        {.prompt = {1, 2, 3},
         .completion = {4, 5, 6},
         .forced = 1,
         .values = {{"earned", 2}},
         .tokens = {{"x", {7, 8, 9}}}},
        {.prompt = {1},
         .completion = {4, 5},
         .finishReason = "length",
         .values = {{"earned", 3}},
         .tokens = {{"x", {1, 2}}}},
        {.prompt = {1}, .completion = {4}, .scored = false, .values = {{"earned", 4}}, .tokens = {{"x", {5}}}}};
    CompletionTable table(rollouts, false), masked(rollouts, true);
    checkNear(table.mask(), {0, 1, 1, 1, 1, 0, 0, 0, 0});
    checkNear(masked.mask(), {0, 1, 1, 0, 0, 0, 0, 0, 0});
    checkNear(table.tokens("x"), {7, 8, 9, 1, 2, 0, 5, 0, 0});
    checkNear(table.values("earned"), {2, 3, 4});
    CHECK(at::equal(table.ended(), at::tensor(std::vector<std::int64_t>{1, 0, 1}).to(at::kBool)));
    table.keep("y", table.tokens("x") * 2);
    CHECK(rollouts[1].tokens["y"] == std::vector<double>{2, 4});
    table.keepValues("z", at::tensor({1.0, 2.0, 3.0}, at::kDouble));
    CHECK(rollouts[2].values["z"] == 3);
}

TEST_CASE("PPO by name gives the golden vectors: advantages, returns, shaped rewards, both losses") {
    const Json credit = {{"rewards", {0, 0, 1}},
                         {"values", {.2, .5, .7}},
                         {"new_values", {.5, .4, 1.1}},
                         {"config", {{"lam", .95}, {"vf_coef", .1}}}};
    const Json found = lossOf("ppo", credit);
    checkNear(found["tensors"]["advantages"], {.760750, .485, .3});
    checkNear(found["tensors"]["returns"], {.960750, .985, 1.0});
    checkNear(found["tensors"]["whitened_advantages"], {1.058830, -.130467, -.928363});
    CHECK(std::abs(found["metrics"]["loss/value_avg"].get<double>() - .111111) < 1e-6);
    CHECK(std::abs(found["loss"].get<double>() - .0111111) < 1e-6); // whitened advantages have no mean
    const Json shaped = lossOf("ppo", {{"rewards", {1}},
                                       {"values", {0, 0, 0}},
                                       {"per_token_logps", {-1, -2, -.5}},
                                       {"ref_per_token_logps", {-1.2, -1.9, -.5}}});
    checkNear(shaped["tensors"]["rewards"], {-.01, .005, 1.0}); // kl_coef is 0.05
    const Json given = with(kTokens, {{"advantages", {1, -1}}});
    const double plain = (-1.2 - .740818 - 1 + 1.349859) / 4;
    CHECK(std::abs(lossOf("ppo", given)["loss"].get<double>() - plain) < 1e-6);
    const auto dual = [&](double bound) {
        return lossOf("ppo", with(given, {{"config", {{"dual_clip", bound}}}}))["loss"].get<double>();
    };
    CHECK(std::abs(dual(3) - plain) < 1e-6);
    CHECK(std::abs(dual(1.25) - (-1.2 - .740818 - 1 + 1.25) / 4) < 1e-6); // the bad token alone is bounded
    const Json rest = lossOf("ppo", given);
    CHECK(rest["metrics"]["policy/clipfrac_avg"] == .25);
    CHECK(std::abs(rest["metrics"]["val/ratio"].get<double>() - (1.349859 * 2 + .740818 + 1) / 4) < 1e-6);
    CHECK(std::abs(rest["metrics"]["policy/approxkl_avg"].get<double>() - (.09 * 3) / 8) < 1e-9);
}

TEST_CASE("the gradient of both losses of PPO is the slope of its value") {
    const Json request = {{"per_token_logps", {{-.9, -2.3, -.5}, {-1.4, 0, 0}}},
                          {"old_per_token_logps", {{-1, -2, -.5}, {-1.5, 0, 0}}},
                          {"completion_mask", {{1, 1, 1}, {1, 0, 0}}},
                          {"advantages", {1, -1}},
                          {"returns", {{1, .5, .2}, {-.3, 0, 0}}},
                          {"values", {{.2, .5, .7}, {.1, 0, 0}}},
                          {"new_values", {{.3, .1, 1.2}, {.15, 0, 0}}},
                          {"config", {{"vf_coef", .7}}},
                          {"grad", {"per_token_logps", "new_values"}}};
    const Json gradient = lossOf("ppo", request)["grad"];
    for (const char *name : {"per_token_logps", "new_values"})
        for (const auto &[row, column] : {std::pair{0, 0}, {0, 1}, {0, 2}, {1, 0}}) {
            const auto moved = [&, row = row, column = column](double by) {
                Json other = request;
                other[name][row][column] = other[name][row][column].get<double>() + by;
                return lossOf("ppo", other)["loss"].get<double>();
            };
            CHECK(std::abs((moved(1e-6) - moved(-1e-6)) / 2e-6 - gradient[name][row][column].get<double>()) < 1e-6);
        }
}

TEST_CASE("the coefficient of the KL moves towards its target, a little at a time") {
    const PpoConfig config{.target = 6, .horizon = 1000};
    CHECK(std::abs(adaptedKl(.2, 6.6, 100, config) - .2 * (1 + .1 * .1)) < 1e-12);
    CHECK(std::abs(adaptedKl(.2, 600, 100, config) - .2 * (1 + .2 * .1)) < 1e-12); // no more at once
    CHECK(std::abs(adaptedKl(.2, 0, 100, config) - .2 * (1 - .2 * .1)) < 1e-12);
}

TEST_CASE("REINFORCE++ by name gives the golden vectors, and tells tokens apart by what comes behind them") {
    const Json grouped = lossOf("reinforce_plus_plus", {{"rewards", {{1, 0, 0, 1}, {0, 0, 0, 0}, {1, 1, 1, 0}}},
                                                        {"config", {{"baseline", "group"}, {"num_generations", 4}}}});
    checkNear(grouped["tensors"]["advantages"],
              {1.309307, -1.309307, -1.309307, 1.309307, 0, 0, 0, 0, .654654, .654654, .654654, -1.963961});
    const Json paid = lossOf("reinforce_plus_plus",
                             with(kTokens, {{"rewards", {{0, 1, 2}, {4, 0, 0}}}, {"config", {{"gamma", .5}}}}));
    const double a = 1, b = 2, c = 2, d = 4, mean = 2.25,
                 deviation = std::sqrt((1.25 * 1.25 + 2 * .0625 + 1.75 * 1.75) / 4);
    checkNear(paid["tensors"]["advantages"],
              {(a - mean) / deviation, (b - mean) / deviation, (c - mean) / deviation, (d - mean) / deviation, 0, 0});
}

TEST_CASE("ReMax compares with the likeliest completion, the vanilla policy gradient with nothing or with values") {
    const Json remax = lossOf("remax", with(kTokens, {{"rewards", {1, .5}}, {"baseline_reward", {.25, .75}}}));
    checkNear(remax["tensors"]["advantages"], {.75, .75, .75, -.25, 0, 0});
    CHECK(std::abs(remax["loss"].get<double>() - (-.75 * (1.2 + .740818 + 1) + .25 * 1.349859) / 4) < 1e-6);
    const Json vpg = lossOf("vpg", with(kTokens, {{"rewards", {1, .5}}}));
    checkNear(vpg["tensors"]["advantages"], {1, 1, 1, .5, 0, 0});
    CHECK(std::abs(vpg["loss"].get<double>() - (.7 + 2.3 + .5 + .6) / 4) < 1e-9);
    const Json valued = lossOf("vpg", with(kTokens, {{"rewards", {1, .5}}, {"values", {{.2, .3, .4}, {.1, 0, 0}}}}));
    checkNear(valued["tensors"]["advantages"], {.8, .7, .6, .4, 0, 0}); // lam = 1: what was earned less the value
    const Json held = lossOf("remax", with(kTokens, {{"rewards", {1, .5}},
                                                     {"baseline_reward", {.25, .75}},
                                                     {"ref_per_token_logps", {{-1.1, -1.9, -.6}, {-1.6, 0, 0}}},
                                                     {"config", {{"beta", .5}}}}));
    // what comes behind a token is less by half its KL: .1, -.1, .1 | .1
    checkNear(held["tensors"]["advantages"], {.75 - .05, .75, .75 - .05, -.25 - .05, 0, 0});
}
