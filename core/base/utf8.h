// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lapidary::utf8 {

/// Bytes of the well-formed sequence at `at` (1-4), or 0 where none stands (overlong, surrogate, cut, > U+10FFFF).
int sequenceLength(std::string_view text, std::size_t at);

/// Offset of the first malformed byte, or npos.
std::size_t firstInvalid(std::string_view text);

char32_t decode(std::string_view text, std::size_t at); ///< needs sequenceLength > 0
void append(std::string &out, char32_t code);

/// Replaces each malformed byte by U+FFFD, as Python's errors="replace" does per maximal prefix.
std::string sanitize(std::string_view text);

} // namespace lapidary::utf8
