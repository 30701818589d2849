// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithms/policy_ports.h"
#include "core/engine/train/group_config.h"

namespace lapidary {

std::vector<Port> policyPorts() {
    return {{.name = "policy", .trained = true, .effect = "the model that learns"},
            {.name = "train",
             .what = Artifact::ProblemSet,
             .layout = "prompt_only",
             .effect = "problems, whose answers the rewards are computed from"},
            {.name = "reference",
             .required = false,
             .effect = "the model that beta holds the policy to; without it the policy as it starts"},
            rewardPort()};
}

} // namespace lapidary
