// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/formats/jsonl.h"

namespace lapidary {

/// What the bytes of one row are: an object that keeps the limits. Errors carry `prefix` ("jsonl.") and what is wrong:
/// invalid_utf8, nul, invalid_json, duplicate_key …, not_an_object, missing_field, wrong_type; their offset is that
/// inside the text, and they name neither file nor line. invalid_json where the text ends too early has the text's size
/// as its offset.
Result<Json> parseRow(std::string_view text, const JsonlLimits &limits, const std::string &prefix);

} // namespace lapidary
