// SPDX-License-Identifier: Apache-2.0
#include "core/data/language.h"
#include "core/base/utf8.h"
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <cstdio> // which the header of CLD2 takes for granted

namespace lapidary {
namespace {

constexpr std::size_t kMostBytes = 20'000; ///< more tell no more
constexpr int kLeastPercent = 50;          ///< of the letters: a text of two halves has no language of its own

} // namespace

std::string languageOf(std::string_view text) {
    const std::string valid = utf8::sanitize(text.substr(0, kMostBytes));
    const CLD2::CLDHints none{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language likely[3];
    int percent[3], bytes = 0;
    double scores[3];
    bool sure = false;
    const auto found = CLD2::ExtDetectLanguageSummary(valid.data(), static_cast<int>(valid.size()), true, &none, 0,
                                                      likely, percent, scores, nullptr, &bytes, &sure);
    const bool known = sure && found != CLD2::UNKNOWN_LANGUAGE && found != CLD2::TG_UNKNOWN_LANGUAGE &&
                       likely[0] == found && percent[0] >= kLeastPercent;
    return known ? CLD2::LanguageCode(found) : std::string(kUnknownLanguage);
}

} // namespace lapidary
