// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/group_rewards.h"
#include "core/engine/train/ops/step_credit.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_earnings.h"
#include "core/engine/train/token_rows.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace lapidary {

std::vector<MetricInfo> groupMetrics() {
    const auto of = [](const char *name, const char *group, const char *unit, const char *effect,
                       Better better = Better::Neither) {
        return MetricInfo{.name = name, .unit = unit, .group = group, .effect = effect, .better = better};
    };
    std::vector<MetricInfo> all{
        of("reward", "policy", "", "mean reward of the completions that were drawn", Better::Higher),
        of("frac_reward_zero_std", "policy", "", "share of groups without contrast, which teach nothing",
           Better::Lower),
        of("completions/mean_length", "policy", "tokens", "mean length of the completions"),
        of("completions/min_length", "detail", "tokens", "length of the shortest completion"),
        of("completions/max_length", "detail", "tokens", "length of the longest completion"),
        of("completions/mean_terminated_length", "detail", "tokens", "mean length of those that ended themselves"),
        of("completions/min_terminated_length", "detail", "tokens", "the shortest that ended itself"),
        of("completions/max_terminated_length", "detail", "tokens", "the longest that ended itself"),
        of("completions/clipped_ratio", "policy", "", "share of completions that were cut", Better::Lower),
        of("reward_std", "detail", "", "standard deviation of the rewards"),
        of("rewards/*/mean", "detail", "", "mean of one reward function", Better::Higher),
        of("rewards/*/std", "detail", "", "standard deviation of one reward function"),
        of("rewards/*/unscorable", "detail", "completions", "completions that the reward function could not score",
           Better::Lower),
        of("completions/repetition", "policy", "",
           "share of sequences of three tokens that stood in the completion before", Better::Lower),
        of("reward_spread", "detail", "",
           "how far the reward models of an ensemble differ: large where none of them knows", Better::Lower),
        of("reward_length_correlation", "detail", "", "near 1 or -1: length alone earns or costs the reward"),
        of("canary/gold", "policy", "", "share of the canary problems that are answered right, by the exact grader",
           Better::Higher),
        of("canary/proxy", "policy", "", "what the reward functions give for the same answers", Better::Higher)};
    all.front().key = true;
    all.front().spread = "reward_std";
    return all;
}

Metrics samplerDistance(const TensorMap &pass, const at::Tensor &logps_BT, const SamplingCorrection &correction) {
    const auto sampler = pass.find(kSampledLogps), old = pass.find(kOldLogps);
    if (sampler == pass.end()) return {};
    return samplingMetrics(old == pass.end() ? logps_BT : old->second, sampler->second, pass.at("mask"), correction);
}

at::Tensor sampledOf(const TensorMap &pass) {
    const auto sampler = pass.find(kSampledLogps);
    return sampler == pass.end() ? at::Tensor() : sampler->second;
}

Status mustTellSampler(const TensorMap &inputs, const SamplingCorrection &correction) {
    if (!correction.importanceSamplingCorrection || inputs.count(kSampledLogps)) return {};
    return fail({.code = "loss.missing_tensor",
                 .message = "importance_sampling_correction needs the log-probs with which the tokens were drawn",
                 .field = kSampledLogps});
}

Status GroupRollouts::open(TrainContext &context, GroupUse use) {
    use_ = std::move(use);
    if (use_.fromFile) {
        use_.columns.rewards = use_.group.rewardFuncs;
        auto read = readRollouts(context, use_.columns);
        if (!read) return unexpected(read.error());
        file_ = std::move(*read);
        sayIfFlat(context);
    } else {
        auto sampler = GroupSampler::make(context, use_.group);
        if (!sampler) return unexpected(sampler.error());
        sampler_ = std::move(*sampler);
        if (auto ok = openCanary(context); !ok) return ok;
    }
    if (paysSteps() && use_.group.processRewardCredit == "sum")
        context.job.sink().emit("notice",
                                noticeOf("warning",
                                         "The rewards of steps are added up, so that a policy can earn more by writing "
                                         "more steps. Watch completions/mean_length, or set process_reward_credit = "
                                         "\"min\", by which all steps earn what the worst one is worth."));
    order_ = RowOrder(rows(), use_.train.shuffleDataset && !use_.fromFile, context.seed);
    padding_ = context.policy.config().pad.value_or(0);
    return {};
}

Status GroupRollouts::openCanary(TrainContext &context) {
    if (!context.run.value("data", Json::object()).contains(kCanary)) return {};
    GroupConfig one = use_.group;
    one.numGenerations = 1;
    auto canary = GroupSampler::make(context, one, kCanary);
    if (!canary) return unexpected(canary.error());
    if (!canary->canGrade())
        return fail({.code = "reward.unscorable",
                     .message = "no canary has a reference answer, so that none can show whether a reward is exploited",
                     .file = dataFile(context, kCanary).string(),
                     .field = "reference",
                     .found = {"{0} without", canary->problems()},
                     .expected = "problems with references",
                     .remedy = "Give the rows a \"reference\", or leave out the input canary."});
    canary_ = std::move(*canary);
    return {};
}

/// At the first step, as what the others are compared with, and then every so many.
bool GroupRollouts::canaryDue(const TrainContext &context) const {
    const std::int64_t done = context.step - 1, every = use_.group.canarySteps;
    return canary_ && (done == 0 || done / every > (done - stepsPerBatch()) / every);
}

std::int64_t GroupRollouts::stepsPerEpoch() const {
    const std::int64_t perStep = use_.fromFile ? batchSize() : batchSize() / use_.group.numGenerations;
    return (static_cast<std::int64_t>(rows()) + perStep - 1) / perStep * stepsPerBatch();
}

Status GroupRollouts::roll(TrainContext &context,
                           const std::function<void(std::vector<Rollout> &, Metrics &)> &complete) {
    const Json before = order_.state();
    auto fresh = draw(context);
    if (!fresh) {
        order_.restore(before); // stopped while completions were sampled: the step did not happen
        return unexpected(fresh.error());
    }
    if (canaryDue(context)) {
        const auto measured = canary_->measure(context, use_.stream + "/canary");
        if (!measured) {
            order_.restore(before);
            return unexpected(measured.error());
        }
        fresh->metrics.insert(measured->metrics.begin(), measured->metrics.end());
        fresh->otherTokens += measured->otherTokens;
    }
    rollouts_ = std::move(fresh->rollouts);
    metrics_ = std::move(fresh->metrics);
    if (!use_.comparesGroups) noteContrast();
    complete(rollouts_, metrics_);
    showOrWait(context, std::move(fresh->shown));
    sampledTokens_ += fresh->otherTokens;
    for (const auto &rollout : rollouts_) {
        if (use_.comparesGroups) taught_ = taught_ || teaches(rollout);
        scored_ = scored_ || rollout.scored;
        if (!use_.fromFile) sampledTokens_ += rollout.drawnTokens();
    }
    return {};
}

void GroupRollouts::showOrWait(const TrainContext &context, std::vector<Json> samples) {
    waiting_.clear(); // of a step that was given up
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto old = rollouts_[i].tokens.find(kOldLogps);
        if (old != rollouts_[i].tokens.end())
            show(context, std::move(samples[i]), rollouts_[i],
                 std::vector<float>(old->second.begin() + static_cast<std::ptrdiff_t>(rollouts_[i].forced),
                                    old->second.end()));
        else if (use_.tellsLogps)
            waiting_.push_back(std::move(samples[i]));
        else
            show(context, std::move(samples[i]), rollouts_[i], {});
    }
}

void GroupRollouts::showPass(const TrainContext &context, const TrainStep &step, std::size_t part,
                             const at::Tensor &logps_BT) {
    const auto rowsOf = [&](std::size_t p) {
        return static_cast<std::size_t>(step.parts[p].tensors.at("input_ids").size(0));
    };
    std::size_t first = 0;
    for (std::size_t p = 0; p < part; ++p) first += rowsOf(p);
    if (first >= waiting_.size()) return;
    const at::Tensor cpu_BT = logps_BT.detach().to(at::kCPU, at::kFloat).contiguous();
    const std::size_t last = std::min(first + rowsOf(part), waiting_.size());
    for (std::size_t i = first; i < last; ++i) {
        const Rollout &rollout = rollouts_[i];
        const float *row = cpu_BT[static_cast<std::int64_t>(i - first)].const_data_ptr<float>() + rollout.prompt.size();
        show(context, std::move(waiting_[i]), rollout,
             std::span(row + rollout.forced, rollout.completion.size() - rollout.forced));
    }
    if (last == waiting_.size()) waiting_.clear();
}

/// A completion with all that is known of it once the algorithm has looked at it too. trainLogps: of what was not
/// forced, with which it is learnt; in full, as only the last digits differ from those with which it was drawn.
void GroupRollouts::show(const TrainContext &context, Json sample, const Rollout &rollout,
                         std::span<const float> trainLogps) {
    if (sample.contains("logps") && sample["logps"].size() == trainLogps.size())
        sample["train_logps"] = std::vector<float>(trainLogps.begin(), trainLogps.end());
    if (const auto earned = rollout.values.find(kAdvantage); earned != rollout.values.end())
        sample["advantage"] = earned->second;
    const auto reference = rollout.tokens.find(kRefLogps);
    if (reference != rollout.tokens.end() && sample.contains("logps") &&
        reference->second.size() == rollout.forced + sample["logps"].size())
        sample["ref_logps"] = shortNumbers(std::vector<float>(
            reference->second.begin() + static_cast<std::ptrdiff_t>(rollout.forced), reference->second.end()));
    context.job.sink().emit("sample", std::move(sample));
}

/// Rewards that are all the same, from the first completion of the run to the last, teach nothing.
void GroupRollouts::noteContrast() {
    for (const auto &rollout : rollouts_) {
        if (!rollout.learnt(use_.maskTruncated)) continue;
        const double earned = rollout.values.at(kAdvantage);
        taught_ = taught_ || paysSteps() || earned != firstReward_.value_or(earned);
        if (!firstReward_) firstReward_ = earned;
    }
}

GroupRequest GroupRollouts::request(const TrainContext &context, std::vector<std::size_t> rows) const {
    return {.rows = std::move(rows),
            .stream = use_.stream,
            .advantagesOf = use_.advantagesOf,
            .show = context.step % use_.train.loggingSteps == 0,
            .contrast = use_.group.filterGroups,
            .greedy = use_.greedy};
}

Result<SampledGroups> GroupRollouts::draw(TrainContext &context) {
    const std::int64_t each = use_.fromFile ? 1 : use_.group.numGenerations;
    const auto count = static_cast<std::size_t>(batchSize() / each);
    if (!use_.fromFile && use_.group.filterGroups) return drawFiltered(context, count);
    auto rows = order_.next(count);
    if (!use_.fromFile) return sampler_->sample(context, request(context, std::move(rows)));
    SampledGroups out;
    for (const auto row : rows) out.rollouts.push_back(file_[row]);
    out.metrics = lengthMetrics(out.rollouts);
    if (auto ok = reward(out); !ok) return unexpected(inRow(context, ok.error(), 0));
    return out;
}

namespace {

/// Which completion stands where, group after group: as "group" tells, in the order in which groups appear; where none
/// does, they stand so. `each`: members of a group; 0: nobody asks.
Result<std::vector<std::size_t>> placesByGroup(const std::vector<Rollout> &rollouts, std::int64_t each) {
    const auto size = static_cast<std::size_t>(each);
    if (size == 0) {
        std::vector<std::size_t> asTheyStand(rollouts.size());
        std::iota(asTheyStand.begin(), asTheyStand.end(), std::size_t{0});
        return asTheyStand;
    }
    std::vector<std::string> names;
    std::map<std::string, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        const std::string &group = rollouts[i].group;
        const std::string name = group.empty() ? "rows " + std::to_string(i / size) : group;
        if (members[name].empty()) names.push_back(name);
        members[name].push_back(i);
    }
    std::vector<std::size_t> places;
    for (const auto &name : names) {
        const auto &own = members.at(name);
        if (own.size() != size)
            return fail({.code = "data.bad_row",
                         .message = "the stored completions of a step do not make whole groups",
                         .field = "group",
                         .found = {"{0} completions of {1}", own.size(), name},
                         .expected = {"num_generations = {0}", each},
                         .remedy = "Store the completions of a step together, and all of each group."});
        places.insert(places.end(), own.begin(), own.end());
    }
    return places;
}

at::Tensor indexOf(const std::vector<std::size_t> &places) {
    return at::tensor(std::vector<std::int64_t>(places.begin(), places.end()), at::kLong);
}

} // namespace

Result<std::vector<std::size_t>> GroupRollouts::places(const std::vector<Rollout> &rollouts) const {
    return placesByGroup(rollouts, use_.comparesGroups ? use_.group.numGenerations : 0);
}

at::Tensor GroupRollouts::byGroups(const std::vector<Rollout> &rollouts, const at::Tensor &x_B,
                                   const std::function<at::Tensor(const at::Tensor &)> &f) const {
    const at::Tensor place_B = indexOf(places(rollouts).value()), y_B = f(x_B.index_select(0, place_B));
    return at::empty_like(y_B).index_copy_(0, place_B, y_B);
}

/// Stored completions that bring rewards instead of advantages.
Status GroupRollouts::reward(SampledGroups &stored) const {
    if (stored.rollouts.empty() || !stored.rollouts[0].rewards) return {};
    const auto B = static_cast<std::int64_t>(stored.rollouts.size()),
               F = static_cast<std::int64_t>(use_.group.rewardFuncs.size());
    const auto places = this->places(stored.rollouts);
    if (!places) return fail(places.error());
    at::Tensor rewards_BF = at::full({B, F}, std::nan(""), at::kDouble); // group by group
    for (std::int64_t b = 0; b < B; ++b)
        for (std::int64_t f = 0; f < F; ++f) {
            const auto &given = *stored.rollouts[(*places)[static_cast<std::size_t>(b)]].rewards;
            if (const auto &value = given.at(use_.group.rewardFuncs[static_cast<std::size_t>(f)]))
                rewards_BF[b][f] = *value;
        }
    const auto weights = rewardWeightsOf(use_.group.rewardWeights, F);
    if (!weights) return unexpected(weights.error());
    const at::Tensor total_B = totalRewards(rewards_BF, *weights), place_B = indexOf(*places),
                     advantages_B = use_.advantagesOf(rewards_BF, total_B);
    const auto asTheyStand = [&](const at::Tensor &x_B) { return at::empty_like(x_B).index_copy_(0, place_B, x_B); };
    giveAdvantages(stored.rollouts, asTheyStand(total_B), asTheyStand(advantages_B));
    stored.metrics.merge(rewardMetrics(rewards_BF, total_B, use_.group.rewardFuncs, use_.group.numGenerations));
    stored.metrics["reward_length_correlation"] = lengthCorrelation(stored.rollouts, asTheyStand(total_B));
    return {};
}

/// With steps that are paid the completions of a group differ by them, whatever they earn at their ends.
bool GroupRollouts::teaches(const Rollout &rollout) const {
    if (!rollout.learnt(use_.maskTruncated)) return false;
    if (rollout.values.at(kAdvantage) != 0) return true;
    const auto each = rollout.tokens.find(kAdvantages);
    return paysSteps() && each != rollout.tokens.end() &&
           std::any_of(each->second.begin(), each->second.end(), [](double value) { return value != 0; });
}

at::Tensor GroupRollouts::stepRewards(const CompletionTable &table) const {
    const at::Tensor rewards_BC = table.tokens(kStepRewards);
    return use_.group.stepWeight() *
           (use_.group.processRewardCredit == "min" ? minForm(rewards_BC, table.tokens(kStepEnds)) : rewards_BC);
}

/// A file whose every advantage is 0 moves nothing; that is known before the first step.
void GroupRollouts::sayIfFlat(TrainContext &context) const {
    if (std::any_of(file_.begin(), file_.end(),
                    [&](const Rollout &rollout) { return rollout.rewards || teaches(rollout); }))
        return;
    context.job.sink().emit("notice",
                            noticeOf("warning",
                                     "The stored rollouts teach nothing: there is no contrast, every advantage is 0 or "
                                     "belongs to a completion that is left out."));
}

/// The completions of a mini-batch. A short batch is shared out evenly; where it has fewer completions than
/// mini-batches, some learn the same one.
std::pair<std::size_t, std::size_t> GroupRollouts::share(std::int64_t miniBatch, std::size_t count) const {
    const auto of = static_cast<std::size_t>(use_.miniBatches), at = static_cast<std::size_t>(miniBatch);
    const std::size_t begin = at * count / of;
    return {begin, std::min(count, std::max(begin + 1, (at + 1) * count / of))};
}

/// The same rows make a pass whenever they are read, so that equal weights give equal bits.
std::vector<std::pair<std::size_t, std::size_t>> GroupRollouts::passes(std::size_t count,
                                                                       const TrainContext &context) const {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::int64_t m = 0; m < use_.miniBatches; ++m) {
        const auto [begin, end] = share(m, count);
        for (const auto &[from, to] : passesOf(begin, end, context)) out.emplace_back(from, to);
    }
    return out;
}

std::vector<std::pair<std::size_t, std::size_t>> GroupRollouts::passesOf(std::size_t begin, std::size_t end,
                                                                         const TrainContext &context) const {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    const auto size = static_cast<std::size_t>(context.rowsPerPass > 0 ? context.rowsPerPass : use_.train.batchSize);
    for (; begin < end; begin += size) out.emplace_back(begin, std::min(end, begin + size));
    return out;
}

MicroBatch GroupRollouts::collate(std::span<const Rollout> rollouts, const TrainContext &context) const {
    return collateRollouts(rollouts, use_.maskTruncated, padding_, context.policy.placement().device);
}

TrainStep GroupRollouts::step(const TrainContext &context) const {
    TrainStep step{.parts = {}, .items = 0, .metrics = metrics_};
    const auto [first, last] = share((context.step - 1) % use_.miniBatches, rollouts_.size());
    for (const auto &[begin, end] : passesOf(first, last, context)) {
        step.parts.push_back(collate(std::span(rollouts_).subspan(begin, end - begin), context));
        step.items += step.parts.back().tensors.at("mask").sum().item<double>();
    }
    return step;
}

Sentence GroupRollouts::flat() const {
    if (!scored_) return "Nothing was learnt: no reward function could score any completion of the whole run.";
    if (use_.greedy)
        return "Nothing was learnt from rewards: in the whole run no completion earned anything else than the "
               "likeliest one of its prompt. The problems may be too hard or too easy for this model, or "
               "max_completion_length too short.";
    if (!use_.comparesGroups)
        return "Nothing was learnt from rewards: every completion of the whole run earned the same. The problems may "
               "be too hard or too easy for this model, or its completions may be cut too soon.";
    return "Nothing was learnt from rewards: in the whole run no group of completions had contrast (all of a group "
           "earned the same, or were cut and left out), so that every advantage was 0. The problems may be too hard "
           "or too easy for this model, or max_completion_length too short.";
}

void GroupRollouts::end(TrainContext &context) const {
    if (taught_ || (use_.fromFile && !file_[0].rewards)) return; // a file without contrast was told of before
    Sentence text = flat();
    if (use_.klMovesAlone) text = {"{0} Only the KL term moved the model.", text};
    context.job.sink().emit("notice", noticeOf("warning", text));
}

Json GroupRollouts::state() const {
    Json rollouts = Json::array();
    if (stepsPerBatch() > 1) // between the iterations of one rollout it must survive a restart
        for (const auto &rollout : rollouts_) rollouts.push_back(toJson(rollout));
    Json state = {{"order", order_.state()}, {"rollouts", rollouts}, {"metrics", toJson(metrics_)},
                  {"taught", taught_},       {"scored", scored_},    {"sampled_tokens", sampledTokens_}};
    if (firstReward_) state["first_reward"] = *firstReward_;
    return state;
}

Status GroupRollouts::restore(const Json &json) {
    if (auto ok = order_.restore(json.value("order", Json::object())); !ok) return ok;
    rollouts_.clear();
    RolloutColumns columns = use_.columns;
    columns.tokens.insert(columns.tokens.end(), use_.made.begin(), use_.made.end());
    for (const Json &value : json.value("rollouts", Json::array())) {
        auto rollout = rolloutFromJson(value, INT64_MAX, columns);
        if (!rollout) return unexpected(rollout.error());
        rollouts_.push_back(std::move(*rollout));
    }
    metrics_ = metricsFromJson(json.value("metrics", Json::object()));
    taught_ = json.value("taught", true);
    scored_ = json.value("scored", true);
    sampledTokens_ = json.value("sampled_tokens", std::int64_t{0});
    if (json.contains("first_reward")) firstReward_ = json["first_reward"].get<double>();
    return {};
}

} // namespace lapidary
