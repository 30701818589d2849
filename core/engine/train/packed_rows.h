// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/train/token_rows.h"

namespace lapidary {

const std::vector<std::string> &packingStrategies();

/// Fills rows of at most `maxLength` tokens with several sequences, as TRL's pack_dataset() does, a thousand rows at a
/// time: "bfd" puts them into bins by best fit, the longest first, and cuts what is longer than a bin; "bfd_split" lets
/// the rest of such a sequence be one of its own; "wrapped" writes all of them in a row and cuts that row, so that
/// tokens see those of the sequence before. Rows without a token to learn are dropped.
std::vector<TokenRow> packRows(const std::vector<TokenRow> &rows, const std::string &strategy, std::int64_t maxLength);

/// Best-fit-decreasing bins of at most `capacity` tokens: lists of row numbers. Of bins with the same room the one
/// takes a row that has had so much the longest.
std::vector<std::vector<std::size_t>> packBestFit(const std::vector<std::size_t> &lengths, std::size_t capacity);

} // namespace lapidary
