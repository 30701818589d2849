// SPDX-License-Identifier: Apache-2.0
// Rows that a run is measured on: what they say, that they move nothing, and which model is left.
#include "core/data/prompt_key.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include <cmath>
#include <set>

using namespace lapidary;

namespace {

std::string linesOf(const std::vector<Json> &rows) {
    std::string text;
    for (const Json &row : rows) text += dumpJson(row) + "\n";
    return text;
}

/// A run folder with rows to learn from and, where there are any, rows to measure.
fs::path made(const fs::path &folder, Json run, const std::vector<Json> &rows, const std::vector<Json> &held = {}) {
    fs::remove_all(folder);
    if (!held.empty()) run["data"]["eval"] = "eval.jsonl";
    makeRunFolder(folder.parent_path(), folder.filename(), run, rows);
    if (!held.empty()) REQUIRE(writeFileAtomic(folder / "eval.jsonl", linesOf(held)));
    return folder;
}

struct Ran {
    QuietJob job;
    Result<Json> result;
    /// Of all that was logged, in order.
    std::vector<double> values(const std::string &name) const {
        std::vector<double> out;
        for (const Json &each : job.metrics)
            if (each.contains(name)) out.push_back(each[name].get<double>());
        return out;
    }
};

Ran ran(const fs::path &folder, const Json &run, int stopAtLook = 0) {
    Ran out{QuietJob(folder, stopAtLook), Json()};
    out.result = train(onTestDevice(run), out.job);
    return out;
}

/// The loss of all these rows as one batch by the model that a run left.
double lossBy(const fs::path &model, const std::string &algorithm, const std::vector<Json> &rows,
              const fs::path &scratch) {
    const Json config = {
        {"max_steps", 1}, {"learning_rate", 0}, {"per_device_train_batch_size", 64}, {"shuffle_dataset", false}};
    return trained(scratch, runOnTokens(algorithm, config, {{"path", model.string()}}), rows).metrics.front()["loss"];
}

const std::vector<std::pair<std::string, std::vector<Json>>> &kinds() {
    static const std::vector<std::pair<std::string, std::vector<Json>>> all{
        {"sft", someSequences()}, {"simpo", somePairs()}, {"cpo", somePairs()}, {"orpo", somePairs()}};
    return all;
}

std::pair<std::vector<Json>, std::vector<Json>> halves(const std::vector<Json> &rows) {
    return {{rows.begin(), rows.begin() + 5}, {rows.begin() + 5, rows.end()}};
}

} // namespace

TEST_CASE("held-out rows are measured by the model as it stands, and change nothing of the run") {
    const TemporaryFolder folder;
    for (const auto &[algorithm, rows] : kinds()) {
        CAPTURE_BOUND(algorithm);
        const auto [learnt, held] = halves(rows);
        // Losses of pairs add up whatever the batches are; those of tokens do not.
        const int batch = algorithm == "simpo" ? 2 : 8;
        const Json config = {{"max_steps", 6},
                             {"per_device_train_batch_size", 2},
                             {"per_device_eval_batch_size", batch},
                             {"learning_rate", 1e-3},
                             {"eval_steps", 2}};
        const Json run = runOnTokens(algorithm, config);
        auto measured = ran(made(folder.path / "with", run, learnt, held), [&] {
            Json with = run;
            with["data"]["eval"] = "eval.jsonl";
            return with;
        }());
        const auto plain = ran(made(folder.path / "without", run, learnt), run);
        REQUIRE_MESSAGE(measured.result, (measured.result ? "" : describe(measured.result.error())));
        CHECK(measured.values("loss") == plain.values("loss"));
        const auto losses = measured.values("eval_loss");
        REQUIRE(losses.size() == 3);
        CHECK(plain.values("eval_loss").empty());
        CHECK(textOf(folder.path / "with/model/model.safetensors") ==
              textOf(folder.path / "without/model/model.safetensors"));
        const double after = lossBy(folder.path / "with/model", algorithm, held, folder.path / "again");
        CHECK(losses.back() == doctest::Approx(after).epsilon(1e-5));
        CHECK(losses.front() != losses.back());
    }
}

TEST_CASE("pairs are measured against the reference, also where its log-probs were computed before") {
    const TemporaryFolder folder;
    const auto [learnt, held] = halves(somePairs());
    std::vector<std::vector<double>> curves;
    for (const bool before : {false, true}) {
        Json run = runOnTokens("dpo", {{"max_steps", 4},
                                       {"per_device_train_batch_size", 2},
                                       {"learning_rate", 1e-3},
                                       {"eval_steps", 1},
                                       {"precompute_ref_log_probs", before}});
        run["data"]["eval"] = "eval.jsonl";
        const auto done = ran(made(folder.path / (before ? "before" : "on the way"), run, learnt, held), run);
        REQUIRE_MESSAGE(done.result, (done.result ? "" : describe(done.result.error())));
        curves.push_back(done.values("eval_loss"));
        CHECK(done.values("eval_rewards/margins").size() == 4);
    }
    REQUIRE(curves[0].size() == 4);
    CHECK(curves[0] == curves[1]);
    CHECK(std::abs(curves[0].front() - std::log(2)) < 0.05); // one step away from the reference
}

TEST_CASE("a share of the rows is held out by their prompts") {
    const TemporaryFolder folder;
    std::vector<Json> rows = somePairs();
    for (std::size_t i = 0; i < 8; ++i) { // each prompt twice
        Json twin = rows[i];
        twin["chosen_ids"].push_back(7);
        rows.push_back(twin);
    }
    const auto parts = [&](std::uint64_t seed) {
        Json run = runOnTokens("simpo", {{"max_steps", 1}, {"test_size", 0.25}});
        run["seed"] = seed;
        const auto done = ran(made(folder.path / "run", run, rows), run);
        REQUIRE_MESSAGE(done.result, (done.result ? "" : describe(done.result.error())));
        CHECK(done.job.said("4 of 16 rows are held out"));
        CHECK(done.values("eval_loss").size() == 1);
        return std::pair(textOf(folder.path / "run/split/train.jsonl"), textOf(folder.path / "run/split/eval.jsonl"));
    };
    const auto [learnt, held] = parts(1);
    CHECK(learnt.size() + held.size() == linesOf(rows).size());
    std::set<std::string> prompts;
    for (const Json &row : rows)
        if (held.find(dumpJson(row)) != held.npos) prompts.insert(promptKey(row));
    CHECK(prompts.size() == 2);
    for (const Json &row : rows)
        CHECK((learnt.find(dumpJson(row) + "\n") != learnt.npos) == !prompts.contains(promptKey(row)));
    CHECK(parts(1).second == held);
    CHECK(parts(2).second != held);
}

TEST_CASE("what cannot be measured honestly is refused") {
    const TemporaryFolder folder;
    const auto [learnt, held] = halves(somePairs());
    const auto refusal = [&](const Json &config, const std::vector<Json> &rows, const std::vector<Json> &measured) {
        Json run = runOnTokens("simpo", config);
        if (!measured.empty()) run["data"]["eval"] = "eval.jsonl";
        const auto done = ran(made(folder.path / "run", run, rows, measured), run);
        REQUIRE_FALSE(done.result);
        return done.result.error();
    };
    auto seen = held;
    seen.push_back(learnt[1]);
    const Error contaminated = refusal({{"max_steps", 1}}, learnt, seen);
    CHECK(contaminated.code == "train.contaminated");
    CHECK(contaminated.line == 4);
    CHECK(contaminated.found.str() == "the prompt of line 2 of train.jsonl");
    CHECK(contaminated.expected.str() == "prompts that no row of train has");
    CHECK(refusal({{"test_size", 0.5}}, {learnt[0], learnt[0]}, {}).code == "train.cannot_split");
    CHECK(refusal({{"load_best_model_at_end", true}}, learnt, {}).field == "load_best_model_at_end");
    CHECK(refusal({{"early_stopping_patience", 2}}, learnt, {}).code == "train.no_held_out");
    const Error unknown = refusal({{"metric_for_best_model", "grad_norm"}}, learnt, held);
    CHECK(unknown.code == "train.unknown_metric");
    CHECK(unknown.expected.str().find("rewards/accuracies") != std::string::npos);
}

TEST_CASE("rows that are replayed are learnt from, and may hold no prompt that is measured") {
    const TemporaryFolder folder;
    const auto rows = kinds().front().second; // of SFT
    const auto [learnt, held] = halves(rows);
    const auto outcome = [&, learnt = learnt, held = held](double share, const Json &config, bool eval) {
        Json run = runOnTokens("sft", {{"max_steps", 1}, {"replay_share", share}});
        run["config"].update(config);
        run["data"]["replay"] = "replay.jsonl";
        if (eval) run["data"]["eval"] = "eval.jsonl";
        const fs::path place = made(folder.path / "run", run, learnt, held);
        REQUIRE(writeFileAtomic(place / "replay.jsonl", linesOf({held[0]})));
        const auto done = ran(place, run);
        return done.result ? std::string() : done.result.error().found.str();
    };
    CHECK(outcome(0.5, Json::object(), true) == "the prompt of line 1 of replay.jsonl");
    CHECK(outcome(0, Json::object(), true).empty());
    CHECK(outcome(0.5, Json::object(), false).empty());
}

TEST_CASE("a run ends when its model gets no better, and leaves the best one") {
    const TemporaryFolder folder;
    const auto [learnt, held] = halves(someSequences());
    Json run = runOnTokens("sft", {{"max_steps", 40},
                                   {"per_device_train_batch_size", 5},
                                   {"learning_rate", 3e-3},
                                   {"lr_scheduler_type", "constant"},
                                   {"eval_steps", 1},
                                   {"load_best_model_at_end", true},
                                   {"early_stopping_patience", 3}});
    run["data"]["eval"] = "eval.jsonl";
    const auto done = ran(made(folder.path / "run", run, learnt, held), run);
    REQUIRE_MESSAGE(done.result, (done.result ? "" : describe(done.result.error())));
    const auto losses = done.values("eval_loss");
    const auto best = std::min_element(losses.begin(), losses.end());
    REQUIRE(losses.size() < 40); // these rows have nothing in common: what is learnt of some makes the others worse
    CHECK(losses.end() - best == 4);
    CHECK((*done.result)["steps"] == losses.size());
    CHECK(done.job.said("eval_loss was best at step " + std::to_string(best - losses.begin() + 1)));
    CHECK(lossBy(folder.path / "run/model", "sft", held, folder.path / "again") ==
          doctest::Approx(*best).epsilon(1e-5));
    run["config"]["early_stopping_patience"] = 0;
    run["config"]["max_steps"] = static_cast<int>(losses.size());
    run["config"]["load_best_model_at_end"] = false;
    REQUIRE(ran(made(folder.path / "last", run, learnt, held), run).result);
    CHECK(lossBy(folder.path / "last/model", "sft", held, folder.path / "again") ==
          doctest::Approx(losses.back()).epsilon(1e-5));
}

TEST_CASE("a run that is stopped anywhere, also while it measures, goes on as if it had not been") {
    const TemporaryFolder folder;
    const auto [learnt, held] = halves(someSequences());
    Json run = runOnTokens("sft", {{"max_steps", 8},
                                   {"per_device_train_batch_size", 2},
                                   {"learning_rate", 3e-3},
                                   {"eval_steps", 2},
                                   {"per_device_eval_batch_size", 1},
                                   {"load_best_model_at_end", true}});
    run["data"]["eval"] = "eval.jsonl";
    const auto whole = ran(made(folder.path / "whole", run, learnt, held), run);
    REQUIRE(whole.result);
    const std::string weights = textOf(folder.path / "whole/model/model.safetensors");
    int stops = 0;
    for (int look = 1; look < whole.job.looks; ++look) {
        CAPTURE(look);
        made(folder.path / "stopped", run, learnt, held);
        const auto first = ran(folder.path / "stopped", run, look);
        stops += !first.result;
        const auto second = ran(folder.path / "stopped", run);
        REQUIRE_MESSAGE(second.result, (second.result ? "" : describe(second.result.error())));
        auto losses = first.values("eval_loss");
        for (const double each : second.values("eval_loss")) losses.push_back(each);
        CHECK(losses == whole.values("eval_loss"));
        CHECK(textOf(folder.path / "stopped/model/model.safetensors") == weights);
    }
    CHECK(stops == whole.job.looks - 1);
}
