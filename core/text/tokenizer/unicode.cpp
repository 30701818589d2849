// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/unicode.h"
#include "core/text/tokenizer/unicode_tables.h"
#include <utf8proc.h>

namespace lapidary::unicode {
namespace {

utf8proc_category_t category(char32_t code) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(code));
}

bool within(utf8proc_category_t value, utf8proc_category_t first, utf8proc_category_t last) {
    return value >= first && value <= last;
}

} // namespace

bool isSpace(char32_t code) {
    return (code >= 9 && code <= 13) || code == ' ' || code == 0x85 || code == 0xA0 || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
           code == 0x3000;
}

bool isWord(char32_t code) {
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9') ||
               code == '_';
    const auto value = category(code);
    return within(value, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO) ||
           within(value, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME) || value == UTF8PROC_CATEGORY_ND ||
           value == UTF8PROC_CATEGORY_NL || value == UTF8PROC_CATEGORY_PC || code == 0x200C || code == 0x200D ||
           (code >= 0x24B6 && code <= 0x24E9) || (code >= 0x1F130 && code <= 0x1F149) ||
           (code >= 0x1F150 && code <= 0x1F169) || (code >= 0x1F170 && code <= 0x1F189) || // letters in circles
           tables::within(code, tables::kAlsoWord);
}

bool isNumeric(char32_t code) {
    if (code < 0x80) return code >= '0' && code <= '9';
    return within(category(code), UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO) ||
           tables::within(code, tables::kAlsoNumeric);
}

bool isPunctuation(char32_t code) {
    if (code < 0x80)
        return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96) ||
               (code >= 123 && code <= 126);
    if (within(category(code), UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO))
        return !tables::within(code, tables::kNotPunctuation);
    return tables::within(code, tables::kAlsoPunctuation);
}

bool isMark(char32_t code) {
    if (code < 0x300) return false;
    if (within(category(code), UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME))
        return !tables::within(code, tables::kNotMark);
    return tables::within(code, tables::kAlsoMark);
}

bool isNonspacingMark(char32_t code) {
    if (code < 0x300) return false;
    if (category(code) == UTF8PROC_CATEGORY_MN) return !tables::within(code, tables::kNotNonspacing);
    return tables::within(code, tables::kAlsoNonspacing);
}

bool isOther(char32_t code) {
    return within(category(code), UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CO) &&
           !tables::within(code, tables::kNotOther);
}

std::vector<char32_t> lower(char32_t code) {
    if (code == 0x130) return {'i', 0x307}; // the one character whose lower case is two
    return {static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)))};
}

} // namespace lapidary::unicode
