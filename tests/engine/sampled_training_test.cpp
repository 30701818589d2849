// SPDX-License-Identifier: Apache-2.0
// Whole trainings by policy optimisation: sampled ones with LoRA, several prompts and accumulation, stopped and resumed
// at every place; stored rollouts with log-probs of their own; and what a run says of itself where it teaches nothing.
#include "core/engine/generate/teacher_forced.h"
#include "core/engine/train/metrics.h"
#include "core/engine/train/trainer.h"
#include "tests/support/quiet_job.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

/// A folder with the tiny policy, in which runs are made and done.
struct Bench {
    TemporaryFolder folder{};
    Bench() {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model");
    }
    fs::path make(const std::string &name, const std::string &algorithm, const Json &config,
                  const std::vector<Json> &rows, const std::string &format = "rows") {
        fs::remove_all(folder.path / name);
        return makeRunFolder(folder.path, name,
                             {{"kind", "train"},
                              {"algorithm", algorithm},
                              {"seed", 4},
                              {"threads", 1},
                              {"rule", "exact"},
                              {"model", {{"path", "../model"}}},
                              {"data", {{"train", "train.jsonl"}, {"format", format}}},
                              {"config", config}},
                             rows);
    }
    static Result<Json> go(QuietJob &job) {
        return train(readDocument((job.folder / "run.toml").string())->values, job);
    }
    QuietJob done(const std::string &algorithm, const Json &config, const std::vector<Json> &rows,
                  const std::string &format = "rows") {
        QuietJob job(make("run", algorithm, config, rows, format));
        const auto result = go(job);
        REQUIRE_MESSAGE(result, (result ? "" : describe(result.error())));
        return job;
    }
    Error refused(const Json &config, const std::vector<Json> &rows, const std::string &format = "rows") {
        QuietJob job(make("run", "grpo", config, rows, format));
        const auto result = go(job);
        REQUIRE_FALSE(result);
        return result.error();
    }
    std::vector<float> logpsOf(const Json &row) {
        using Ids = std::vector<std::int64_t>;
        const auto model = loadModel(folder.path / "model", Placement{});
        REQUIRE(model);
        const std::vector<PromptAndCompletion> texts{{row["prompt_ids"].get<Ids>(), row["completion_ids"].get<Ids>()}};
        const auto scores = teacherForcedLogprobs(**model, texts);
        REQUIRE(scores);
        return scores->front().logprobs;
    }
};

std::vector<Json> problems() {
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb", "abcd"})
        rows.push_back({{"prompt", prompt}, {"reference", "b"}});
    return rows;
}

/// Two prompts a step, each in a micro-batch of its own.
Json sampling(const Json &more = Json::object()) {
    Json config = {{"max_steps", 6},
                   {"per_device_train_batch_size", 4},
                   {"gradient_accumulation_steps", 2},
                   {"num_generations", 4},
                   {"max_completion_length", 5},
                   {"temperature", 0.7},
                   {"learning_rate", 1e-2},
                   {"reward_funcs", {"correct", "format"}},
                   {"use_peft", true},
                   {"target_modules", {"all-linear"}},
                   {"lora_alpha", 32},
                   {"save_steps", 1}};
    config.update(more);
    return config;
}

std::vector<Json> withoutTime(std::vector<Json> metrics) {
    for (auto &values : metrics)
        for (const char *own : {"step_time", "tokens_per_second", "peak_memory"}) values.erase(own);
    return metrics;
}

/// Completions of equal length, so that no way of averaging depends on the grouping.
std::vector<Json> stored() {
    std::vector<Json> rows;
    for (std::int64_t i = 0; i < 8; ++i)
        rows.push_back({{"prompt_ids", {0, 2 + i % 4}},
                        {"completion_ids", {2 + (i + 1) % 4, 2 + (i * i) % 4, 1}},
                        {"advantage", i % 3 == 0 ? 1.0 : -0.4}});
    return rows;
}

Json replaying(int batch, const Json &more = Json::object()) {
    Json config = {{"rollouts", "file"},
                   {"max_steps", 3},
                   {"per_device_train_batch_size", batch},
                   {"gradient_accumulation_steps", 8 / batch},
                   {"num_generations", 4},
                   {"learning_rate", 1e-2},
                   {"lr_scheduler_type", "constant"},
                   {"max_completion_length", 5}};
    config.update(more);
    return config;
}

} // namespace

TEST_CASE("a sampled run that is stopped anywhere, also while it samples or between the iterations of a rollout, ends "
          "with the bytes of a whole one") {
    Bench bench;
    for (const Json &more : {Json{{"num_iterations", 2}, {"beta", 0.05}, {"completion_prefix", "c"}}, Json::object()}) {
        CAPTURE(more.dump());
        QuietJob whole(bench.make("whole", "grpo", sampling(more), problems()));
        REQUIRE(Bench::go(whole));
        const std::string weights = textOf(whole.folder / "model/adapter_model.safetensors");
        int stops = 0;
        for (int look = 1; look <= whole.looks; ++look) {
            CAPTURE(look);
            const auto folder = bench.make("broken", "grpo", sampling(more), problems());
            QuietJob first(folder, look), rest(folder);
            const auto stopped = Bench::go(first);
            if (!stopped) {
                ++stops;
                CHECK(stopped.error().code == kCancelled);
                REQUIRE(Bench::go(rest));
                CHECK(rest.fromStep ==
                      static_cast<int>(first.metrics.size())); // a step that was only sampled did not happen
            }
            auto steps = first.metrics;
            steps.insert(steps.end(), rest.metrics.begin(), rest.metrics.end());
            CHECK(withoutTime(steps) == withoutTime(whole.metrics));
            CHECK(textOf(folder / "model/adapter_model.safetensors") == weights);
        }
        CHECK(stops >= 12);
        CHECK(whole.metrics[0]["loss"] != whole.metrics[5]["loss"]);
    }
}

TEST_CASE("an adapter learns from its own samples of several prompts at a temperature that is not 1") {
    Bench bench;
    const auto job = bench.done("grpo",
                                sampling({{"max_steps", 60},
                                          {"per_device_train_batch_size", 32},
                                          {"num_generations", 16},
                                          {"reward_funcs", {"correct"}},
                                          {"learning_rate", 3e-2},
                                          {"save_steps", 100}}),
                                problems());
    double last = 0; // the rate falls to 0: the policy hardly moves in these steps
    for (std::size_t i = job.metrics.size() - 10; i < job.metrics.size(); ++i)
        last += job.metrics[i]["reward"].get<double>() / 10;
    MESSAGE("reward " << job.metrics.front()["reward"] << " to " << last);
    CHECK(job.metrics.front()["reward"].get<double>() < 0.1);
    CHECK(last > 0.15);
    CHECK(job.notices.empty());
}

TEST_CASE("every way of averaging gives the same step however the batch is accumulated") {
    Bench bench;
    for (const std::string type : {"grpo", "bnpo", "dapo", "dr_grpo"}) {
        CAPTURE(type);
        const Json more = {{"loss_type", type}};
        const auto whole = bench.done("grpo", replaying(8, more), stored(), "tokens").metrics,
                   parts = bench.done("grpo", replaying(2, more), stored(), "tokens").metrics;
        REQUIRE(whole.size() == parts.size());
        for (std::size_t s = 0; s < whole.size(); ++s)
            for (const char *name : {"loss", "grad_norm"})
                CHECK(std::abs(whole[s][name].get<double>() - parts[s][name].get<double>()) < 1e-5);
    }
}

TEST_CASE("stored log-probs are those that the policy is compared with, also at the first iteration, whatever the "
          "order of the rows") {
    Bench bench;
    auto rows = stored();
    double expected = 0; // each token became twice as likely as it was: its ratio of 2 is clipped at 1.2 where the
                         // advantage is positive
    for (auto &row : rows) {
        auto logps = bench.logpsOf(row);
        for (auto &logp : logps) logp -= static_cast<float>(std::log(2.0));
        row["old_per_token_logps"] = logps;
        const double advantage = row["advantage"];
        expected -= 3 * std::min(2 * advantage, 1.2 * advantage) / 24;
    }
    for (const bool reversed : {false, true}) {
        if (reversed) std::reverse(rows.begin(), rows.end());
        const auto metrics = bench.done("grpo", replaying(4), rows, "tokens").metrics;
        CHECK(std::abs(metrics[0]["loss"].get<double>() - expected) < 1e-5);
        CHECK(std::abs(metrics[0]["clip_ratio/high_mean"].get<double>() - 3.0 / 8) < 1e-6);
    }
    for (const std::size_t lacking : {0u, 5u}) {
        auto damaged = rows;
        damaged[lacking].erase("old_per_token_logps");
        const auto error = bench.refused(replaying(4), damaged, "tokens");
        CHECK(error.code == "data.bad_row");
        CHECK(error.line == static_cast<std::int64_t>(lacking) + 1);
        CHECK(error.field == "old_per_token_logps");
        CHECK(error.file.ends_with("train.jsonl"));
    }
}

TEST_CASE("stored log-probs of the reference are used for all rows or for none") {
    Bench bench;
    auto rows = stored();
    for (auto &row : rows) {
        auto logps = bench.logpsOf(row);
        for (auto &logp : logps) logp += 0.5f;
        row["ref_per_token_logps"] = logps;
    }
    const Json held = {{"beta", 0.1}};
    CHECK(std::abs(bench.done("grpo", replaying(4, held), rows, "tokens").metrics[0]["kl"].get<double>() -
                   (std::exp(0.5) - 1.5)) < 1e-5);
    rows[3].erase("ref_per_token_logps");
    CHECK(bench.refused(replaying(4, held), rows, "tokens").line == 4);
    CHECK(bench.done("grpo", replaying(4), rows, "tokens").metrics.size() ==
          3); // nobody looks at them without the KL term
    for (auto &row : rows) row.erase("ref_per_token_logps");
    CHECK(std::abs(bench.done("grpo", replaying(4, held), rows, "tokens").metrics[0]["kl"].get<double>()) < 1e-6);
}

TEST_CASE("a damaged row of stored rollouts is named before the first step") {
    Bench bench;
    const auto damage = [&](const char *key, const Json &value) {
        auto rows = stored();
        rows[6][key] = value;
        const auto error = bench.refused(replaying(4), rows, "tokens");
        CHECK(error.code == "data.bad_row");
        CHECK(error.line == 7);
        CHECK(error.field == key);
    };
    damage("completion_ids", {2, 99});
    damage("forced", 4);
    damage("forced", "x");
    damage("terminated", 1);
    damage("old_per_token_logps", {-1, -2});
    damage("old_per_token_logps", {-1, nullptr, -2});
    damage("prompt_ids", Json::array());
}

TEST_CASE("smallest and largest values of a step are those of all its micro-batches, counts are summed") {
    Bench bench;
    auto rows = stored();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i]["advantage"] = 1.0;
        auto logps = bench.logpsOf(rows[i]);
        for (auto &logp : logps) logp -= i == 1 ? 1.0f : 0.0f; // the tokens of one row alone are clipped
        rows[i]["old_per_token_logps"] = logps;
    }
    const auto first = bench.done("grpo", replaying(2), rows, "tokens").metrics[0];
    CHECK(first["clip_ratio/high_max"] == 1.0);
    CHECK(std::abs(first["clip_ratio/high_mean"].get<double>() - 1.0 / 8) < 1e-6);
    StepMetrics step;
    step.add({{"mean", 1.0}, {"min", {3, Over::Min}}, {"max", {3, Over::Max}}, {"sum", {3, Over::Sum}}});
    step.add({{"mean", 2.0}, {"min", {1, Over::Min}}, {"max", {1, Over::Max}}, {"sum", {1, Over::Sum}}});
    CHECK(toJson(step.values()) == Json{{"max", 3.0}, {"mean", 1.5}, {"min", 1.0}, {"sum", 4.0}});
}

TEST_CASE("completions that were cut teach nothing where they are masked, and a run in which all were cut says so") {
    Bench bench;
    auto rows = stored();
    for (std::size_t i = 0; i < rows.size(); i += 2) rows[i]["terminated"] = false;
    const auto half =
        bench.done("grpo", replaying(8, {{"mask_truncated_completions", true}}), rows, "tokens").metrics[0];
    double sum = 0;
    for (std::size_t i = 1; i < rows.size(); i += 2) sum += rows[i]["advantage"].get<double>();
    CHECK(std::abs(half["loss"].get<double>() + sum / 4) < 1e-5); // the mean over the tokens that are learnt
    for (auto &row : rows) row["terminated"] = false;
    const auto none = bench.done("grpo", replaying(8, {{"mask_truncated_completions", true}}), rows, "tokens");
    CHECK(none.metrics[0]["loss"] == 0.0);
    CHECK(none.said("teach nothing"));
}

TEST_CASE("a run says what made it worthless") {
    Bench bench;
    auto hopeless = problems();
    for (auto &row : hopeless) row["reference"] = "never";
    const auto flat = bench.done("grpo", sampling({{"reward_funcs", {"correct"}}, {"max_steps", 2}}), hopeless);
    for (const auto &step : flat.metrics) {
        CHECK(std::abs(step["loss"].get<double>()) < 1e-9);
        CHECK(step["frac_reward_zero_std"] == 1.0);
    }
    CHECK(flat.said("no group of completions had contrast"));
    CHECK_FALSE(bench.done("grpo", sampling(), problems()).said("contrast"));
    const auto blind = bench.done("grpo", sampling({{"reward_funcs", {"steps"}}, {"max_steps", 1}}),
                                  problems()); // the rule knows no steps
    CHECK(blind.said("no reward function could score any completion"));
    CHECK(blind.metrics[0]["reward"].is_null());
    CHECK(blind.metrics[0]["rewards/steps/unscorable"] == 8.0);
    auto rows = stored();
    for (auto &row : rows) row["advantage"] = 0;
    CHECK(bench.done("grpo", replaying(8), rows, "tokens").said("teach nothing"));
    CHECK_FALSE(bench.done("grpo", replaying(8), stored(), "tokens").said("teach nothing"));
    CHECK(bench.done("grpo", replaying(8, {{"lr_scheduler_type", "linear"}, {"warmup_steps", 3}}), stored(), "tokens")
              .said("never arrives"));
    CHECK(bench.done("grpo", replaying(8, {{"lr_scheduler_type", "linear"}, {"warmup_ratio", 1.0}}), stored(), "tokens")
              .said("never arrives"));
    CHECK(bench.done("grpo", replaying(8, {{"warmup_steps", 3}}), stored(), "tokens")
              .notices.empty()); // constant has no warm-up
    CHECK(bench.done("grpo", replaying(8, {{"learning_rate", 0.0}}), stored(), "tokens")
              .said("no step moves the weights"));
}

TEST_CASE("two equal sides of a pair teach nothing: they are left out and said, and nothing else is an error") {
    Bench bench;
    const Json config = {{"max_steps", 2}, {"per_device_train_batch_size", 2}, {"learning_rate", 1e-3}};
    const Json good = {{"prompt", "a"}, {"chosen", "b"}, {"rejected", "c"}},
               equal = {{"prompt", "b"}, {"chosen", "dd"}, {"rejected", "dd"}};
    const auto job = bench.done("dpo", config, {good, equal, equal});
    CHECK(job.said("2 pairs left out: their two sides are the same"));
    CHECK(withoutTime(job.metrics)[0]["loss"] == withoutTime(bench.done("dpo", config, {good}).metrics)[0]["loss"]);
    QuietJob alone(bench.make("run", "dpo", config, {equal}));
    const auto refused = Bench::go(alone);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "data.empty");
}

TEST_CASE("settings that do not fit each other are refused before a model is read") {
    Bench bench;
    const auto field = [&](const Json &more) {
        const auto error = bench.refused(sampling(more), problems());
        CHECK(error.code == "config.out_of_range");
        return error.field;
    };
    CHECK(field({{"num_generations", 3}}) == "num_generations");
    CHECK(field({{"reward_weights", {1}}}) == "reward_weights");
    CHECK(field({{"reward_funcs", {"correct", "nice"}}}) == "reward_funcs");
    CHECK(field({{"reward_funcs", Json::array()}}) == "reward_funcs");
}

TEST_CASE("stored rewards become advantages, and a row without one that is asked for is refused") {
    Bench bench;
    auto rows = stored(), given = stored();
    const double rewards[] = {1, 0, 0, 1, 0, 0, 1, 0}; // two groups of four
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].erase("advantage");
        rows[i]["rewards"] = {{"mine", rewards[i]}, {"unasked", 7}};
        const double mean = i < 4 ? 0.5 : 0.25;
        given[i]["advantage"] = rewards[i] - mean;
    }
    const Json more = {{"reward_funcs", {"mine"}}, {"scale_rewards", "none"}, {"num_generations", 4}};
    const auto own = bench.done("grpo", replaying(8, more), rows, "tokens").metrics[0];
    const auto expected = bench.done("grpo", replaying(8, {{"num_generations", 4}}), given, "tokens").metrics[0];
    CHECK(std::abs(own["loss"].get<double>() - expected["loss"].get<double>()) < 1e-7);
    CHECK(std::abs(own["grad_norm"].get<double>() - expected["grad_norm"].get<double>()) < 1e-5);
    CHECK(std::abs(own["reward"].get<double>() - 0.375) < 1e-9);
    auto lacking = rows;
    lacking[2]["rewards"] = {{"unasked", 7}};
    const auto unnamed = bench.refused(replaying(8, more), lacking, "tokens");
    CHECK(unnamed.line == 3);
    CHECK(unnamed.field == "rewards");
    lacking[2] = given[2]; // an advantage among rewards
    CHECK(bench.refused(replaying(8, more), lacking, "tokens").line == 3);
    for (auto &row : rows) row["rewards"]["mine"] = 1;
    CHECK(bench.done("grpo", replaying(8, more), rows, "tokens").said("no group of completions had contrast"));
}
