// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

namespace lapidary {

/// What a language model is asked when it judges one answer alone (single-answer grading, Zheng et al. 2023, "Judging
/// LLM-as-a-Judge", section 3.1, in our own words).
std::string judgePrompt(const std::string &question, const std::string &answer);

/// The number behind the last "Rating:", from 1 to 10, over 10. Nothing where there is none.
std::optional<double> ratingOf(const std::string &judgement);

} // namespace lapidary
