// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/records.h"

namespace lapidary {

/// What a row asks as a conversation: the messages up to the turn that is to be answered, whether that turn is there or
/// not. Nothing where the row asks with a text, or is no question at all. Errors: those of reading the messages;
/// row.nobody_asks where only the assistant speaks.
Result<std::optional<Conversation>> conversationAsked(const Json &row);

/// The same in words, by which a problem is graded and known again: what the person says, or, where others have spoken
/// before, all of it, one turn behind the other.
std::string wordsOf(const Messages &turns);

} // namespace lapidary
