// SPDX-License-Identifier: Apache-2.0
// Online DPO: which completion of a pair is the better one, values by hand, and trainings whose numbers are those of
// DPO on the same pairs.
#include "core/engine/train/ops/ranked_pairs.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

double logistic(double x) {
    return std::log1p(std::exp(-x));
}

Json lossOf(const Json &config, const Json &more) {
    Json request = {{"logps", {-10, -12, -8, -7}}, {"ref_logps", {-11, -11.5, -8.5, -7}}, {"config", config}};
    request.update(more);
    const auto answer = lossByName("online_dpo", request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

void check(const Json &answer, const std::vector<double> &losses) {
    REQUIRE(answer["tensors"]["losses"].size() == losses.size());
    for (std::size_t i = 0; i < losses.size(); ++i)
        CHECK(std::abs(answer["tensors"]["losses"][i].get<double>() - losses[i]) < 1e-9);
}

/// Pairs of somePairs() as stored completions, the two of a pair `apart` rows from each other.
std::vector<Json> stored(const std::vector<Json> &pairs, bool apart) {
    std::vector<Json> rows(2 * pairs.size());
    for (std::size_t p = 0; p < pairs.size(); ++p) {
        const bool first = p % 3 != 1;
        for (const bool chosen : {true, false}) {
            const std::size_t second = first == chosen ? 0 : 1;
            rows[apart ? p + second * pairs.size() : 2 * p + second] = {
                {"prompt_ids", pairs[p]["prompt_ids"]},
                {"completion_ids", pairs[p][chosen ? "chosen_ids" : "rejected_ids"]},
                {"group", "pair " + std::to_string(p)},
                {"rewards", {{"length", chosen ? 0.5 : -1.0}}}};
        }
    }
    return rows;
}

Json storedRun(const Json &more = Json::object()) {
    Json config = {{"rollouts", "file"},
                   {"reward_funcs", {"length"}},
                   {"per_device_train_batch_size", 4},
                   {"gradient_accumulation_steps", 2},
                   {"learning_rate", 1e-3},
                   {"max_steps", 6}};
    config.update(more);
    return runOnTokens("online_dpo", config);
}

} // namespace

TEST_CASE("of two completions the one with the higher score is chosen, and what has none is left out") {
    const double nan = std::nan("");
    const at::Tensor scores = at::tensor({1.0, 0.0, 0.0, 1.0, 2.0, 2.0, nan, 1.0}, at::kDouble).reshape({4, 2});
    const RankedPairs ranked = rankPairs(scores, false), strict = rankPairs(scores, true);
    CHECK(at::equal(ranked.secondWins_P.slice(0, 0, 3), at::tensor({0, 1, 0}).to(at::kBool)));
    CHECK(at::equal(ranked.learnt_P, at::tensor({1, 1, 1, 0}).to(at::kBool)));
    CHECK(at::equal(strict.learnt_P, at::tensor({1, 1, 0, 0}).to(at::kBool)));
}

TEST_CASE("the loss of online DPO gives its values") {
    // s: 1, -0.5, 0.5, 0
    check(lossOf({{"beta", 0.1}}, {{"rewards", {1, 0, 0, 1}}}), {logistic(0.15), logistic(-0.05)});
    check(lossOf({{"beta", 0.1}}, {{"rewards", {0, 1, 1, 0}}}), {logistic(-0.15), logistic(0.05)});
    check(lossOf({{"loss_type", "ipo"}, {"beta", 0.25}}, {{"rewards", {1, 0, 1, 0}}}), {0.25, 2.25});
    check(lossOf({{"beta", 0.1}}, {{"rewards", {1, 1, nullptr, 1}}}), {logistic(0.15)});
    check(lossOf({{"beta", 0.1}, {"tied_pairs", "skip"}}, {{"rewards", {1, 1, 1, 0}}}), {logistic(0.05)});
    check(lossOf({{"beta", 0.1}, {"missing_eos_penalty", 2.0}},
                 {{"rewards", {1, 0, 1, 0}}, {"terminated", {0, 1, 1, 0}}}),
          {logistic(-0.15), logistic(0.05)});
    CHECK(lossOf({{"beta", 0.1}}, {{"rewards", {1, 0, 0, 1}}})["tensors"]["chosen"] == Json{0, 1});
}

TEST_CASE("online DPO on stored completions is DPO on their pairs, wherever the two of a pair stand") {
    const TemporaryFolder folder;
    const auto pairs = somePairs();
    const auto offline = trained(folder.path / "dpo",
                                 runOnTokens("dpo", {{"per_device_train_batch_size", 4},
                                                     {"gradient_accumulation_steps", 2},
                                                     {"learning_rate", 1e-3},
                                                     {"max_steps", 6},
                                                     {"shuffle_dataset", false}}),
                                 pairs);
    for (const bool apart : {false, true}) {
        const auto online = trained(folder.path / "online", storedRun(), stored(pairs, apart));
        for (std::size_t s = 0; s < 6; ++s)
            for (const char *name : {"loss", "grad_norm", "rewards/margins", "rewards/chosen", "logps/rejected"}) {
                CAPTURE(name);
                const double want = offline.metrics[s][name];
                CHECK(std::abs(online.metrics[s][name].get<double>() - want) < 1e-5 * std::max(10.0, std::abs(want)));
            }
        CHECK(online.metrics[0]["loss"].get<double>() == static_cast<double>(std::log(2.0f)));
        CHECK(online.metrics[0]["objective/scores"].get<double>() == -0.25);
        CHECK(online.metrics[0]["objective/scores_margin"].get<double>() == 1.5);
        CHECK(online.metrics[0]["objective/kl"].get<double>() == 0);
    }
}

TEST_CASE("a pair that is not whole is told, and what a missing end costs decides") {
    const TemporaryFolder folder;
    auto rows = stored(somePairs(), false);
    rows[5]["group"] = "another";
    QuietJob job(makeRunFolder(folder.path, "run", storedRun({{"shuffle_dataset", false}}), rows));
    const auto done = train(storedRun(), job);
    REQUIRE(!done);
    CHECK(done.error().code == "data.bad_row");
    CHECK(done.error().field == "group");

    rows = stored(somePairs(), false);
    const double plain = trained(folder.path / "run", storedRun(), rows).metrics[0]["logps/chosen"];
    for (auto &row : rows) row["terminated"] = row["rewards"]["length"] == -1.0;
    const auto turned = trained(folder.path / "run", storedRun({{"missing_eos_penalty", 2.0}}), rows);
    CHECK(std::abs(turned.metrics[0]["logps/rejected"].get<double>() - plain) < 1e-4);
    CHECK(turned.metrics[0]["objective/scores_margin"].get<double>() == 0.5);
}

TEST_CASE("online DPO learns from its own samples to earn more, and says where every pair earned the same") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "model");
    writeTinyPolicy(folder.path / "model");
    std::vector<Json> problems;
    for (int i = 0; i < 8; ++i)
        for (const char *prompt : {"a", "bc", "dda", "cb"})
            problems.push_back({{"prompt", prompt}, {"reference", "b"}});
    Json run = runOnTokens("online_dpo",
                           {{"per_device_train_batch_size", 32},
                            {"learning_rate", 1e-2},
                            {"reward_funcs", {"correct"}},
                            {"tied_pairs", "skip"},
                            {"max_new_tokens", 2},
                            {"lr_scheduler_type", "constant"},
                            {"max_steps", 40}},
                           {{"path", (folder.path / "model").string()}});
    run["data"]["format"] = "rows";
    run["rule"] = "exact";
    const auto job = trained(folder.path / "run", run, problems);
    const auto mean = [&](std::size_t from) {
        double sum = 0;
        for (std::size_t s = from; s < from + 8; ++s) sum += job.metrics[s]["reward"].get<double>() / 8;
        return sum;
    };
    CHECK(mean(32) > mean(0) + 0.2);
    run["config"]["max_steps"] = 2;
    for (auto &row : problems) row["reference"] = "zzz";
    CHECK(trained(folder.path / "flat", run, problems).said("Nothing was learnt from rewards"));
}
