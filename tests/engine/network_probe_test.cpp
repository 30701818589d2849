// SPDX-License-Identifier: Apache-2.0
// Before its first step a run asks a reward model, too, what it pays for texts that cost no thought.
#include "core/engine/generate/score.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"

using namespace lapidary;

namespace {

std::vector<Json> demonstrated() {
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb"})
        rows.push_back({{"prompt", prompt}, {"reference", "b"}, {"completion", "bcd"}});
    return rows;
}

/// A head that begins at random and learns nothing: with some seeds it likes an empty answer more than the right one.
fs::path scorer(const fs::path &folder, int seed) {
    Json run =
        runOnTokens("reward", {{"max_steps", 1}, {"learning_rate", 0.0}}, {{"path", (folder / "tiny").string()}});
    run["seed"] = seed;
    trained(folder / "made", run, {{{"prompt_ids", {0, 2}}, {"chosen_ids", {3, 1}}, {"rejected_ids", {4, 1}}}});
    return folder / "made/model";
}

/// The mean over the problems of what it says of a text with its end.
double paid(const Decoder &model, const std::string &text) {
    std::vector<std::vector<std::int64_t>> rows;
    for (const Json &row : demonstrated()) {
        std::vector<std::int64_t> ids{0};
        for (const char letter : row["prompt"].get<std::string>() + text) ids.push_back(letter - 'a' + 2);
        ids.push_back(1);
        rows.push_back(std::move(ids));
    }
    const auto scores = scoreRows(model, rows, false);
    REQUIRE(scores);
    double sum = 0;
    for (const auto &row : *scores) sum += static_cast<double>(row[0][0]) / static_cast<double>(rows.size());
    return sum;
}

std::string shown(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

} // namespace

TEST_CASE("a reward model that likes an empty answer is found before the first step, with what it pays") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "tiny");
    writeTinyPolicy(folder.path / "tiny");
    int fooled = 0, firm = 0;
    for (int seed = 1; seed <= 6; ++seed) {
        CAPTURE(seed);
        const fs::path judge = scorer(folder.path, seed);
        Json run = runOnTokens("grpo",
                               {{"max_steps", 1},
                                {"per_device_train_batch_size", 8},
                                {"num_generations", 4},
                                {"max_completion_length", 3},
                                {"reward_funcs", {"reward_model"}}},
                               {{"path", (folder.path / "tiny").string()}});
        run["data"]["format"] = "rows";
        run["rule"] = "exact";
        run["inputs"] = {{"reward", {{"path", judge.string()}}}};
        const auto job = trained(folder.path / "run", run, demonstrated());
        const auto model = loadModel(judge, Placement{});
        REQUIRE(model);
        const double right = paid(**model, "bcd"), empty = paid(**model, "");
        CAPTURE(job.notices);
        CHECK(job.said("reward_model can be exploited: an empty answer earns " + shown(empty) + ", a right answer " +
                       shown(right)) == (empty >= right));
        CHECK(job.said("reward_model can be exploited: an empty answer") == (empty >= right));
        (empty >= right ? fooled : firm) += 1;
    }
    CHECK(fooled > 0);
    CHECK(firm > 0);
}
