// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/problem_search.h"

namespace lapidary {

/// A Read of a problem.
struct PendingRead {
    std::size_t problem = 0;
    Read read{};
};

/// Lets the model read all that is pending, in one call. A problem whose budget does not cover all of its texts gets
/// them unread, and is spent: among some of the choices the likeliest would be no answer to the question. Errors: those
/// of LanguageModel::read(), and search.no_tokens.
Status readGiven(const std::vector<PendingRead> &pending, std::vector<ProblemSearch> &searches,
                 const SearchContext &context);

} // namespace lapidary
