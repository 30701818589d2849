// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/rollout.h"
#include "core/engine/generate/generator.h"
#include "core/engine/reward/reward.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_rows.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kShownSamples = 8;

double deviation(const at::Tensor &values) { return values.numel() < 2 ? 0.0 : values.std(true).item<double>(); }

GenerateOptions generateOptions(TrainContext &context, const GrpoConfig &config) {
    GenerateOptions options;
    options.sampling.maxNewTokens = config.maxCompletionLength;
    options.sampling.temperature = config.temperature;
    options.sampling.topP = config.topP;
    options.sampling.topK = config.topK;
    options.sampling.seed = static_cast<std::int64_t>(context.seed);
    options.stop = context.job.stopToken();
    options.decode = [&](const std::vector<std::int64_t> &ids) {
        const std::vector<std::int32_t> narrow(ids.begin(), ids.end());
        return context.tokenizer->decode(narrow, true);
    };
    return options;
}

/// Rewards of all completions, one row per function; NaN where a function cannot tell.
struct Scores {
    at::Tensor perFunction_FB, total_B;
};
Result<Scores> score(const GrpoConfig &config, const Rule &rule, const std::vector<Problem> &problems, const std::vector<std::string> &texts) {
    const auto weights = rewardWeightsOf(config, static_cast<std::int64_t>(config.rewardFuncs.size()));
    if (!weights) return unexpected(weights.error());
    const auto B = static_cast<std::int64_t>(texts.size()), F = static_cast<std::int64_t>(config.rewardFuncs.size());
    Scores scores{at::full({F, B}, std::nan(""), at::kDouble), at::zeros({B}, at::kDouble)};
    for (std::int64_t f = 0; f < F; ++f) {
        const auto function = rewardByName(config.rewardFuncs[static_cast<std::size_t>(f)]);
        if (!function) return unexpected(function.error());
        for (std::size_t b = 0; b < texts.size(); ++b)
            if (const auto value = (*function)->score(rule, problems[b / static_cast<std::size_t>(config.numGenerations)], texts[b]))
                scores.perFunction_FB[f][static_cast<std::int64_t>(b)] = *value;
        scores.total_B += scores.perFunction_FB[f] * (*weights)[static_cast<std::size_t>(f)];
    }
    return scores;
}

/// The sampled tokens as text and their log-probs, without the given beginning.
Json tokenColours(const TrainContext &context, const Completion &completion) {
    Json tokens = Json::array();
    for (const auto id : completion.ids) {
        const std::int32_t narrow[] = {static_cast<std::int32_t>(id)};
        tokens.push_back(context.tokenizer->decode(narrow, false));
    }
    return {{"tokens", std::move(tokens)}, {"logps", completion.logprobs}};
}

Metrics rewardMetrics(const GrpoConfig &config, const Scores &scores) {
    Metrics metrics;
    for (std::size_t f = 0; f < config.rewardFuncs.size(); ++f) {
        const at::Tensor values = scores.perFunction_FB[static_cast<std::int64_t>(f)];
        const at::Tensor known = values.index({values.isfinite()});
        metrics["rewards/" + config.rewardFuncs[f] + "/mean"] = meanOf(known);
        metrics["rewards/" + config.rewardFuncs[f] + "/std"] = deviation(known);
    }
    const at::Tensor known = scores.total_B.index({scores.total_B.isfinite()});
    const at::Tensor groups_PG = scores.total_B.reshape({-1, config.numGenerations});
    metrics["reward"] = meanOf(known);
    metrics["reward_std"] = deviation(known);
    metrics["frac_reward_zero_std"] = meanOf(groups_PG.std(1, true).lt(1e-12));
    return metrics;
}

} // namespace

Result<std::vector<double>> rewardWeightsOf(const GrpoConfig &config, std::int64_t count) {
    std::vector<double> weights(static_cast<std::size_t>(count), 1.0);
    if (config.rewardWeights.empty()) return weights;
    if (config.rewardWeights.size() != weights.size())
        return fail({.code = "config.out_of_range", .message = "not as many weights as reward functions", .field = "reward_weights",
                     .found = std::to_string(config.rewardWeights.size()), .expected = std::to_string(weights.size())});
    for (std::size_t i = 0; i < weights.size(); ++i) {
        char *end = nullptr;
        weights[i] = std::strtod(config.rewardWeights[i].c_str(), &end);
        if (config.rewardWeights[i].empty() || *end != '\0' || !std::isfinite(weights[i]))
            return fail({.code = "config.wrong_type", .message = "not a number", .field = "reward_weights", .found = config.rewardWeights[i]});
    }
    return weights;
}

Json toJson(const Rollout &rollout) {
    return {{"prompt_ids", rollout.prompt}, {"completion_ids", rollout.completion}, {"forced", rollout.forced}, {"terminated", rollout.terminated},
            {"advantage", rollout.advantage}, {"old_per_token_logps", rollout.oldLogps}, {"ref_per_token_logps", rollout.refLogps}};
}

Result<Rollout> rolloutFromJson(const Json &value, std::int64_t vocabulary) {
    auto prompt = idList(value, "prompt_ids", vocabulary);
    if (!prompt) return unexpected(prompt.error());
    auto completion = idList(value, "completion_ids", vocabulary);
    if (!completion) return unexpected(completion.error());
    const auto advantage = getNumber(value, value.contains("advantages") ? "advantages" : "advantage");
    if (!advantage) return unexpected(advantage.error());
    Rollout rollout{.prompt = std::move(*prompt), .completion = std::move(*completion), .forced = value.value("forced", std::size_t{0}),
                    .terminated = value.value("terminated", true), .advantage = *advantage};
    for (auto [key, logps] : {std::pair{"old_per_token_logps", &rollout.oldLogps}, {"ref_per_token_logps", &rollout.refLogps}}) {
        if (!value.contains(key) || value[key].is_null()) continue;
        for (const auto &logp : value[key]) {
            if (!logp.is_number()) return fail({.code = "data.bad_row", .message = "not a number", .field = key, .found = logp.dump()});
            logps->push_back(logp.get<double>());
        }
        if (!logps->empty() && logps->size() != rollout.completion.size())
            return fail({.code = "data.bad_row", .message = "not as long as completion_ids", .field = key});
    }
    return rollout;
}

Metrics lengthMetrics(const std::vector<Rollout> &rollouts) {
    double sum = 0, low = INFINITY, high = 0, ended = 0, endedSum = 0, endedLow = INFINITY, endedHigh = 0;
    for (const auto &rollout : rollouts) {
        const auto length = static_cast<double>(rollout.completion.size());
        sum += length;
        low = std::min(low, length);
        high = std::max(high, length);
        ended += rollout.terminated ? 1 : 0;
        if (!rollout.terminated) continue;
        endedSum += length;
        endedLow = std::min(endedLow, length);
        endedHigh = std::max(endedHigh, length);
    }
    const double n = std::max(1.0, static_cast<double>(rollouts.size()));
    return {{"completions/mean_length", sum / n},
            {"completions/min_length", rollouts.empty() ? 0 : low},
            {"completions/max_length", high},
            {"completions/mean_terminated_length", endedSum / std::max(1.0, ended)},
            {"completions/min_terminated_length", ended > 0 ? endedLow : 0},
            {"completions/max_terminated_length", endedHigh},
            {"completions/clipped_ratio", 1.0 - ended / n}};
}

Result<SampledGroups> sampleGroups(TrainContext &context, const GrpoConfig &config, const std::vector<Json> &rows) {
    const auto rule = ruleByName(context.run.value("rule", ""));
    if (!rule) return unexpected(rule.error());
    std::vector<Problem> problems;
    std::vector<GenerationPrompt> prompts;
    std::vector<std::size_t> forced;
    for (const Json &row : rows) {
        auto problem = problemFromJson(row);
        if (!problem) return unexpected(problem.error());
        const auto bare = tokenIds(context, problem->prompt);
        if (!bare) return unexpected(bare.error());
        auto ids = tokenIds(context, problem->prompt + config.completionPrefix);
        if (!ids) return unexpected(ids.error());
        forced.push_back(ids->size() - bare->size());
        prompts.push_back({.ids = std::move(*ids), .key = "grpo/" + std::to_string(context.step) + "/" + problem->id, .n = config.numGenerations});
        problems.push_back(std::move(*problem));
    }
    auto generated = generate(context.policy, prompts, generateOptions(context, config));
    if (!generated) return unexpected(generated.error());
    if (context.job.stopToken().stop_requested()) return fail(kCancelled, "stopped while completions were sampled");

    SampledGroups out;
    std::vector<std::string> texts;
    for (std::size_t p = 0; p < prompts.size(); ++p)
        for (const Completion &completion : (*generated)[p].completions) {
            Rollout rollout{.prompt = {prompts[p].ids.begin(), prompts[p].ids.end() - static_cast<std::ptrdiff_t>(forced[p])}, .forced = forced[p],
                            .terminated = completion.finishReason == "stop"};
            rollout.completion.assign(prompts[p].ids.end() - static_cast<std::ptrdiff_t>(forced[p]), prompts[p].ids.end());
            rollout.completion.insert(rollout.completion.end(), completion.ids.begin(), completion.ids.end());
            out.rollouts.push_back(std::move(rollout));
            // A text that was cut has no end: the grader must not take it for a whole answer.
            texts.push_back(config.completionPrefix + completion.text + (completion.finishReason == "stop" ? "" : "\xE2\x80\xA6"));
        }
    const auto scores = score(config, **rule, problems, texts);
    if (!scores) return unexpected(scores.error());
    const at::Tensor advantages_B = groupAdvantages(scores->total_B, config.numGenerations, config.scaleRewards);
    for (std::size_t i = 0; i < out.rollouts.size(); ++i) out.rollouts[i].advantage = advantages_B[static_cast<std::int64_t>(i)].item<double>();
    if (context.step % config.train.loggingSteps == 0) // of one group, so that what earned the reward can be compared
        for (std::int64_t i = 0; i < std::min(kShownSamples, config.numGenerations); ++i) {
            const auto at = static_cast<std::size_t>(i);
            Json sample = {{"step", context.step}, {"group", problems[0].id}, {"prompt", problems[0].prompt}, {"completion", texts[at]},
                           {"reward", scores->total_B[i].item<double>()}, {"advantage", out.rollouts[at].advantage}};
            sample.update(tokenColours(context, (*generated)[0].completions[at]));
            context.job.sink().emit("sample", std::move(sample));
        }
    out.metrics = rewardMetrics(config, *scores);
    out.metrics.merge(lengthMetrics(out.rollouts));
    return out;
}

} // namespace lapidary
