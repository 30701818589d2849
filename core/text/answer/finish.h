// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace lapidary {

/// Whether a writer ended its text itself: by an end token, a stop text or a call of a tool. Whatever else made it stop
/// (a limit, a filter, a person, a broken connection) cut it, and nobody knows what it would have said.
bool endedItself(std::string_view finishReason);

/// Why a completion counts for nothing: "cut", "cancelled" or "empty"; empty for one that may vote, win and be learnt
/// from. The finish reason decides, never the text: a cut text may look as if it were whole.
std::string faultOf(std::string_view text, std::string_view finishReason);

} // namespace lapidary
