// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/store/rows/row_values.h"
#include <QString>
#include <optional>

namespace lapidary {

/// What a person types above a column: words that it must contain; "=x", "!=x" (or "≠x"), "<5", ">5" compare, and "?"
/// alone means that the row has none. A number is one where it can be. Nothing where the text asks for nothing.
std::optional<ColumnTest> columnTestOf(const QString &column, const QString &text);

/// Above the tags: "a b" has both, "-c" has it not; a tag with blanks stands in quotation marks.
void addTagTests(const QString &text, RowQuery &query);

/// Tags as they are typed and shown in one line: "a, b c".
QStringList tagsIn(const QString &text);

} // namespace lapidary
