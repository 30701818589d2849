// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/reward_model.h"
#include "core/engine/generate/score.h"
#include <cmath>
#include <numeric>

namespace lapidary {
namespace {

constexpr std::int64_t kTokensPerPass = 8192;
constexpr std::size_t kRowsPerLook = 32; ///< between two of them a stop is seen

class RewardModel : public Reward {
public:
    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        RewardRows out;
        for (std::size_t begin = 0; begin < completions.size(); begin += kRowsPerLook) {
            if (context.stop.stop_requested()) return fail(kCancelled, "stopped while completions were graded");
            if (context.networks.empty()) return fail(noNetwork());
            const auto part = completions.subspan(begin, std::min(kRowsPerLook, completions.size() - begin));
            if (auto ok = scorePart(part, context, out); !ok) return unexpected(ok.error());
        }
        return out;
    }

private:
    /// What each network says of each completion; of several the mean, less what their disagreement costs.
    static Status scorePart(std::span<const Judged> part, RewardContext &context, RewardRows &out) {
        std::vector<std::vector<std::int64_t>> texts;
        for (const Judged &each : part) {
            texts.push_back(each.promptIds);
            texts.back().insert(texts.back().end(), each.ids.begin(), each.ids.end());
        }
        std::vector<std::vector<double>> said(part.size());
        for (const Decoder *network : context.networks) {
            const auto scores = scoreRows(*network, texts, false, kTokensPerPass);
            if (!scores) return unexpected(scores.error());
            for (std::size_t i = 0; i < part.size(); ++i)
                said[i].push_back(static_cast<double>((*scores)[i].front().front()));
        }
        for (const auto &each : said) {
            const auto n = static_cast<double>(each.size());
            const double mean = std::accumulate(each.begin(), each.end(), 0.0) / n;
            double square = 0;
            for (const double value : each) square += (value - mean) * (value - mean);
            const double spread = n > 1 ? std::sqrt(square / (n - 1)) : 0, reward = mean - context.penalty * spread;
            context.spread.push_back(spread);
            out.rows.push_back({std::isfinite(reward) ? std::optional(reward) : std::nullopt});
        }
        return {};
    }

    static Error noNetwork() {
        return {.code = "train.missing_input",
                .message = "reward_funcs asks a reward model, and the run names none",
                .field = "inputs.reward",
                .found = "nothing",
                .expected = "a model that scores, as the stage reward leaves it",
                .remedy = "Name it in the stage's [stage.inputs], or take reward_model out of reward_funcs."};
    }
};

} // namespace

std::unique_ptr<Reward> rewardModel() {
    return std::make_unique<RewardModel>();
}

} // namespace lapidary
