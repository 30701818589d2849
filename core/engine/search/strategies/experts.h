// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

inline constexpr const char *kExpertPorts[] = {"expert", "expert_2", "expert_3"};

const MethodInfo &expertsInfo();
tl::expected<std::unique_ptr<Strategy>, Problems> makeExperts(const Json &config);

/// A line of a plan: who is asked, by number among the experts (none: nobody of these), and what.
struct SubQuestion {
    std::optional<std::size_t> expert{};
    std::string text{};
};

/// The sub-questions of a plan, at most `most`: its lines without their numbers. Who stands before a colon is asked
/// what stands behind it, where it is an expert's name, whatever its case.
std::vector<SubQuestion> subQuestionsOf(const std::string &plan, const std::vector<std::string> &experts,
                                        std::size_t most);

} // namespace lapidary
