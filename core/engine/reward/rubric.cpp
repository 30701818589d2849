// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/rubric.h"
#include "core/engine/reward/judge.h"

namespace lapidary {
namespace {

class RubricReward : public Reward {
public:
    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        if (context.stop.stop_requested()) return fail(kCancelled, "stopped while completions were graded");
        if (!context.rubric || context.rubric->empty())
            return fail({.code = "train.missing_input",
                         .message = "reward_funcs asks a rubric, and the run has no criteria",
                         .field = "constitution",
                         .found = "nothing",
                         .expected = "a file of criteria"});
        std::vector<Sum> sums(completions.size());
        context.criteria.assign(completions.size(), Json::object());
        context.reasons.assign(context.rubricReasonTokens > 0 ? completions.size() : 0, Json::object());
        for (const Principle &criterion : *context.rubric) {
            const auto met = metBy(completions, criterion, context);
            if (!met) return unexpected(met.error());
            for (std::size_t i = 0; i < sums.size(); ++i) {
                const auto &value = (*met)[i];
                context.criteria[i][criterion.name] = value ? Json(*value) : Json(nullptr);
                if (!value) continue;
                sums[i].met += criterion.weight * *value;
                sums[i].all += criterion.weight;
            }
        }
        RewardRows out;
        for (const Sum &sum : sums) out.rows.push_back({sum.all > 0 ? std::optional(sum.met / sum.all) : std::nullopt});
        return out;
    }

private:
    struct Sum {
        double met = 0, all = 0;
    };

    static Result<std::vector<std::optional<double>>> metBy(std::span<const Judged> completions,
                                                            const Principle &criterion, RewardContext &context) {
        if (!criterion.isChecked()) return judgedBy(completions, criterion, context);
        std::vector<std::optional<double>> met;
        for (const Judged &each : completions) {
            const auto broken = violates(criterion, context.rule, *each.problem, each.text, each.finishReason);
            met.push_back(broken ? std::optional(*broken ? 0.0 : 1.0) : std::nullopt);
        }
        return met;
    }

    static Result<std::vector<std::optional<double>>> judgedBy(std::span<const Judged> completions,
                                                               const Principle &criterion, RewardContext &context) {
        std::vector<std::map<std::string, std::string>> values;
        for (const Judged &each : completions)
            values.push_back(
                {{"prompt", each.problem->question()}, {"answer", each.text}, {"criterion", criterion.text}});
        const auto said = askJudge({.prompt = context.rubricPrompt,
                                    .maxReasonTokens = context.rubricReasonTokens,
                                    .answerPrefix = context.rubricAnswerPrefix},
                                   values, context);
        if (!said) return unexpected(said.error());
        std::vector<std::optional<double>> met;
        for (std::size_t i = 0; i < said->size(); ++i) {
            const JudgeAnswer &each = (*said)[i];
            met.emplace_back(each.first);
            context.judgeTokens += each.tokens;
            if (!context.reasons.empty()) context.reasons[i][criterion.name] = each.reason;
        }
        return met;
    }
};

} // namespace

std::unique_ptr<Reward> rubricReward() {
    return std::make_unique<RubricReward>();
}

} // namespace lapidary
