// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"
#include "core/text/retrieval/bm25.h"

namespace lapidary {

inline constexpr const char *kRetrieve = "retrieve"; ///< the name of the tool

inline constexpr std::size_t kPassageBytes = 1000; ///< of a passage of a long document, at most

/// Passages that are found by their words, as a tool. The input is a query, whose best three come, or {"query",
/// "most"}. The answer is "[1] …" and "[2] …" on lines of their own, or words that say that nothing fits.
SearchTool retrieveTool(std::vector<std::string> passages);

} // namespace lapidary
