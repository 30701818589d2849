// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// What a file calls the parts of a message that it writes. Both are read everywhere.
struct TurnWords {
    const char *role, *content;
    bool shareGpt; ///< human and gpt for user and assistant
};
inline constexpr TurnWords kRoleAndContent{"role", "content", false};
inline constexpr TurnWords kFromAndValue{"from", "value", true};

/// The messages of a list in a row, or of one message alone; with "role" and "content" or with "from" and "value",
/// message by message. A content in parts becomes one text, and what is no text in it goes to where templates look for
/// it (see parts.h). What else a message holds is kept as it is; what says whether it is learnt ("weight",
/// "loss_weight", "train") becomes "weight", 0 or 1. A message without words is good only where it calls tools. Errors:
/// row.missing, row.wrong_type, row.unknown_speaker, with the place as field.
Result<Messages> readTurns(const Json &row, const char *column);

/// Whether a cell is a list of messages, or may be: it is empty.
bool holdsTurns(const Json &row, const char *column);
/// The same, or one message alone.
bool holdsMessages(const Json &row, const char *column);

/// The list again; nothing where somebody speaks for whom there is no word.
std::optional<Json> writeTurns(const Messages &turns, const TurnWords &words);

/// The tools of a row: a list, or its JSON in a text, as some files have it; null where there are none.
Result<Json> readTools(const Json &row);

} // namespace lapidary
