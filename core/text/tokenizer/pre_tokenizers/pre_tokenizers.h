// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/text/tokenizer/parts.h"
#include <optional>

/// The kinds of pre-tokenisers; `makePreTokenizer` has the registry.
namespace lapidary::pre_tokenizers {

Result<PreTokenizer> split(const Json &spec, const std::string &file);
Result<PreTokenizer> byteLevel(const Json &spec, const std::string &file);
Result<PreTokenizer> metaspace(const Json &spec, const std::string &file);

/// What becomes of a delimiter: a word of its own, nothing, or a part of the word before, behind, or of its like.
enum class Behavior { Isolated, Removed, MergedWithPrevious, MergedWithNext, Contiguous };
Result<Behavior> behaviorOf(const Json &spec, const std::string &file);

/// Cuts each word; `matches` calls see(begin, end) for each delimiter in a word.
using Matches = std::function<Status(std::string_view word, const Pattern::See &see)>;
Status splitOn(Words &words, const Matches &matches, Behavior behavior, bool invert = false);
/// The delimiters are the characters of a class, each for itself.
Matches charactersThat(bool (*belongs)(char32_t));

} // namespace lapidary::pre_tokenizers
