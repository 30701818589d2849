// SPDX-License-Identifier: Apache-2.0
// Whole trainings that pay each token: rewards of a reward model, values of a head and of a network, mini-batches, what
// stored completions must bring, and what a run says of itself where it teaches nothing.
#include "core/engine/generate/generator.h"
#include "core/engine/generate/score.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_earnings.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/support/capture.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

const fs::path kModels = LAPIDARY_TEST_DATA "/models", kHeads = LAPIDARY_TEST_DATA "/heads";

Json storedRun(const std::string &algorithm, const Json &more = Json::object()) {
    Json config = {{"rollouts", "file"},
                   {"per_device_train_batch_size", 8},
                   {"learning_rate", 1e-3},
                   {"lr_scheduler_type", "constant"},
                   {"max_steps", 4}};
    config.update(more);
    return runOnTokens(algorithm, config);
}

Error refused(const fs::path &folder, const Json &run, const std::vector<Json> &rows) {
    QuietJob job(makeRunFolder(folder, "refused", run, rows));
    const auto done = train(run, job);
    REQUIRE_FALSE(done);
    return done.error();
}

/// A tiny policy that writes letters, and problems for it.
struct Letters {
    TemporaryFolder folder{};
    Letters() {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model");
    }
    Json run(const std::string &algorithm, const Json &more) const {
        Json config = {{"per_device_train_batch_size", 32}, {"learning_rate", 2e-2}, {"reward_funcs", {"correct"}}};
        config.update(more);
        Json run = runOnTokens(algorithm, config, {{"path", (folder.path / "model").string()}});
        run["data"]["format"] = "rows";
        run["rule"] = "exact";
        return run;
    }
    static std::vector<Json> problems(const char *reference = "b") {
        std::vector<Json> rows;
        for (int i = 0; i < 8; ++i)
            for (const char *prompt : {"a", "bc", "dda", "cb"})
                rows.push_back({{"prompt", prompt}, {"reference", reference}});
        return rows;
    }
    /// Another tiny model with one number for every text, as a reward model.
    fs::path scorer() const {
        const fs::path out = folder.path / "scorer";
        if (fs::exists(out)) return out;
        trained(folder.path / "made",
                runOnTokens("reward", {{"max_steps", 1}, {"learning_rate", 0.0}},
                            {{"path", (folder.path / "model").string()}}),
                {{{"prompt_ids", {0, 2}}, {"chosen_ids", {3, 1}}, {"rejected_ids", {4, 1}}}});
        fs::copy(folder.path / "made/model", out);
        return out;
    }
};

double meanOfLast(const QuietJob &job, const char *metric, std::size_t count) {
    double sum = 0;
    for (std::size_t i = job.metrics.size() - count; i < job.metrics.size(); ++i)
        sum += job.metrics[i][metric].get<double>() / static_cast<double>(count);
    return sum;
}

} // namespace

TEST_CASE("policies that pay each token learn from their own samples to earn more") {
    const Letters letters;
    for (const std::string algorithm : {"ppo", "reinforce_plus_plus", "remax", "vpg"}) {
        CAPTURE(algorithm);
        const bool ppo = algorithm == "ppo";
        Json config = {{"max_steps", ppo ? 120 : 60},
                       {"temperature", 1.0},
                       {ppo ? "response_length" : "max_completion_length", 3}};
        if (ppo) config.update({{"num_ppo_epochs", 2}, {"vf_coef", 1.0}});
        if (algorithm == "vpg") config["vf_coef"] = 1.0;
        const auto job = trained(letters.folder.path / "run", letters.run(algorithm, config), Letters::problems());
        const double first = job.metrics.front()["reward"], last = meanOfLast(job, "reward", 10);
        MESSAGE(algorithm << ": reward " << first << " to " << last);
        CHECK(last > first + 0.2);
        CHECK(job.notices.empty());
        if (ppo) CHECK(meanOfLast(job, "loss/value_avg", 10) < job.metrics.front()["loss/value_avg"].get<double>());
    }
}

TEST_CASE("a head of values begins at 0, learns with the policy, and is kept as a model that scores") {
    const TemporaryFolder folder;
    const Json run =
        storedRun("ppo", {{"gamma", 1.0}, {"lam", 1.0}, {"kl_coef", 0.0}, {"temperature", 1.0}, {"num_ppo_epochs", 1}});
    const auto rows = someRewarded();
    const auto job = trained(folder.path / "run", run, rows);
    double squares = 0, tokens = 0; // with λ = 1 and no KL every token's return is the reward
    for (const auto &row : rows) {
        const double reward = row["rewards"]["correct"];
        const auto length = static_cast<double>(row["completion_ids"].size());
        squares += length * reward * reward;
        tokens += length;
    }
    CHECK(std::abs(job.metrics[0]["loss/value_avg"].get<double>() - squares / 2 / tokens) < 1e-6);
    CHECK(job.metrics.back()["loss/value_avg"].get<double>() < squares / 2 / tokens);
    CHECK(job.metrics[0]["reward"] == job.metrics[0]["objective/scores"]);
    const auto value = loadModel(folder.path / "run/value", Placement{}),
               policy = loadModel(folder.path / "run/model", Placement{});
    REQUIRE_MESSAGE(value, (value ? "" : describe(value.error())));
    REQUIRE(policy);
    CHECK((*value)->config().labels == 1);
    const at::Tensor ids_BT = at::arange(3, 15, at::kLong).unsqueeze(0);
    CHECK(at::equal((*value)->hidden({.ids_BT = ids_BT}), (*policy)->hidden({.ids_BT = ids_BT})));
    CHECK((*value)->head()->weight_OI.abs().max().item<double>() > 1e-4);
}

TEST_CASE("a value network has a learning rate of its own, and none but one number for a token will do") {
    const TemporaryFolder folder;
    const auto network = [&](const char *name, const Json &more = Json::object()) {
        Json run = storedRun("ppo", more);
        run["inputs"] = {{"value", {{"path", (kHeads / name).string()}}}};
        return run;
    };
    const Json slow = {{"value_learning_rate", 1e-4}, {"num_mini_batches", 2}, {"per_device_train_batch_size", 4}};
    const auto job = trained(folder.path / "run", network("reward_llama", slow), someRewarded());
    CHECK(std::abs(job.metrics[0]["value/learning_rate"].get<double>() - 1e-4) < 1e-12);
    CHECK(std::abs(job.metrics[0]["learning_rate"].get<double>() - 1e-3) < 1e-12);
    CHECK(job.metrics[0]["value/grad_norm"].get<double>() > 0);
    CHECK(loadModel(folder.path / "run/value", Placement{}));
    const Error other = refused(folder.path, network("reward_qwen2_three_labels"), someRewarded());
    CHECK(other.code == "model.other_head");
}

TEST_CASE("a reward model begins with the body of a model that judges steps, and the other way round") {
    const TemporaryFolder folder;
    const Json pair = {{"prompt_ids", {5, 6}}, {"chosen_ids", {7, 8}}, {"rejected_ids", {9, 8}}},
               steps = {{"input_ids", {5, 6, 7, 8}}, {"labels", {-100, -100, 1, 0}}};
    for (const auto &[algorithm, from, row, kind] :
         {std::tuple{"reward", "process_reward_llama", pair, HeadKind::Sequence},
          {"prm", "reward_llama", steps, HeadKind::Token}}) {
        CAPTURE_BOUND(algorithm);
        const fs::path source = kHeads / from;
        const auto job = trained(
            folder.path / algorithm,
            runOnTokens(algorithm, {{"max_steps", 1}, {"learning_rate", 0.0}}, {{"path", source.string()}}), {row});
        CHECK(job.said("its body alone is taken"));
        const auto made = loadModel(folder.path / algorithm / "model", Placement{}),
                   body = loadModel(source, Placement{});
        REQUIRE_MESSAGE(made, (made ? "" : describe(made.error())));
        CHECK((*made)->config().headKind == kind);
        const at::Tensor ids_BT = at::arange(3, 15, at::kLong).unsqueeze(0);
        CHECK(at::equal((*made)->hidden({.ids_BT = ids_BT}), (*body)->hidden({.ids_BT = ids_BT})));
        const auto job2 = trained(
            folder.path / (algorithm + std::string("-again")),
            runOnTokens(algorithm, {{"max_steps", 1}}, {{"path", (folder.path / algorithm / "model").string()}}),
            {row});
        CHECK(!job2.said("its body alone is taken"));
    }
}

TEST_CASE("stored completions must bring what their tokens are paid with") {
    const TemporaryFolder folder;
    auto rows = someRewarded();
    for (auto &row : rows) row["advantage"] = 1.0;
    rows[2].erase("rewards");
    const Error none = refused(folder.path, storedRun("ppo"), {rows.begin() + 2, rows.begin() + 3});
    CHECK(none.code == "data.bad_row"); // PPO learns values, and those of rewards
    CHECK(none.line == 1);
    CHECK(none.field == "rewards");
    CHECK(none.file.ends_with("train.jsonl"));
    CHECK(refused(folder.path, storedRun("reinforce_plus_plus", {{"num_generations", 4}}), rows).line == 3);
    auto bare = someRewarded();
    bare[5].erase("baseline_reward");
    const Error lacking = refused(folder.path, storedRun("remax", {{"num_generations", 4}}), bare);
    CHECK(lacking.line == 6);
    CHECK(lacking.field == "baseline_reward");
    CHECK(trained(folder.path / "run", storedRun("vpg"), bare).metrics.size() == 4); // who does not compare needs none
    for (const char *algorithm : {"reinforce_plus_plus", "remax", "vpg"}) // an advantage stands on every token
        CHECK(trained(folder.path / "run", storedRun(algorithm), someRollouts()).metrics.size() == 4);
}

TEST_CASE("what a missing end costs is taken from the score") {
    const TemporaryFolder folder;
    const auto scores = [&](double penalty) {
        const Json run = storedRun("ppo", {{"missing_eos_penalty", penalty}});
        return trained(folder.path / "run", run, someRewarded()).metrics[0]["objective/scores"].get<double>();
    };
    CHECK(std::abs(scores(0) - scores(2) - 2 * 2 / 8.0) < 1e-6); // two of eight were cut
}

TEST_CASE("mini-batches are shares of a batch, also of a short one, and each is learnt once an epoch") {
    const TemporaryFolder folder;
    const auto run = [&](std::int64_t batch, std::int64_t parts, std::size_t rows) {
        auto all = someRewarded();
        all.resize(rows);
        Json more = {{"per_device_train_batch_size", batch}, {"num_mini_batches", parts}, {"num_ppo_epochs", 1}};
        more["num_train_epochs"] = 1;
        more["max_steps"] = -1;
        more["learning_rate"] = 0.0;
        return trained(folder.path / "run", storedRun("ppo", more), all).metrics;
    };
    const auto whole = run(8, 1, 8), parts = run(4, 2, 8), shorter = run(4, 2, 5), tiny = run(4, 4, 2);
    CHECK(whole.size() == 1);
    REQUIRE(parts.size() == 2); // the advantages are whitened over both
    CHECK(parts[0]["objective/scores"] == whole[0]["objective/scores"]);
    CHECK(parts[0]["loss/policy_avg"] != parts[1]["loss/policy_avg"]);
    double tokens = 0, first = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const auto length = static_cast<double>(someRewarded()[i]["completion_ids"].size());
        tokens += length;
        first += i < 4 ? length : 0;
    }
    const double mixed = parts[0]["loss/policy_avg"].get<double>() * first / tokens +
                         parts[1]["loss/policy_avg"].get<double>() * (1 - first / tokens);
    CHECK(std::abs(mixed - whole[0]["loss/policy_avg"].get<double>()) < 1e-6);
    CHECK(shorter.size() == 2);
    CHECK(tiny.size() == 4); // two completions, four optimiser steps
    for (const auto &step : tiny) CHECK(step["grad_norm"].get<double>() > 0);
}

TEST_CASE("a reward model rewards what it reads to the end, and the run says where it has none or does not ask it") {
    const Letters letters;
    const Json asking = {{"max_steps", 1},
                         {"num_generations", 4},
                         {"per_device_train_batch_size", 8},
                         {"max_completion_length", 3},
                         {"reward_funcs", {"reward_model", "format"}}};
    Json run = letters.run("grpo", asking);
    const Error missing = refused(letters.folder.path, run, Letters::problems());
    CHECK(missing.code == "train.missing_input");
    CHECK(missing.field == "inputs.reward");
    run["inputs"] = {{"reward", {{"path", letters.scorer().string()}}}};
    const auto job = trained(letters.folder.path / "run", run, Letters::problems());
    const auto model = loadModel(letters.scorer(), Placement{});
    REQUIRE(model);
    const auto tokenizer = Tokenizer::load(letters.folder.path / "model");
    REQUIRE(tokenizer);
    REQUIRE(job.samples.size() == 4);
    for (const auto &sample : job.samples) {
        std::vector<std::int64_t> ids{0};
        for (const char letter : sample["prompt"].get<std::string>()) ids.push_back(letter - 'a' + 2);
        for (const std::string token : sample["tokens"]) // the end token is one of them
            ids.push_back(token == "<bos>" ? 0 : token == "<eos>" ? 1 : token[0] - 'a' + 2);
        const bool ended = sample["finish_reason"] == "stop";
        const auto scores = scoreRows(**model, {ids}, false);
        REQUIRE(scores);
        const double format = ended && !sample["completion"].get<std::string>().empty() ? 1 : 0;
        CHECK(std::abs(sample["reward"].get<double>() - format - static_cast<double>((*scores)[0][0][0])) < 1e-5);
    }
    run["config"]["reward_funcs"] = {"format"};
    CHECK(trained(letters.folder.path / "run", run, Letters::problems())
              .said("The reward that the run names is not read"));
    run["config"]["reward_funcs"] = {"reward_model"};
    run["inputs"]["reward"]["path"] = (kHeads / "reward_llama").string();
    CHECK(refused(letters.folder.path, run, Letters::problems()).code == "model.other_vocabulary");
    run["model"]["path"] = (kModels / "qwen2").string();
    run["inputs"]["reward"]["path"] = (kHeads / "reward_qwen2_three_labels").string();
    CHECK(refused(letters.folder.path, run, Letters::problems()).code == "model.other_head");
}

TEST_CASE("the likeliest completion of a prompt is what ReMax compares with") {
    const Letters letters;
    const Json run = letters.run("remax", {{"max_steps", 1},
                                           {"num_generations", 4},
                                           {"per_device_train_batch_size", 8},
                                           {"max_completion_length", 3},
                                           {"reward_funcs", {"format"}},
                                           {"shuffle_dataset", false}});
    const auto job = trained(letters.folder.path / "run", run, Letters::problems());
    const auto model = loadModel(letters.folder.path / "model", Placement{});
    REQUIRE(model);
    GenerateOptions options;
    options.sampling.maxNewTokens = 3;
    options.sampling.sampler = "greedy";
    const auto likeliest = generate(**model, {{.ids = {0, 2}, .key = "a"}, {.ids = {0, 3, 4}, .key = "b"}}, options);
    REQUIRE(likeliest);
    double expected = 0;
    for (const auto &prompt : *likeliest)
        expected += prompt.completions[0].finishReason == "stop" && prompt.completions[0].ids.size() > 1 ? 0.5 : 0;
    CHECK(job.metrics[0]["baseline_reward"] == expected);
}

TEST_CASE("a run whose every completion earns the same says that it learnt nothing from rewards") {
    const Letters letters;
    for (const std::string algorithm : {"ppo", "reinforce_plus_plus", "remax", "vpg"}) {
        CAPTURE(algorithm);
        Json config = {{"max_steps", 2},
                       {"per_device_train_batch_size", 4},
                       {"num_train_epochs", 1},
                       {algorithm == "ppo" ? "response_length" : "max_completion_length", 3}};
        const auto job =
            trained(letters.folder.path / "run", letters.run(algorithm, config), Letters::problems("never"));
        CHECK(job.said(algorithm == "remax" ? "no completion earned anything else than the likeliest"
                                            : "every completion of the whole run earned the same"));
        CHECK(job.said("Only the KL term moved the model") ==
              (algorithm == "ppo" || algorithm == "reinforce_plus_plus"));
    }
}
