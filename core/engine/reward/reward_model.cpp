// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/reward_model.h"
#include "core/engine/generate/score.h"
#include <cmath>

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
            if (!context.network) return fail(noNetwork());
            const auto part = completions.subspan(begin, std::min(kRowsPerLook, completions.size() - begin));
            if (auto ok = scorePart(part, *context.network, out); !ok) return unexpected(ok.error());
        }
        return out;
    }

private:
    static Status scorePart(std::span<const Judged> part, const Decoder &network, RewardRows &out) {
        std::vector<std::vector<std::int64_t>> texts;
        for (const Judged &each : part) {
            texts.push_back(each.promptIds);
            texts.back().insert(texts.back().end(), each.ids.begin(), each.ids.end());
        }
        const auto scores = scoreRows(network, texts, false, kTokensPerPass);
        if (!scores) return unexpected(scores.error());
        for (const auto &row : *scores) {
            const auto value = static_cast<double>(row.front().front());
            out.rows.push_back({std::isfinite(value) ? std::optional(value) : std::nullopt});
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
