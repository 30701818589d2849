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

/// How many letters of a text are of scripts that one language is written in.
struct Scripts {
    int letters = 0, han = 0, kana = 0, hangul = 0, thai = 0, greek = 0, hebrew = 0;
};

Scripts scriptsOf(std::string_view text) {
    const auto within = [](char32_t c, char32_t from, char32_t to) { return c >= from && c <= to; };
    Scripts out;
    for (std::size_t at = 0; at < text.size();) {
        const int length = utf8::sequenceLength(text, at);
        const char32_t c = length > 0 ? utf8::decode(text, at) : 0;
        at += static_cast<std::size_t>(length > 0 ? length : 1);
        const bool han = within(c, 0x3400, 0x9FFF) || within(c, 0x20000, 0x323AF);
        const bool kana = within(c, 0x3041, 0x30FF), hangul = within(c, 0xAC00, 0xD7A3);
        const bool thai = within(c, 0x0E01, 0x0E5B), greek = within(c, 0x0370, 0x03FF);
        const bool hebrew = within(c, 0x05D0, 0x05EA);
        const bool latin = within(c, 'A', 'Z') || within(c, 'a', 'z') || within(c, 0xC0, 0x24F);
        out.han += han;
        out.kana += kana;
        out.hangul += hangul;
        out.thai += thai;
        out.greek += greek;
        out.hebrew += hebrew;
        out.letters += han || kana || hangul || thai || greek || hebrew || latin || within(c, 0x0400, 0x06FF);
    }
    return out;
}

/// What letters alone tell, where most of them are of a script of one language: CLD2 is not sure of a few words, and
/// takes short Chinese for Japanese.
std::string byLetters(const Scripts &scripts, const std::string &found) {
    const auto most = [&](int count) { return count >= 2 && 2 * count > scripts.letters; };
    if (found.starts_with("zh") || found.starts_with("ko")) return found;
    if (most(scripts.han + scripts.kana)) return scripts.kana > 0 ? "ja" : "zh";
    if (found != kUnknownLanguage) return found;
    if (most(scripts.hangul)) return "ko";
    if (most(scripts.thai)) return "th";
    if (most(scripts.greek)) return "el";
    return most(scripts.hebrew) ? "he" : found;
}

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
    return byLetters(scriptsOf(valid), known ? CLD2::LanguageCode(found) : std::string(kUnknownLanguage));
}

} // namespace lapidary
