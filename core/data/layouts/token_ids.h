// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"input_ids", "labels"? | "completion_mask"?, "attention_mask"?}: text that is tokenised already.
const Layout &tokenIdsLayout();

/// The ids of a row under this name. data.bad_row.
Result<std::vector<std::int64_t>> idsIn(const Json &row, const std::string &key);

/// The tokens of a row; `prefix` goes before each of its keys ("chosen_"). What the attention mask leaves out is
/// padding and is dropped; the completion mask and labels of -100 say what is not learnt. data.bad_row.
Result<TokenIds> tokensIn(const Json &row, const std::string &prefix);

/// Puts them back: ids, and labels where not all of them are learnt.
void putTokens(Json &row, const std::string &prefix, const TokenIds &tokens);

} // namespace lapidary
