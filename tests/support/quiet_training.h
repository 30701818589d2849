// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/rng.h"
#include "core/engine/train/trainer.h"
#include "tests/support/quiet_job.h"
#include "tests/support/worker_run.h"

namespace lapidary {

/// Trains in a fresh run folder, in this process.
inline QuietJob trained(const fs::path &folder, const Json &run, const std::vector<Json> &rows) {
    fs::remove_all(folder);
    makeRunFolder(folder.parent_path(), folder.filename(), run, rows);
    QuietJob job(folder);
    const auto done = train(onTestDevice(run), job);
    REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    REQUIRE_FALSE(job.metrics.empty());
    return job;
}

inline std::vector<std::int64_t> someIds(Rng &rng, std::size_t count) {
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < count; ++i) ids.push_back(3 + static_cast<std::int64_t>(rng.below(90)));
    return ids;
}

/// Eight rows of token ids with lengths that differ, for any of the models with 96 tokens.
inline std::vector<Json> someSequences() {
    Rng rng(2, "sequences");
    std::vector<Json> rows;
    for (int i = 0; i < 8; ++i) rows.push_back({{"input_ids", someIds(rng, 4 + rng.below(9))}});
    return rows;
}

inline std::vector<Json> somePairs() {
    Rng rng(2, "pairs");
    std::vector<Json> rows;
    for (int i = 0; i < 8; ++i)
        rows.push_back({{"prompt_ids", someIds(rng, 2 + rng.below(4))},
                        {"chosen_ids", someIds(rng, 2 + rng.below(9))},
                        {"rejected_ids", someIds(rng, 2 + rng.below(9))}});
    return rows;
}

/// Single completions, good and bad.
inline std::vector<Json> someLabelled() {
    auto rows = somePairs();
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = {
            {"prompt_ids", rows[i]["prompt_ids"]}, {"completion_ids", rows[i]["chosen_ids"]}, {"label", i % 2 == 0}};
    return rows;
}

/// Chains, every third token of which ends a step that is right or wrong; in some all are right.
inline std::vector<Json> someSteps() {
    auto rows = someSequences();
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto length = rows[r]["input_ids"].size();
        Json labels = Json::array();
        for (std::size_t t = 0; t < length; ++t)
            labels.push_back(t % 3 == 2 ? static_cast<int>(t / 3 % 2 | r % 4 / 3) : -100);
        rows[r]["labels"] = std::move(labels);
    }
    return rows;
}

/// Completions of several prompts with advantages of both signs.
inline std::vector<Json> someRollouts() {
    Rng rng(2, "rollouts");
    std::vector<Json> rows;
    for (int i = 0; i < 8; ++i)
        rows.push_back({{"prompt_ids", someIds(rng, 2 + rng.below(4))},
                        {"completion_ids", someIds(rng, 2 + rng.below(9))},
                        {"advantage", i % 2 == 0 ? 1.0 : -1.0}});
    return rows;
}

/// The same with rewards, of which some are earned by completions that were cut.
inline std::vector<Json> someRewarded() {
    auto rows = someRollouts();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].erase("advantage");
        rows[i].update({{"rewards", {{"correct", static_cast<double>(i % 3) / 2}}},
                        {"baseline_reward", 0.25},
                        {"terminated", i % 4 != 1}});
    }
    return rows;
}

/// The same with what a teacher reads in place of the prompt.
inline std::vector<Json> someTaught(const std::string &column) {
    auto rows = someRollouts();
    Rng rng(2, "teachers");
    for (auto &row : rows) row[column] = someIds(rng, 3 + rng.below(4));
    return rows;
}

inline Json runOnTokens(const std::string &algorithm, const Json &config,
                        const Json &model = {{"path", LAPIDARY_TEST_DATA "/models/llama2_mha"}}) {
    return {{"kind", "train"}, {"algorithm", algorithm}, {"seed", 1},
            {"threads", 1},    {"model", model},         {"data", {{"train", "train.jsonl"}, {"format", "tokens"}}},
            {"config", config}};
}

} // namespace lapidary
