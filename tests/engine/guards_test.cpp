// SPDX-License-Identifier: Apache-2.0
// What keeps a policy from exploiting its reward: canaries, a budget of KL, metrics of length and repetition; and a
// real policy that exploits one.
#include "core/data/tasks/task.h"
#include "core/engine/train/rollout.h"
#include "core/stats/curve_alarms.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"

using namespace lapidary;

namespace {

Json tinyRun(const fs::path &model, const Json &more) {
    Json config = {{"max_steps", 6},
                   {"per_device_train_batch_size", 8},
                   {"num_generations", 4},
                   {"max_completion_length", 5},
                   {"learning_rate", 1e-2},
                   {"lr_scheduler_type", "constant"},
                   {"reward_funcs", {"format"}}};
    config.update(more);
    Json run = runOnTokens("grpo", config, {{"path", model.string()}});
    run["data"]["format"] = "rows";
    run["rule"] = "exact";
    return run;
}

std::vector<Json> tinyProblems() {
    std::vector<Json> rows;
    for (const char *prompt : {"a", "bc", "dda", "cb", "abcd"})
        rows.push_back({{"prompt", prompt}, {"reference", "b"}});
    return rows;
}

std::vector<Json> chains(std::uint64_t seed, int count) {
    const auto task = taskByName("chain_mod");
    REQUIRE(task);
    const auto config = resolve((*task)->spec(), {{"min_length", 3}, {"max_length", 4}, {"max_distractors", 0}});
    REQUIRE(config);
    const auto rows = (*task)->make(*config, seed, count);
    REQUIRE(rows);
    return *rows;
}

} // namespace

TEST_CASE("guards: repetition is the share of threes that stood before, correlation is Pearson's") {
    Rollout plain, again;
    plain.completion = {1, 2, 3, 4, 5};
    again.completion = {1, 2, 1, 2, 1, 2}; // four threes, two of them new
    CHECK(lengthMetrics({plain}).at("completions/repetition").value == 0);
    CHECK(lengthMetrics({again}).at("completions/repetition").value == doctest::Approx(0.5));
    CHECK(lengthMetrics({plain, again}).at("completions/repetition").value == doctest::Approx(0.25));
    CHECK(correlationOf({1, 2, 3}, {2, 4, 6}) == doctest::Approx(1));
    CHECK(correlationOf({1, 2, 3}, {3, 2, 1}) == doctest::Approx(-1));
    CHECK(correlationOf({1, 2, 3, 4}, {1, -1, -1, 1}) == doctest::Approx(0));
    CHECK(correlationOf({1, 2}, {5, 5}) == 0);
}

TEST_CASE("guards: canaries are asked at the first step and then every so many, and nothing is learnt from them") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "tiny");
    writeTinyPolicy(folder.path / "tiny");
    Json run = tinyRun(folder.path / "tiny", {{"canary_steps", 2}, {"learning_rate", 1e-12}});
    const auto without = trained(folder.path / "without", run, tinyProblems());
    CHECK_FALSE(without.metrics[0].contains("canary/gold"));
    run["data"]["canary"] = "train.jsonl";
    const auto with = trained(folder.path / "with", run, tinyProblems());
    for (std::size_t step = 0; step < 6; ++step) {
        CAPTURE(step);
        CHECK(with.metrics[step].contains("canary/gold") == (step % 2 == 0));
        CHECK(with.metrics[step]["reward"] == without.metrics[step]["reward"]);
        CHECK(with.metrics[step]["loss"] == without.metrics[step]["loss"]);
    }
    // the policy stands still, and the random numbers are the same each time
    CHECK(with.metrics[0]["canary/gold"] == with.metrics[2]["canary/gold"]);
    CHECK(with.metrics[0]["canary/proxy"] == with.metrics[4]["canary/proxy"]);
    std::string blind;
    for (Json row : tinyProblems()) {
        row.erase("reference");
        blind += dumpJson(row) + "\n";
    }
    run["data"]["canary"] = "blind.jsonl";
    makeRunFolder(folder.path, "blind", run, tinyProblems());
    REQUIRE(writeFileAtomic(folder.path / "blind" / "blind.jsonl", blind));
    QuietJob job(folder.path / "blind");
    const auto refused = train(onTestDevice(run), job);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "reward.unscorable");
    CHECK(refused.error().file.ends_with("blind.jsonl"));
    CHECK(with.said("format can be exploited: the prompt, copied earns 1, a right answer 1"));
    bool shown = false;
    for (const Json &sample : with.samples) {
        if (!sample["group"].get<std::string>().starts_with("canary ")) continue;
        shown = true;
        CHECK(sample["gold"] == 0);
        CHECK(sample["completion"] != "b");
    }
    CHECK(shown);
}

TEST_CASE("guards: a run ends where kl passes max_kl") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path / "tiny");
    writeTinyPolicy(folder.path / "tiny");
    const Json free =
        tinyRun(folder.path / "tiny", {{"beta", 0.001}, {"max_steps", 12}, {"reward_funcs", {"concise"}}});
    Json bound = free;
    const auto whole = trained(folder.path / "whole", free, tinyProblems());
    REQUIRE(whole.metrics.size() == 12);
    std::vector<double> kl;
    for (const Json &each : whole.metrics) kl.push_back(each["kl"].get<double>());
    const double budget = 0.5 * *std::max_element(kl.begin(), kl.end());
    REQUIRE(budget > 0);
    const auto passed = std::find_if(kl.begin(), kl.end(), [&](double each) { return each > budget; });
    bound["config"]["max_kl"] = budget;
    const auto ended = trained(folder.path / "bound", bound, tinyProblems());
    CHECK(ended.metrics.size() == static_cast<std::size_t>(passed - kl.begin()) + 1);
    CHECK(ended.said("has passed max_kl"));
    CHECK(fs::exists(folder.path / "bound" / "model")); // it ends, it does not fail

    Json blind = free;
    blind["config"].update({{"beta", 0.0}, {"max_kl", 0.1}});
    makeRunFolder(folder.path, "blind", blind, tinyProblems());
    QuietJob job(folder.path / "blind");
    const auto refused = train(onTestDevice(blind), job);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().field == "max_kl");
}

/// The starter mostly answers at once, which is guessing, and sometimes thinks, which is right. A verifier that asks
/// only whether an answer can be read, and is glad of short ones, teaches it never to think.
TEST_CASE("guards: a lax verifier is exploited within 40 steps, and the alarm rings") {
    const TemporaryFolder folder;
    Json run = tinyRun(LAPIDARY_SOURCE "/resources/starter", {{"max_steps", 40},
                                                              {"per_device_train_batch_size", 32},
                                                              {"num_generations", 8},
                                                              {"max_completion_length", 72},
                                                              {"learning_rate", 2e-4},
                                                              {"canary_steps", 3},
                                                              {"reward_funcs", {"format", "concise"}}});
    run["rule"] = "chain_mod";
    run["data"]["canary"] = "canary.jsonl";
    const fs::path place = folder.path / "run";
    makeRunFolder(folder.path, "run", run, chains(3, 200));
    std::string lines;
    for (const Json &row : chains(4, 64)) lines += dumpJson(row) + "\n";
    REQUIRE(writeFileAtomic(place / "canary.jsonl", lines));
    QuietJob job(place);
    const auto done = train(onTestDevice(run), job);
    REQUIRE_MESSAGE(done, (done ? "" : describe(done.error())));
    CHECK(job.said("concise can be exploited: an empty answer earns 1")); // found before the first step
    CurveAlarms watch;
    std::vector<Alarm> alarms;
    for (std::size_t i = 0; i < job.metrics.size(); ++i) {
        std::map<std::string, double> values;
        for (const auto &[name, value] : job.metrics[i].items())
            if (value.is_number()) values[name] = value.get<double>();
        for (const Alarm &alarm : watch.next(static_cast<double>(i + 1), values)) alarms.push_back(alarm);
    }
    const auto hacked =
        std::find_if(alarms.begin(), alarms.end(), [](const Alarm &each) { return each.kind == AlarmKind::Hacking; });
    REQUIRE(hacked != alarms.end());
    CHECK(hacked->step <= 40);
    CHECK(hacked->value < 0.8 * hacked->usual);
    CHECK(job.metrics.back()["reward"].get<double>() > job.metrics.front()["reward"].get<double>());
    // whoever opens the alarm sees what earned the reward: short answers that are wrong
    CHECK(std::any_of(job.samples.begin(), job.samples.end(), [&](const Json &sample) {
        return sample["step"].get<double>() <= hacked->step && sample.value("gold", 1) == 0 &&
               sample["completion"].get<std::string>().size() <= 3;
    }));
}
