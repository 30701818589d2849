// SPDX-License-Identifier: Apache-2.0
// Values of TRL's and torchtune's own tests (tests/golden/losses/README.md) for rewards, masks and packing.
#include "core/base/files.h"
#include "core/engine/reward/overlong.h"
#include "core/engine/train/ops/policy_losses.h"
#include "core/engine/train/ops/reductions.h"
#include "core/engine/train/packed_rows.h"
#include "tests/support/engine_doctest.h"
#include <ATen/ATen.h>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace lapidary;

namespace {

std::vector<Json> casesOf(const char *file, const std::string &what) {
    const auto read = parseJson(*readFile(std::string(LAPIDARY_TEST_DATA "/losses/") + file));
    REQUIRE(read);
    std::vector<Json> out;
    for (const Json &each : (*read)["cases"])
        if (each["what"] == what) out.push_back(each);
    REQUIRE_FALSE(out.empty());
    return out;
}

/// [B, T], or [1, T] of one row.
at::Tensor tensorOf(const Json &values) {
    std::vector<double> flat;
    const Json rows = values[0].is_array() ? values : Json::array({values});
    for (const Json &row : rows)
        for (const Json &value : row) flat.push_back(value.get<double>());
    return at::tensor(flat, at::kDouble).reshape({static_cast<std::int64_t>(rows.size()), -1});
}

} // namespace

TEST_CASE("soft_overlong_punishment gives TRL's values, and reaches them without a leap") {
    const auto cases = casesOf("trl_shared.json", "soft_overlong_punishment");
    CHECK(cases.size() == 3);
    for (const Json &each : cases)
        CHECK(softOverlongPunishment(each["length"], each["max_completion_len"], each["soft_punish_cache"]) ==
              each["expected"].get<double>());
    for (const auto &[tokens, reward] : {std::pair(80, 0.0), {81, -0.05}, {99, -0.95}, {100, -1.0}, {101, -1.0}})
        CHECK(softOverlongPunishment(tokens, 100, 20) == reward);
    CHECK(softOverlongPunishment(100, 100, 0) == 0); // nothing is near
}

TEST_CASE("soft_overlong_punishment counts what was drawn, by the settings of the run") {
    const auto rule = ruleByName("exact");
    RewardContext context{.rule = **rule, .maxCompletionLength = 10, .softPunishCache = 4};
    const Problem problem;
    const std::vector<std::int64_t> nine(9, 2);
    const std::vector<Judged> completions{{"a", "stop", &problem, {}, nine},
                                          {"a", "stop", &problem, {}, nine, 2}, // two of them are forced
                                          {"a", "length", &problem, {}, std::vector<std::int64_t>(10, 2)}};
    const auto rewards = overlongReward()->score(completions, context);
    REQUIRE(rewards);
    CHECK((perCompletion(*rewards) == std::vector<std::optional<double>>{-0.75, -0.25, -1.0}));
}

TEST_CASE("the tokens about which the policy is least certain are those of TRL's entropy mask") {
    const auto cases = casesOf("trl_shared.json", "top_entropy_mask");
    CHECK(cases.size() == 3);
    for (const Json &each : cases) {
        const at::Tensor entropy_BT = tensorOf(each["entropies"]), mask_BT = tensorOf(each["mask"]);
        const LossResult loss =
            policyLoss({.logps_BT = at::zeros_like(mask_BT),
                        .mask_BT = mask_BT,
                        .advantages_B = at::ones({mask_BT.size(0)}, at::kDouble),
                        .entropy_BT = entropy_BT},
                       {.topEntropyQuantile = 1 - each["quantile_threshold"].get<double>()}, {.items = 1});
        CHECK(at::equal(loss.tensors.at("per_token_loss") * mask_BT, -tensorOf(each["expected"])));
    }
}

TEST_CASE("rows that are written in one go are cut where TRL cuts them") {
    for (const Json &each : casesOf("trl_shared.json", "pack_wrapped")) {
        std::vector<TokenRow> rows;
        for (const auto &row : each["input"]) {
            rows.push_back({.ids = row.get<std::vector<std::int64_t>>()});
            rows.back().labels = rows.back().ids;
        }
        Json packed = Json::array();
        for (const TokenRow &row : packRows(rows, "wrapped", each["seq_length"])) packed.push_back(row.ids);
        CHECK(packed == each["expected"]);
    }
}

TEST_CASE("masked means and variances are torchtune's") {
    for (const char *what : {"masked_mean", "masked_mean rows"})
        for (const Json &each : casesOf("torchtune_losses.json", what)) {
            const at::Tensor x_BT = tensorOf(each["x"]), mask_BT = tensorOf(each["mask"]);
            const Json expected = each["expected"].is_array() ? each["expected"] : Json::array({each["expected"]});
            for (std::size_t b = 0; b < expected.size(); ++b)
                CHECK(maskedMean(x_BT[static_cast<std::int64_t>(b)], mask_BT[static_cast<std::int64_t>(b)]) ==
                      expected[b].get<double>());
        }
    for (const Json &each : casesOf("torchtune_losses.json", "masked_var")) {
        const at::Tensor x_BT = tensorOf(each["x"]), mask_BT = tensorOf(each["mask"]);
        const at::Tensor white_BT = whiten(x_BT, mask_BT), centred_BT = (x_BT - maskedMean(x_BT, mask_BT)) * mask_BT;
        const double variance = each["expected"];
        CHECK((white_BT * std::sqrt(variance + 1e-8) - centred_BT).abs().max().item<double>() < 1e-12);
    }
}
