// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

namespace lapidary {

/// Whether a text says the same words again and again: the shares of characters in repeated runs of words, with the
/// bounds of Rae et al. 2021 (arXiv:2112.11446, table A1), for texts of 50 words and more. Of 10 to 49 words, where
/// those bounds would be met by chance: one pair of words makes up more than half of the characters. A letter of
/// scripts without spaces is a word.
bool repeatsItself(std::string_view text);

} // namespace lapidary
