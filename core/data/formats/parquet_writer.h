// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include <stop_token>

namespace lapidary {

/// Whether a file of this name is to be one of Parquet.
bool isParquetName(const fs::path &file);

/// Writes the rows of a JSON Lines file as a Parquet file, in lapidary-parquet; whole or not at all. A column is what
/// all its rows have: texts, whole numbers, numbers, yes or no, lists and tables. What differs from row to row stands
/// there as JSON. openParquetRows() gives the same rows again, keys and all; of a column with whole numbers and others
/// those that are whole come back as whole, and the columns of the rows themselves are in one order. Errors: file.*,
/// parquet.no_writer where this program was built without Apache Arrow, parquet.not_written, kCancelled.
Status writeParquet(const fs::path &rows, const fs::path &target, const std::stop_token &stop = {});

/// A file of rows, as JSON Lines that `fill` writes, or where its name ends so as Parquet. Errors: those of `fill` and
/// of writeParquet().
Status writeRowsFile(const fs::path &target, const std::function<Status(const ByteSink &)> &fill,
                     const std::stop_token &stop = {});

} // namespace lapidary
