// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/tasks/rule.h"

namespace lapidary {

/// The answers that a problem offers, two at least and 26 at most.
struct GivenChoices {
    std::vector<std::string> texts{};
    bool lettered = false; ///< the question shows them as "A. …", "B. …"
};

/// From "choices" of the problem's row, or from the question, where choices stand in it as the layouts of multiple
/// choice write them: the last ones of it, since worked examples may stand before. There the last choice is a line.
/// Errors: choices.none, choices.wrong_type.
Result<GivenChoices> givenChoicesOf(const Problem &problem);

} // namespace lapidary
