// SPDX-License-Identifier: Apache-2.0
// TRL's think_format_reward: ^<think>(?!.*<think>)(.*?)</think>.*$, where a dot takes line breaks too.
#include "core/data/rewards/think_format.h"
#include <string_view>

namespace lapidary {

/// 1 for a text that begins with the one <think> that it has, and closes it. It knows nothing of what is thought.
std::optional<double> thinkFormatReward(const Rule &, const Problem &, const Judged &completion) {
    constexpr std::string_view kOpen = "<think>", kClose = "</think>";
    const std::string_view text = completion.text;
    if (!text.starts_with(kOpen)) return 0.0;
    const std::string_view rest = text.substr(kOpen.size());
    return rest.find(kOpen) == rest.npos && rest.find(kClose) != rest.npos ? 1.0 : 0.0;
}

} // namespace lapidary
