// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"
#include <memory>
#include <span>
#include <stop_token>

namespace lapidary {

class Decoder;

/// A completion as it was written, to the letter, and why it ended: see core/text/answer/finish.h. A text that was cut
/// is judged as cut by gradeCompletion() and never marked in itself.
struct Judged {
    std::string text;
    std::string finishReason;
    const Problem *problem = nullptr;             ///< that it answers
    std::vector<std::int64_t> promptIds{}, ids{}; ///< its tokens, for whoever reads tokens
};

/// What of a batch is no part of its completions.
struct RewardContext {
    const Rule &rule;
    std::stop_token stop{};
    const Decoder *network = nullptr; ///< the run's reward model; null: it has none
};

/// What a reward says of a batch, a row for each completion. A number that it cannot tell is none: that is not a reward
/// of 0. Other rewards still count for such a completion; one of which none can tell is left out of its group and of
/// the loss.
struct RewardRows {
    enum class Per { Completion, Step, Token };
    Per per = Per::Completion;
    std::vector<std::vector<std::optional<double>>> rows{}; ///< one number each where they are per completion
};

/// One number for each completion: the mean of what is known of its steps or tokens.
std::vector<std::optional<double>> perCompletion(const RewardRows &rewards);

/// Whoever tells how good completions are: a rule, a network, several of them, a judge. It is asked for whole batches.
class Reward {
public:
    virtual ~Reward() = default;
    /// kCancelled where it was stopped; an error where it could not be asked at all.
    virtual Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) = 0;
};

/// A verifiable reward: what a rule tells of one completion.
using RuleFunction = std::optional<double> (*)(const Rule &rule, const Problem &problem, const Judged &completion);
std::unique_ptr<Reward> ruleReward(RuleFunction function);

struct RewardInfo {
    const char *name;
    const char *summary;
    bool needsReference; ///< cannot tell anything of a problem without one
    std::unique_ptr<Reward> (*make)();
    bool needsNetwork = false; ///< asks the run's reward model
};

std::span<const RewardInfo> rewards();
std::vector<std::string> rewardNames();
Result<const RewardInfo *> rewardByName(const std::string &name);

} // namespace lapidary
