// SPDX-License-Identifier: Apache-2.0
// Rows that say to which step and batch they belong, as the record of another program's training does.
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <doctest/doctest.h>

using namespace lapidary;

namespace {

Json with(Json row, int step, int batch) {
    row["step"] = step;
    row["micro_batch"] = batch;
    return row;
}

/// Three steps of 1 + 2, 3 and 1 + 1 rows.
std::vector<Json> stated(const std::vector<Json> &rows) {
    return {with(rows[0], 0, 0), with(rows[1], 0, 1), with(rows[2], 0, 1), with(rows[3], 1, 0),
            with(rows[4], 1, 0), with(rows[5], 1, 0), with(rows[6], 2, 0), with(rows[7], 2, 1)};
}

/// Of each step what the rows alone give, where the model stays as it is.
std::vector<double> lossesOf(const fs::path &folder, const std::string &algorithm, const std::vector<Json> &rows,
                             int steps, int batch = 2) {
    const Json config = {
        {"max_steps", steps}, {"learning_rate", 0}, {"shuffle_dataset", false}, {"per_device_train_batch_size", batch}};
    std::vector<double> losses;
    for (const Json &metrics : trained(folder, runOnTokens(algorithm, config), rows).metrics)
        losses.push_back(metrics["loss"].get<double>());
    return losses;
}

Error refusal(const fs::path &folder, const std::vector<Json> &rows, bool shuffle = false) {
    fs::remove_all(folder);
    const Json run = runOnTokens("sft", {{"max_steps", 1}, {"shuffle_dataset", shuffle}});
    makeRunFolder(folder.parent_path(), folder.filename(), run, rows);
    QuietJob job(folder);
    const auto done = train(onTestDevice(run), job);
    REQUIRE_FALSE(done);
    return done.error();
}

} // namespace

TEST_CASE("steps are made of the rows that say so, whatever the settings are") {
    const TemporaryFolder folder;
    const std::vector<std::pair<std::string, std::vector<Json>>> kinds{
        {"sft", someSequences()}, {"simpo", somePairs()}, {"dpo", somePairs()}};
    for (const auto &[algorithm, rows] : kinds) {
        CAPTURE_BOUND(algorithm);
        const auto losses = lossesOf(folder.path / "all", algorithm, stated(rows), 4);
        REQUIRE(losses.size() == 4);
        const std::pair<int, int> parts[] = {{0, 3}, {3, 6}, {6, 8}, {0, 3}}; // and once more from the beginning
        for (std::size_t step = 0; step < 4; ++step) {
            const std::vector<Json> own(rows.begin() + parts[step].first, rows.begin() + parts[step].second);
            const double expected = lossesOf(folder.path / "own", algorithm, own, 1, 8).front();
            CHECK(losses[step] == doctest::Approx(expected).epsilon(algorithm == "sft" ? 1e-6 : 0.05));
        }
    }
}

TEST_CASE("the batches of a step are those that the rows tell: their means count alike") {
    const TemporaryFolder folder;
    const auto rows = somePairs();
    const auto alone = [&](std::size_t begin, std::size_t end) {
        return lossesOf(folder.path / "own", "cpo", {rows.begin() + begin, rows.begin() + end}, 1, 8).front();
    };
    const double first = lossesOf(folder.path / "all", "cpo", stated(rows), 1).front();
    CHECK(first == doctest::Approx((alone(0, 1) + alone(1, 3)) / 2).epsilon(1e-6)); // as TRL has it
    CHECK(lossesOf(folder.path / "all", "cpo", stated(rows), 1, 1).front() == doctest::Approx(first).epsilon(1e-6));
    std::vector<Json> steps = stated(rows);
    for (Json &row : steps) row.erase("micro_batch"); // then the settings cut a step
    CHECK(lossesOf(folder.path / "all", "cpo", steps, 2)[1] ==
          doctest::Approx((alone(3, 5) + alone(5, 6)) / 2).epsilon(1e-6));
}

TEST_CASE("a run that was stopped goes on with the batch that comes next") {
    const TemporaryFolder folder;
    const Json run = runOnTokens("sft", {{"max_steps", 5}, {"learning_rate", 1e-3}, {"shuffle_dataset", false}});
    const auto whole = trained(folder.path / "whole", run, stated(someSequences()));
    for (const int look : {2, 3, 4}) {
        makeRunFolder(folder.path, "stopped" + std::to_string(look), run, stated(someSequences()));
        QuietJob first(folder.path / ("stopped" + std::to_string(look)), look), second(first.folder);
        CHECK_FALSE(train(onTestDevice(run), first));
        REQUIRE(train(onTestDevice(run), second));
        CHECK(second.metrics.back()["loss"] == whole.metrics.back()["loss"]);
    }
}

TEST_CASE("rows that contradict each other about their steps are refused") {
    const TemporaryFolder folder;
    const auto rows = someSequences();
    auto mixed = stated(rows);
    mixed[4].erase("step");
    CHECK(refusal(folder.path / "run", mixed).line == 5);
    mixed = stated(rows);
    mixed[5]["step"] = 0;
    const Error back = refusal(folder.path / "run", mixed);
    CHECK(back.line == 6);
    CHECK(back.field == "step");
    mixed = stated(rows);
    mixed[2]["micro_batch"] = 0;
    CHECK(refusal(folder.path / "run", mixed).field == "micro_batch");
    mixed[2]["micro_batch"] = "two";
    CHECK(refusal(folder.path / "run", mixed).found.str() == "\"two\"");
    CHECK(refusal(folder.path / "run", stated(rows), true).field == "shuffle_dataset");
    mixed = stated(rows);
    mixed[3]["labels"] = std::vector<int>(mixed[3]["input_ids"].size(), -100);
    CHECK(refusal(folder.path / "run", mixed).found.str() == "7 of 8 rows");
}
