// SPDX-License-Identifier: Apache-2.0
// What a reward model says of held-out rows, row by row: as its metrics have it, and nothing of the run moves with it.
#include "core/engine/train/row_losses.h"
#include "core/engine/train/told_scores.h"
#include "tests/support/quiet_training.h"
#include <cmath>
#include <limits>
#include <torch/types.h>

using namespace lapidary;

namespace {

/// Keeps what is told of evaluations beside the rest.
struct ScoresJob : QuietJob {
    using QuietJob::QuietJob;
    void emit(std::string type, Json body) override {
        if (type == "batch" && body.value("why", "") == "eval")
            evaluations.push_back(body);
        else if (type == "batch")
            ++batches;
        QuietJob::emit(std::move(type), std::move(body));
    }
    std::vector<Json> evaluations{};
    int batches = 0;
};

MicroBatch batchOfLines(std::int64_t first, std::int64_t count) {
    std::vector<RowLine> lines;
    for (std::int64_t place = 0; place < count; ++place) lines.push_back({.place = place, .line = first + place});
    MicroBatch batch;
    batch.tensors[kLines] = linesTensor(lines);
    return batch;
}

/// One score each.
LossResult answersOf(std::int64_t count) {
    LossResult result{.loss = torch::tensor(0.0f)};
    result.tensors[kScoredAnswers] = scoresTensor({.row_N = at::arange(count),
                                                   .score_N = at::arange(count).to(at::kFloat) / 8,
                                                   .label_N = at::arange(count).remainder(2),
                                                   .tokens_N = at::arange(count) + 5});
    return result;
}

/// A run on rows, measured on others of its own kind.
Json run(const std::string &algorithm, const fs::path &model) {
    Json made = runOnTokens(algorithm,
                            {{"max_steps", 4},
                             {"per_device_train_batch_size", 2},
                             {"per_device_eval_batch_size", 2},
                             {"learning_rate", 1e-2},
                             {"eval_steps", 2}},
                            {{"path", model.string()}});
    made["data"]["eval"] = "eval.jsonl";
    return made;
}

struct Told {
    std::vector<Json> evaluations{}, metrics{};
    int batches = 0;
};

Told told(const fs::path &folder, const Json &run, const std::vector<Json> &learnt, const std::vector<Json> &held,
          int stopAtLook = 0) {
    fs::remove_all(folder);
    makeRunFolder(folder.parent_path(), folder.filename(), run, learnt);
    std::string text;
    for (const Json &row : held) text += dumpJson(row) + "\n";
    REQUIRE(writeFileAtomic(folder / "eval.jsonl", text));
    ScoresJob job(folder, stopAtLook), rest(folder);
    const auto first = train(onTestDevice(run), job);
    if (stopAtLook == 0) REQUIRE_MESSAGE(first, (first ? "" : describe(first.error())));
    if (!first) REQUIRE(train(onTestDevice(run), rest));
    Told out{job.evaluations, job.metrics, job.batches};
    out.evaluations.insert(out.evaluations.end(), rest.evaluations.begin(), rest.evaluations.end());
    out.metrics.insert(out.metrics.end(), rest.metrics.begin(), rest.metrics.end());
    return out;
}

double metricAt(const Told &said, std::size_t evaluation, const std::string &name) {
    std::vector<double> values;
    for (const Json &each : said.metrics)
        if (each.contains(name)) values.push_back(each[name].get<double>());
    return values.at(evaluation);
}

/// Rows of both halves have other prompts.
std::vector<std::vector<Json>> halves(std::vector<Json> rows) {
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    return {{rows.begin(), middle}, {middle, rows.end()}};
}

} // namespace

TEST_CASE("the first held-out rows are told in their order, as few digits as give each score again") {
    ToldScores scores;
    CHECK(scores.told().is_null());
    MicroBatch batch = batchOfLines(3, 2);
    LossResult pairs{.loss = torch::tensor(0.0f)};
    const float nan = std::numeric_limits<float>::quiet_NaN();
    pairs.tensors[kScoredPairs] = scoresTensor({.row_N = torch::tensor({0, 1, 0, 1}),
                                                .score_N = torch::tensor({0.1f, nan, -2.0f, 1e-7f}),
                                                .label_N = torch::tensor({1, 1, 0, 0}),
                                                .tokens_N = torch::tensor({7, 8, 9, 10})});
    scores.add(batch, pairs);
    CHECK(
        dumpJson(scores.told()) ==
        dumpJson(Json{{"why", "eval"},
                      {"kind", "pair"},
                      {"of", 2},
                      {"rows",
                       {{{"lines", {3}}, {"scores", {0.1, -2.0}}, {"labels", {1.0, 0.0}}, {"tokens", {7, 9}}},
                        {{"lines", {4}}, {"scores", {nullptr, 1e-7}}, {"labels", {1.0, 0.0}}, {"tokens", {8, 10}}}}}}));
    ToldScores nothing;
    nothing.add(MicroBatch(), pairs); // no line would tell whose they are
    nothing.add(batch, LossResult{.loss = torch::tensor(0.0f)});
    CHECK(nothing.told().is_null());
}

TEST_CASE("many held-out rows are counted, and the first of them told") {
    ToldScores scores;
    scores.add(batchOfLines(1, 200), answersOf(200));
    scores.add(batchOfLines(201, 200), answersOf(200));
    const Json told = scores.told();
    CHECK(told["kind"] == "answer");
    CHECK(told["of"] == 400);
    REQUIRE(told["rows"].size() == 256);
    CHECK(told["rows"][255]["lines"] == Json{256});
    CHECK(told["rows"][201]["scores"] == Json{0.125});

    ToldScores long_; // chains whose steps are more than are told
    LossResult steps{.loss = torch::tensor(0.0f)};
    const std::int64_t each = 1500;
    steps.tensors[kScoredSteps] = scoresTensor({.row_N = at::arange(3 * each).div(each, "floor"),
                                                .score_N = at::zeros({3 * each}),
                                                .label_N = at::zeros({3 * each}),
                                                .tokens_N = at::ones({3 * each})});
    long_.add(batchOfLines(1, 3), steps);
    long_.add(batchOfLines(4, 1), answersOf(1));
    CHECK(long_.told()["of"] == 4);
    CHECK(long_.told()["rows"].size() == 2); // whole rows, and none behind the first that is left out
}

TEST_CASE("a reward model tells its scores of held-out pairs with each evaluation, as its metrics have them") {
    const TemporaryFolder folder;
    const auto rows = halves(somePairs());
    const Json training = run("reward", LAPIDARY_TEST_DATA "/models/llama2_mha");
    const Told said = told(folder.path / "run", training, rows[0], rows[1]);
    REQUIRE(said.evaluations.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const Json &each = said.evaluations[i];
        CHECK(each["step"] == 2 * i + 2);
        CHECK(each["kind"] == "pair");
        CHECK(each["of"] == rows[1].size());
        REQUIRE(each["rows"].size() == rows[1].size());
        double right = 0, margin = 0;
        for (std::size_t row = 0; row < rows[1].size(); ++row) {
            const Json &scored = each["rows"][row];
            CHECK(scored["lines"] == Json{row + 1});
            CHECK(scored["labels"] == Json{1.0, 0.0});
            const auto prompt = rows[1][row]["prompt_ids"].size();
            CHECK(scored["tokens"] ==
                  Json{prompt + rows[1][row]["chosen_ids"].size(), prompt + rows[1][row]["rejected_ids"].size()});
            const double lead = scored["scores"][0].get<double>() - scored["scores"][1].get<double>();
            margin += lead;
            right += lead > 0;
        }
        const auto count = static_cast<double>(rows[1].size());
        CHECK(right / count == doctest::Approx(metricAt(said, i, "eval_accuracy")));
        CHECK(margin / count == doctest::Approx(metricAt(said, i, "eval_margin")).epsilon(1e-4));
    }
    CHECK(said.evaluations[0]["rows"] != said.evaluations[1]["rows"]);
}

TEST_CASE("models of outcomes and of steps tell theirs with their labels") {
    const TemporaryFolder folder;
    const auto answers = halves(someLabelled()), steps = halves(someSteps());
    const fs::path model = LAPIDARY_TEST_DATA "/models/llama2_mha";
    const Told outcome = told(folder.path / "orm", run("orm", model), answers[0], answers[1]);
    REQUIRE(outcome.evaluations.size() == 2);
    double right = 0;
    const Json &scored = outcome.evaluations[1]["rows"];
    REQUIRE(scored.size() == answers[1].size());
    for (std::size_t row = 0; row < scored.size(); ++row) {
        const bool good = answers[1][row]["label"];
        CHECK(scored[row]["labels"] == Json{good ? 1.0 : 0.0});
        right += (scored[row]["scores"][0].get<double>() > 0) == good;
    }
    CHECK(right / static_cast<double>(scored.size()) == doctest::Approx(metricAt(outcome, 1, "eval_accuracy")));

    const Told process = told(folder.path / "prm", run("prm", model), steps[0], steps[1]);
    CHECK(process.batches == 0); // its losses are of steps, not of rows
    REQUIRE(process.evaluations.size() == 2);
    const Json &chains = process.evaluations[0]["rows"];
    CHECK(process.evaluations[0]["kind"] == "step");
    REQUIRE(chains.size() == steps[1].size());
    for (std::size_t row = 0; row < chains.size(); ++row) {
        CHECK(chains[row]["lines"] == Json{row + 1});
        Json labels = Json::array(), tokens = Json::array();
        const Json &given = steps[1][row]["labels"];
        for (std::size_t t = 0; t < given.size(); ++t)
            if (given[t] != -100) {
                labels.push_back(given[t].get<double>());
                tokens.push_back(t + 1);
            }
        CHECK(chains[row]["labels"] == labels);
        CHECK(chains[row]["tokens"] == tokens);
        CHECK(chains[row]["scores"].size() == labels.size());
    }
}

TEST_CASE("the scores of a run that was stopped and goes on are those of a whole one") {
    const TemporaryFolder folder;
    const auto rows = halves(somePairs());
    const Json training = run("reward", LAPIDARY_TEST_DATA "/models/llama2_mha");
    const Told whole = told(folder.path / "whole", training, rows[0], rows[1]);
    for (int look = 1; look < 7; ++look) {
        CAPTURE(look);
        CHECK(told(folder.path / "stopped", training, rows[0], rows[1], look).evaluations == whole.evaluations);
    }
}

TEST_CASE("a training that gives no scores tells none of its held-out rows") {
    const TemporaryFolder folder;
    const auto rows = halves(someSequences());
    const Told said = told(folder.path / "run", run("sft", LAPIDARY_TEST_DATA "/models/llama2_mha"), rows[0], rows[1]);
    CHECK(metricAt(said, 1, "eval_loss") > 0);
    CHECK(said.evaluations.empty());
}
