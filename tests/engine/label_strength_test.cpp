// SPDX-License-Identifier: Apache-2.0
// The strength of a label as a margin and as a weight: values by hand, and trainings of rows that say it.
#include "core/config/spec.h"
#include "core/engine/train/algorithms/cpo.h"
#include "core/engine/train/algorithms/dpo.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/quiet_training.h"
#include <cmath>

using namespace lapidary;

namespace {

double logistic(double x) {
    return std::log1p(std::exp(-x));
}

std::vector<double> lossesOf(const std::string &algorithm, Json request, const Json &config) {
    request["config"] = config;
    request["strength"] = {1, 2};
    const auto answer = lossByName(algorithm, request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return (*answer)["tensors"]["losses"].get<std::vector<double>>();
}

void check(const std::vector<double> &found, double first, double second) {
    CHECK(std::abs(found[0] - first) < 1e-9);
    CHECK(std::abs(found[1] - second) < 1e-9);
}

const Json kWeight = {{"label_strength", "weight"}},
           kSquare = {{"label_strength", "weight"}, {"label_strength_scale", 2}},
           kMargin = {{"label_strength", "margin"}, {"label_strength_scale", 0.5}};

Json with(Json config, const Json &more) {
    config.update(more);
    return config;
}

/// Pairs of which every second is strongly preferred, as a freeze of labels writes them, and as an import keeps what
/// its layout has no place for.
std::vector<Json> somePairsWithStrength() {
    auto rows = somePairs();
    for (std::size_t i = 0; i < rows.size(); i += 2) rows[i]["strength"] = 2;
    rows[2].erase("strength");
    rows[2]["other_columns"] = {{"strength", 2}};
    return rows;
}

bool readsStrength(const MethodInfo &info) {
    return std::any_of(info.spec.begin(), info.spec.end(),
                       [](const auto &field) { return field.name == "label_strength"; });
}

Error refusal(const std::string &algorithm, const Json &config, const std::vector<Json> &rows) {
    const TemporaryFolder folder;
    const Json run = runOnTokens(algorithm, config);
    makeRunFolder(folder.path, "run", run, rows);
    QuietJob job(folder.path / "run");
    const auto done = train(run, job);
    REQUIRE(!done);
    return done.error();
}

} // namespace

TEST_CASE("the strength of a label is a lead that is asked for, or what a pair counts") {
    const Json pairs = {{"chosen_logps", {-10, -8}},       {"rejected_logps", {-12, -7.5}},
                        {"ref_chosen_logps", {-11, -8.2}}, {"ref_rejected_logps", {-11.5, -7.9}},
                        {"chosen_tokens", {5, 4}},         {"rejected_tokens", {6, 3}}}; // beta D: 0.15, -0.02
    check(lossesOf("dpo", pairs, kMargin), logistic(0.15 - 0.5), logistic(-0.02 - 1));
    check(lossesOf("dpo", pairs, kWeight), logistic(0.15), 2 * logistic(-0.02));
    check(lossesOf("dpo", pairs, kSquare), logistic(0.15), 4 * logistic(-0.02));
    check(lossesOf("dpo", pairs, with(kMargin, {{"loss_type", "hinge"}})), 1 - 0.15 + 0.5, 1 + 0.02 + 1);
    const double perToken[] = {0.1 * (1.0 / 5 + 0.5 / 6), 0.1 * (0.2 / 4 - 0.4 / 3)};
    check(lossesOf("dpo", pairs, with(kMargin, {{"loss_type", "sigmoid_norm"}})), logistic(perToken[0] - 0.5),
          logistic(perToken[1] - 1));
    Json weighed = pairs;
    weighed["weights"] = {3, 0.5};
    check(lossesOf("dpo", weighed, kWeight), 3 * logistic(0.15), logistic(-0.02));

    const Json plain = {{"chosen_logps", {-2, -2}}, {"rejected_logps", {-2, -2.5}}};
    check(lossesOf("simpo", plain, with(kMargin, {{"beta", 2}, {"simpo_gamma", 0.25}})), logistic(-0.75),
          logistic(1 - 0.25 - 1));
    check(lossesOf("cpo", plain, with(kMargin, {{"cpo_alpha", 0}})), logistic(-0.5), logistic(0.05 - 1));
    check(lossesOf("cpo", plain, with(kWeight, {{"cpo_alpha", 0}, {"loss_type", "ipo"}})), 25, 2 * 4.5 * 4.5);
    const auto odds = lossesOf("orpo", plain, Json::object());
    check(lossesOf("orpo", plain, kWeight), odds[0], 2 * odds[1]);

    const Json rewards = {{"rewards_chosen", {1, 0}}, {"rewards_rejected", {0, 0.5}}, {"margin", {0.2, 0}}};
    check(lossesOf("reward", rewards, kMargin), logistic(1 - 0.2 - 0.5), logistic(-0.5 - 1));
    check(lossesOf("reward", rewards, with(kWeight, {{"center_rewards_coefficient", 0.1}})), logistic(0.8) + 0.1,
          2 * logistic(-0.5) + 0.1 * 0.25); // how the level is held has no strength
    const Json answers = {{"logps", {-1, -2}}, {"ref_logps", {-2, -1}}, {"label", {1, 0}}};
    const auto kto = lossesOf("kto", answers, Json::object());
    check(lossesOf("kto", answers, kWeight), kto[0], 2 * kto[1]);
}

TEST_CASE("without a word about it the strength of labels counts nothing") {
    const TemporaryFolder folder;
    for (const auto &entry : algorithms()) {
        const std::string layout = entry.info().port("train")->layout;
        if (!readsStrength(entry.info())) continue;
        CAPTURE(entry.info().name);
        const bool pairs = layout == "preference";
        auto rows = pairs ? somePairs() : someLabelled();
        Json config = {{"per_device_train_batch_size", 4}, {"max_steps", 1}, {"shuffle_dataset", false}};
        const auto loss = [&] {
            return trained(folder.path / "run", runOnTokens(entry.info().name, config), rows)
                .metrics[0]["loss"]
                .get<double>();
        };
        const double plain = loss();
        for (std::size_t i = 0; i < rows.size(); i += 2) rows[i]["strength"] = 2;
        CHECK(loss() == plain);
        config["label_strength"] = "weight";
        CHECK(loss() > plain + 1e-3); // every one of these losses is above 0
        rows[0]["strength"] = rows[2]["strength"] = 1;
        CHECK(loss() == plain);
    }
}

TEST_CASE("a training weighs and asks for leads by the strength that its rows say, wherever an import put it") {
    const TemporaryFolder folder;
    Json config = {{"per_device_train_batch_size", 8}, {"max_steps", 1}};
    config.update(kWeight);
    const auto run = [&](const Json &settings, const std::vector<Json> &rows) {
        return trained(folder.path / "run", runOnTokens("dpo", settings), rows);
    };
    // At the start every pair loses ln 2, or where a lead is asked for what it lacks of that.
    CHECK(run(config, somePairsWithStrength()).metrics[0]["loss"].get<double>() ==
          doctest::Approx(1.5 * std::log(2.0)).epsilon(1e-6));
    config.update(kMargin);
    CHECK(run(config, somePairsWithStrength()).metrics[0]["loss"].get<double>() ==
          doctest::Approx((logistic(-0.5) + logistic(-1)) / 2).epsilon(1e-6));
}

TEST_CASE("labels without strengths, and strengths that are none, are refused with their row") {
    for (const auto &entry : algorithms()) {
        const std::string layout = entry.info().port("train")->layout;
        if (!readsStrength(entry.info())) continue;
        CAPTURE(entry.info().name);
        auto rows = layout == "preference" ? somePairs() : someLabelled();
        const Error none = refusal(entry.info().name, kWeight, rows);
        CHECK(none.code == "data.no_column");
        CHECK(none.field == "strength");
        CHECK(none.line == 1);
        for (const Json &bad : {Json(-1), Json("much"), Json(true)}) {
            rows[1]["strength"] = bad;
            const Error error = refusal(entry.info().name, kWeight, rows);
            CHECK(error.code == "data.bad_row");
            CHECK(error.field == "strength");
            CHECK(error.found.str() == bad.dump());
            CHECK(error.line == 2);
        }
    }
}

TEST_CASE("what weighs nothing is left out, and labels of one strength are told of") {
    const TemporaryFolder folder;
    auto rows = somePairsWithStrength();
    rows[1]["strength"] = 0;
    const Json config = with({{"max_steps", 1}}, kWeight);
    CHECK(trained(folder.path / "run", runOnTokens("dpo", config), rows).said("1 pairs left out: their label has"));
    auto answers = someLabelled();
    answers[0]["strength"] = 2;
    answers[1]["strength"] = 0;
    CHECK(trained(folder.path / "run", runOnTokens("kto", config), answers).said("1 rows left out: their label has"));
    for (auto &row : rows) row["strength"] = 2;
    CHECK(trained(folder.path / "run", runOnTokens("dpo", config), rows).said("All labels are equally strong (2"));
}

TEST_CASE("a strength that a loss has no place for is refused") {
    const auto wrong = [](const ConfigSpec &spec, const Json &config) {
        const auto resolved = resolve(spec, config);
        REQUIRE(resolved);
        return checkRules(spec, *resolved).errors.size();
    };
    for (const char *type : {"ipo", "aot", "nca_pair", "apo_zero", "sppo_hard", "sft"})
        CHECK(wrong(DpoConfig::described().spec(), with(kMargin, {{"loss_type", type}})) == 1);
    for (const char *type : {"sigmoid", "hinge", "robust", "cdpo", "discopop", "sigmoid_norm"})
        CHECK(wrong(DpoConfig::described().spec(), with(kMargin, {{"loss_type", type}})) == 0);
    CHECK(wrong(DpoConfig::described().spec(), with(kWeight, {{"loss_type", "aot"}})) == 1);
    CHECK(wrong(DpoConfig::described().spec(), with(kWeight, {{"loss_type", "ipo"}})) == 0);
    CHECK(wrong(CpoConfig::described().spec(), with(kMargin, {{"loss_type", "ipo"}})) == 1);
    CHECK(wrong(CpoConfig::described().spec(), with(kMargin, {{"loss_type", "simpo"}})) == 0);
}
