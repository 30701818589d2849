// SPDX-License-Identifier: Apache-2.0
#include "core/data/rewards/concise.h"
#include <algorithm>

namespace lapidary {

/// 100 / (100 + characters). It knows nothing of right and wrong: alone, or too heavy beside others, it is the reward
/// that a policy exploits by answering without thinking.
std::optional<double> conciseReward(const Rule &, const Problem &, const Judged &completion) {
    constexpr double kHalf = 100;
    const auto characters = std::count_if(completion.text.begin(), completion.text.end(),
                                          [](unsigned char c) { return (c & 0xC0) != 0x80; });
    return kHalf / (kHalf + static_cast<double>(characters));
}

} // namespace lapidary
