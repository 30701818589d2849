// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/process_reward.h"
#include "core/engine/generate/score.h"
#include "core/engine/generate/step_tokens.h"
#include <cmath>

namespace lapidary {
namespace {

constexpr std::int64_t kTokensPerPass = 8192;
constexpr std::size_t kRowsPerLook = 32; ///< between two of them a stop is seen

/// Prompt and completion as they are read, and where: behind each step.
struct Asked {
    std::vector<std::int64_t> ids{};
    std::vector<std::size_t> places{}; ///< of `ids`
    std::vector<std::size_t> ends{};   ///< of the completion: the last token of each step
};

Result<Asked> askedOf(const Judged &judged, const RewardContext &context) {
    Asked out{.ids = judged.promptIds};
    const std::string text = context.decode(judged.ids), own = context.rule.stepMark(), mark = own.empty() ? "\n" : own;
    const auto steps = stepTokens(context.decode, judged.ids, text, own);
    out.ids.insert(out.ids.end(), judged.ids.begin(), judged.ids.end());
    for (const auto &[begin, end] : steps) {
        out.ends.push_back(end - 1);
        out.places.push_back(judged.promptIds.size() + end - 1);
    }
    if (steps.empty() || text.ends_with(mark)) return out;
    const auto ended = context.encode(mark);
    if (!ended) return unexpected(ended.error());
    out.ids.resize(out.places.back() + 1); // without the token that ended the answer
    out.ids.insert(out.ids.end(), ended->begin(), ended->end());
    out.places.back() = out.ids.size() - 1;
    return out;
}

/// p of the second label, "right".
double rightOf(const ScoreRow &row) {
    return 1 / (1 + std::exp(static_cast<double>(row[0]) - static_cast<double>(row[1])));
}

class ProcessReward : public Reward {
public:
    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        RewardRows out{.per = RewardRows::Per::Step};
        for (std::size_t begin = 0; begin < completions.size(); begin += kRowsPerLook) {
            if (context.stop.stop_requested()) return fail(kCancelled, "stopped while completions were graded");
            if (!context.stepNetwork) return fail(noNetwork());
            const auto part = completions.subspan(begin, std::min(kRowsPerLook, completions.size() - begin));
            if (auto ok = scorePart(part, context, out); !ok) return unexpected(ok.error());
        }
        return out;
    }

private:
    static Status scorePart(std::span<const Judged> part, const RewardContext &context, RewardRows &out) {
        std::vector<Asked> asked;
        std::vector<std::vector<std::int64_t>> texts;
        for (const Judged &each : part) {
            auto one = askedOf(each, context);
            if (!one) return unexpected(one.error());
            if (!one->places.empty()) texts.push_back(one->ids);
            asked.push_back(std::move(*one));
        }
        const auto scores = scoreRows(*context.stepNetwork, texts, true, kTokensPerPass);
        if (!scores) return unexpected(scores.error());
        auto scored = scores->begin();
        for (std::size_t i = 0; i < asked.size(); ++i) {
            const Asked &one = asked[i];
            out.rows.emplace_back();
            out.ends.push_back(one.ends);
            if (one.places.empty()) {
                out.rows.back().push_back(0.0);
                if (!part[i].ids.empty()) out.ends.back().push_back(part[i].ids.size() - 1);
                continue;
            }
            const std::size_t first = realTokens(one.ids, context.stepNetwork->config()).begin;
            for (const std::size_t place : one.places) {
                const double right = rightOf((*scored)[place - first]);
                out.rows.back().push_back(std::isfinite(right) ? std::optional(right) : std::nullopt);
            }
            ++scored;
        }
        return {};
    }

    static Error noNetwork() {
        return {.code = "train.missing_input",
                .message = "reward_funcs asks a model that scores steps, and the run names none",
                .field = "inputs.process_reward",
                .found = "nothing",
                .expected = "a model that scores steps, as the stage prm leaves it",
                .remedy = "Name it in the stage's [stage.inputs], or take process_reward out of reward_funcs."};
    }
};

} // namespace

std::unique_ptr<Reward> processReward() {
    return std::make_unique<ProcessReward>();
}

} // namespace lapidary
