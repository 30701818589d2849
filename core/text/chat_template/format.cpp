// SPDX-License-Identifier: Apache-2.0
// Texts as Python's % fills them in, and as HTML writes them.
#include "core/text/chat_template/filters.h"
#include <cstdio>

namespace lapidary::jinja {

namespace {

/// A % of a format: its flags and width, and the letter behind them.
struct Conversion {
    std::string flags; ///< "%" and what stands between it and the letter
    char kind = 0;
};

/// Reads the conversion whose % stands before `at`, and moves `at` to its letter.
Conversion conversionAt(const std::string &pattern, std::size_t &at) {
    Conversion out{"%"};
    while (at < pattern.size() && std::string_view("-+ 0#.123456789").find(pattern[at]) != std::string_view::npos)
        out.flags += pattern[at++];
    if (at >= pattern.size() || out.flags.size() > 12) typeError("a % of the format is not finished");
    out.kind = pattern[at];
    return out;
}

std::string converted(const Conversion &how, const Value &value) {
    char buffer[512];
    const char kind = how.kind;
    if (kind == 's' || kind == 'r') {
        std::string text = kind == 's' ? str(value) : repr(value);
        if (how.flags == "%") return text;
        std::snprintf(buffer, sizeof buffer, (how.flags + "s").c_str(), text.c_str());
    } else if (kind == 'd' || kind == 'i' || kind == 'x' || kind == 'X')
        std::snprintf(
            buffer, sizeof buffer, (how.flags + "ll" + kind).c_str(),
            static_cast<long long>(value.isInteger() ? value.integer() : static_cast<std::int64_t>(value.number())));
    else if (kind == 'f' || kind == 'e' || kind == 'g')
        std::snprintf(buffer, sizeof buffer, (how.flags + kind).c_str(), value.number());
    else
        typeError({"unknown format %{0}", kind});
    return buffer;
}

} // namespace

std::string formatted(const std::string &pattern, const Values &values) {
    std::string out;
    std::size_t next = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') {
            out += pattern[i];
            continue;
        }
        if (++i >= pattern.size()) typeError("a % of the format is not finished");
        if (pattern[i] == '%') {
            out += '%';
            continue;
        }
        const Conversion how = conversionAt(pattern, i);
        if (next >= values.size()) typeError("not enough arguments for the format");
        out = checkedSize(std::move(out) + converted(how, values[next++]));
    }
    if (next < values.size()) typeError("not all arguments are used by the format");
    return out;
}

Value escaped(const Value &on) {
    if (on.isMarkup()) return on;
    std::string out;
    for (const char c : str(on))
        out += c == '&'    ? "&amp;"
               : c == '<'  ? "&lt;"
               : c == '>'  ? "&gt;"
               : c == '"'  ? "&#34;"
               : c == '\'' ? "&#39;"
                           : std::string(1, c);
    return Value::markup(std::move(out));
}

} // namespace lapidary::jinja
