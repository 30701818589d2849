// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reward/overlong.h"

namespace lapidary {
namespace {

class Overlong : public Reward {
public:
    Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) override {
        if (context.stop.stop_requested()) return fail(kCancelled, "stopped while completions were graded");
        RewardRows out;
        for (const Judged &each : completions)
            out.rows.push_back({softOverlongPunishment(static_cast<std::int64_t>(each.ids.size() - each.forced),
                                                       context.maxCompletionLength, context.softPunishCache)});
        return out;
    }
};

} // namespace

double softOverlongPunishment(std::int64_t tokens, std::int64_t most, std::int64_t cache) {
    if (tokens <= most - cache) return 0;
    if (tokens > most) return -1;
    return static_cast<double>(most - cache - tokens) / static_cast<double>(cache);
}

std::unique_ptr<Reward> overlongReward() {
    return std::make_unique<Overlong>();
}

} // namespace lapidary
