// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/job/search_tree.h"
#include <string>

namespace lapidary {

/// At most `most` bytes of a text, without half a character; where something is missing it ends with an ellipsis.
std::string shortened(const std::string &text, std::size_t most);

/// What is known of a node beside its text, a line each: "score 0.5", "pruned: duplicate".
std::string factsOf(const SearchedNode &node);

} // namespace lapidary
