// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/group_config.h"

namespace lapidary {

namespace {

/// Of problems whose exact grade is measured beside what the reward functions say of them.
Port canaryPort() {
    return {.name = kCanary,
            .what = Artifact::ProblemSet,
            .required = false,
            .layout = "prompt_only",
            .effect =
                "problems with references that nothing is learnt from: their exact grade beside the rewards shows "
                "whether the rewards are exploited"};
}

} // namespace

std::vector<Port> withRewardPorts(std::vector<Port> own) {
    for (Port &each : rewardPorts()) own.push_back(std::move(each));
    own.push_back(canaryPort());
    return own;
}

std::vector<Port> policyPorts() {
    return withRewardPorts({{.name = "policy", .trained = true, .effect = "the model that learns"},
                            {.name = "train",
                             .what = Artifact::ProblemSet,
                             .layout = "prompt_only",
                             .effect = "problems, whose answers the rewards are computed from"},
                            {.name = "reference",
                             .required = false,
                             .effect = "the model that beta holds the policy to; without it the policy as it starts"}});
}

} // namespace lapidary
