// SPDX-License-Identifier: Apache-2.0
// Stored completions that say which of them are compared, as they stand in a batch that was shuffled.
#include "tests/support/quiet_training.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

/// Two prompts with four completions each and rewards that tell them apart.
std::vector<Json> twoGroups() {
    Rng rng(5, "groups");
    std::vector<Json> rows;
    for (int group = 0; group < 2; ++group) {
        const auto prompt = someIds(rng, 3);
        for (int i = 0; i < 4; ++i)
            rows.push_back({{"prompt_ids", prompt},
                            {"completion_ids", someIds(rng, 2 + rng.below(6))},
                            {"group", group == 0 ? Json("first") : Json(7)},
                            {"rewards", {{"even", 0.7 * group + rng.uniform()}, {"short", rng.uniform()}}}});
    }
    return rows;
}

std::vector<Json> shuffled(const std::vector<Json> &rows) {
    std::vector<Json> out;
    for (const std::size_t place : {4, 0, 1, 6, 2, 7, 5, 3}) out.push_back(rows[place]);
    return out;
}

Json runOf(const std::string &algorithm) {
    return runOnTokens(algorithm, {{"rollouts", "file"},
                                   {"num_generations", 4},
                                   {"per_device_train_batch_size", 8},
                                   {"max_steps", 2},
                                   {"learning_rate", 1e-3},
                                   {"reward_funcs", {"even", "short"}},
                                   {"reward_weights", {1, 0.5}},
                                   {"beta", 0.1}});
}

Json lastOf(const fs::path &folder, const std::string &algorithm, const std::vector<Json> &rows) {
    return trained(folder, runOf(algorithm), rows).metrics.back();
}

} // namespace

TEST_CASE("completions are compared with those of their group, wherever these stand") {
    const TemporaryFolder folder;
    for (const std::string algorithm : {"grpo", "rloo"}) {
        CAPTURE(algorithm);
        const Json sorted = lastOf(folder.path / "sorted", algorithm, twoGroups()),
                   mixed = lastOf(folder.path / "mixed", algorithm, shuffled(twoGroups()));
        for (const char *name : {"loss", "grad_norm", "reward", "reward_std", "frac_reward_zero_std"})
            CHECK(mixed[name].get<double>() == doctest::Approx(sorted[name].get<double>()).epsilon(1e-5));
        std::vector<Json> unnamed = shuffled(twoGroups());
        for (Json &row : unnamed) row.erase("group"); // then they are taken as they stand
        CHECK(std::abs(lastOf(folder.path / "unnamed", algorithm, unnamed)["grad_norm"].get<double>() -
                       sorted["grad_norm"].get<double>()) > 1e-3);
    }
}

TEST_CASE("a group that is not whole is told") {
    const TemporaryFolder folder;
    std::vector<Json> rows = twoGroups();
    rows[2]["group"] = 7;
    makeRunFolder(folder.path, "run", runOf("grpo"), rows);
    QuietJob job(folder.path / "run");
    const auto done = train(onTestDevice(runOf("grpo")), job);
    REQUIRE_FALSE(done);
    CHECK(done.error().field == "group");
    CHECK(done.error().found.str() == "3 completions of first");
    rows[2]["group"] = true;
    makeRunFolder(folder.path, "other", runOf("grpo"), rows);
    QuietJob other(folder.path / "other");
    const auto wrong = train(onTestDevice(runOf("grpo")), other);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().line == 3);
}
