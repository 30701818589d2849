// SPDX-License-Identifier: Apache-2.0
// Canaries: problems that nothing is learnt from, whose exact grade stands beside what the rewards say (Gao et al.
// 2023, arXiv:2210.10760: proxy and gold part when a policy exploits its reward). Legend: B completions, one of each
// problem.
#include "core/data/rewards/reward_probe.h"
#include "core/engine/train/group_sampler.h"
#include "core/engine/train/ops/token_losses.h"
#include "core/engine/train/token_rows.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::size_t kShownExploits = 8;

/// How long a text may be for every network that a reward asks.
std::int64_t positionsOf(const RewardContext &context) {
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const Decoder *network : context.networks) most = std::min(most, network->config().maxPositions);
    for (const Decoder *network : {context.stepNetwork, context.judge})
        if (network) most = std::min(most, network->config().maxPositions);
    return most;
}

} // namespace

double lengthCorrelation(const std::vector<Rollout> &rollouts, const at::Tensor &total_B) {
    std::vector<double> lengths, rewards;
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        const double reward = total_B[static_cast<std::int64_t>(i)].item<double>();
        if (!std::isfinite(reward)) continue;
        lengths.push_back(static_cast<double>(rollouts[i].completion.size()));
        rewards.push_back(reward);
    }
    return correlationOf(lengths, rewards);
}

/// Once, before the first step: what each function pays for texts that cost no thought is told.
Status GroupSampler::probe(TrainContext &context) const {
    for (const auto &[info, reward] : functions_) {
        const auto score =
            [&, &reward = reward](const std::vector<Judged> &texts) -> Result<std::vector<std::optional<double>>> {
            RewardContext asked = judging(context);
            std::vector<std::optional<double>> out(texts.size());
            std::vector<Judged> read;
            std::vector<std::size_t> places;
            for (std::size_t i = 0; i < texts.size(); ++i) {
                const auto prompt = tokenIds(context, texts[i].problem->prompt),
                           text = tokenIds(context, texts[i].text, false);
                if (!prompt || !text) return out; // not in its alphabet
                Judged each = texts[i];           // whoever reads tokens reads those of a text that ended itself
                each.promptIds = *prompt;
                each.ids = *text;
                if (const auto end = context.tokenizer->eosId()) each.ids.push_back(*end);
                if (static_cast<std::int64_t>(each.promptIds.size() + each.ids.size()) > positionsOf(asked)) continue;
                read.push_back(std::move(each));
                places.push_back(i);
            }
            const auto rewards = reward->score(read, asked);
            if (!rewards) return unexpected(rewards.error());
            const auto told = perCompletion(
                *rewards, rewards->per == RewardRows::Per::Step ? config_.processRewardAggregate : "mean");
            for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = told[i];
            return out;
        };
        const auto found = probeReward(info->name, problems_, score);
        if (!found) return unexpected(found.error());
        for (const Sentence &each : *found) context.job.sink().emit("notice", noticeOf("warning", each));
    }
    return {};
}

bool GroupSampler::canGrade() const {
    return std::any_of(problems_.begin(), problems_.end(),
                       [&](const Problem &problem) { return rule_->scorable(problem); });
}

Result<SampledGroups> GroupSampler::measure(TrainContext &context, const std::string &stream) const {
    std::vector<Group> groups;
    for (std::size_t row = 0; row < problems_.size(); ++row) {
        auto group = groupOf(context, row);
        if (!group) return unexpected(group.error());
        groups.push_back(std::move(*group));
    }
    const auto drawn = draw(context, groups, stream, Drawing::Plain);
    if (!drawn) return unexpected(drawn.error());
    const auto scores = scoreDrawn(context, *drawn);
    if (!scores) return unexpected(scores.error());
    std::vector<std::optional<bool>> right;
    double rightOnes = 0, graded = 0;
    for (const Judged &each : drawn->completions) {
        const auto verdict = gradeCompletion(*rule_, *each.problem, each.text, each.finishReason);
        right.push_back(verdict.scorable ? std::optional(verdict.correct) : std::nullopt);
        graded += verdict.scorable;
        rightOnes += verdict.scorable && verdict.correct;
    }
    SampledGroups out{.metrics = {}, .otherTokens = scores->judgeTokens};
    for (const Rollout &rollout : drawn->rollouts) out.otherTokens += rollout.drawnTokens();
    const at::Tensor known = scores->total_B.index({scores->total_B.isfinite()});
    out.metrics["canary/gold"] = graded > 0 ? rightOnes / graded : std::nan("");
    out.metrics["canary/proxy"] = known.numel() > 0 ? meanOf(known) : std::nan("");
    showExploits(context, *drawn, scores->total_B, right);
    return out;
}

/// What earns most for a wrong answer comes first: whoever looks at an alarm wants to see how the reward is exploited.
void GroupSampler::showExploits(TrainContext &context, const Drawn &drawn, const at::Tensor &proxy_B,
                                const std::vector<std::optional<bool>> &right) const {
    std::vector<std::size_t> wrong;
    std::vector<double> earned;
    for (std::size_t i = 0; i < right.size(); ++i) {
        earned.push_back(proxy_B[static_cast<std::int64_t>(i)].item<double>());
        if (right[i] == false && std::isfinite(earned[i])) wrong.push_back(i);
    }
    std::stable_sort(wrong.begin(), wrong.end(), [&](auto a, auto b) { return earned[a] > earned[b]; });
    wrong.resize(std::min(wrong.size(), kShownExploits));
    for (const std::size_t i : wrong) {
        const Judged &judged = drawn.completions[i];
        Json sample = {{"step", context.step},
                       {"group", "canary " + std::to_string(i + 1)},
                       {"prompt", judged.problem->prompt},
                       {"completion", judged.text},
                       {"finish_reason", judged.finishReason},
                       {"reward", earned[i]},
                       {"gold", 0},
                       {"advantage", 0}};
        sample.update(tokenColours(context, drawn.generated[i].completions.at(0)));
        context.job.sink().emit("sample", std::move(sample));
    }
}

} // namespace lapidary
