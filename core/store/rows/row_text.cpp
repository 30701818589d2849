// SPDX-License-Identifier: Apache-2.0
#include "core/store/rows/row_text.h"
#include "core/base/utf8.h"
#include <utf8proc.h>

namespace lapidary {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 0;
}

/// The character behind "\u" at `at`; two escapes make one character beyond the basic plane.
char32_t escapedCode(std::string_view body, std::size_t &at) {
    const auto four = [&](std::size_t from) {
        char32_t code = 0;
        for (std::size_t i = from; i < from + 4 && i < body.size(); ++i)
            code = code << 4 | static_cast<char32_t>(hexDigit(body[i]));
        return code;
    };
    char32_t code = four(at);
    at += 4;
    if (code < 0xD800 || code > 0xDFFF) return code;
    if (code > 0xDBFF || at + 6 > body.size() || body[at] != '\\' || body[at + 1] != 'u') return 0xFFFD;
    const char32_t low = four(at + 2);
    if (low < 0xDC00 || low > 0xDFFF) return 0xFFFD;
    at += 6;
    return 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
}

/// What an escape stands for is put behind `out`; `at` is behind the backslash and comes to stand behind the escape.
void unescape(std::string_view body, std::size_t &at, std::string &out) {
    if (at >= body.size()) return;
    const char c = body[at++];
    static constexpr std::string_view letters = "bfnrt", meant = "\b\f\n\r\t";
    if (c == 'u')
        utf8::append(out, escapedCode(body, at));
    else if (const auto known = letters.find(c); known != letters.npos)
        out += meant[known];
    else
        out += c;
}

} // namespace

void forEachText(std::string_view body, const std::function<void(std::string_view)> &see) {
    std::string plain;
    for (std::size_t at = 0; (at = body.find('"', at)) != body.npos;) {
        const std::size_t begin = ++at;
        plain.clear();
        bool escaped = false;
        while (at < body.size() && body[at] != '"') {
            const std::size_t special = std::min(body.find_first_of("\"\\", at), body.size());
            if (special < body.size() && body[special] == '\\') {
                escaped = true;
                plain.append(body.substr(at, special - at));
                at = special + 1;
                unescape(body, at, plain);
            } else {
                if (escaped) plain.append(body.substr(at, special - at));
                at = special;
            }
        }
        const std::string_view text = escaped ? std::string_view(plain) : body.substr(begin, at - begin);
        ++at;
        if (at < body.size() && body[at] == ':') continue; // the name of a field
        see(text);
    }
}

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c < 0x80) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == 0 ? ' ' : static_cast<char>(c);
            ++at;
            continue;
        }
        const int length = utf8::sequenceLength(text, at);
        if (length == 0) {
            ++at; // what is no text cannot be looked for
            continue;
        }
        utf8::append(out,
                     static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(utf8::decode(text, at)))));
        at += static_cast<std::size_t>(length);
    }
    return out;
}

std::string foldedTexts(std::string_view body) {
    std::string out;
    forEachText(body, [&](std::string_view text) { out.append(folded(text)).push_back('\n'); });
    return out;
}

std::vector<std::pair<std::string, const Json *>> columnsOf(const Json &row) {
    std::vector<std::pair<std::string, const Json *>> out;
    for (const auto &[name, value] : row.items()) {
        if (value.is_primitive() && !value.is_null()) out.emplace_back(name, &value);
        if (!value.is_object()) continue;
        for (const auto &[member, inner] : value.items())
            if (inner.is_primitive() && !inner.is_null()) out.emplace_back(name + "." + member, &inner);
    }
    return out;
}

} // namespace lapidary
