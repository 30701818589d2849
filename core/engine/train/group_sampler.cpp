// SPDX-License-Identifier: Apache-2.0
// Legend: P prompts of a step, G completions of each, B = P G completions, F reward functions.
#include "core/engine/train/group_sampler.h"
#include "core/data/layouts/registry.h"
#include "core/engine/train/ops/group_rewards.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_rows.h"
#include "core/text/answer/finish.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::int64_t kShownSamples = 8;
constexpr std::size_t kMostColoured = 4096; ///< tokens of a sample: a log shall stay readable

double deviation(const at::Tensor &values) {
    return values.numel() < 2 ? 0.0 : values.std(true).item<double>();
}

at::Tensor knownOf(const at::Tensor &values) {
    return values.index({values.isfinite()});
}

double meanOrNothing(const at::Tensor &known) {
    return known.numel() == 0 ? std::nan("") : meanOf(known);
}

Rollout rolloutOf(const std::vector<std::int64_t> &ids, std::size_t forced, const Completion &completion,
                  std::string key) {
    const auto split = ids.end() - static_cast<std::ptrdiff_t>(forced);
    Rollout rollout{.prompt = {ids.begin(), split},
                    .completion = {split, ids.end()},
                    .forced = forced,
                    .finishReason = completion.finishReason,
                    .key = std::move(key),
                    .sampled = std::vector<double>(completion.logprobs.begin(), completion.logprobs.end())};
    rollout.completion.insert(rollout.completion.end(), completion.ids.begin(), completion.ids.end());
    return rollout;
}

} // namespace

Json shortNumbers(std::span<const float> numbers) {
    Json out = Json::array();
    for (const float each : numbers) {
        const double number = each;
        out.push_back(std::isfinite(number) ? Json(std::round(number * 1e4) / 1e4) : Json(nullptr));
    }
    return out;
}

Json tokenColours(const TrainContext &context, const Completion &completion) {
    if (completion.ids.size() > kMostColoured) return Json::object();
    Json tokens = Json::array();
    for (const auto id : completion.ids) {
        const std::int32_t narrow[] = {static_cast<std::int32_t>(id)};
        tokens.push_back(context.tokenizer->decode(narrow, false));
    }
    Json out = {{"tokens", std::move(tokens)}, {"logps", completion.logprobs}};
    if (!completion.entropies.empty()) out["entropies"] = shortNumbers(completion.entropies);
    return out;
}

Result<GroupSampler> GroupSampler::make(TrainContext &context, const GroupConfig &config, const std::string &port) {
    GroupSampler sampler(config);
    auto rule = ruleByName(context.run.value("rule", ""));
    if (!rule) return unexpected(rule.error());
    sampler.rule_ = std::move(*rule);
    if (auto ok = sampler.openRewards(context); !ok) return unexpected(ok.error());
    const auto rows = readDataRows(context, port);
    if (!rows) return unexpected(rows.error());
    ChatPrompt chat(chatFolderOf(context));
    for (const Json &row : *rows) {
        auto question = questionOf(context, row, chat);
        if (question)
            if (auto fits = sampler.mustFit(context, *question); !fits) question = unexpected(fits.error());
        if (!question) {
            question.error().file = dataFile(context, port).string();
            question.error().line = static_cast<std::int64_t>(sampler.problems_.size()) + 1;
            return unexpected(question.error());
        }
        sampler.problems_.push_back(std::move(question->problem));
        sampler.chats_.push_back(std::move(question->ids));
    }
    if (auto ok = sampler.checkScorable(context, port); !ok) return unexpected(ok.error());
    if (port == "train")
        if (auto ok = sampler.probe(context); !ok) return unexpected(ok.error());
    return sampler;
}

Status GroupSampler::openRewards(TrainContext &context) {
    for (const auto &name : config_.rewardFuncs) {
        const auto function = rewardByName(name);
        if (!function) return unexpected(function.error());
        functions_.push_back({*function, (*function)->make()});
    }
    auto weights = rewardWeightsOf(config_.rewardWeights, static_cast<std::int64_t>(config_.rewardFuncs.size()));
    if (!weights) return unexpected(weights.error());
    weights_ = std::move(*weights);
    if (auto ok = openRubric(context); !ok) return ok;
    return checkNetworks(context);
}

/// A prompt that leaves no room for an answer can be asked nothing.
Status GroupSampler::mustFit(const TrainContext &context, const Question &question) const {
    const std::int64_t positions = context.policy.config().maxPositions;
    std::size_t length = question.ids.size();
    if (question.ids.empty()) {
        const auto ids = tokenIds(context, question.problem.prompt + config_.completionPrefix);
        if (!ids) return unexpected(ids.error());
        length = ids->size();
    }
    if (static_cast<std::int64_t>(length) < positions) return {};
    return fail({.code = "data.bad_row",
                 .message = "a prompt leaves no room for an answer in the model's positions",
                 .field = "prompt",
                 .found = {"{0} tokens", length},
                 .expected = {"fewer than {0}", positions},
                 .remedy = "Leave the row out, or shorten it."});
}

/// A prompt of messages becomes the text that the model's chat template makes of it.
Result<GroupSampler::Question> GroupSampler::questionOf(TrainContext &context, const Json &row, ChatPrompt &chat) {
    static constexpr std::string_view kinds[] = {"prompt_only"};
    Json asked = row;
    std::vector<std::int64_t> ids;
    if (const auto prompt = row.find("prompt"); prompt != row.end() && !prompt->is_string()) {
        const auto record = readRecord(Json{{"prompt", *prompt}}, kinds);
        if (!record) return unexpected(record.error());
        const auto written = tokeniseQuestion(context, chat, std::get<PromptOnly>(record->what).prompt);
        if (!written) return unexpected(written.error());
        asked["prompt"] = written->text;
        ids.assign(written->ids.begin(), written->ids.end());
    }
    auto problem = problemFromJson(asked);
    if (!problem) return unexpected(problem.error());
    return Question{std::move(*problem), std::move(ids)};
}

/// A problem that a function cannot score is no wrong answer. It is said once, and where no function can score any
/// problem there is nothing to learn.
Status GroupSampler::checkScorable(TrainContext &context, const std::string &port) const {
    const auto without = static_cast<std::size_t>(std::count_if(
        problems_.begin(), problems_.end(), [&](const Problem &problem) { return !rule_->scorable(problem); }));
    if (without == 0) return {};
    std::string blind;
    for (const auto &[info, reward] : functions_)
        if (info->needsReference) blind += (blind.empty() ? "" : ", ") + std::string(info->name);
    if (blind.empty()) return {};
    const bool others = std::any_of(functions_.begin(), functions_.end(),
                                    [](const Function &function) { return !function.info->needsReference; });
    const Sentence count{"{0} of {1}", without, problems_.size()};
    if (without == problems_.size() && !others)
        return fail(
            {.code = "reward.unscorable",
             .message = "no problem has a reference answer, so that no reward can be given and nothing can be learnt",
             .file = dataFile(context, port).string(),
             .field = "reference",
             .found = {"{0} without", count},
             .expected = {"a reference that the rule {0} can compare with, for {1}", rule_->name(), blind},
             .remedy = "Give the rows a \"reference\", or choose reward_funcs that need none: steps, format."});
    const Sentence text{others ? "{0} problems have no reference answer that the rule {1} can compare with: {2} cannot "
                                 "score them."
                               : "{0} problems have no reference answer that the rule {1} can compare with: {2} cannot "
                                 "score them, and nothing is learnt from them.",
                        count, rule_->name(), blind};
    context.job.sink().emit("notice", noticeOf("warning", text));
    return {};
}

/// Tokens may merge across the end of the prompt: what is forced begins where the tokens of both part.
Result<GroupSampler::Group> GroupSampler::groupOf(TrainContext &context, std::size_t row) const {
    if (!chats_[row].empty()) return chatGroup(context, row);
    const auto bare = tokenIds(context, problems_[row].prompt);
    if (!bare) return unexpected(bare.error());
    auto whole = tokenIds(context, problems_[row].prompt + config_.completionPrefix);
    if (!whole) return unexpected(whole.error());
    const auto common = std::mismatch(bare->begin(), bare->end(), whole->begin(), whole->end()).second - whole->begin();
    const std::size_t forced = whole->size() - static_cast<std::size_t>(common);
    return Group{.row = row, .ids = std::move(*whole), .forced = forced};
}

/// The template stands between a chat and its answer: what is forced is read behind it.
Result<GroupSampler::Group> GroupSampler::chatGroup(TrainContext &context, std::size_t row) const {
    const std::vector<std::int32_t> ids(chats_[row].begin(), chats_[row].end());
    const auto forced = tokensBehind(*context.tokenizer, problems_[row].prompt, ids, config_.completionPrefix, false);
    if (!forced) return unexpected(forced.error());
    Group group{.row = row, .ids = chats_[row], .forced = forced->size()};
    group.ids.insert(group.ids.end(), forced->begin(), forced->end());
    return group;
}

GenerateOptions GroupSampler::generateOptions(TrainContext &context) const {
    GenerateOptions options;
    options.sampling.maxNewTokens = config_.maxCompletionLength;
    options.sampling.temperature = config_.temperature;
    options.sampling.topP = config_.topP;
    options.sampling.topK = config_.topK;
    options.sampling.seed = static_cast<std::int64_t>(context.seed);
    options.stop = context.job.stopToken();
    options.decode = [&](const std::vector<std::int64_t> &ids) {
        const std::vector<std::int32_t> narrow(ids.begin(), ids.end());
        return context.tokenizer->decode(narrow, true);
    };
    return options;
}

Result<GroupSampler::Scores> GroupSampler::score(std::span<const Judged> completions, RewardContext &context) const {
    const auto B = static_cast<std::int64_t>(completions.size()), F = static_cast<std::int64_t>(functions_.size());
    at::Tensor scores_BF = at::full({B, F}, std::nan(""), at::kDouble);
    RewardRows stepsOf;
    for (std::int64_t f = 0; f < F; ++f) {
        auto rewards = functions_[static_cast<std::size_t>(f)].reward->score(completions, context);
        if (!rewards) return unexpected(rewards.error());
        const bool steps = rewards->per == RewardRows::Per::Step;
        const auto values = perCompletion(*rewards, steps ? config_.processRewardAggregate : "mean");
        if (steps) stepsOf = std::move(*rewards);
        for (std::int64_t b = 0; b < B; ++b)
            if (const auto &value = values[static_cast<std::size_t>(b)]) scores_BF[b][f] = *value;
    }
    Scores out{.perFunction_BF = scores_BF,
               .total_B = totalRewards(scores_BF, weights_),
               .criteria = std::move(context.criteria),
               .reasons = std::move(context.reasons),
               .judgeTokens = context.judgeTokens};
    for (std::size_t b = 0; b < stepsOf.rows.size(); ++b) {
        out.steps.push_back({.ends = stepsOf.ends[b]});
        for (const auto &each : stepsOf.rows[b]) out.steps.back().rewards.push_back(each.value_or(0));
    }
    return out;
}

at::Tensor paidAtTheEnd(const at::Tensor &perFunction_BF, const GroupConfig &config) {
    if (!config.paysSteps()) return perFunction_BF;
    at::Tensor out_BF = perFunction_BF.clone();
    for (std::size_t f = 0; f < config.rewardFuncs.size(); ++f)
        if (config.rewardFuncs[f] == kProcess) out_BF.select(1, static_cast<std::int64_t>(f)).mul_(0); // NaN stays
    return out_BF;
}

/// Advantages of completions, and what is paid to their steps.
void GroupSampler::pay(const GroupRequest &request, const Scores &scores, std::vector<Rollout> &rollouts) const {
    const at::Tensor paid_BF = paidAtTheEnd(scores.perFunction_BF, config_), total_B = totalRewards(paid_BF, weights_);
    giveAdvantages(rollouts, total_B, request.advantagesOf(paid_BF, total_B));
    for (std::size_t b = 0; config_.paysSteps() && b < rollouts.size(); ++b) {
        auto &rewards = rollouts[b].tokens[kStepRewards], &ends = rollouts[b].tokens[kStepEnds];
        rewards.assign(rollouts[b].completion.size(), 0);
        ends = rewards;
        for (std::size_t s = 0; s < scores.steps[b].ends.size(); ++s) {
            rewards[scores.steps[b].ends[s]] = scores.steps[b].rewards[s];
            ends[scores.steps[b].ends[s]] = 1;
        }
    }
}

Metrics rewardMetrics(const at::Tensor &perFunction_BF, const at::Tensor &total_B,
                      const std::vector<std::string> &functions, std::int64_t groupSize) {
    Metrics metrics;
    for (std::size_t f = 0; f < functions.size(); ++f) {
        const at::Tensor values = perFunction_BF.select(1, static_cast<std::int64_t>(f)), known = knownOf(values);
        const std::string name = "rewards/" + functions[f];
        metrics[name + "/mean"] = meanOrNothing(known);
        metrics[name + "/std"] = deviation(known);
        metrics[name + "/unscorable"] = {static_cast<double>(values.numel() - known.numel()), Over::Sum};
    }
    const at::Tensor known = knownOf(total_B);
    metrics["reward"] = meanOrNothing(known);
    metrics["reward_std"] = deviation(known);
    if (groupSize > 1) metrics["frac_reward_zero_std"] = meanOf(groupsWithoutContrast(total_B, groupSize));
    return metrics;
}

Metrics metricsOf(const SampledGroups &drawn, const GroupConfig &config) {
    Metrics metrics = rewardMetrics(drawn.perFunction_BF, drawn.total_B, config.rewardFuncs, config.numGenerations);
    metrics.merge(lengthMetrics(drawn.rollouts));
    metrics["reward_spread"] = drawn.spread;
    metrics["reward_length_correlation"] = lengthCorrelation(drawn.rollouts, drawn.total_B);
    return metrics;
}

void giveAdvantages(std::vector<Rollout> &rollouts, const at::Tensor &total_B, const at::Tensor &advantages_B) {
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        const auto b = static_cast<std::int64_t>(i);
        rollouts[i].values[kAdvantage] = advantages_B[b].item<double>();
        rollouts[i].scored = rollouts[i].scored && !std::isnan(total_B[b].item<double>());
    }
}

/// Of one group, so that what earned the reward can be compared.
std::vector<Json> GroupSampler::samplesOf(TrainContext &context, std::size_t group, const Drawn &drawn,
                                          const Scores &scores) const {
    const auto first = static_cast<std::int64_t>(group) * config_.numGenerations;
    const std::size_t row = drawn.rollouts[static_cast<std::size_t>(first)].row;
    const Problem &problem = problems_[row];
    const std::string place = std::to_string(row + 1); // ids may be missing or shared, the row is not
    const auto known = [](double number) { return std::isfinite(number) ? Json(number) : Json(nullptr); };
    std::vector<Json> out;
    for (std::int64_t i = 0; i < std::min(kShownSamples, config_.numGenerations); ++i) {
        const auto at = static_cast<std::size_t>(first + i);
        Json byFunction = Json::object();
        for (std::size_t f = 0; f < config_.rewardFuncs.size(); ++f)
            byFunction[config_.rewardFuncs[f]] =
                known(scores.perFunction_BF[first + i][static_cast<std::int64_t>(f)].item<double>());
        out.push_back({{"step", context.step},
                       {"group", problem.id.empty() ? place : place + ": " + problem.id},
                       {"prompt", problem.prompt},
                       {"completion", drawn.completions[at].text},
                       {"finish_reason", drawn.completions[at].finishReason},
                       {"reward", known(scores.total_B[first + i].item<double>())},
                       {"rewards", std::move(byFunction)}});
        if (!scores.criteria.empty()) out.back()["criteria"] = scores.criteria[at];
        if (!scores.reasons.empty()) out.back()["reasons"] = scores.reasons[at];
        if (!scores.steps.empty()) out.back()["step_rewards"] = scores.steps[at].rewards;
        out.back().update(tokenColours(context, drawn.generated[group].completions[static_cast<std::size_t>(i)]));
    }
    return out;
}

Result<GroupSampler::Drawn> GroupSampler::draw(TrainContext &context, const std::vector<Group> &groups,
                                               const std::string &key, Drawing how) const {
    const bool greedy = how == Drawing::Greedy;
    std::vector<GenerationPrompt> prompts;
    for (const Group &group : groups)
        prompts.push_back({.ids = group.ids,
                           .key = key + "/" + std::to_string(prompts.size()),
                           .n = greedy ? 1 : config_.numGenerations});
    GenerateOptions options = generateOptions(context);
    if (greedy) options.sampling.temperature = 0;
    options.entropy = how == Drawing::Shown;
    auto generated = generate(context.policy, prompts, options);
    if (!generated) return unexpected(generated.error());
    if (context.job.stopToken().stop_requested()) return fail(kCancelled, "stopped while completions were sampled");
    Drawn out{.generated = std::move(*generated)};
    for (std::size_t p = 0; p < groups.size(); ++p)
        for (const Completion &completion : out.generated[p].completions) {
            const std::string own = prompts[p].key + "/" + std::to_string(out.rollouts.size());
            out.rollouts.push_back(rolloutOf(groups[p].ids, groups[p].forced, completion, own));
            out.rollouts.back().row = groups[p].row;
            out.completions.push_back({config_.completionPrefix + completion.text, completion.finishReason,
                                       &problems_[groups[p].row], out.rollouts.back().prompt,
                                       out.rollouts.back().completion, groups[p].forced});
        }
    return out;
}

Result<GroupSampler::Scores> GroupSampler::scoreDrawn(TrainContext &context, const Drawn &drawn) const {
    RewardContext asked = judging(context);
    auto scores = score(drawn.completions, asked);
    if (scores && !asked.spread.empty())
        scores->spread =
            std::accumulate(asked.spread.begin(), asked.spread.end(), 0.0) / static_cast<double>(asked.spread.size());
    return scores;
}

/// A problem whose likeliest completion nobody can score teaches nothing, as one whose samples nobody can.
Status GroupSampler::addBaselines(TrainContext &context, const std::vector<Group> &groups, const std::string &key,
                                  SampledGroups &out) const {
    const auto drawn = draw(context, groups, key + "/greedy", Drawing::Greedy);
    if (!drawn) return unexpected(drawn.error());
    const auto scores = scoreDrawn(context, *drawn);
    if (!scores) return unexpected(scores.error());
    out.otherTokens += scores->judgeTokens;
    for (const Rollout &rollout : drawn->rollouts) out.otherTokens += rollout.drawnTokens();
    for (std::size_t i = 0; i < out.rollouts.size(); ++i) {
        const auto group = static_cast<std::int64_t>(i) / config_.numGenerations;
        const double baseline = scores->total_B[group].item<double>();
        out.rollouts[i].scored = out.rollouts[i].scored && std::isfinite(baseline);
        out.rollouts[i].values[kBaseline] = std::isfinite(baseline) ? baseline : 0;
    }
    return {};
}

Result<SampledGroups> GroupSampler::sample(TrainContext &context, const GroupRequest &request) const {
    std::vector<Group> groups;
    for (const auto row : request.rows) {
        auto group = groupOf(context, row);
        if (!group) return unexpected(group.error());
        groups.push_back(std::move(*group));
    }
    const std::string key = request.stream + "/" + std::to_string(context.step) +
                            (request.draw > 0 ? "/draw " + std::to_string(request.draw) : "");
    auto drawn = draw(context, groups, key, request.show ? Drawing::Shown : Drawing::Plain);
    if (!drawn) return unexpected(drawn.error());
    const auto scored = scoreDrawn(context, *drawn);
    if (!scored) return unexpected(scored.error());
    const Scores &scores = *scored;
    std::size_t shown = 0;
    if (request.contrast) {
        const at::Tensor flat_P = groupsWithoutContrast(scores.total_B, config_.numGenerations);
        while (shown < groups.size() && flat_P[static_cast<std::int64_t>(shown)].item<bool>()) ++shown;
    }
    SampledGroups out{.metrics = {},
                      .otherTokens = scores.judgeTokens,
                      .perFunction_BF = scores.perFunction_BF,
                      .total_B = scores.total_B,
                      .spread = scores.spread};
    if (request.show) out.shown = samplesOf(context, shown == groups.size() ? 0 : shown, *drawn, scores);
    out.rollouts = std::move(drawn->rollouts);
    pay(request, scores, out.rollouts);
    if (request.greedy)
        if (auto ok = addBaselines(context, groups, key, out); !ok) return unexpected(ok.error());
    out.metrics = metricsOf(out, config_);
    return out;
}

} // namespace lapidary
