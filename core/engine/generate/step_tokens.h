// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"

namespace lapidary {

/// The first token behind which the text of `ids` has at least `bytes` bytes; as many as there are where it never has.
std::size_t tokensFor(const DecodeText &decode, const std::vector<std::int64_t> &ids, std::size_t bytes);

/// First token of each step of a text, and the one behind its last: what `mark` ends, or without a mark a line. A step
/// without a word is none, so that a mark at the very end makes no empty last step.
std::vector<std::pair<std::size_t, std::size_t>> stepTokens(const DecodeText &decode,
                                                            const std::vector<std::int64_t> &ids,
                                                            const std::string &text, const std::string &mark);

} // namespace lapidary
