// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/reward.h"
#include "core/engine/reward/step_scores.h"

namespace lapidary {
namespace {

class OfRule : public Reward {
public:
    explicit OfRule(RuleFunction function) : function_(function) {}

    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        RewardRows out;
        for (const Judged &completion : completions) {
            if (context.stop.stop_requested()) return fail(kCancelled, "stopped while completions were graded");
            out.rows.push_back({function_(context.rule, *completion.problem, completion)});
        }
        return out;
    }

private:
    RuleFunction function_;
};

} // namespace

std::unique_ptr<Reward> ruleReward(RuleFunction function) {
    return std::make_unique<OfRule>(function);
}

std::vector<std::optional<double>> perCompletion(const RewardRows &rewards, const std::string &how) {
    std::vector<std::optional<double>> out;
    for (const auto &row : rewards.rows) {
        std::vector<double> known;
        for (const auto &value : row)
            if (value) known.push_back(*value);
        out.push_back(aggregateOf(known, how));
    }
    return out;
}

} // namespace lapidary
