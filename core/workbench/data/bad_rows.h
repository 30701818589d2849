// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary {

/// A row that an import left out, as a line of a file that a person mends:
///   {"bad_row": {"file", "line", "field", "code", "reason"}, "row": …}
/// The row is an object where it could be read so far, else the text that stands there (what is no UTF-8 becomes
/// U+FFFD, and such a text is not taken as it is), null where it was too long to be held or has no JSON. An import of
/// such a file takes what "row" holds.
Json badRow(const Error &why, const Json &raw);

/// Whether a row is such a line.
bool isBadRow(const Json &row);

/// The row inside of it: an object, or a text that is one by now. Errors: bad_row.text (with what is wrong in it),
/// bad_row.nothing.
Result<Json> rowOfBad(const Json &line);

} // namespace lapidary
