// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/generate/generator.h"

namespace lapidary {

/// What `ids` add to the text from number `from` on. Decoders of the SentencePiece kind drop the blank in front of a
/// text, so these tokens must not be decoded as a text of their own. A character that only they complete is theirs.
std::string textBehind(const DecodeText &decode, const std::vector<std::int64_t> &ids, std::size_t from);

} // namespace lapidary
