// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/jsonl.h"

namespace lapidary {

/// Whether a file that begins so is one JSON object with rows inside of it: over many lines, or on one line with a list
/// as SQuAD or BIG-Bench Hard has it.
bool isJsonObject(std::string_view head);

/// The rows of such a file. It is held whole (at most 256 MB). They are, whichever fits first:
///   the questions of SQuAD's data[].paragraphs[].qas[], each with the context and the title that it stands under;
///   the elements of the one list of objects, each with the words and numbers that stand beside the list;
///   the members, where all are objects, with their names as ids;
///   the object itself.
/// Lines of rows and of errors are numbers of rows. Errors: file.*, json.too_large, and those of JSON with their line;
/// of rows: json.* as in jsonl.h.
Result<std::unique_ptr<RowReader>> openJsonObject(const fs::path &path, const JsonlLimits &limits = {});

} // namespace lapidary
