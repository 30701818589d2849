// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"

namespace lapidary {

/// Searches all problems at once, so that the batches are large: what all of them want next is written in one call, and
/// scored in one. No problem writes a token more than the strategy's budget; what it would do does not depend on the
/// others. A requested stop is no error: the outcome says that it was cancelled.
/// Errors: those of the strategy's check, of the model and of the scorers; search.no_tool; and search.bad_action and
/// search.stalled of a strategy that is at fault.
Result<std::vector<SearchOutcome>> runSearch(const Strategy &strategy, const std::vector<SearchProblem> &problems,
                                             const SearchContext &context);

} // namespace lapidary
