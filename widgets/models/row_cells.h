// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/json.h"
#include "core/store/rows/row_values.h"
#include <QHash>
#include <QString>
#include <QStringList>
#include <nlohmann/json.hpp>

namespace lapidary {

/// A value as people read it: a conversation in words, what else is no text as JSON.
QString cellTextOf(const Json &value);

/// A row that a table shows: what stands in each column.
struct RowCells {
    std::int64_t id = 0;
    QStringList columns{}; ///< in the order of the row
    QHash<QString, QString> texts{};
    QHash<QString, QString> json{}; ///< of lists and objects, as they are edited
    QStringList tags{};
    std::string body{}; ///< the row as it is kept
    bool deleted = false;
};
/// Fields, and members of objects in them as "field.member"; those that are kept beside the row only for exports are
/// left out. A row that is no JSON has no cells.
RowCells cellsOf(const StoredRow &row);

/// Tab-separated values with headers. Tabs in a cell become blanks, line feeds "\n".
QString tsvLine(QStringList cells);

} // namespace lapidary
