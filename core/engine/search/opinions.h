// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/tree.h"
#include <optional>

namespace lapidary {

/// The value of the last of the words "impossible", "likely" and "sure" in an opinion: 0.001, 1, 20 (Yao et al. 2023,
/// arXiv 2305.10601). Nothing where none stands there.
std::optional<double> valueInWords(const std::string &opinion);

/// The first number from 1 to `choices` in an opinion.
std::optional<std::size_t> choiceIn(const std::string &opinion, std::size_t choices);

/// The lines of a proposal that say something, without blanks around them and at most `most` of them.
std::vector<std::string> linesOf(const std::string &proposal, std::size_t most);

} // namespace lapidary
