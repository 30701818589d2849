// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/tokenizer.h"

namespace lapidary {

/// Of two models one of which is to learn the distribution of the other: whether each id is the same token in both. How
/// texts are cut into tokens may differ, as the one reads what the other was given.
/// Errors: model.other_vocabulary, with the first id that is not.
Status mustShareVocabulary(const Tokenizer &own, const Tokenizer &others, const std::string &port);

/// The same of how many tokens the models have rows for.
Status mustShareVocabulary(std::int64_t own, std::int64_t others, const std::string &port);

} // namespace lapidary
