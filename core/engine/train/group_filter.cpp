// SPDX-License-Identifier: Apache-2.0
// Dynamic sampling (DAPO, Yu et al. 2025): prompts whose completions all earn the same teach nothing, and others are
// drawn in their place. Deviations from verl's filter_groups, whose names the settings have: (1) only as many prompts
// are drawn again as are missing, and nothing is left over; (2) where max_num_gen_batches is met, a step learns from
// the prompts that it has, where verl ends the run; (3) rewards and lengths are told of all that was drawn, so that
// their curves are those of the policy and not of what was kept.
#include "core/engine/train/group_rollouts.h"
#include "core/engine/train/ops/group_rewards.h"
#include <ATen/ATen.h>
#include <iterator>
#include <utility>

namespace lapidary {
namespace {

template <class T> void append(std::vector<T> &to, std::vector<T> from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// The spread, a mean over completions, is weighed by how many there are.
void join(SampledGroups &all, SampledGroups more) {
    const auto before = static_cast<double>(all.rollouts.size()), added = static_cast<double>(more.rollouts.size());
    all.spread = (all.spread * before + more.spread * added) / (before + added);
    all.perFunction_BF = before > 0 ? at::cat({all.perFunction_BF, more.perFunction_BF}) : more.perFunction_BF;
    all.total_B = before > 0 ? at::cat({all.total_B, more.total_B}) : more.total_B;
    all.otherTokens += more.otherTokens;
    append(all.rollouts, std::move(more.rollouts));
}

/// Takes the completions at these places; the tokens of the others have been drawn all the same.
void keep(SampledGroups &all, const std::vector<std::int64_t> &places) {
    std::vector<Rollout> kept;
    for (const Rollout &rollout : all.rollouts) all.otherTokens += rollout.drawnTokens();
    for (const auto place : places) {
        kept.push_back(std::move(all.rollouts[static_cast<std::size_t>(place)]));
        all.otherTokens -= kept.back().drawnTokens();
    }
    const at::Tensor place_B = at::tensor(places, at::kLong);
    all.rollouts = std::move(kept);
    all.perFunction_BF = all.perFunction_BF.index_select(0, place_B);
    all.total_B = all.total_B.index_select(0, place_B);
}

} // namespace

std::vector<MetricInfo> comparedGroupMetrics() {
    return withShared(
        groupMetrics(),
        {{.name = "dynamic_filtering_pass_rate",
          .group = "policy",
          .effect = "share of the drawn prompts that are kept, as their completions earn differently; with "
                    "filter_groups alone"},
         {.name = "num_gen_batches",
          .unit = "draws",
          .group = "detail",
          .effect = "how often prompts were drawn for a step; with filter_groups alone"}});
}

Result<SampledGroups> GroupRollouts::drawFiltered(TrainContext &context, std::size_t prompts) {
    const std::int64_t G = use_.group.numGenerations;
    SampledGroups all;
    std::vector<std::int64_t> kept; // completions, group by group
    std::int64_t draws = 0, drawn = 0;
    std::size_t first = 0; // prompts of the first draw
    while (kept.size() < prompts * static_cast<std::size_t>(G) && draws < use_.group.maxNumGenBatches) {
        const std::size_t missing = prompts - kept.size() / static_cast<std::size_t>(G);
        GroupRequest request = this->request(context, order_.next(missing));
        request.draw = draws++;
        auto fresh = sampler_->sample(context, request);
        if (!fresh) return unexpected(fresh.error());
        if (drawn == 0) first = request.rows.size();
        const at::Tensor flat_P = groupsWithoutContrast(fresh->total_B, G);
        if (drawn == 0 || (kept.empty() && !flat_P.all().item<bool>())) all.shown = std::move(fresh->shown);
        for (std::int64_t p = 0; p < flat_P.size(0); ++p, ++drawn)
            for (std::int64_t g = 0; g < G && !flat_P[p].item<bool>(); ++g) kept.push_back(drawn * G + g);
        join(all, std::move(*fresh));
    }
    all.metrics = metricsOf(all, use_.group);
    all.metrics["dynamic_filtering_pass_rate"] = static_cast<double>(kept.size()) / static_cast<double>(drawn * G);
    all.metrics["num_gen_batches"] = static_cast<double>(draws);
    if (kept.size() < prompts * static_cast<std::size_t>(G)) sayBound(context);
    if (kept.empty()) // nothing teaches; a step is made of what was drawn first
        for (std::int64_t i = 0; i < static_cast<std::int64_t>(first) * G; ++i) kept.push_back(i);
    keep(all, kept);
    const at::Tensor paid_BF = paidAtTheEnd(all.perFunction_BF, use_.group);
    const auto weights = rewardWeightsOf(use_.group.rewardWeights, paid_BF.size(1));
    if (!weights) return unexpected(weights.error());
    const at::Tensor paid_B = totalRewards(paid_BF, *weights);
    giveAdvantages(all.rollouts, paid_B, use_.advantagesOf(paid_BF, paid_B)); // what is left makes the batch
    return all;
}

/// Once: it may happen at every step.
void GroupRollouts::sayBound(TrainContext &context) {
    if (std::exchange(saidBound_, true)) return;
    context.job.sink().emit(
        "notice",
        noticeOf("warning",
                 {"At step {0} prompts were drawn {1} times, which is max_num_gen_batches, and fewer than a step wants "
                  "had completions that earn differently: such steps learn from those that they have. The problems "
                  "may be too hard or too easy for this model; dynamic_filtering_pass_rate tells how many are kept.",
                  context.step, use_.group.maxNumGenBatches}));
}

} // namespace lapidary
