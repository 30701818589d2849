// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/jsonl.h"

namespace lapidary {

/// Reads a file that is one JSON array of objects, over as many lines as it likes, element by element: only one is held
/// at a time. An element that is no good row goes on the list of bad ones, with the line where it begins or where its
/// mistake is, and the reading goes on behind it; a bracket that closes nothing ends it, since nobody knows what is
/// inside what from there on. Errors: json.not_an_array, file.*; of rows: json.* as in jsonl.h, json.cut,
/// json.unbalanced, json.no_comma, json.after_array.
Result<std::unique_ptr<RowReader>> openJsonArray(const fs::path &path, const JsonlLimits &limits = {});

} // namespace lapidary
