// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/rows/row_values.h"
#include <QString>

namespace lapidary {

/// A step in words that complete "Undo …" and stand in a list of what was done.
QString stepWord(const RowStep &step);
/// One change of a row, in words: "prompt: “a” → “b”".
QString editWord(const RowEdit &edit);
QString timeWord(double secondsSince1970);
QString rowsWord(qint64 rows); ///< "1 row", "2,000 rows"

} // namespace lapidary
