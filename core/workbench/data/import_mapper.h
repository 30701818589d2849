// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/data/import_data.h"
#include <set>

namespace lapidary {

/// Rows of a file as rows of the project: read in the layout, written in the canonical one of their kind. Used by
/// import_data.cpp alone.
class Mapper {
public:
    /// `preview` says which column is which field, and which are left out.
    Mapper(const Layout &layout, const ImportPreview &preview);

    /// Nearly always one; where a row of the file is several of the project's (Layout::readAll), the first one keeps
    /// the file's cells, of which an export makes the whole row again. Errors: import.* in the words of the file.
    Result<std::vector<Json>> operator()(const Json &row) const;

private:
    Result<std::vector<Record>> read(const Json &taken) const;
    Result<Json> written(Record record, const Json &other, const Json &original) const;
    Json otherOf(const Json &row) const;
    Json originalOf(const Json &row, const Json &taken, const Record &record) const;
    Error ofImport(Error error) const;
    const Layout &layout_;
    std::map<std::string, std::string, std::less<>> columns_{}; ///< field → column
    std::set<std::string> known_{};                             ///< columns that are fields, or left out
};

} // namespace lapidary
