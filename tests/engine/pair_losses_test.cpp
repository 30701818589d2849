// SPDX-License-Identifier: Apache-2.0
// The losses on pairs and on single answers, by the names that `lapidary-cli loss` gives them: golden values computed
// in f64 from the papers' formulas, gradients by differences, and settings that do not fit each other.
#include "core/config/spec.h"
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

Json lossOf(const std::string &algorithm, Json request, const Json &config) {
    request["config"] = config;
    const auto answer = lossByName(algorithm, request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

const Json kPairs = {{"chosen_logps", {-10, -8}},
                     {"rejected_logps", {-12, -7.5}},
                     {"ref_chosen_logps", {-11, -8.2}},
                     {"ref_rejected_logps", {-11.5, -7.9}},
                     {"chosen_tokens", {5, 4}},
                     {"rejected_tokens", {6, 3}},
                     {"nll_loss", 2.0}};

void checkLosses(const Json &answer, double first, double second, double by = 2e-6) {
    const Json &losses = answer["tensors"]["losses"];
    INFO("" << losses.dump());
    CHECK(std::abs(losses[0].get<double>() - first) < by);
    CHECK(std::abs(losses[1].get<double>() - second) < by);
}

PairLogps somePairs(const at::Tensor &x_4P) {
    const auto reference = [](double shift) { return at::tensor({-11.0 + shift, -8.2, -9.4}, at::kDouble); };
    return {.chosen_P = x_4P[0],
            .rejected_P = x_4P[1],
            .refChosen_P = reference(0),
            .refRejected_P = reference(-0.5),
            .chosenTokens_P = at::tensor({5, 4, 7}, at::kDouble),
            .rejectedTokens_P = at::tensor({6, 3, 2}, at::kDouble),
            .chosenNll = -x_4P[0].sum() / 16};
}

const ConfigSpec &dpoSpec() {
    return DpoConfig::described().spec();
}

Findings findingsOf(const Json &given) {
    const auto resolved = resolve(dpoSpec(), given);
    REQUIRE_MESSAGE(resolved, (resolved ? "" : describe(joined(resolved.error()))));
    return checkRules(dpoSpec(), *resolved);
}

} // namespace

TEST_CASE("each loss on pairs gives its golden values") {
    struct Golden {
        const char *type;
        double first, second;
        Json more = Json::object();
    };
    const Json smooth = {{"label_smoothing", 0.1}};
    for (const Golden &golden : {Golden{"sigmoid", .620957, .703197},
                                 {"hinge", .85, 1.02},
                                 {"ipo", 22.246944, 25.840278},
                                 {"ipo_sum", 12.25, 27.04},
                                 {"cdpo", .635957, .701197, smooth},
                                 {"robust", .602207, .705697, smooth},
                                 {"bco_pair", 1.312856, 1.396544},
                                 {"nca_pair", 1.350825, 1.391469},
                                 {"sppo_hard", 36.25, 52.2},
                                 {"apo_zero", .962523, 1.004999},
                                 {"apo_down", .987549, 1.01},
                                 {"exo_pair", 2.505517, 2.795813, {{"label_smoothing", 1e-3}}},
                                 {"sigmoid_norm", .679081, .697323},
                                 {"sft", 2.0, 2.0}}) {
        INFO("" << std::string(golden.type));
        Json config = {{"beta", 0.1}, {"loss_type", golden.type}};
        config.update(golden.more);
        checkLosses(lossOf("dpo", kPairs, config), golden.first, golden.second);
    }
}

TEST_CASE("the losses that sort compare the sorted pairs, and discopop turns from the logistic to the exponential") {
    // Sorted: chosen - rejected -0.5, 2; of the reference -0.3, 0.5; s chosen 0.2, 1, s rejected -0.5, 0.4.
    const auto logistic = [](double x) { return std::log1p(std::exp(-x)); };
    checkLosses(lossOf("dpo", kPairs, {{"loss_type", "aot"}}), logistic(-0.02), logistic(0.15));
    checkLosses(lossOf("dpo", kPairs, {{"loss_type", "aot_unpaired"}}), logistic(0.07), logistic(0.06));
    const auto disco = [&](double x) {
        const double share = 1 / (1 + std::exp(-x / 0.05));
        return logistic(x) * (1 - share) + std::exp(-x) * share;
    };
    checkLosses(lossOf("dpo", kPairs, {{"loss_type", "discopop"}}), disco(0.15), disco(-0.02));
}

TEST_CASE("several losses are added up by their weights, and a pair counts as much as it weighs") {
    const Json both = {{"loss_type", {"sigmoid", "sft"}}, {"loss_weights", {0.5, 0.25}}};
    checkLosses(lossOf("dpo", kPairs, both), 0.5 * .620957 + 0.5, 0.5 * .703197 + 0.5);
    Json weighed = kPairs;
    weighed["weights"] = {2, 0};
    checkLosses(lossOf("dpo", weighed, Json::object()), 2 * .620957, 0);
    CHECK(std::abs(lossOf("dpo", weighed, Json::object())["loss"].get<double>() - .620957) < 1e-6);
}

TEST_CASE("a divergence bends the log-ratios, and its limits are the plain difference") {
    const auto logistic = [](double x) { return std::log1p(std::exp(-0.1 * x)); };
    const auto with = [&](const char *type, double alpha = 0.5) {
        return lossOf("dpo", kPairs, {{"f_divergence_type", type}, {"f_alpha_divergence_coef", alpha}});
    };
    checkLosses(with("forward_kl"), logistic(std::exp(0.5) - std::exp(-1.0)),
                logistic(std::exp(-0.4) - std::exp(-0.2)));
    const auto js = [](double s) { return std::log(2 / (1 + std::exp(-s))); };
    checkLosses(with("js_divergence"), logistic(js(1) - js(-0.5)), logistic(js(0.2) - js(0.4)));
    const auto bent = [](double s) { return (std::exp(-0.5 * s) - 1) / -0.5; };
    checkLosses(with("alpha_divergence"), logistic(bent(1) - bent(-0.5)), logistic(bent(0.2) - bent(0.4)));
    checkLosses(with("alpha_divergence", 1), .620957, .703197);
}

TEST_CASE("every loss on pairs has the gradient that differences give, by every divergence that it allows") {
    const at::Tensor at_4P = at::tensor({-10.0, -8.0, -9.5, -12.0, -7.5, -9.1}, at::kDouble).reshape({2, 3});
    for (const auto &type : pairLossNames())
        for (const auto &divergence : fDivergenceNames()) {
            if (divergence != "reverse_kl" && !allowsDivergence(type)) continue;
            INFO("" << type << " by " << divergence);
            const PairLossSettings settings{
                .beta = 0.3, .lossType = {type}, .labelSmoothing = 0.05, .fDivergenceType = divergence};
            const auto lossAt = [&](const at::Tensor &x) { return pairLosses(somePairs(x), settings).mean(); };
            const at::Tensor x = at_4P.clone().requires_grad_(true);
            lossAt(x).backward();
            for (std::int64_t i = 0; i < x.numel(); ++i) {
                constexpr double kStep = 1e-5;
                at::Tensor up = at_4P.clone(), down = at_4P.clone();
                up.view({-1})[i] += kStep;
                down.view({-1})[i] -= kStep;
                const double slope = (lossAt(up) - lossAt(down)).item<double>() / (2 * kStep);
                const double found = x.grad().view({-1})[i].item<double>();
                CHECK(std::abs(found - slope) < 1e-7 * std::max(1.0, std::abs(slope)));
            }
        }
}

TEST_CASE("settings of DPO that do not fit each other are told") {
    const auto refused = [](const Json &given) {
        const auto found = findingsOf(given);
        return found.errors.size() == 1 ? found.errors[0].field : std::to_string(found.errors.size()) + " errors";
    };
    CHECK(findingsOf({{"loss_type", "sigmoid"}}).errors.empty());
    CHECK(refused({{"loss_type", Json::array()}}) == "loss_type");
    CHECK(refused({{"loss_type", {"sigmoid", "sft"}}, {"loss_weights", {1}}}) == "loss_weights");
    CHECK(refused({{"loss_type", {"hinge", "nca_pair"}}, {"f_divergence_type", "forward_kl"}}) == "loss_type");
    CHECK(refused({{"loss_type", "aot"}, {"use_weighting", true}}) == "loss_type");
    CHECK(refused({{"loss_type", {"sigmoid", "exo_pair"}}}) == "label_smoothing");
    CHECK(refused({{"sync_ref_model", true}, {"use_peft", true}}) == "sync_ref_model");
    CHECK(refused({{"sync_ref_model", true}, {"precompute_ref_log_probs", true}}) == "sync_ref_model");
    CHECK(refused({{"sync_ref_model", true}, {"frozen_dtype", "int8"}}) == "sync_ref_model");
    CHECK(findingsOf({{"sync_ref_model", true}}).errors.empty());
    CHECK(findingsOf({{"label_smoothing", 0.1}}).warnings.size() == 1);
    CHECK(findingsOf({{"label_smoothing", 0.1}, {"loss_type", {"sigmoid", "cdpo"}}}).warnings.empty());
    CHECK(!resolve(dpoSpec(), {{"loss_type", {"sigmoid", "unheard_of"}}}));
}

TEST_CASE("KTO, ORPO and CPO give their golden values") {
    const Json kto = lossOf("kto",
                            {{"logps", {-10, -7.5}},
                             {"ref_logps", {-11, -7.9}},
                             {"label", {1, 0}},
                             {"KL_logps", {-20, -18}},
                             {"ref_KL_logps", {-20.3, -17.9}}},
                            {{"beta", 0.1}});
    checkLosses(kto, .477515, .507499);
    CHECK(std::abs(kto["loss"].get<double>() - .492507) < 1e-6);
    CHECK(std::abs(kto["metrics"]["kl"].get<double>() - .1) < 1e-9);
    const Json means = {{"chosen_logps", {-2, -2}}, {"rejected_logps", {-2, -2.5}}, {"nll_loss", 2.0}};
    const Json orpo = lossOf("orpo", means, {{"beta", 0.1}});
    checkLosses(orpo, .069315, .045193);
    CHECK(std::abs(orpo["tensors"]["log_odds"][1].get<double>() - .559763) < 1e-6);
    CHECK(std::abs(orpo["loss"].get<double>() - (2.069315 + 2.045193) / 2) < 1e-6);
    checkLosses(lossOf("cpo", {{"chosen_logps", {-10, -8}}, {"rejected_logps", {-12, -7.5}}}, {{"cpo_alpha", 0.0}}),
                .598139, .718460);
    checkLosses(lossOf("cpo", means, {{"loss_type", "simpo"}, {"beta", 2.0}, {"simpo_gamma", 1.0}, {"cpo_alpha", 0.0}}),
                1.313262, .693147);
}

TEST_CASE("an answer that is certain has finite odds and a finite gradient") {
    const Json sure = {{"chosen_logps", {0.0, -1e-12}}, {"rejected_logps", {-30.0, 0.0}}, {"grad", {"chosen_logps"}}};
    const Json answer = lossOf("orpo", sure, {{"beta", 0.1}});
    CHECK(answer["loss"].is_number());
    for (const Json &slope : answer["grad"]["chosen_logps"]) CHECK(slope.is_number());
}
