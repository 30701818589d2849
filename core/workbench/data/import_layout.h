// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/data/import_data.h"

namespace lapidary {

/// Which layout the columns of a file make, and which column is which of its fields. Used by import_data.cpp alone.

/// Columns under the names that the person gave them.
using ColumnMap = std::map<std::string, std::string>;

/// The first layout whose columns are there and whose cells hold what it asks for in most of the rows that have them.
const Layout *recogniseLayout(const std::vector<std::string> &columns, const ColumnMap &map,
                              const std::vector<Json> &sample);

/// Fills `map` of the preview: as the person says, then columns that have a field's own name, then those that differ
/// from it by blanks around it or by capital letters, which a note tells. import.two_columns where the person names a
/// field twice.
Status assignColumns(const fs::path &file, const Layout &layout, const ColumnMap &map, ImportPreview &out);

/// import.unknown_field: a column is to become what no layout has.
Status mustBeFields(const fs::path &file, const ColumnMap &map);
/// Notes of columns that somebody mapped, or that are probably answers, and that rows of this layout have no place for.
void tellUnread(const fs::path &file, const Layout &layout, const ColumnMap &map, ImportPreview &out);

/// The layout was not recognised: what the columns are called, and which fields they probably are.
Error unknownLayout(const fs::path &file, const std::vector<std::string> &columns);

} // namespace lapidary
