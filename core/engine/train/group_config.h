// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/described.h"
#include "core/config/method.h"

namespace lapidary {

inline constexpr const char *kAdvantage = "advantage";      ///< column of a rollout
inline constexpr const char *kBaseline = "baseline_reward"; ///< of a rollout: what the likeliest completion earned
inline constexpr const char *kReward = "reward";            ///< port of a reward model

/// How the completions of a prompt are drawn and rewarded; named and defaulted as TRL's GRPOConfig.
struct GroupConfig {
    std::int64_t numGenerations = 8;
    std::int64_t maxCompletionLength = 512;
    double temperature = 1.0, topP = 1.0;
    std::int64_t topK = 0;
    std::vector<std::string> rewardFuncs{"correct"};
    std::vector<double> rewardWeights{}; ///< empty: all 1
    std::string completionPrefix{};      ///< text that every completion begins with, forced and not learnt
    static const Described<GroupConfig> &described();
    static const Described<GroupConfig> &describedAlone(); ///< one completion of a prompt will do
    static const Described<GroupConfig> &describedAsPpo(); ///< there is one, and its names are those of TRL's PPOConfig
    static const Described<GroupConfig> &describedAsPairs(); ///< there are two, by the names of TRL's OnlineDPOConfig
    bool asksModel() const;                                  ///< whether reward_model is one of the functions
};

/// Of the network that the reward function reward_model asks.
Port rewardPort();

} // namespace lapidary
