// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/normalizers/normalizers.h"
#include "core/text/tokenizer/byte_level.h"
#include "core/text/tokenizer/unicode.h"

namespace lapidary::normalizers {

void lowercase(TrackedText &tracked) {
    std::vector<Change> changes;
    changes.reserve(tracked.text.size());
    tracked.forEach([&](char32_t code, Span) {
        std::ptrdiff_t count = 0;
        for (const char32_t lowered : unicode::lower(code)) changes.push_back({lowered, count++ > 0 ? 1 : 0});
    });
    tracked.transform(changes);
}

namespace {

template <Form form> Result<Normalizer> normalForm(const Json &, const std::string &) {
    return Normalizer([](TrackedText &text) -> Status {
        applyForm(text, form);
        return {};
    });
}

Result<Normalizer> lower(const Json &, const std::string &) {
    return Normalizer([](TrackedText &text) -> Status {
        lowercase(text);
        return {};
    });
}

Result<Normalizer> strip(const Json &spec, const std::string &) {
    const bool left = spec.value("strip_left", true), right = spec.value("strip_right", true);
    return Normalizer([=](TrackedText &text) -> Status {
        std::size_t begin = 0, end = text.text.size();
        while (left && begin < end && unicode::isSpace(TrackedText::decodeAt(text.text, begin)))
            begin = TrackedText::nextCharacter(text.text, begin);
        while (right && end > begin) {
            const std::size_t last = TrackedText::previousCharacter(text.text, end);
            if (!unicode::isSpace(TrackedText::decodeAt(text.text, last))) break;
            end = last;
        }
        TrackedText out{{}, {}, text.start};
        out.append(text, {begin, end});
        text = std::move(out);
        return {};
    });
}

Result<Normalizer> stripAccents(const Json &, const std::string &) {
    return Normalizer([](TrackedText &text) -> Status {
        text.filter([](char32_t code) { return !unicode::isMark(code); });
        return {};
    });
}

Result<Normalizer> replace(const Json &spec, const std::string &file) {
    auto pattern = parts::patternOf(spec, "normalizer", file);
    if (!pattern) return unexpected(pattern.error());
    return Normalizer([pattern = *pattern, content = spec.value("content", "")](TrackedText &text) {
        return text.replaceAll(pattern, content);
    });
}

Result<Normalizer> prepend(const Json &spec, const std::string &) {
    return Normalizer([prefix = spec.value("prepend", "")](TrackedText &text) -> Status {
        if (text.text.empty()) return {};
        const Span first = text.origin.front(); // what is put before a text stands for its first character
        text.text.insert(0, prefix);
        text.origin.insert(text.origin.begin(), prefix.size(), first);
        return {};
    });
}

/// The clean-up of neural machine translation: control characters go, odd blanks become spaces.
Result<Normalizer> nmt(const Json &, const std::string &) {
    return Normalizer([](TrackedText &text) -> Status {
        text.filter([](char32_t c) {
            return !((c >= 1 && c <= 8) || c == 0xB || (c >= 0xE && c <= 0x1F) || c == 0x7F || c == 0x8F || c == 0x9F);
        });
        text.map([](char32_t c) {
            const bool blank = c == 9 || c == 0xA || c == 0xC || c == 0xD || c == 0x1680 ||
                               (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2581 ||
                               c == 0xFEFF || c == 0xFFFD;
            return blank ? U' ' : c;
        });
        return {};
    });
}

Result<Normalizer> byteLevel(const Json &, const std::string &) {
    return Normalizer([](TrackedText &text) -> Status {
        TrackedText out{{}, {}, text.start};
        for (std::size_t i = 0; i < text.text.size(); ++i)
            out.append(byteSymbol(static_cast<unsigned char>(text.text[i])), text.origin[i]);
        text = std::move(out);
        return {};
    });
}

constexpr parts::Kind<Normalizer> kKinds[] = {
    {"NFC", normalForm<Form::NFC>},
    {"NFD", normalForm<Form::NFD>},
    {"NFKC", normalForm<Form::NFKC>},
    {"NFKD", normalForm<Form::NFKD>},
    {"Lowercase", lower},
    {"Strip", strip},
    {"StripAccents", stripAccents},
    {"Replace", replace},
    {"Prepend", prepend},
    {"BertNormalizer", bert},
    {"Nmt", nmt},
    {"Precompiled", precompiled},
    {"ByteLevel", byteLevel},
};

} // namespace
} // namespace lapidary::normalizers

namespace lapidary {

Result<Normalizer> makeNormalizer(const Json &spec, const std::string &file, int depth) {
    return parts::make("normalizer", "normalizers", normalizers::kKinds, spec, file, depth, makeNormalizer,
                       [](std::vector<Normalizer> members) {
                           return [members = std::move(members)](TrackedText &text) -> Status {
                               for (const auto &each : members)
                                   if (auto ok = each(text); !ok) return ok;
                               return {};
                           };
                       });
}

} // namespace lapidary
