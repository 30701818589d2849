// SPDX-License-Identifier: Apache-2.0
// What a training tells of the rows behind a step: their lines of the data, and what each cost.
#include "core/engine/train/packed_rows.h"
#include "core/engine/train/row_losses.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <cmath>
#include <map>
#include <set>

using namespace lapidary;

namespace {

struct Watched : QuietJob {
    using QuietJob::QuietJob;
    void emit(std::string type, Json body) override {
        if (type == "batch") batches.push_back(body);
        QuietJob::emit(std::move(type), std::move(body));
    }
    std::vector<Json> batches{};
};

/// Goes on where the folder stands.
std::vector<Json> batchesOf(const fs::path &folder, const Json &run, int stopAt = 0) {
    Watched job(folder, stopAt);
    const auto done = train(onTestDevice(run), job);
    if (stopAt == 0) REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    return job.batches;
}

std::vector<Json> batchesOf(const fs::path &folder, const Json &run, const std::vector<Json> &rows) {
    fs::remove_all(folder);
    makeRunFolder(folder.parent_path(), folder.filename(), run, rows);
    return batchesOf(folder, run);
}

Json still(const std::string &algorithm, Json config) {
    config.update({{"learning_rate", 1e-12}, {"shuffle_dataset", false}});
    return runOnTokens(algorithm, config);
}

std::map<std::int64_t, double> byLine(const Json &batch) {
    std::map<std::int64_t, double> out;
    for (const Json &row : batch["rows"])
        for (const Json &line : row["lines"]) out[line.get<std::int64_t>()] = row["loss"].get<double>();
    return out;
}

} // namespace

TEST_CASE("the first three steps tell their rows and what each cost, whatever the algorithm and its passes") {
    const TemporaryFolder folder;
    const std::map<std::string, std::vector<Json>> data{{"sft", someSequences()},
                                                        {"dpo", somePairs()},
                                                        {"simpo", somePairs()},
                                                        {"reward", somePairs()},
                                                        {"kto", someLabelled()}};
    for (const auto &[algorithm, rows] : data) {
        CAPTURE_BOUND(algorithm);
        const auto batches =
            batchesOf(folder.path / "run",
                      still(algorithm,
                            {{"per_device_train_batch_size", 2}, {"gradient_accumulation_steps", 2}, {"max_steps", 5}}),
                      rows);
        REQUIRE(batches.size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(batches[i]["step"] == i + 1);
            CHECK(batches[i]["why"] == "first");
            CHECK(batches[i]["of"] == 4);
        }
        CHECK(batches[2] == [&] {
            Json same = batches[0]; // the second epoch begins with the same rows, and nothing has moved
            same["step"] = 3;
            return same;
        }());
        std::set<std::int64_t> lines;
        double before = INFINITY;
        for (const auto &batch : {batches[0], batches[1]})
            for (const auto &[line, loss] : byLine(batch)) lines.insert(line);
        CHECK(lines == std::set<std::int64_t>{1, 2, 3, 4, 5, 6, 7, 8});
        for (const Json &row : batches[0]["rows"]) {
            CHECK(row["loss"].get<double>() <= before);
            before = row["loss"].get<double>();
        }
    }
}

TEST_CASE("what rows cost is what their step costs") {
    const TemporaryFolder folder;
    const Json run = still("sft", {{"per_device_train_batch_size", 8}, {"max_steps", 1}});
    const auto rows = someSequences();
    Watched job(folder.path / "run");
    makeRunFolder(folder.path, "run", run, rows);
    REQUIRE(train(onTestDevice(run), job));
    double sum = 0, tokens = 0;
    for (const auto &[line, loss] : byLine(job.batches.at(0))) {
        const auto learnt = static_cast<double>(rows[static_cast<std::size_t>(line) - 1]["input_ids"].size() - 1);
        sum += loss * learnt;
        tokens += learnt;
    }
    CHECK(std::abs(sum / tokens - job.metrics.at(0)["loss"].get<double>()) < 1e-5);
}

TEST_CASE("a step whose loss stands out tells its rows, and does so again behind a restart") {
    const TemporaryFolder folder;
    const auto known = someSequences();
    const auto all =
        batchesOf(folder.path / "all", still("sft", {{"per_device_train_batch_size", 8}, {"max_steps", 1}}), known);
    const auto cost = byLine(all.at(0));
    const auto cheaper = [](const auto &a, const auto &b) { return a.second < b.second; };
    const auto cheap = std::min_element(cost.begin(), cost.end(), cheaper),
               dear = std::max_element(cost.begin(), cost.end(), cheaper);
    REQUIRE(dear->second > cheap->second + 0.01);
    std::vector<Json> rows(20, known[static_cast<std::size_t>(cheap->first) - 1]);
    rows[14] = known[static_cast<std::size_t>(dear->first) - 1];
    const Json run = still("sft", {{"per_device_train_batch_size", 1}, {"max_steps", 20}});
    const auto told = batchesOf(folder.path / "run", run, rows);
    REQUIRE(told.size() == 4);
    CHECK(told[3]["step"] == 15);
    CHECK(told[3]["why"] == "spike");
    CHECK(told[3]["rows"] == Json::array({Json{{"lines", {15}}, {"loss", told[3]["rows"][0]["loss"]}}}));
    CHECK(std::abs(told[3]["rows"][0]["loss"].get<double>() - dear->second) < 1e-4);
    CHECK(std::abs(told[3]["usual"].get<double>() - cheap->second) < 1e-4);
    makeRunFolder(folder.path, "halves", run, rows);
    auto halves = batchesOf(folder.path / "halves", run, 12);
    CHECK(halves.size() == 3);
    for (const Json &each : batchesOf(folder.path / "halves", run)) halves.push_back(each);
    CHECK(halves == told);
}

TEST_CASE("a packed row tells the lines of all that it is packed of") {
    std::vector<TokenRow> rows;
    for (std::int64_t line = 1; line <= 3; ++line)
        rows.push_back({.ids = std::vector<std::int64_t>(4, line), .labels = {9, 9, 9, 9}, .lines = {line}});
    const auto linesOf = [&](const char *strategy) {
        std::vector<std::vector<std::int64_t>> out;
        for (const TokenRow &row : packRows(rows, strategy, 6)) out.push_back(row.lines);
        return out;
    };
    using Lines = std::vector<std::vector<std::int64_t>>;
    CHECK(linesOf("wrapped") == Lines{{1, 2}, {2, 3}});
    CHECK(linesOf("bfd") == Lines{{1}, {2}, {3}});
    rows[1].ids = {2, 2};
    rows[1].labels = {9, 9};
    CHECK(linesOf("bfd") == Lines{{1, 2}, {3}});
}

TEST_CASE("of very many rows the costliest are told, and one whose loss is no number before them") {
    std::vector<RowLine> lines;
    for (std::int64_t i = 0; i < 100; ++i) lines.push_back({i, i + 1, i % 2});
    at::Tensor losses = at::arange(100, at::kDouble);
    losses[7] = std::nan("");
    const Json batch = batchOf({{linesTensor(lines), losses}});
    CHECK(batch["of"] == 100);
    REQUIRE(batch["rows"].size() == kMostRowsTold);
    CHECK(batch["rows"][0] == Json{{"lines", {8}}, {"loss", nullptr}, {"data", "replay"}});
    CHECK(batch["rows"][1] == Json{{"lines", {100}}, {"loss", 99.0}, {"data", "replay"}});
    CHECK(batch["rows"][2] == Json{{"lines", {99}}, {"loss", 98.0}});
}
