// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/parquet/out.h"
#include <arrow/status.h>

namespace lapidary::parquet_rows {

/// Tells the Parquet file of the rows on standard input, JSON Lines that are read twice: to find the columns, and to
/// fill them.
arrow::Status tellWritten(Out &out);

} // namespace lapidary::parquet_rows
