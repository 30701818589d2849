// SPDX-License-Identifier: Apache-2.0
// Rewards of steps: what a model that scores steps says of each, and what of it each token earns.
#include "core/engine/generate/score.h"
#include "core/engine/model/model_files.h"
#include "core/engine/reward/process_reward.h"
#include "core/engine/train/ops/step_credit.h"
#include "core/engine/train/trainer.h"
#include "tests/support/quiet_job.h"
#include "tests/support/reward_network.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>
#include <cmath>

using namespace lapidary;

namespace {

at::Tensor rows(const std::vector<double> &values, std::int64_t B) {
    return at::tensor(values, at::kDouble).reshape({B, -1});
}

void checkNear(const at::Tensor &found, const at::Tensor &expected) {
    CAPTURE(found);
    CHECK((found - expected).abs().max().item<double>() < 1e-6);
}

} // namespace

TEST_CASE("in the min-form the steps of a completion together earn nearly what the worst one is worth") {
    const at::Tensor ends = rows({0, 1, 1, 0, 0, 1, 0, 0, 1}, 3), rewards = rows({0, 0.9, 0.2, 0, 0, 0.6, 0, 0, 0}, 3);
    // exp(-9) and exp(-2) share the first completion; the others have one step
    checkNear(minForm(rewards, ends), rows({0, 0.00081994602, 0.19981778979, 0, 0, 0.6, 0, 0, 0}, 3));
    CHECK(minForm(rewards * 0, ends * 0).abs().max().item<double>() == 0);
    double before = 1;
    for (int more = 1; more <= 4; ++more) { // with each step that is added nothing is gained, where a sum gains
        const at::Tensor some = at::full({1, more}, 0.7, at::kDouble);
        const double sum = minForm(some, at::ones_like(some)).sum().item<double>();
        CHECK(sum == doctest::Approx(0.7));
        CHECK(sum <= before);
        before = sum + 1e-12;
    }
}

TEST_CASE("process supervision gives a token the normalised rewards of its step and of those behind it") {
    // The group's steps: 0.8 and 0.4, and 0.2: mean 0.4667, unbiased deviation 0.30551.
    const at::Tensor ends = rows({0, 1, 0, 1, 0, 0, 1, 0}, 2), rewards = rows({0, 0.8, 0, 0.4, 0, 0, 0.2, 0}, 2);
    const double mean = 1.4 / 3, off = std::sqrt(((0.8 - mean) * (0.8 - mean) + (0.4 - mean) * (0.4 - mean) +
                                                  (0.2 - mean) * (0.2 - mean)) /
                                                 2) +
                                       1e-4;
    const double first = (0.8 - mean) / off, second = (0.4 - mean) / off, third = (0.2 - mean) / off;
    const at::Tensor found = groupStepAdvantages(rewards, ends, 2, "group");
    checkNear(found, rows({first + second, first + second, second, second, third, third, third, 0}, 2));
    checkNear(groupStepAdvantages(rewards, ends, 2, "batch"), found); // there is one group
    checkNear(groupStepAdvantages(rewards, ends, 2, "none"),
              rows({0.8 + 0.4 - 2 * mean, 0.8 + 0.4 - 2 * mean, 0.4 - mean, 0.4 - mean, 0.2 - mean, 0.2 - mean,
                    0.2 - mean, 0},
                   2));
    // Another group beside it changes nothing, and one step alone is neither good nor bad.
    const at::Tensor both = groupStepAdvantages(at::cat({rewards, rows({0, 0.9, 0, 0, 0, 0, 0, 0}, 2)}),
                                                at::cat({ends, rows({0, 1, 0, 0, 0, 0, 0, 0}, 2)}), 2, "group");
    checkNear(both.slice(0, 0, 2), found);
    CHECK(both.slice(0, 2).abs().max().item<double>() < 1e-12);
}

TEST_CASE("a model that scores steps is read behind each of them, and a text without one earns nothing") {
    const auto model = scoringDecoder();
    const auto rule = ruleByName("exact");
    RewardContext context{.rule = **rule, .stepNetwork = model.get()};
    // Token 40 is the line's end, 41 is said by nobody, all others are a letter.
    context.decode = [](const std::vector<std::int64_t> &ids) {
        std::string text;
        for (const auto id : ids)
            if (id != 41) text += id == 40 ? "\n" : "x";
        return text;
    };
    context.encode = [](const std::string &) -> Result<std::vector<std::int64_t>> {
        return std::vector<std::int64_t>{40};
    };
    const Problem problem;
    using Ids = std::vector<std::int64_t>;
    const Ids prompt{5, 6, 7};
    const std::vector<Judged> completions{{"", "stop", &problem, prompt, Ids{10, 11, 40, 12, 40, 41}},
                                          {"", "stop", &problem, prompt, Ids{10, 11, 40, 12, 13, 41}},
                                          {"", "stop", &problem, prompt, Ids{40, 41}}};
    const auto rewards = processReward()->score(completions, context);
    REQUIRE_MESSAGE(rewards, (rewards ? "" : describe(rewards.error())));
    CHECK(rewards->per == RewardRows::Per::Step);
    CHECK((rewards->ends == std::vector<std::vector<std::size_t>>{{2, 4}, {2, 4}, {1}}));
    const auto right = [&](const Ids &ids) { // at the last token
        const auto scores = scoreRows(*model, {ids}, true);
        REQUIRE(scores);
        const ScoreRow &last = scores->at(0).back();
        return 1 / (1 + std::exp(static_cast<double>(last[0]) - static_cast<double>(last[1])));
    };
    const auto near = [&](std::optional<double> found, double expected) {
        REQUIRE(found);
        CHECK(std::abs(*found - expected) < 1e-5);
    };
    near(rewards->rows[0][0], right({5, 6, 7, 10, 11, 40}));
    near(rewards->rows[0][1], right({5, 6, 7, 10, 11, 40, 12, 40}));
    near(rewards->rows[1][1], right({5, 6, 7, 10, 11, 40, 12, 13, 40})); // its end is put behind it
    CHECK((rewards->rows[2] == std::vector<std::optional<double>>{0.0}));
    const auto least = perCompletion(*rewards, "min"), last = perCompletion(*rewards, "last");
    CHECK(least[0] == std::min(*rewards->rows[0][0], *rewards->rows[0][1]));
    CHECK(last[0] == rewards->rows[0][1]);
    CHECK(perCompletion(*rewards, "prod")[0] == *rewards->rows[0][0] * *rewards->rows[0][1]);
}

namespace {

struct Bench {
    TemporaryFolder folder{};
    Bench() {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model", {}, {"a", "b", "\n", "d"});
        QuietJob job(make("prm", "prm", {{"max_steps", 1}, {"learning_rate", 1e-3}, {"per_device_train_batch_size", 1}},
                          {{{"prompt", "a"}, {"completions", {"b", "d"}}, {"labels", {true, false}}}}));
        const auto done = train(readDocument((job.folder / "run.toml").string())->values, job);
        REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    }
    fs::path make(const std::string &name, const std::string &algorithm, const Json &config,
                  const std::vector<Json> &data, const Json &inputs = Json::object()) {
        fs::remove_all(folder.path / name);
        return makeRunFolder(folder.path, name,
                             {{"kind", "train"},
                              {"algorithm", algorithm},
                              {"seed", 4},
                              {"threads", 1},
                              {"rule", "exact"},
                              {"model", {{"path", "../model"}}},
                              {"inputs", inputs},
                              {"data", {{"train", "train.jsonl"}, {"format", "rows"}}},
                              {"config", config}},
                             data);
    }
    QuietJob drawn(const std::string &algorithm, const Json &more, int stopAtLook = 0,
                   const std::string &name = "run") {
        Json config = {{"max_steps", 3},
                       {"per_device_train_batch_size", 4},
                       {"gradient_accumulation_steps", 2},
                       {"temperature", 1.2},
                       {"learning_rate", 1e-3},
                       {"logging_steps", 1},
                       {"save_steps", 1},
                       {"reward_funcs", {"process_reward"}}};
        if (algorithm == "ppo")
            config["response_length"] = 8;
        else
            config.update({{"num_generations", 4}, {"max_completion_length", 8}});
        config.update(more);
        QuietJob job(make(name, algorithm, config,
                          {{{"prompt", "a"}, {"reference", "b"}}, {{"prompt", "bd"}, {"reference", "a"}}},
                          {{"process_reward", {{"path", "../prm/model"}}}}),
                     stopAtLook);
        result = train(readDocument((job.folder / "run.toml").string())->values, job);
        return job;
    }
    Result<Json> result = Json();
};

} // namespace

TEST_CASE("a training is paid by a model that scores steps: as one number, or where the steps end") {
    Bench bench;
    for (const char *algorithm : {"grpo", "rloo", "reinforce_plus_plus", "vpg", "ppo"}) {
        CAPTURE(algorithm);
        for (const char *credit : {"completion", "sum", "min"}) {
            CAPTURE(credit);
            Json more = {{"process_reward_credit", credit}};
            if (std::string(algorithm) == "rloo") more = Json::object();
            const QuietJob job = bench.drawn(algorithm, more);
            REQUIRE_MESSAGE(bench.result, (bench.result ? "" : describe(bench.result.error())));
            REQUIRE(job.metrics.size() == 3);
            for (const Json &step : job.metrics) {
                CHECK(step.at("rewards/process_reward/mean").get<double>() > 0);
                CHECK(step.at("rewards/process_reward/mean").get<double>() < 1);
                CHECK(step.at("grad_norm").get<double>() > 0);
            }
            CHECK(job.said("writing more steps") == (std::string(credit) == "sum" && !more.empty()));
            CHECK_FALSE(job.said("Nothing was learnt"));
            CHECK(std::any_of(job.samples.begin(), job.samples.end(),
                              [](const Json &sample) { return !sample.at("step_rewards").empty(); }));
        }
    }
}

TEST_CASE("a training by steps that is stopped between iterations ends with the bytes of a whole one") {
    Bench bench;
    for (const char *algorithm : {"grpo", "reinforce_plus_plus"}) {
        CAPTURE(algorithm);
        const Json more = {{"process_reward_credit", "min"}, {"num_iterations", 2}, {"max_steps", 4}};
        const QuietJob whole = bench.drawn(algorithm, more);
        REQUIRE(bench.result);
        const std::string weights = textOf(whole.folder / "model/model.safetensors");
        int stops = 0;
        for (int look = 1; look <= whole.looks; look += 2) {
            CAPTURE(look);
            const QuietJob broken = bench.drawn(algorithm, more, look, "broken");
            if (bench.result) continue;
            ++stops;
            QuietJob rest(broken.folder);
            const auto done = train(readDocument((broken.folder / "run.toml").string())->values, rest);
            REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
            CHECK(textOf(broken.folder / "model/model.safetensors") == weights);
        }
        CHECK(stops > 2);
    }
}

TEST_CASE("a model that does not score steps cannot pay for them") {
    Bench bench;
    const auto refused = [&](const std::string &algorithm, const Json &more, const Json &inputs) {
        Json config = {{"max_steps", 1},
                       {"per_device_train_batch_size", 4},
                       {"num_generations", 4},
                       {"reward_funcs", {"process_reward"}}};
        config.update(more);
        QuietJob job(bench.make("run", algorithm, config, {{{"prompt", "a"}, {"reference", "b"}}}, inputs));
        const auto done = train(readDocument((job.folder / "run.toml").string())->values, job);
        REQUIRE_FALSE(done);
        return done.error();
    };
    CHECK(refused("grpo", Json::object(), Json::object()).field == "inputs.process_reward");
    CHECK(refused("grpo", Json::object(), {{"process_reward", {{"path", "../model"}}}}).code == "model.no_scores");
    const Json steps = {{"process_reward", {{"path", "../prm/model"}}}};
    CHECK(refused("remax", {{"process_reward_credit", "sum"}}, steps).field.find("process_reward_credit") !=
          std::string::npos);
    CHECK(refused("grpo", {{"process_reward_credit", "sum"}, {"scale_rewards", "mean"}}, steps)
              .field.find("scale_rewards") != std::string::npos);
}
