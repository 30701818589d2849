// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/fields.h"

namespace lapidary {

// What layouts of preferences have in common.

/// How strong a preference is, and whether its sides were written to their end.
inline const Column kStrengthColumn{.name = "strength", .kind = Column::Kind::Number};
inline const Column kChosenTerminatedColumn{.name = "chosen_terminated", .kind = Column::Kind::Flag};
inline const Column kRejectedTerminatedColumn{.name = "rejected_terminated", .kind = Column::Kind::Flag};
Status readJudgement(const Json &row, Preference &pair);
void putJudgement(Json &row, const Preference &pair);

/// Of two texts, and of two conversations, what both begin with is the prompt and the rest are the sides, as TRL's
/// extract_prompt has it: a blank before the place where they part is the sides', and where one side is the beginning
/// of the other each keeps at least the last character or message of the shorter one. Errors: row.empty,
/// row.no_prompt, with the column of the rejected side.
Preference partedTexts(const std::string &chosen, const std::string &rejected);
Result<Preference> partedTalks(const Messages &chosen, const Messages &rejected, const char *rejectedColumn);

/// A prompt and two sides; where both say the prompt once more before their answer, it is taken off them.
Preference pairedTalks(Messages prompt, Messages chosen, Messages rejected);

/// Prompt and side as one conversation.
Messages wholeTalk(const Messages &prompt, const Messages &side);

} // namespace lapidary
