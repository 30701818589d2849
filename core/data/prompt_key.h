// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"

namespace lapidary {

/// What rows have in common of which one tells what to answer to the other: the prompt as it is read, the beginning of
/// a conversation up to the first answer, a text as a whole, or the ids before the first that is learnt. Rows that are
/// not understood are equal to themselves only.
std::string promptKey(const Json &row);

} // namespace lapidary
