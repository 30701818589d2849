// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/text_findings.h"

namespace lapidary {

/// Notes what a tokenizer makes of a row, whatever its layout, as a training or an evaluation would read it. Rows of
/// token ids and those that no layout fits hold nothing to note. Errors: tokenizer.*.
Status noteRow(TextFindings &findings, const Tokenizer &tokenizer, const Json &row, std::int64_t line);

} // namespace lapidary
