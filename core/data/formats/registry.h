// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/row_reader.h"
#include <span>

namespace lapidary {

/// What the beginning of a file says of a format: nothing, that it may be so, or that it can hardly be another.
enum class Sniffed { No, Maybe, Surely };

/// A way in which a file holds rows.
struct Format {
    std::string_view name;
    const char *summary;                   ///< a few words for a list to choose from
    std::vector<std::string_view> endings; ///< ".jsonl" …, in small letters; ".gz", ".zst" and ".zip" may follow them
    Sniffed (*sniff)(std::string_view head);
    /// `head`: what the file begins with, as headOf() gives it.
    Result<std::unique_ptr<RowReader>> (*open)(const fs::path &file, std::string_view head);
    bool onlyTexts = false; ///< every cell is a text: a list stands there as its JSON
    /// A file is not taken for one on less than this, whatever its ending.
    Sniffed least = Sniffed::No;
    bool byNameOnly = false; ///< any file may be so: it is taken for that only where its ending says so too
};

std::span<const Format> formats();
const Format *formatNamed(std::string_view name); ///< null where there is none

/// The first bytes of a file, unpacked where the file is packed, as many as tell what it is. What cannot be unpacked is
/// told by whoever reads on.
Result<std::string> headOf(const fs::path &file);

/// By the file's name and what it begins with: of the formats with its ending the one that it may be, else any that it
/// surely is, else the first with its ending, else any that it may be, else the last of the list.
const Format &formatOf(const fs::path &file, std::string_view head);

} // namespace lapidary
