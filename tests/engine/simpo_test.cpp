// SPDX-License-Identifier: Apache-2.0
// SimPO: its golden values, and a training whose numbers are those of log-probs computed apart from it.
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/model/model_files.h"
#include "core/engine/train/pure_losses.h"
#include "tests/support/quiet_training.h"
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModel = LAPIDARY_TEST_DATA "/models/llama2_mha";

Json lossOf(const Json &config, const Json &more = Json::object()) {
    Json request = {{"chosen_logps", {-2, -2}}, {"rejected_logps", {-2, -2.5}}, {"config", config}};
    request.update(more);
    const auto answer = lossByName("simpo", request);
    REQUIRE_MESSAGE(answer, (answer ? "" : describe(answer.error())));
    return *answer;
}

bool near(double found, double expected, double by = 1e-6) {
    return std::abs(found - expected) < by;
}

struct Means {
    double perToken = 0; ///< mean over rows of the mean over tokens
    double tokens = 0, sum = 0;
    std::vector<double> each{};
};

Means meansOf(const std::vector<Json> &rows, const std::string &side) {
    using Ids = std::vector<std::int64_t>;
    const auto model = loadModel(kModel, Placement{});
    REQUIRE(model);
    Means means;
    for (const auto &row : rows) {
        const std::vector<PromptAndCompletion> text{{row["prompt_ids"].get<Ids>(), row[side].get<Ids>()}};
        const auto scores = teacherForcedLogprobs(**model, text);
        REQUIRE(scores);
        double sum = 0;
        for (const float logp : scores->front().logprobs) sum += static_cast<double>(logp);
        const auto length = static_cast<double>(scores->front().logprobs.size());
        means.each.push_back(sum / length);
        means.perToken += sum / length / static_cast<double>(rows.size());
        means.tokens += length;
        means.sum += sum;
    }
    return means;
}

} // namespace

TEST_CASE("the loss of SimPO gives its golden values") {
    const Json loss = lossOf({{"beta", 2.0}, {"simpo_gamma", 1.0}});
    CHECK(near(loss["tensors"]["losses"][0], 1.313262));
    CHECK(near(loss["tensors"]["losses"][1], 0.693147));
    CHECK(near(loss["loss"], (1.313262 + 0.693147) / 2));
    CHECK(near(loss["metrics"]["rewards/margins"], 0.5));
    CHECK(loss["metrics"]["rewards/accuracies"] == 0.5);
    const Json smooth = lossOf({{"beta", 2.0}, {"simpo_gamma", 1.0}, {"label_smoothing", 0.1}});
    CHECK(near(smooth["tensors"]["losses"][0], 0.9 * 1.313262 + 0.1 * 0.313262));
    const Json held = lossOf({{"beta", 2.0}, {"simpo_gamma", 1.0}, {"cpo_alpha", 0.5}}, {{"nll_loss", 3.0}});
    CHECK(near(held["loss"].get<double>() - loss["loss"].get<double>(), 1.5));
    CHECK(lossByName("simpo", {{"chosen_logps", {-2}}, {"rejected_logps", {-2}}, {"config", {{"cpo_alpha", 1.0}}}})
              .error()
              .code == "loss.missing_tensor");
}

TEST_CASE("a SimPO training takes means over tokens, of pairs and of the whole step") {
    const TemporaryFolder folder;
    auto rows = somePairs();
    rows.resize(6);
    const Means chosen = meansOf(rows, "chosen_ids"), rejected = meansOf(rows, "rejected_ids");
    double expected = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        expected += std::log1p(std::exp(-(2 * (chosen.each[i] - rejected.each[i]) - 0.7))) / 6;
    const double nll = -chosen.sum / chosen.tokens;
    for (const int batch : {6, 4, 1}) { // 4 and 2: parts that are not equally large
        CAPTURE(batch);
        const Json config = {{"beta", 2.0},       {"simpo_gamma", 0.7},
                             {"cpo_alpha", 0.25}, {"per_device_train_batch_size", batch},
                             {"max_steps", 1},    {"gradient_accumulation_steps", batch == 4 ? 2 : 6 / batch}};
        const Json step = trained(folder.path / "run", runOnTokens("simpo", config), rows).metrics[0];
        CHECK(near(step["loss"], expected + 0.25 * nll, 1e-5));
        CHECK(near(step["nll_loss"], nll, 1e-5));
        if (batch != 6) continue;
        CHECK(near(step["logps/chosen"], chosen.perToken, 1e-5));
        CHECK(near(step["rewards/rejected"], 2 * rejected.perToken, 1e-5));
    }
}

TEST_CASE("SimPO needs no reference, and each pair comes to be told by its tokens") {
    const TemporaryFolder folder;
    const Json config = {{"beta", 2.0},
                         {"simpo_gamma", 1.0},
                         {"max_steps", 60},
                         {"learning_rate", 5e-3},
                         {"per_device_train_batch_size", 8}};
    const auto curve = trained(folder.path / "run", runOnTokens("simpo", config), somePairs()).metrics;
    CHECK(curve.back()["rewards/accuracies"] == 1.0);
    CHECK(curve.back()["loss"].get<double>() < 0.1);
}
