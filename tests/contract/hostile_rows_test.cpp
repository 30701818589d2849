// SPDX-License-Identifier: Apache-2.0
// The door for replays, as strangers knock: rows of tokens in which one value is something else. Each is learnt from,
// or refused with its file and line.
#include "tests/contract/algorithm_variants.h"
#include "tests/support/capture.h"
#include <cmath>

using namespace lapidary;

namespace {

constexpr std::size_t kHurt = 2; // the row that is changed: line 3

/// What may stand where a number, a list of ids or a flag was meant.
std::vector<Json> otherValues() {
    return {nullptr,
            true,
            "x",
            -1,
            1.5,
            1e300,
            std::int64_t{9007199254740993},
            Json::array(),
            Json::object(),
            {Json::array()},
            {nullptr},
            {96},
            {-1},
            {1.5},
            {1e300},
            {3, "x"},
            {3, 4},
            {{"correct", "x"}},
            {{"correct", 1e300}},
            {{"correct", nullptr}},
            {{"other", 1}}};
}

/// A row as it might come: another value, or none, at each of its keys and of those that rows may have, and in its
/// lists.
std::vector<Json> hurtRows(const Json &row) {
    std::vector<Json> all = otherValues();
    const auto with = [&](const std::string &key, const Json &value) {
        all.push_back(row);
        all.back()[key] = value;
    };
    for (const char *key : {"step", "micro_batch", "attention_mask", "completion_mask", "labels", "group", "margin",
                            "old_per_token_logps", "ref_per_token_logps", "terminated"})
        for (const Json &value : otherValues()) with(key, value);
    for (const auto &[key, whole] : row.items()) {
        for (const Json &value : otherValues()) {
            with(key, value);
            if (!whole.is_array()) continue;
            with(key, whole);
            all.back()[key].back() = value;
        }
        all.push_back(row);
        all.back().erase(key);
    }
    const Json completion = row.value("completion_ids", Json::array());
    for (const Json &value : otherValues()) // log-probs of all tokens but one
        if (!completion.empty()) {
            with("old_per_token_logps", std::vector<double>(completion.size(), -1.0));
            all.back()["old_per_token_logps"][0] = value;
        }
    return all;
}

} // namespace

TEST_CASE("a row of tokens that cannot be is refused where it stands, and what is learnt is a number") {
    constexpr std::size_t kThin = 4; // layouts are shared, so that a part of them for each algorithm tries them all
    const TemporaryFolder folder;
    std::size_t turn = 0;
    for (const auto &entry : algorithms()) {
        CAPTURE(entry.info().name);
        Variant variant = storedVariant(entry.info());
        variant.run["config"]["max_steps"] = 1;
        const auto hurt = hurtRows(variant.rows[kHurt]);
        for (std::size_t i = turn++ % kThin; i < hurt.size(); i += kThin) {
            CAPTURE(dumpJson(hurt[i]));
            variant.rows[kHurt] = hurt[i];
            fs::remove_all(folder.path / "run");
            makeRunFolder(folder.path, "run", variant.run, variant.rows);
            QuietJob job(folder.path / "run");
            const auto done = train(onTestDevice(variant.run), job);
            const std::string said = done ? "" : describe(done.error());
            CHECK_MESSAGE((done || said.find("train.jsonl") != said.npos), said);
            if (!done) continue;
            for (const auto &[name, value] : job.metrics.back().items()) {
                CAPTURE_BOUND(name);
                CHECK((value.is_null() || std::isfinite(value.get<double>())));
            }
        }
    }
}
