// SPDX-License-Identifier: Apache-2.0
// What supervised fine-tuning has besides its loss: noise on embeddings, packing of a data set, and rows of earlier
// data.
#include "core/engine/model/embedding.h"
#include "core/engine/train/packed_rows.h"
#include "tests/support/quiet_training.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

Json runOf(const Json &more, const Json &data = Json::object()) {
    Json config = {{"max_steps", 4}, {"learning_rate", 1e-3}, {"per_device_train_batch_size", 4}};
    config.update(more);
    Json run = runOnTokens("sft", config);
    run["data"].update(data);
    return run;
}

std::int64_t learnt(const std::vector<TokenRow> &rows) {
    std::int64_t count = 0;
    for (const auto &row : rows)
        count += std::count_if(row.labels.begin(), row.labels.end(), [](auto label) { return label != -100; });
    return count;
}

} // namespace

TEST_CASE("the noise of a sequence is uniform within alpha over the root of its numbers") {
    const at::Tensor x = at::zeros({2, 60, 16});
    const auto spread = [](const at::Tensor &part, std::int64_t length) {
        const double most = 5 / std::sqrt(static_cast<double>(length * 16));
        CHECK(part.abs().max().item<double>() <= most);
        CHECK(part.abs().max().item<double>() > 0.97 * most);
        CHECK(std::abs(part.mean().item<double>()) < 0.1 * most);
        CHECK(std::abs(part.std().item<double>() / (most / std::sqrt(3.0)) - 1) < 0.1);
    };
    const at::Tensor plain = withNoise(x, {}, 5);
    spread(plain[0], 60);
    spread(plain[1], 60);
    const at::Tensor cut = withNoise(x, {{0, 0, 20}, {0, 20, 40}, {1, 0, 60}}, 5);
    spread(cut[0].narrow(0, 0, 20), 20);
    spread(cut[0].narrow(0, 20, 40), 40);
    spread(cut[1], 60);
}

TEST_CASE("noise is drawn anew at each step while learning, and goes on where a run was stopped") {
    const TemporaryFolder folder;
    const Json still = {{"learning_rate", 0.0}, {"shuffle_dataset", false}, {"per_device_train_batch_size", 8}};
    Json noisy = still;
    noisy["neftune_noise_alpha"] = 5.0;
    const auto plain = trained(folder.path / "plain", runOf(still), someSequences());
    const auto noise = trained(folder.path / "noise", runOf(noisy), someSequences());
    CHECK(plain.metrics[0]["loss"] == plain.metrics[1]["loss"]);
    CHECK(noise.metrics[0]["loss"] != plain.metrics[0]["loss"]);
    CHECK(noise.metrics[0]["loss"] != noise.metrics[1]["loss"]);
    CHECK(textOf(folder.path / "noise/model/model.safetensors") ==
          textOf(folder.path / "plain/model/model.safetensors"));
    noisy.update({{"learning_rate", 1e-3}, {"save_steps", 2}});
    const auto whole = trained(folder.path / "whole", runOf(noisy), someSequences());
    makeRunFolder(folder.path, "broken", runOf(noisy), someSequences());
    QuietJob first(folder.path / "broken", 3), rest(folder.path / "broken");
    REQUIRE_FALSE(train(runOf(noisy), first));
    REQUIRE(train(runOf(noisy), rest));
    CHECK(rest.fromStep > 0);
    CHECK(textOf(folder.path / "broken/model/model.safetensors") ==
          textOf(folder.path / "whole/model/model.safetensors"));
}

TEST_CASE("packing keeps every token but those that it says it cuts, and never learns across a border") {
    std::vector<TokenRow> rows;
    Rng rng(5, "packing");
    std::int64_t tokens = 0;
    for (int i = 0; i < 2500; ++i) {
        TokenRow row;
        for (std::uint64_t n = 2 + rng.below(20); n > 0; --n) row.ids.push_back(i);
        row.labels = row.ids;
        tokens += static_cast<std::int64_t>(row.ids.size());
        rows.push_back(std::move(row));
    }
    for (const auto &strategy : packingStrategies()) {
        CAPTURE(strategy);
        const auto packed = packRows(rows, strategy, 16);
        std::int64_t kept = 0;
        for (const auto &row : packed) {
            kept += static_cast<std::int64_t>(row.ids.size());
            CHECK(row.ids.size() <= 16);
            CHECK(row.labels[0] == -100);
            std::int64_t begin = 0;
            for (const auto length : row.lengths) {
                CHECK(row.labels[static_cast<std::size_t>(begin)] == -100);
                for (std::int64_t i = begin + 1; i < begin + length; ++i) // one sequence, and all of it learnt
                    CHECK(row.labels[static_cast<std::size_t>(i)] == row.ids[static_cast<std::size_t>(begin)]);
                begin += length;
            }
            CHECK((row.lengths.empty() || begin == static_cast<std::int64_t>(row.ids.size())));
        }
        if (strategy == "bfd") CHECK(kept < tokens);
        if (strategy != "bfd") CHECK(kept >= tokens - 16); // a fragment of one token alone in a row is not learnt
        CHECK(packed.size() < rows.size());
        CHECK(learnt(packed) > tokens / 2);
    }
}

TEST_CASE("a step takes so many packed rows, and an epoch all of them") {
    const TemporaryFolder folder;
    Json packing = {{"packing", true}, {"max_length", 16}, {"per_device_train_batch_size", 2}, {"num_train_epochs", 2}};
    packing["max_steps"] = -1;
    std::vector<TokenRow> rows;
    std::int64_t tokens = 0;
    for (const Json &row : someSequences()) {
        rows.push_back({.ids = row["input_ids"].get<std::vector<std::int64_t>>()});
        rows.back().labels = rows.back().ids;
        tokens += static_cast<std::int64_t>(rows.back().ids.size());
    }
    packing["shuffle_dataset"] = false;
    const auto packed = static_cast<std::int64_t>(packRows(rows, "bfd", 16).size());
    const auto job = trained(folder.path / "run", runOf(packing), someSequences());
    CHECK(static_cast<std::int64_t>(job.metrics.size()) == 2 * ((packed + 1) / 2));
    CHECK(job.metrics.back()["num_tokens"] == 2.0 * static_cast<double>(tokens));
}

TEST_CASE("rows of earlier data are mixed in by their share, and each has its loss") {
    const TemporaryFolder folder;
    const auto old = [&](const fs::path &run) {
        std::string lines;
        for (int i = 0; i < 5; ++i) lines += dumpJson({{"input_ids", {7, 7, 7, 7, 7, 7}}}) + "\n";
        fs::create_directories(run);
        REQUIRE(writeFileAtomic(folder.path / "old.jsonl", lines));
    };
    old(folder.path);
    const Json data = {{"replay", "../old.jsonl"}};
    const auto off = trained(folder.path / "off", runOf(Json::object(), data), someSequences());
    const auto plain = trained(folder.path / "plain", runOf(Json::object()), someSequences());
    CHECK(textOf(folder.path / "off/model/model.safetensors") == textOf(folder.path / "plain/model/model.safetensors"));
    CHECK_FALSE(off.metrics[0].contains("loss/new"));

    const auto mixed = trained(
        folder.path / "mixed",
        runOf({{"replay_share", 0.25}, {"per_device_train_batch_size", 64}, {"max_steps", 24}}, data), someSequences());
    double both = 0, share = 0;
    for (const Json &step : mixed.metrics) {
        both += step.contains("loss/new") && step.contains("loss/replay");
        const double loss = step["loss"], fresh = step.value("loss/new", loss), again = step.value("loss/replay", loss);
        CHECK(loss <= std::max(fresh, again) + 1e-6);
        CHECK(loss >= std::min(fresh, again) - 1e-6);
        if (step.contains("loss/replay") && std::abs(again - fresh) > 1e-3)
            share += (loss - fresh) / (again - fresh) / static_cast<double>(mixed.metrics.size());
    }
    CHECK(both > 12);
    CHECK(share > 0.08); // of the tokens, as the earlier rows are a little shorter
    CHECK(share < 0.32);
    // Six times the same token is soon known by heart, which the fresh rows are not.
    CHECK(mixed.metrics.back().value("loss/replay", 9.0) < mixed.metrics.front().value("loss/replay", 0.0));

    QuietJob job(makeRunFolder(folder.path, "missing", runOf({{"replay_share", 0.5}}), someSequences()));
    const auto missing = train(runOf({{"replay_share", 0.5}}), job);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == "train.missing_input");
    CHECK(missing.error().field == "inputs.replay");
}
