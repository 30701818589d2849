// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/row_reader.h"

namespace lapidary {

/// Where a file of plain text is cut into rows, each {"text": …}.
enum class TextCut {
    Paragraphs, ///< at blank lines
    Lines,      ///< at every end of a line; blank ones are none
    Nowhere     ///< the whole file is one row
};

/// The rows of a file of plain text in UTF-8, packed as it may be. A line ends with \n or \r\n, and inside of a row
/// with \n; a row of lines or paragraphs has none at its end. Bad rows: text.invalid_utf8, text.nul, text.too_long.
/// Errors of the whole: file.*, and text.not_text for what is no text at all (a PDF has bytes that are none: they are
/// bad rows).
Result<std::unique_ptr<RowReader>> openTextRows(const fs::path &path, TextCut cut,
                                                std::uint64_t rowBytes = 64ull << 20);

/// Whether there is a blank line between others.
bool hasParagraphs(std::string_view head);

} // namespace lapidary
