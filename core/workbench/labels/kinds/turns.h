// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// What an agent does, turn by turn: good, neutral or bad.
const LabelKind &turnsKind();

/// Where the assistant speaks, or calls tools, in a conversation.
std::vector<std::size_t> assistantTurns(const Messages &talk);
/// What is asked before that.
Messages askedOf(const Messages &talk);
/// A step for each of these turns: what others said since the one before, tools among them, and then the assistant's
/// words and calls.
std::vector<std::string> turnSteps(const Messages &talk);

} // namespace lapidary
