// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/normalizers/normalizers.h"
#include "core/text/tokenizer/unicode.h"

namespace lapidary::normalizers {
namespace {

bool isChinese(char32_t code) {
    return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
           (code >= 0x20000 && code <= 0x2A6DF) || (code >= 0x2A700 && code <= 0x2B73F) ||
           (code >= 0x2B740 && code <= 0x2B81F) || (code >= 0x2B920 && code <= 0x2CEAF) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x2F800 && code <= 0x2FA1F);
}

void clean(TrackedText &text) {
    text.filter([](char32_t code) {
        return code == '\t' || code == '\n' || code == '\r' || !(code == 0 || code == 0xFFFD || unicode::isOther(code));
    });
    text.map([](char32_t code) { return unicode::isSpace(code) ? U' ' : code; });
}

void spaceOutChinese(TrackedText &text) {
    std::vector<Change> changes;
    text.forEach([&](char32_t code, Span) {
        const bool spaced = isChinese(code);
        if (spaced) changes.push_back({U' ', 0});
        changes.push_back({code, spaced ? 1 : 0});
        if (spaced) changes.push_back({U' ', 1});
    });
    text.transform(changes);
}

} // namespace

Result<Normalizer> bert(const Json &spec, const std::string &) {
    const bool cleaned = spec.value("clean_text", true), chinese = spec.value("handle_chinese_chars", true),
               lowered = spec.value("lowercase", true);
    const Json accents = spec.value("strip_accents", Json());
    const bool stripped = accents.is_null() ? lowered : accents.get<bool>();
    return Normalizer([=](TrackedText &text) -> Status {
        if (cleaned) clean(text);
        if (chinese) spaceOutChinese(text);
        if (stripped) {
            applyForm(text, Form::NFD);
            text.filter([](char32_t code) { return !unicode::isNonspacingMark(code); });
        }
        if (lowered) lowercase(text);
        return {};
    });
}

} // namespace lapidary::normalizers
