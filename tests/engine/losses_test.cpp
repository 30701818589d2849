// SPDX-License-Identifier: Apache-2.0
// The pure losses against golden vectors, by the name that `lapidary-cli loss` gives them, in f64.
#include "core/base/files.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/ops/policy_losses.h"
#include "core/engine/train/packed_rows.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

constexpr double kClose = 1e-5;

Json lossOf(const std::string &algorithm, const char *request) {
    const auto parsed = parseJson(request);
    REQUIRE(parsed);
    const auto answer = lossByName(algorithm, *parsed);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

void flatten(const Json &value, std::vector<double> &out) {
    if (value.is_array())
        for (const auto &item : value) flatten(item, out);
    else
        out.push_back(value.get<double>());
}

void checkNear(const Json &found, const std::vector<double> &expected) {
    std::vector<double> values;
    flatten(found, values);
    CAPTURE(found.dump());
    REQUIRE(values.size() == expected.size());
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(std::abs(values[i] - expected[i]) < kClose);
}

const char *const kPairs =
    R"({"chosen_logps": [-10, -8], "rejected_logps": [-12, -7.5], "ref_chosen_logps": [-11, -8.2],)"
    R"( "ref_rejected_logps": [-11.5, -7.9])";
const char *const kTokens =
    R"({"per_token_logps": [[-0.7, -2.3, -0.5], [-1.2, 0, 0]], "old_per_token_logps": [[-1, -2, -0.5], [-1.5, 0, 0]],
    "ref_per_token_logps": [[-1.1, -1.9, -0.6], [-1.6, 0, 0]], "completion_mask": [[1, 1, 1], [1, 0, 0]],)"
    R"( "advantages": [1, -1])";

Json pairs(const std::string &config) {
    return lossOf("dpo", (std::string(kPairs) + ", \"config\": " + config + "}").c_str());
}
Json policy(const std::string &config) {
    return lossOf("grpo", (std::string(kTokens) + ", \"config\": " + config + "}").c_str());
}
Json advantages(const std::string &scale) {
    return lossOf("grpo",
                  ("{\"rewards\": [[1,0,0,1],[0,0,0,0],[1,1,1,0]], \"config\": {\"scale_rewards\": \"" + scale + "\"}}")
                      .c_str())["tensors"]["advantages"];
}

} // namespace

TEST_CASE("the token loss gives its golden values") {
    const std::string logits = R"({"logits": [[1,2,0.5,-1],[0,0,0,0],[3,-2,1,0.5]], )";
    const auto whole = lossOf("sft", (logits + "\"labels\": [1,2,0]}").c_str());
    checkNear(whole["loss"], {0.694577});
    checkNear(whole["tensors"]["logps"], {-0.495182, -1.386294, -0.202253});
    checkNear(whole["tensors"]["entropy"], {1.014403, 1.386294, 0.618517});
    checkNear(lossOf("sft", (logits + "\"labels\": [-100,2,0]}").c_str())["loss"], {0.794274});
    checkNear(lossOf("sft", (logits + "\"labels\": [1,2,0], \"config\": {\"loss_type\": \"dft\"}}").c_str())["loss"],
              {0.271195});
    CHECK(lossOf("pretrain", (logits + "\"labels\": [1,2,0]}").c_str())["loss"] == whole["loss"]);
}

TEST_CASE("the preference losses give their golden values") {
    const auto sigmoid = pairs("{\"beta\": 0.1}");
    checkNear(sigmoid["loss"], {0.662077});
    checkNear(sigmoid["tensors"]["losses"], {0.620957, 0.703197});
    checkNear(sigmoid["tensors"]["rewards/chosen"], {0.1, 0.02});
    checkNear(sigmoid["tensors"]["rewards/rejected"], {-0.05, 0.04});
    checkNear(pairs(R"({"loss_type": "hinge"})")["tensors"]["losses"], {0.85, 1.02});
    checkNear(pairs(R"({"loss_type": "robust", "label_smoothing": 0.1})")["tensors"]["losses"], {0.602207, 0.705697});
}

TEST_CASE("advantages give their golden values") {
    checkNear(advantages("group"), {.865875, -.865875, -.865875, .865875, 0, 0, 0, 0, .4999, .4999, .4999, -1.4997});
    checkNear(advantages("none"), {.5, -.5, -.5, .5, 0, 0, 0, 0, .25, .25, .25, -.75});
    checkNear(advantages("batch"), {.97082, -.97082, -.97082, .97082, 0, 0, 0, 0, .48541, .48541, .48541, -1.45623});
    const auto two =
        lossOf("grpo", R"({"rewards_per_func": [[1,0],[1,1],[0,1],[0,0]], "config": {"num_generations": 4}})");
    checkNear(two["tensors"]["advantages"], {0, 1.224595, 0, -1.224595});
    const auto weighted =
        lossOf("grpo", R"({"rewards_per_func": [[1,0],[1,1],[0,1],[0,0]], "config": {"num_generations": 4,)"
                       R"( "scale_rewards": "none", "reward_funcs": ["a", "b"], "reward_weights": ["1", "0.5"]}})");
    checkNear(weighted["tensors"]["rewards"], {1, 1.5, .5, 0});
    checkNear(weighted["tensors"]["advantages"], {.25, .75, -.25, -.75});
}

TEST_CASE(
    "a reward that a function cannot tell voids no other; only a completion that no function can score is left out") {
    const auto one =
        lossOf("grpo", R"({"rewards_per_func": [[1,null],[0,null],[1,1],[0,0]], "config": {"num_generations": 4}})");
    checkNear(one["tensors"]["rewards"], {1, 0, 2, 0});
    checkNear(one["tensors"]["advantages"], {.261089, -.783268, 1.305446, -.783268});
    CHECK(one["metrics"]["rewards/0/unscorable"] == 0.0);
    CHECK(one["metrics"]["rewards/1/unscorable"] == 2.0);
    const std::string rest = R"("config": {"num_generations": 4, "scale_rewards": "none", "loss_type": "dapo"},)"
                             R"( "per_token_logps": [[-1,-1],[-2,-2],[-1,-2],[-1,-1]],
                                "old_per_token_logps": [[-1,-1],[-2,-2],[-1,-2],[-1,-1]], "completion_mask": [[1,)"
                             R"(1],[1,1],[1,0],[1,1]]})";
    const auto left =
        lossOf("grpo", (R"({"rewards_per_func": [[null,null],[2,null],[1,1],[null,0]], )" + rest).c_str());
    CHECK(left["tensors"]["rewards"][0].is_null());
    checkNear(left["tensors"]["advantages"], {0, 2.0 / 3, 2.0 / 3, -4.0 / 3});
    checkNear(left["loss"], {-(2 * 2.0 / 3 + 2.0 / 3 - 2 * 4.0 / 3) / 5}); // five tokens, not seven
}

TEST_CASE("the policy losses give their golden values") {
    const auto grpo = policy(R"({"loss_type": "grpo"})");
    checkNear(grpo["loss"], {.184793});
    checkNear(grpo["tensors"]["ratio"], {1.349859, .740818, 1, 1.349859, 1, 1});
    const auto perToken = grpo["tensors"]["per_token_loss"];
    checkNear(Json{perToken[0], perToken[1][0]}, {-1.2, -.740818, -1, 1.349859});
    checkNear(policy(R"({"loss_type": "bnpo"})")["loss"], {-.397740});
    checkNear(policy(R"({"loss_type": "dapo"})")["loss"], {-.397740});
    checkNear(policy(R"({"loss_type": "dr_grpo", "max_completion_length": 4})")["loss"], {-.198870});
    checkNear(policy(R"({"loss_type": "dapo", "epsilon_high": 0.28})")["loss"], {-.417740});
    const auto held = policy(R"({"loss_type": "dapo", "beta": 0.04, "use_bias_correction_kl": false})");
    checkNear(held["loss"], {-.395367});
    checkNear(Json{held["tensors"]["kl"][0], held["tensors"]["kl"][1][0]}, {.070320, .091825, .004837, .070320});
    // What a training does is the default: the same term times the ratio.
    const auto trained = policy(R"({"loss_type": "dapo", "beta": 0.04})");
    checkNear(Json{trained["tensors"]["kl"][0], trained["tensors"]["kl"][1][0]}, {.094922, .068026, .004837, .094922});
    checkNear(trained["loss"], {-.395113});
    CHECK(policy(R"({"loss_type": "dapo", "beta": 0.04, "use_bias_correction_kl": true})") == trained);
}

TEST_CASE("every surrogate gives the value of its formula") {
    checkNear(policy(R"({"loss_type": "grpo", "importance_sampling_level": "sequence"})")["loss"], {.174929});
    checkNear(policy(R"({"loss_type": "cispo", "epsilon_high": 5})")["loss"], {.382238});
    const double r[] = {std::exp(0.3), std::exp(-0.3), 1},
                 bad = std::exp(0.3); // ratios of the good one, of the bad one
    checkNear(policy(R"({"loss_type": "luspo"})")["loss"], {(-1.2 - r[1] - 1 + bad) / 2});
    checkNear(policy(R"({"loss_type": "grpo", "delta": 1.3})")["loss"], {((-1.2 - r[1] - 1) / 3 + 1.3) / 2});
    const auto soft = [](double ratio, double t) { return 4 / t / (1 + std::exp(-t * (ratio - 1))); };
    checkNear(policy(R"({"loss_type": "sapo"})")["loss"],
              {(-(soft(r[0], 1) + soft(r[1], 1) + soft(1, 1)) / 3 + soft(bad, 1.05)) / 2});
    checkNear(policy(R"({"loss_type": "gmpo"})")["loss"], {(-std::exp((0.2 - 0.3) / 3) + std::exp(0.3)) / 2});
    const auto phi = [](double w, double k, double lambda) { return std::exp(lambda + k * std::log(w) - lambda * w); };
    checkNear(policy(R"({"loss_type": "vespo"})")["loss"], {(3.5 * phi(1, 2, 3) - 1.2 * phi(bad, 3, 2)) / 4});
    // The second completion is bad, and the policy has moved towards it: -0.3 nats away.
    checkNear(policy(R"({"loss_type": "bnpo", "off_policy_mask_threshold": 0.01})")["loss"], {-.397740});
}

TEST_CASE("every surrogate without a held weight has the gradient that differences give") {
    const auto at64 = [](std::initializer_list<double> values) {
        return at::tensor(values, at::kDouble).reshape({2, 3});
    };
    const at::Tensor now = at64({-0.7, -2.3, -0.5, -1.2, -0.4, 0}), old = at64({-0.9, -2.1, -0.52, -1.25, -0.55, 0});
    for (const char *type : {"grpo", "bnpo", "dapo", "dr_grpo", "luspo", "sapo", "gmpo"})
        for (const char *level : {"token", "sequence"}) {
            INFO("" << std::string(type) << " by " << std::string(level));
            PolicyLossSettings settings{.beta = 0.1, .epsilon = 0.1};
            settings.lossType = type;
            settings.importanceSamplingLevel = level;
            const auto lossAt = [&](const at::Tensor &logps) {
                return policyLoss({.logps_BT = logps,
                                   .oldLogps_BT = old,
                                   .refLogps_BT = old - 0.1,
                                   .mask_BT = at64({1, 1, 1, 1, 1, 0}),
                                   .advantages_B = at::tensor({1.0, -0.6}, at::kDouble)},
                                  settings, {5, 1, 4})
                    .loss;
            };
            const at::Tensor x = now.clone().requires_grad_(true);
            lossAt(x).backward();
            for (std::int64_t i = 0; i < 5; ++i) {
                at::Tensor up = now.clone(), down = now.clone();
                up.view({-1})[i] += 1e-6;
                down.view({-1})[i] -= 1e-6;
                const double slope = (lossAt(up) - lossAt(down)).item<double>() / 2e-6;
                CHECK(std::abs(x.grad().view({-1})[i].item<double>() - slope) < 1e-8 * std::max(1.0, std::abs(slope)));
            }
        }
}

TEST_CASE("several rewards are normalised each by itself and then together, and what is unknown counts nothing") {
    const auto with = [](const char *aggregation, const char *rewards) {
        return lossOf("grpo", ("{\"rewards_per_func\": " + std::string(rewards) +
                               ", \"config\": {\"num_generations\": 4, \"reward_funcs\": [\"a\", \"b\"], "
                               "\"multi_objective_aggregation\": \"" +
                               aggregation + "\"}}")
                                  .c_str())["tensors"]["advantages"];
    };
    const char *two = "[[1,0],[1,1],[0,1],[0,0]]";
    checkNear(with("sum_then_normalize", two), {0, 1.224595, 0, -1.224595});
    checkNear(with("normalize_then_sum", two), {0, 1.224658, 0, -1.224658});
    const char *uneven = "[[100,0],[0,1],[0,0],[0,0]]"; // the larger reward does not drown the other
    const Json alike = with("normalize_then_sum", uneven);
    CHECK(std::abs(alike[0].get<double>() - alike[1].get<double>()) < 1e-3);
    CHECK(with("normalize_then_sum", "[[1,0],[1,1],[0,1],[null,null]]")[3] == 0.0);
}

TEST_CASE("LoRA gives its golden weights") {
    const auto plain =
        lossOf("lora", R"({"B": [[1,0],[0,2],[1,1]], "A": [[0.5,-1,0],[1,0,2]], "weight": [[1,0,0],[0,1,0],[0,0,1]],)"
                       R"( "config": {"lora_alpha": 4, "r": 2}})");
    checkNear(plain["tensors"]["delta_weight"], {1, -2, 0, 4, 0, 8, 3, -2, 4});
    checkNear(plain["tensors"]["weight_norm"], {2.828427, 9, 6.164414});
    const auto stable =
        lossOf("lora", R"({"lora_B": [[1,0],[0,2],[1,1]], "lora_A": [[0.5,-1,0],[1,0,2]], "config": {"lora_alpha": 4,)"
                       R"( "use_rslora": true}})");
    checkNear(stable["tensors"]["delta_weight"],
              {1.414214, -2.828427, 0, 5.656854, 0, 11.313708, 4.242641, -2.828427, 5.656854});
}

TEST_CASE("preference losses equal those of another trainer") {
    const auto file = parseJson(*readFile(LAPIDARY_TEST_DATA "/losses/torchtune_losses.json"));
    REQUIRE(file);
    int checked = 0;
    for (const auto &test : (*file)["cases"]) {
        const auto what = test["what"].get<std::string>();
        if (what != "dpo_loss" && !what.starts_with("rso_loss")) continue;
        Json request = test["inputs"];
        request["config"] = {{"beta", test.value("beta", test.value("gamma", 0.0))},
                             {"loss_type", what == "dpo_loss" ? "sigmoid" : "hinge"}};
        const auto answer = lossByName("dpo", request);
        REQUIRE(answer);
        checkNear((*answer)["tensors"]["losses"], test["expected_losses"].get<std::vector<double>>());
        ++checked;
    }
    CHECK(checked == 2);
}

TEST_CASE("rows are packed as another trainer packs them") {
    const auto file = parseJson(*readFile(LAPIDARY_TEST_DATA "/losses/trl_shared.json"));
    REQUIRE(file);
    int checked = 0;
    for (const auto &test : (*file)["cases"]) {
        const std::string strategy = test.value("strategy", "");
        if (strategy.empty()) continue;
        CAPTURE(strategy);
        std::vector<TokenRow> rows;
        for (const auto &row : test["input"]) {
            rows.push_back({.ids = row.get<std::vector<std::int64_t>>()});
            rows.back().labels = rows.back().ids;
        }
        Json packed = Json::array(), sizes = Json::array();
        for (const TokenRow &row : packRows(rows, strategy, test["seq_length"])) {
            packed.push_back(row.ids);
            sizes.push_back(row.lengths);
        }
        CHECK(packed == test["expected"]);
        if (test.contains("expected_seq_lengths")) CHECK(sizes == test["expected_seq_lengths"]);
        ++checked;
    }
    CHECK(checked >= 2);
}

namespace {

/// Central differences of `loss` in every number of tensor `name` against the gradient in the answer.
void checkGradient(const std::string &algorithm, Json request, const std::string &name) {
    CAPTURE(algorithm);
    CAPTURE(request["config"].dump());
    request["grad"] = Json::array({name});
    const auto at = [&](const Json &changed) { return lossByName(algorithm, changed).value()["loss"].get<double>(); };
    const Json gradient = lossByName(algorithm, request).value()["grad"][name];
    constexpr double h = 1e-6;
    for (std::size_t i = 0; i < request[name].size(); ++i)
        for (std::size_t j = 0; j < std::max<std::size_t>(1, request[name][i].is_array() ? request[name][i].size() : 1);
             ++j) {
            const auto place = [&](Json &json) -> Json & {
                return json[name][i].is_array() ? json[name][i][j] : json[name][i];
            };
            Json up = request, down = request;
            place(up) = place(request).get<double>() + h;
            place(down) = place(request).get<double>() - h;
            const double found = gradient[i].is_array() ? gradient[i][j].get<double>() : gradient[i].get<double>();
            CHECK(std::abs(found - (at(up) - at(down)) / (2 * h)) < 1e-6);
        }
}

} // namespace

TEST_CASE("every loss has the gradient of its value") {
    checkGradient(
        "sft", *parseJson(R"({"logits": [[1,2,0.5,-1],[0,0.1,0,0],[3,-2,1,0.5]], "labels": [1,-100,0], "config": {}})"),
        "logits");
    for (const char *type : {"sigmoid", "hinge", "robust"}) {
        Json request = *parseJson(std::string(kPairs) + "}");
        request["config"] = {{"loss_type", type}, {"label_smoothing", 0.1}};
        checkGradient("dpo", request, "chosen_logps");
        checkGradient("dpo", request, "rejected_logps");
    }
    for (const char *type : {"grpo", "bnpo", "dapo", "dr_grpo"})
        for (const bool corrected : {false, true}) {
            Json request = *parseJson(std::string(kTokens) + "}");
            request["config"] = {{"loss_type", type}, {"beta", 0.3}, {"use_bias_correction_kl", corrected}};
            checkGradient("grpo", request, "per_token_logps");
        }
}

TEST_CASE("identities of the first step") {
    const auto start =
        lossOf("dpo", R"({"chosen_logps": [-3, -4], "rejected_logps": [-5, -1], "ref_chosen_logps": [-3, -4],)"
                      R"( "ref_rejected_logps": [-5, -1]})");
    CHECK(std::abs(start["loss"].get<double>() - std::log(2.0)) < 1e-12);
    const auto fresh =
        lossOf("grpo", R"({"logps": [[-1, -2]], "ref_logps": [[-1, -2]], "mask": [[1, 1]], "advantages": [0.7],)"
                       R"( "config": {"beta": 0.1}})");
    checkNear(fresh["tensors"]["ratio"], {1, 1});
    CHECK(fresh["metrics"]["kl"] == 0.0);
    CHECK(fresh["metrics"]["clip_ratio/region_mean"] == 0.0);
    CHECK(std::abs(fresh["loss"].get<double>() + 0.7) < 1e-12);
}

TEST_CASE("what a loss does not understand is named") {
    const auto codeOf = [](const std::string &algorithm, const char *request) {
        const auto answer = lossByName(algorithm, *parseJson(request));
        REQUIRE_FALSE(answer);
        return answer.error().code;
    };
    CHECK(codeOf("nothing", "{}") == "loss.unknown_algorithm");
    CHECK(codeOf("dpo", R"({"chosen_logps": [1]})") == "loss.missing_tensor");
    CHECK(codeOf("dpo", R"({"chosen_logps": [[1], [2, 3]]})") == "loss.bad_tensor");
    CHECK(codeOf("lora", R"({"A": [[1, 2]], "B": [[1, 2]]})") == "loss.missing_tensor");
}
