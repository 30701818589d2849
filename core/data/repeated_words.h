// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace lapidary {

/// Whether a text says the same words again and again: the shares of characters in repeated runs of words, with the
/// bounds of Rae et al. 2021 (arXiv:2112.11446, table A1), which were made for documents, for texts of 300 words and
/// more. A good answer of a few sentences meets those by chance (a tenth of GSM8K's do), so that of 10 to 299 words
/// more than half of the characters must stand in one pair of words, or in runs of five words that stand there again. A
/// letter of scripts without spaces is a word.
bool repeatsItself(std::string_view text);

} // namespace lapidary
