// SPDX-License-Identifier: Apache-2.0
// Completions that a policy samples for itself: how they are drawn, graded, and put before the loss. Several prompts, a
// temperature that is not 1, forced beginnings, cut texts, problems that nobody can score.
#include "core/engine/generate/generator.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/group_rewards.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/text/tokenizer/tokenizer.h"
#include "tests/support/quiet_training.h"
#include "tests/support/tiny_policy.h"
#include <ATen/ATen.h>
#include <cmath>
#include <set>

using namespace lapidary;

namespace {

/// A policy before some rows, as a step of a training sees it.
struct Lab {
    TemporaryFolder folder{};
    Networks networks{};
    Decoder *policy = nullptr;
    std::optional<Tokenizer> tokenizer{};
    QuietJob job{folder.path};
    std::unique_ptr<TrainContext> context{};
    GroupConfig config{};
    std::string scaleRewards = "none";

    explicit Lab(const std::vector<Json> &rows, const std::vector<SymbolPair> &pairs = {}) {
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model", pairs);
        auto loaded = loadModel(folder.path / "model", Placement{});
        REQUIRE(loaded);
        networks.add(kPolicy, std::move(*loaded), true);
        policy = &networks[kPolicy];
        auto read = Tokenizer::load(folder.path / "model");
        REQUIRE(read);
        tokenizer = std::move(*read);
        std::string lines;
        for (const auto &row : rows) lines += dumpJson(row) + "\n";
        REQUIRE(writeFileAtomic(folder.path / "train.jsonl", lines));
        const Json run = {{"rule", "exact"}, {"data", {{"train", "train.jsonl"}}}};
        context =
            std::make_unique<TrainContext>(TrainContext{networks, *policy, &*tokenizer, run, folder.path, 3, job, 1});
        config.numGenerations = 4;
        config.maxCompletionLength = 4;
    }
    SampledGroups sample(const std::vector<std::size_t> &rows) {
        const auto sampler = GroupSampler::make(*context, config);
        REQUIRE_MESSAGE(sampler, (sampler ? "" : describe(sampler.error())));
        auto groups =
            sampler->sample(*context, {.rows = rows,
                                       .stream = "grpo",
                                       .advantagesOf =
                                           [this](const at::Tensor &, const at::Tensor &totals_B) {
                                               return groupAdvantages(totals_B, config.numGenerations, scaleRewards);
                                           },
                                       .show = context->step == 1});
        REQUIRE_MESSAGE(groups, (groups ? "" : describe(groups.error())));
        return std::move(*groups);
    }
    std::string textOfCompletion(const Rollout &rollout) const {
        const std::vector<std::int32_t> ids(rollout.completion.begin(), rollout.completion.end());
        return tokenizer->decode(ids, true);
    }
};

std::vector<std::vector<std::int64_t>> completionsOf(const SampledGroups &groups, std::size_t begin,
                                                     std::size_t count) {
    std::vector<std::vector<std::int64_t>> out;
    for (std::size_t i = begin; i < begin + count; ++i) out.push_back(groups.rollouts[i].completion);
    return out;
}

std::vector<Json> problems() {
    return {{{"id", "p"}, {"prompt", "a"}, {"reference", "b"}},
            {{"id", "q"}, {"prompt", "bc"}, {"reference", "d"}},
            {{"id", "r"}, {"prompt", "dda"}, {"reference", "c"}}};
}

/// How far the first tokens of many completions are from a distribution: Pearson's statistic.
double chiSquare(const std::vector<Rollout> &rollouts, const at::Tensor &probabilities_V) {
    std::vector<double> seen(static_cast<std::size_t>(probabilities_V.numel()));
    for (const auto &rollout : rollouts) seen[static_cast<std::size_t>(rollout.completion[rollout.forced])] += 1;
    double sum = 0;
    for (std::size_t v = 0; v < seen.size(); ++v) {
        const double expected =
            probabilities_V[static_cast<std::int64_t>(v)].item<double>() * static_cast<double>(rollouts.size());
        sum += (seen[v] - expected) * (seen[v] - expected) / expected;
    }
    return sum;
}

} // namespace

TEST_CASE("completions are drawn at the temperature of the configuration") {
    Lab lab(problems());
    lab.config.numGenerations = 4000;
    lab.config.maxCompletionLength = 1;
    lab.config.temperature = 0.6;
    const auto drawn = lab.sample({1}).rollouts;
    const at::Tensor ids = at::tensor(drawn[0].prompt, at::kLong).unsqueeze(0);
    const at::Tensor logits_V = lab.policy->logits(lab.policy->hidden({.ids_BT = ids}))[0][-1].detach().to(at::kDouble);
    CHECK(chiSquare(drawn, at::softmax(logits_V / 0.6, 0)) <
          25);                                               // five degrees of freedom: exceeded once in 7000 times
    CHECK(chiSquare(drawn, at::softmax(logits_V, 0)) > 100); // the comparison can fail
}

TEST_CASE("each completion is graded against the problem of its own group, and by its finish reason") {
    Lab lab(problems());
    lab.config.numGenerations = 64;
    lab.config.maxCompletionLength = 2;
    lab.config.rewardFuncs = {"correct", "format"};
    lab.config.rewardWeights = {1, 0.25};
    const auto groups = lab.sample({2, 0, 1});
    REQUIRE(groups.rollouts.size() == 3 * 64);
    const char *references[] = {"c", "b", "d"};
    int right = 0, looksRight = 0;
    for (std::size_t p = 0; p < 3; ++p) {
        std::vector<double> totals;
        for (std::size_t i = 64 * p; i < 64 * (p + 1); ++i) {
            const auto &rollout = groups.rollouts[i];
            const std::string text = lab.textOfCompletion(rollout);
            CHECK(rollout.terminated() == (rollout.completion.back() == 1));
            const bool correct = rollout.terminated() && text == references[p];
            looksRight += !rollout.terminated() && text.starts_with(references[p]);
            right += correct;
            totals.push_back((correct ? 1.0 : 0.0) + (rollout.terminated() && !text.empty() ? 0.25 : 0.0));
        }
        double mean = 0;
        for (const double total : totals) mean += total / 64;
        for (std::size_t i = 0; i < 64; ++i)
            CHECK(std::abs(groups.rollouts[64 * p + i].values.at(kAdvantage) - (totals[i] - mean)) < 1e-12);
    }
    CHECK(right > 0);
    CHECK(looksRight > 0);
}

TEST_CASE("a text that was cut is not right, although it reads like the answer, and nothing is written into it") {
    std::vector<Json> rows;
    for (const char *letter : {"a", "b", "c", "d"}) rows.push_back({{"prompt", "a"}, {"reference", letter}});
    Lab lab(rows);
    lab.config.numGenerations = 8;
    lab.config.maxCompletionLength = 1;
    int equal = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto groups = lab.sample({row});
        CHECK(groups.metrics.at("reward") == 0.0);
        REQUIRE(groups.shown.size() == 8);
        for (const auto &sample : groups.shown) {
            CHECK(sample["completion"].get<std::string>().size() <= 1); // one token, and no mark behind it
            CHECK(sample["reward"] == 0.0);
            equal += sample["completion"] == rows[row]["reference"];
        }
    }
    CHECK(equal > 0);
}

TEST_CASE("rewards decide by the finish reason: the beginning of another answer earns nothing, whole steps count") {
    const auto rule = ruleByName("gsm8k");
    REQUIRE(rule);
    const Problem problem{.id = {}, .prompt = "?", .reference = "12", .row = {}};
    RewardContext context{**rule};
    const auto earned = [&](const std::string &name, const std::string &text, const char *reason,
                            const Problem &asked) {
        const std::vector<Judged> batch{{text, reason, &asked}, {"nothing", "stop", &asked}};
        const auto rows = (*rewardByName(name))->make()->score(batch, context);
        REQUIRE(rows);
        REQUIRE(rows->rows.size() == 2); // a row for each
        return perCompletion(*rows)[0];
    };
    CHECK(earned("correct", "<<5+7=12>>\n#### 12", "stop", problem) == 1.0);
    CHECK(earned("correct", "<<5+7=12>>\n#### 12", "length", problem) == 0.0);
    CHECK(earned("faithful", "<<5+7=12>>\n#### 12", "stop", problem) == 1.0);
    CHECK(earned("faithful", "<<5+7=12>>\n#### 12", "length", problem) == 0.0);
    CHECK(earned("format", "#### 12", "length", problem) == 0.0);
    CHECK(earned("format", "#### 12", "stop", problem) == 1.0);
    CHECK(earned("steps", "<<5+7=12>> <<1+1=3>> <<12-", "length", problem) == 0.5);
    const Problem without{.id = {}, .prompt = "?", .reference = "", .row = {}};
    for (const auto &reward : rewards())
        if (reward.rule)
            CHECK((reward.needsReference == !earned(reward.name, "<<5+7=12>>\n#### 12", "stop", without).has_value()));
    std::stop_source stop;
    stop.request_stop();
    RewardContext stopped{**rule, stop.get_token()};
    const std::vector<Judged> one{{"#### 12", "stop", &problem}};
    for (const auto &reward : rewards()) CHECK(reward.make()->score(one, stopped).error().code == kCancelled);
}

TEST_CASE("numbers of steps or tokens make one of a completion by what is known of them") {
    const RewardRows rows{.per = RewardRows::Per::Step, .rows = {{1.0, 0.0, std::nullopt}, {}, {std::nullopt}, {0.25}}};
    const auto each = perCompletion(rows);
    CHECK((each == std::vector<std::optional<double>>{0.5, std::nullopt, std::nullopt, 0.25}));
}

TEST_CASE("rewards are scaled as scale_rewards says") {
    const auto advantages = [](const char *scale) {
        Lab lab(problems());
        lab.config.numGenerations = 16;
        lab.scaleRewards = scale;
        lab.config.rewardFuncs = {"format"};
        const auto groups = lab.sample({0, 1, 2});
        std::vector<double> out;
        for (const auto &rollout : groups.rollouts) out.push_back(rollout.values.at(kAdvantage));
        return out;
    };
    const auto none = advantages("none"), group = advantages("group"), batch = advantages("batch");
    for (std::size_t p = 0; p < 3; ++p) {
        double squares = 0;
        for (std::size_t i = 0; i < 16; ++i) squares += none[16 * p + i] * none[16 * p + i];
        const double deviation = std::sqrt(squares / 15);
        REQUIRE(deviation > 0.1);
        for (std::size_t i = 0; i < 16; ++i) {
            CHECK(std::abs(group[16 * p + i] - none[16 * p + i] / (deviation + 1e-4)) < 1e-9);
            if (none[16 * p + i] != 0)
                CHECK(std::abs(batch[16 * p + i] / none[16 * p + i] - batch[0] / none[0]) <
                      1e-9); // one divisor for all
        }
    }
    CHECK(std::abs(batch[0] - none[0]) > 0.1);
    CHECK(std::abs(batch[0] - group[0]) > 1e-3);
}

TEST_CASE("a training scales rewards as its settings say") {
    const auto shown = [](const char *scale) {
        const TemporaryFolder folder;
        fs::create_directory(folder.path / "model");
        writeTinyPolicy(folder.path / "model", {});
        const Json run = {{"kind", "train"},
                          {"algorithm", "grpo"},
                          {"seed", 3},
                          {"threads", 1},
                          {"rule", "exact"},
                          {"model", {{"path", "../model"}}},
                          {"data", {{"train", "train.jsonl"}}},
                          {"config",
                           {{"max_steps", 1},
                            {"per_device_train_batch_size", 16},
                            {"num_generations", 16},
                            {"max_completion_length", 4},
                            {"reward_funcs", {"format"}},
                            {"scale_rewards", scale}}}};
        return trained(folder.path / "run", run, problems()).samples;
    };
    const auto none = shown("none"), group = shown("group");
    REQUIRE(none.size() == group.size());
    const auto moved = std::find_if(none.begin(), none.end(), [](const Json &each) { return each["advantage"] != 0; });
    REQUIRE(moved != none.end());
    const auto scaled = group[static_cast<std::size_t>(moved - none.begin())]["advantage"].get<double>();
    CHECK(scaled / (*moved)["advantage"].get<double>() > 1.5); // rewards of 0 and 1 deviate by half at most
}

TEST_CASE("groups draw on their own, whatever their ids, and a step is the same however often it is drawn") {
    const Json row = {{"prompt", "a"}, {"reference", "b"}};
    for (const char *ids : {"own", "none", "one"}) {
        CAPTURE(ids);
        std::vector<Json> rows(4, row);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (*ids != 'n') rows[i]["id"] = *ids == 'o' && ids[1] == 'w' ? std::to_string(i) : "x";
        Lab lab(rows);
        lab.config.maxCompletionLength = 12;
        lab.config.temperature = 1.5;
        const auto four = lab.sample({0, 1, 2, 3});
        std::set<std::vector<std::vector<std::int64_t>>> different;
        for (std::size_t p = 0; p < 4; ++p) different.insert(completionsOf(four, 4 * p, 4));
        CHECK(different.size() == 4);
        CHECK(completionsOf(lab.sample({0, 1}), 0, 8) == completionsOf(four, 0, 8)); // not what shares the batch
        lab.context->step = 2;
        CHECK(completionsOf(lab.sample({0, 1}), 0, 8) != completionsOf(four, 0, 8));
    }
}

TEST_CASE("a sample names the row of its group, where ids are shared or missing too") {
    Lab lab(std::vector<Json>{Json{{"prompt", "a"}, {"reference", "b"}},
                              Json{{"id", "x"}, {"prompt", "b"}, {"reference", "b"}},
                              Json{{"id", "x"}, {"prompt", "c"}, {"reference", "b"}}});
    std::vector<std::string> names;
    for (const std::size_t row : {0u, 1u, 2u}) names.push_back(lab.sample({row}).shown.at(0)["group"]);
    CHECK(names == std::vector<std::string>{"1", "2: x", "3: x"});
}

TEST_CASE("a forced beginning is given and not learnt, also where its tokens merge with those of the prompt") {
    Lab plain(problems());
    plain.config.completionPrefix = "cd";
    for (const auto &rollout : plain.sample({1}).rollouts) {
        CHECK(rollout.prompt == std::vector<std::int64_t>{0, 3, 4});
        CHECK(rollout.forced == 2);
        CHECK(std::vector<std::int64_t>(rollout.completion.begin(), rollout.completion.begin() + 2) ==
              std::vector<std::int64_t>{4, 5});
        const auto batch = collateRollouts(std::span(&rollout, 1), false, 0, at::kCPU);
        const auto length = static_cast<std::int64_t>(rollout.prompt.size() + rollout.completion.size());
        CHECK(batch.tensors.at("mask").sum().item<double>() ==
              static_cast<double>(length - 5)); // neither prompt nor beginning
        CHECK(batch.tensors.at("mask")[0].narrow(0, 0, 5).sum().item<double>() == 0);
    }
    // "bc" is two tokens, "bcd" one: the joined text has fewer tokens than the prompt alone
    Lab merging(problems(), {{"c", "d"}, {"b", "cd"}});
    merging.config.completionPrefix = "d";
    for (const auto &rollout : merging.sample({1}).rollouts) {
        CHECK(rollout.prompt == std::vector<std::int64_t>{0});
        CHECK(rollout.forced == 1);
        CHECK(rollout.completion.front() == 7);
    }
}

TEST_CASE(
    "problems without a reference are unscorable, counted and said; only where nothing can be scored is it an error") {
    auto rows = problems();
    rows[1].erase("reference");
    Lab lab(rows);
    lab.config.rewardFuncs = {"correct", "format"};
    const auto both = lab.sample({0, 1, 2});
    CHECK(both.metrics.at("rewards/correct/unscorable") == 4.0);
    CHECK(both.metrics.at("rewards/format/unscorable") == 0.0);
    CHECK(lab.job.said("1 of 3 problems have no reference answer"));
    CHECK(lab.job.said("correct cannot score them"));
    for (const auto &rollout : both.rollouts) CHECK(rollout.scored); // the other function can tell
    lab.config.rewardFuncs = {"correct"};
    const auto one = lab.sample({0, 1, 2});
    for (std::size_t i = 0; i < 12; ++i) {
        CHECK(one.rollouts[i].scored == (i / 4 != 1));
        const auto batch = collateRollouts(std::span(&one.rollouts[i], 1), false, 0, at::kCPU);
        CHECK((batch.tensors.at("mask").sum().item<double>() == 0) == (i / 4 == 1));
    }
    for (auto &row : rows) row.erase("reference");
    Lab blind(rows);
    const auto refused = GroupSampler::make(*blind.context, blind.config);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "reward.unscorable");
    CHECK(refused.error().found == "3 of 3 without");
}

TEST_CASE("completions that were cut are masked where the configuration says so") {
    const std::vector<Rollout> rollouts{
        {.prompt = {0, 2}, .completion = {3, 1}, .values = {{kAdvantage, 1}}},
        {.prompt = {0, 2}, .completion = {3, 4, 5}, .finishReason = "length", .values = {{kAdvantage, -1}}}};
    const auto all = collateRollouts(rollouts, false, 0, at::kCPU).tensors.at("mask"),
               ended = collateRollouts(rollouts, true, 0, at::kCPU).tensors.at("mask");
    CHECK(at::equal(all, at::tensor({0.f, 0.f, 1.f, 1.f, 0.f, 0.f, 0.f, 1.f, 1.f, 1.f}).reshape({2, 5})));
    CHECK(at::equal(ended, at::tensor({0.f, 0.f, 1.f, 1.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f}).reshape({2, 5})));
}
