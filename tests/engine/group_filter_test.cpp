// SPDX-License-Identifier: Apache-2.0
// Dynamic sampling: prompts whose completions all earn the same are replaced by others.
#include "core/engine/train/trainer.h"
#include "tests/support/quiet_job.h"
#include "tests/support/tiny_policy.h"
#include <map>
#include <set>

using namespace lapidary;

namespace {

/// The last letter is the answer. Of these problems only those that ask for a can be told apart: none is zz.
std::vector<Json> problems(int hopeless) {
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb"}) rows.push_back({{"prompt", prompt}, {"reference", "a"}});
    for (int i = 0; i < hopeless; ++i)
        rows.push_back({{"prompt", std::string(1, static_cast<char>('a' + i % 4))}, {"reference", "zz"}});
    return rows;
}

struct Bench {
    TemporaryFolder folder{};
    Bench() {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model");
    }
    fs::path make(const std::string &name, const std::vector<Json> &rows, const Json &more) {
        fs::remove_all(folder.path / name);
        Json config = {{"max_steps", 4},
                       {"per_device_train_batch_size", 8},
                       {"gradient_accumulation_steps", 1},
                       {"num_generations", 4},
                       {"max_completion_length", 6},
                       {"temperature", 1.5},
                       {"learning_rate", 1e-3},
                       {"reward_funcs", {"correct"}},
                       {"logging_steps", 1},
                       {"save_steps", 1},
                       {"filter_groups", true}};
        config.update(more);
        return makeRunFolder(folder.path, name,
                             {{"kind", "train"},
                              {"algorithm", "grpo"},
                              {"seed", 11},
                              {"threads", 1},
                              {"rule", "regex:[a-d]"},
                              {"model", {{"path", "../model"}}},
                              {"data", {{"train", "train.jsonl"}, {"format", "rows"}}},
                              {"config", config}},
                             rows);
    }
    static Result<Json> go(QuietJob &job) {
        return train(readDocument((job.folder / "run.toml").string())->values, job);
    }
};

double told(const Json &step, const char *metric) {
    return step.at(metric).get<double>();
}

} // namespace

TEST_CASE("a step learns from prompts with contrast alone, and draws others for those without") {
    Bench bench;
    QuietJob job(bench.make("run", problems(4), {{"max_num_gen_batches", 40}}));
    const auto done = Bench::go(job);
    REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    REQUIRE(job.metrics.size() == 4);
    double most = 0;
    for (const Json &step : job.metrics) {
        const double kept = told(step, "dynamic_filtering_pass_rate"), draws = told(step, "num_gen_batches");
        most = std::max(most, draws);
        CHECK(kept == doctest::Approx(1 - told(step, "frac_reward_zero_std"))); // told of all that was drawn
        CHECK((draws == 1) == (kept == 1));
        CHECK(told(step, "reward") < 0.75); // half of the prompts earn nothing
    }
    CHECK(most > 1);
    CHECK_FALSE(job.said("max_num_gen_batches"));
    // Two prompts of four a step, each shown one with completions that earned differently.
    std::map<int, std::set<double>> rewards;
    for (const Json &sample : job.samples) {
        rewards[sample["step"].get<int>()].insert(sample["reward"].get<double>());
        CHECK((sample["reward"] == 1.0) == (sample["advantage"].get<double>() > 0));
    }
    CHECK(rewards.size() == 4);
    for (const auto &[step, values] : rewards) CHECK(values.size() == 2);
}

TEST_CASE("what is dropped was sampled all the same") {
    Bench bench;
    const auto cost = [&](const Json &more) {
        QuietJob job(bench.make("run", problems(4), more));
        const auto done = Bench::go(job);
        REQUIRE(done);
        return std::pair((*done)["cost"]["tokens_sampled"].get<double>(), job.metrics);
    };
    const auto [tokens, steps] = cost({{"max_num_gen_batches", 40}});
    double drawn = 0;
    for (const Json &step : steps) // of 8 completions that are learnt
        drawn += 8 / told(step, "dynamic_filtering_pass_rate") * told(step, "completions/mean_length");
    CHECK(tokens == doctest::Approx(drawn));
    CHECK(tokens > cost({{"filter_groups", false}}).first);
}

TEST_CASE("where the bound of draws is met the step learns from what it has, and says so once") {
    Bench bench;
    QuietJob few(bench.make("few", problems(60), {{"max_num_gen_batches", 2}}));
    REQUIRE(Bench::go(few));
    CHECK(few.said("max_num_gen_batches"));
    CHECK(few.notices.find("max_num_gen_batches") == few.notices.rfind("max_num_gen_batches"));
    std::vector<Json> hopeless = problems(4);
    hopeless.erase(hopeless.begin(), hopeless.begin() + 4);
    QuietJob none(bench.make("none", hopeless, {{"max_num_gen_batches", 3}}));
    REQUIRE(Bench::go(none));
    for (const Json &step : none.metrics) {
        CHECK(told(step, "num_gen_batches") == 3);
        CHECK(told(step, "dynamic_filtering_pass_rate") == 0);
        CHECK(told(step, "grad_norm") == 0);
    }
    for (const Json &sample : none.samples) CHECK(sample["advantage"] == 0.0);
}

TEST_CASE("a run with dropped prompts that is stopped anywhere ends with the bytes of a whole one") {
    Bench bench;
    const Json more = {{"max_num_gen_batches", 5}, {"max_steps", 3}};
    QuietJob whole(bench.make("whole", problems(4), more));
    REQUIRE(Bench::go(whole));
    const std::string weights = textOf(whole.folder / "model/model.safetensors");
    int stops = 0;
    for (int look = 1; look <= whole.looks; look += 3) {
        CAPTURE(look);
        const auto folder = bench.make("broken", problems(4), more);
        QuietJob first(folder, look), rest(folder);
        if (Bench::go(first)) continue;
        ++stops;
        REQUIRE(Bench::go(rest));
        CHECK(textOf(folder / "model/model.safetensors") == weights);
    }
    CHECK(stops > 2);
}

TEST_CASE("stored completions cannot be drawn again") {
    Bench bench;
    QuietJob job(bench.make("run", {{{"prompt_ids", {0, 2}}, {"completion_ids", {2, 1}}, {"advantage", 1}}},
                            {{"rollouts", "file"}}));
    const auto done = Bench::go(job);
    REQUIRE_FALSE(done);
    CHECK(done.error().field.find("filter_groups") != std::string::npos);
}
