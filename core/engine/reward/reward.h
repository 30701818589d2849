// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/feedback/constitution.h"
#include "core/data/rewards/rule_reward.h"
#include <functional>
#include <memory>
#include <span>
#include <stop_token>

namespace lapidary {

class Decoder;
class QuestionReader;

/// What of a batch is no part of its completions.
struct RewardContext {
    const Rule &rule;
    std::stop_token stop{};
    std::vector<const Decoder *> networks{}; ///< the run's reward models; none: it has none
    double penalty = 0;                      ///< deviations between them that are taken off their mean
    const Decoder *judge = nullptr;          ///< a model that is asked with words, as `reader` has it read
    QuestionReader *reader = nullptr;
    std::string judgePrompt{};
    std::vector<std::string> judgeAnswers{};
    const Constitution *rubric = nullptr; ///< criteria; those without a check are asked of the judge
    std::string rubricPrompt{};
    std::int64_t rubricReasonTokens = 0;  ///< in which the judge may say why; 0: it only answers
    std::string rubricAnswerPrefix{};     ///< between what it says and its answer
    const Decoder *stepNetwork = nullptr; ///< a model that scores steps; it reads what these two make of tokens
    std::function<std::string(const std::vector<std::int64_t> &)> decode{};
    std::function<Result<std::vector<std::int64_t>>(const std::string &)> encode{};
    std::int64_t maxCompletionLength = 0, softPunishCache = 0; ///< of a reward that looks at lengths
    std::vector<double> spread{}; ///< told by the reward models: of each completion how far they differ
    std::vector<Json> criteria{}; ///< told by the rubric: of each completion which criteria it meets, 0 to 1 by name
    std::vector<Json> reasons{};  ///< why, in the judge's words, by name; empty: it was not asked for them
    std::int64_t judgeTokens = 0; ///< told: what these took
};

/// What a reward says of a batch, a row for each completion. A number that it cannot tell is none: that is not a reward
/// of 0. Other rewards still count for such a completion; one of which none can tell is left out of its group and of
/// the loss.
struct RewardRows {
    enum class Per { Completion, Step, Token };
    Per per = Per::Completion;
    std::vector<std::vector<std::optional<double>>> rows{}; ///< one number each where they are per completion
    std::vector<std::vector<std::size_t>> ends{}; ///< of steps: the last token of each, counted in the completion
};

/// One number for each completion, of what is known of its steps or tokens: `how` is one of stepAggregates().
std::vector<std::optional<double>> perCompletion(const RewardRows &rewards, const std::string &how = "mean");

/// Whoever tells how good completions are: a rule, a network, several of them, a judge. It is asked for whole batches.
class Reward {
public:
    virtual ~Reward() = default;
    /// kCancelled where it was stopped; an error where it could not be asked at all.
    virtual Result<RewardRows> score(std::span<const Judged> completions, RewardContext &context) = 0;
};

/// One that asks a rule.
std::unique_ptr<Reward> ruleReward(RuleFunction function);

struct RewardInfo {
    const char *name;
    const char *summary;
    bool needsReference; ///< cannot tell anything of a problem without one
    std::unique_ptr<Reward> (*makeNetwork)() = nullptr;
    RuleFunction rule = nullptr; ///< what it asks instead of a network
    const char *needs = "";      ///< the input that it asks; empty: none
    std::unique_ptr<Reward> make() const { return rule ? ruleReward(rule) : makeNetwork(); }
};

std::span<const RewardInfo> rewards();
std::vector<std::string> rewardNames();
Result<const RewardInfo *> rewardByName(const std::string &name);

} // namespace lapidary
