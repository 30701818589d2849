// SPDX-License-Identifier: Apache-2.0
// What `lapidary-cli loss` answers for every algorithm that there is, against tests/oracles/losses.py, which has each
// formula of a paper once more, in numpy. Slopes are those of differences there.
#include "core/base/files.h"
#include "core/engine/train/algorithm.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/engine_doctest.h"
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

using namespace lapidary;

namespace {

void flatten(const Json &value, std::vector<double> &out) {
    if (value.is_array())
        for (const auto &item : value) flatten(item, out);
    else
        out.push_back(value.get<double>());
}

void checkNear(const Json &found, const Json &expected) {
    std::vector<double> values, wanted;
    flatten(found, values);
    flatten(expected, wanted);
    CAPTURE(found.dump());
    CAPTURE(expected.dump());
    REQUIRE(values.size() == wanted.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        CHECK(std::abs(values[i] - wanted[i]) < 2e-8 * std::max(1.0, std::abs(wanted[i])));
}

} // namespace

TEST_CASE("every algorithm's loss and its slopes are those of the paper's formula") {
    const auto cases = parseJson(*readFile(LAPIDARY_TEST_DATA "/losses/by_method.json"));
    REQUIRE(cases);
    std::set<std::string> without;
    for (const AlgorithmInfo &each : algorithms()) without.insert(each.info().name);
    for (const Json &test : *cases) {
        const auto name = test["algorithm"].get<std::string>();
        CAPTURE(name);
        CAPTURE(test["request"]["config"].dump());
        const auto answer = lossByName(name, test["request"]);
        REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
        const Json &expected = test["expected"];
        checkNear((*answer)["loss"], expected["loss"]);
        for (const auto &[tensor, values] : expected["tensors"].items())
            checkNear((*answer)["tensors"][tensor], values);
        for (const auto &[tensor, values] : expected["grad"].items()) checkNear((*answer)["grad"][tensor], values);
        without.erase(name);
    }
    std::string missing;
    for (const std::string &name : without) missing += " " + name;
    CHECK_MESSAGE(without.empty(), "no value is recorded for" << missing);
}

TEST_CASE("a reward model's loss with a margin or a centring, and the penalty on weights, are those of a hand's sums") {
    const auto lossOf = [](const char *name, Json request) {
        return (*lossByName(name, request))["loss"].get<double>();
    };
    Json pairs = {{"rewards_chosen", {1.2, 0.3}}, {"rewards_rejected", {0.7, 0.9}}};
    CHECK(std::abs(lossOf("reward", pairs) - 0.755782) < 1e-6);
    pairs["config"] = {{"center_rewards_coefficient", 0.01}};
    CHECK(std::abs(lossOf("reward", pairs) - 0.781032) < 1e-6);
    pairs["config"] = Json::object();
    pairs["margin"] = {0.5, 0.5};
    CHECK(std::abs(lossOf("reward", pairs) - 1.040241) < 1e-6);
    const Json held = {
        {"weights", {1.1, -0.3}}, {"start", {1, 0}}, {"importance", {2, 0.5}}, {"config", {{"ewc_lambda", 10}}}};
    CHECK(std::abs(lossOf("ewc", held) - 0.325) < 1e-12);
    const auto none = lossByName("ewcc", held);
    REQUIRE_FALSE(none);
    CHECK(none.error().expected.str().find("l2_sp") != std::string::npos);
}

TEST_CASE("log-probs of other pairs are refused, and none stands for all") {
    const Json request = {{"chosen_logps", {-1.0}},
                          {"rejected_logps", {-3.0, 1}},
                          {"ref_chosen_logps", {-1.5}},
                          {"ref_rejected_logps", {-2.0}}};
    const auto answer = lossByName("dpo", request);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == "loss.bad_shape");
    CHECK(answer.error().field == "rejected_logps");
}
