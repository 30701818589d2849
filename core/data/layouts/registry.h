// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"
#include <span>

namespace lapidary {

/// All layouts, in the order in which they are recognised: the more telling first. Of those that make one kind of
/// record the first that has words for it is the canonical one (messages and plain texts have different ones), of
/// prompts those of TRL wherever they stand: the project's own rows are written in it.
std::span<const Layout *const> layouts();
const Layout *layoutNamed(std::string_view name); ///< null where there is none

/// Reads a row as the first of these kinds for which a layout fits. Errors: row.no_layout, which shows the row's
/// fields, and those of reading.
Result<Record> readRecord(const Json &row, std::span<const std::string_view> kinds);

/// As a person reads it who does not know what it is for: tokens before text before pairs before demonstrations …
Result<Record> readRecord(const Json &row);

/// The row in the canonical layout of its kind; row.cannot_write where no layout has words for it.
Result<Json> writeRecord(const Record &record);

/// The kinds of data of trainings ("prompt_completion", "text", "prompt_only", "preference" …) that such a row serves.
std::vector<std::string_view> usesOf(const Json &row);

/// Whether a training that learns from rows of one layout ("train" of its method) can be given those of another, as a
/// stage leaves them. A pair serves as two answers, a good one and a bad one.
bool serves(std::string_view layout, std::string_view wanted);

/// The columns of a table of rows, whatever their layouts: required ones first. Without ids, flags and masks.
std::vector<std::string_view> tableColumns();

/// "messages; prompt and completion; …": what the layouts that an import knows ask for.
std::string columnsAskedFor();

} // namespace lapidary
