// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"
#include <span>

namespace lapidary {

/// A completion as it was written, to the letter, and why it ended: see core/text/answer/finish.h. A text that was cut
/// is judged as cut by gradeCompletion() and never marked in itself.
struct Judged {
    std::string text;
    std::string finishReason;
    const Problem *problem = nullptr;             ///< that it answers
    std::vector<std::int64_t> promptIds{}, ids{}; ///< its tokens, for whoever reads tokens
    std::size_t forced = 0;                       ///< leading ones of `ids` that were given, not written
};

/// A verifiable reward: what a rule tells of one completion; nothing where it cannot tell.
using RuleFunction = std::optional<double> (*)(const Rule &rule, const Problem &problem, const Judged &completion);

struct RuleReward {
    const char *name;
    const char *summary;
    bool needsReference; ///< cannot tell anything of a problem without one
    RuleFunction score;
};
/// Those that need no network.
std::span<const RuleReward> ruleRewards();

} // namespace lapidary
