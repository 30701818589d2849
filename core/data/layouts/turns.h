// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// What files call the parts of a message, and whom they let speak.
struct TurnWords {
    const char *role, *content;
    std::vector<std::pair<std::string_view, std::string_view>> speakers; ///< word of the file → role
};

/// The messages of a list in a row. What else a message holds is kept as it is. A message without words is good only
/// where it calls tools. Errors: row.missing, row.wrong_type, row.unknown_speaker, with the place as field.
Result<Messages> readTurns(const Json &row, const char *column, const TurnWords &words);

/// The list again; nothing where somebody speaks for whom there is no word.
std::optional<Json> writeTurns(const Messages &turns, const TurnWords &words);

/// The tools of a row: a list, or its JSON in a text, as some files have it; null where there are none.
Result<Json> readTools(const Json &row);

} // namespace lapidary
