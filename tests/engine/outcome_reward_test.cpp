// SPDX-License-Identifier: Apache-2.0
// An outcome reward model: it learns to tell marked answers apart, and another training is paid by it.
#include "core/engine/train/ops/reductions.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>

using namespace lapidary;

namespace {

/// Answers to one prompt: right where they hold the token 3.
std::vector<Json> markedAnswers() {
    std::vector<Json> rows;
    for (int length = 1; length <= 4; ++length)
        for (int at = -1; at < length; ++at) {
            std::vector<std::int64_t> answer(static_cast<std::size_t>(length), 4);
            if (at >= 0) answer[static_cast<std::size_t>(at)] = 3;
            for (int copy = 0; copy < (at < 0 ? length : 1); ++copy)
                rows.push_back({{"prompt_ids", {0, 2}}, {"completion_ids", answer}, {"label", at >= 0}});
        }
    return rows;
}

Json run(const fs::path &model, const Json &more = Json::object()) {
    Json config = {{"per_device_train_batch_size", 20}, {"learning_rate", 1e-2}, {"max_steps", 60}};
    config.update(more);
    return runOnTokens("orm", config, {{"path", model.string()}});
}

} // namespace

TEST_CASE("an outcome reward model learns which answers are right, whatever their length") {
    const TemporaryFolder folder;
    writeTinyPolicy(folder.path / "model");
    const auto job = trained(folder.path / "run", run(folder.path / "model"), markedAnswers());
    const Json &first = job.metrics.front(), &last = job.metrics.back();
    CHECK(std::abs(first["loss"].get<double>() - std::log(2)) < 0.5);
    CHECK(last["accuracy"] == 1.0);
    CHECK(last["accuracy/wrong"] == 1.0);
    CHECK(last["loss"].get<double>() < 0.05);
    CHECK(last["brier"].get<double>() < 0.01);
    CHECK(std::abs(last["overconfidence"].get<double>()) < 0.05);
    CHECK(last["share_right"].get<double>() == doctest::Approx(0.5));
    CHECK(std::abs(last["reward_length_correlation"].get<double>()) < 0.3);

    const auto small =
        trained(folder.path / "parts",
                run(folder.path / "model",
                    {{"per_device_train_batch_size", 4}, {"gradient_accumulation_steps", 5}, {"max_steps", 1}}),
                markedAnswers());
    CHECK(small.metrics[0]["loss"].get<double>() == doctest::Approx(first["loss"].get<double>()).epsilon(1e-5));
}

TEST_CASE("answers of one kind teach an outcome reward model nothing, and long ones are left out whole") {
    const TemporaryFolder folder;
    writeTinyPolicy(folder.path / "model");
    const auto said = [&](const Json &settings, const std::vector<Json> &rows) {
        fs::remove_all(folder.path / "run");
        makeRunFolder(folder.path, "run", run(folder.path / "model", settings), rows);
        QuietJob job(folder.path / "run");
        const auto done = train(run(folder.path / "model", settings), job);
        return done ? job.notices : done.error().code + " " + done.error().field;
    };
    auto rows = markedAnswers();
    std::erase_if(rows, [](const Json &row) { return row["label"] == false; });
    CHECK(said(Json::object(), rows) == "data.no_contrast label");
    const std::string cut = said({{"max_length", 5}, {"max_steps", 1}}, markedAnswers());
    CHECK_MESSAGE(cut.find("8 rows left out: longer than max_length") != cut.npos, cut);
}

TEST_CASE("a correlation is Pearson's, and none where one side stands still") {
    const at::Tensor x = at::tensor({1.0, 2.0, 3.0, 5.0});
    CHECK(correlationOf(x, 2 * x + 1) == doctest::Approx(1));
    CHECK(correlationOf(x, -x) == doctest::Approx(-1));
    CHECK(correlationOf(x, at::tensor({1.0, 0.0, 0.0, 0.0})) == doctest::Approx(-0.6831).epsilon(1e-3));
    CHECK(correlationOf(x, at::ones({4})) == 0);
}
