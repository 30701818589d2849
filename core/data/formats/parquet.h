// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/row_reader.h"

namespace lapidary {

/// Whether a file that begins so is one of Apache Parquet, encrypted as it may be.
bool isParquet(std::string_view head);

/// The rows of a Parquet file, as lapidary-parquet tells them: the file is read in that program, which is confined
/// (core/job/confined.h), so that a hostile one can do nothing but end it. Lines of rows and of errors are numbers of
/// rows. Bad rows: parquet.no_json (a cell that has no JSON, such as bytes), parquet.row_too_long, and those of a row
/// of JSON with "parquet." before them. Errors of the whole: file.*, parquet.not_parquet, parquet.packed,
/// parquet.encrypted, parquet.broken, and parquet.no_helper where this program was built without Apache Arrow.
Result<std::unique_ptr<RowReader>> openParquetRows(const fs::path &path);

} // namespace lapidary
