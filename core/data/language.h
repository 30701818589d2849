// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace lapidary {

/// The language that most of a text is written in, as CLD2 (Google's Compact Language Detector 2, on the naive Bayes of
/// runs of four letters) tells it: "en", "fr", "zh", "zh-Hant", "ja" …; "und" where the text has too few letters, is
/// code or numbers, or the detector is not sure. A script of one language tells it in a few letters, too. Bytes that
/// are no UTF-8 count as none.
std::string languageOf(std::string_view text);

inline constexpr std::string_view kUnknownLanguage = "und"; ///< of ISO 639-2: undetermined

} // namespace lapidary
