// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/filter_tables.h"
#include "core/text/chat_template/filters.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace lapidary::jinja {

namespace {

const std::string &textOf(const Value &value) {
    if (!value.isString()) typeError({"a text is needed, not {0}", value.typeName()});
    return value.text();
}
Value whole(std::int64_t value) {
    return Value::of(value);
}
Value toInteger(const Value &on, const Arguments &a) {
    Value standard = a.get(0, "default", whole(0));
    if (on.isInteger()) return whole(on.integer());
    if (on.kind() == Value::Kind::Float)
        return std::abs(on.number()) < 9.2e18 ? whole(static_cast<std::int64_t>(on.number())) : standard;
    if (!on.isString()) return standard;
    std::string text = strip(on.text(), Value::none(), true, true);
    const auto base = static_cast<int>(a.get(1, "base", whole(10)).integer());
    if (base == 16 && (text.starts_with("0x") || text.starts_with("0X"))) text.erase(0, 2);
    if (!text.empty() && text[0] == '+') text.erase(0, 1);
    std::int64_t value = 0;
    const auto end = text.data() + text.size();
    if (base >= 2 && base <= 36)
        if (const auto read = std::from_chars(text.data(), end, value, base);
            read.ec == std::errc() && read.ptr == end && !text.empty())
            return whole(value);
    char *stop = nullptr;
    const double real = std::strtod(text.c_str(), &stop);
    return !text.empty() && *stop == 0 && std::abs(real) < 9.2e18 ? whole(static_cast<std::int64_t>(real)) : standard;
}

Value toFloat(const Value &on, const Arguments &a) {
    if (on.isNumber()) return Value::of(on.number());
    Value standard = a.get(0, "default", Value::of(0.0));
    if (!on.isString()) return standard;
    const std::string text = strip(on.text(), Value::none(), true, true);
    char *stop = nullptr;
    const double value = std::strtod(text.c_str(), &stop);
    return !text.empty() && *stop == 0 ? Value::of(value) : standard;
}

Value rounded(const Value &on, const Arguments &a) {
    const auto digits = a.get(0, "precision", whole(0)).integer();
    const std::string method = str(a.get(1, "method", Value::of(std::string("common"))));
    const double factor = std::pow(10.0, static_cast<double>(digits)), value = on.number() * factor;
    return Value::of((method == "ceil"    ? std::ceil(value)
                      : method == "floor" ? std::floor(value)
                                          : std::nearbyint(value)) /
                     factor);
}

Value indented(const Value &on, const Arguments &a) {
    const Value width = a.get(0, "width", whole(4));
    if (width.isInteger() && width.integer() > (1 << 20))
        throw Failure{"template.limit", "a text grows beyond 16 MiB", {}};
    const std::string blanks =
        width.isString() ? width.text()
                         : std::string(static_cast<std::size_t>(std::max<std::int64_t>(0, width.integer())), ' ');
    const bool first = a.get(1, "first", Value::of(false)).truth(), blank = a.get(2, "blank", Value::of(false)).truth();
    const std::string text = str(on);
    std::string out;
    for (std::size_t at = 0, line = 0; at <= text.size(); ++line) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (line > 0) out += '\n';
        if (line == 0 ? first : blank || end > at) out += blanks;
        out = checkedSize(std::move(out.append(text, at, end - at)));
        at = end + 1;
    }
    return Value::of(std::move(out));
}

Value toJson(const Value &on, const Arguments &a) {
    const Value indent = a.get(
        1, "indent", Value::none()); // as transformers has it: tojson(x, ensure_ascii, indent, separators, sort_keys)
    const Value separators = a.get(2, "separators", Value::none());
    std::string item, key = ": ";
    if (separators.isSequence() && separators.items().size() == 2) {
        item = textOf(separators.items()[0]);
        key = textOf(separators.items()[1]);
    }
    return Value::of(toJsonText(
        on, indent.isInteger() ? static_cast<int>(std::clamp<std::int64_t>(indent.integer(), 0, 64)) : -1, item, key,
        a.get(3, "sort_keys", Value::of(false)).truth(), a.get(0, "ensure_ascii", Value::of(false)).truth()));
}
Value truncated(const Value &on, const Arguments &a) {
    const auto parts = characters(str(on));
    const auto length = a.get(0, "length", whole(255)).integer(), leeway = a.get(3, "leeway", whole(5)).integer();
    const bool killWords = a.get(1, "killwords", Value::of(false)).truth();
    const std::string end = str(a.get(2, "end", Value::of(std::string("..."))));
    if (static_cast<std::int64_t>(parts.size()) <= length + leeway) return Value::of(str(on));
    std::string out;
    const auto keep = std::max<std::int64_t>(0, length - static_cast<std::int64_t>(characters(end).size()));
    for (std::int64_t i = 0; i < keep; ++i) out += parts[static_cast<std::size_t>(i)];
    if (!killWords)
        if (const auto space = out.rfind(' '); space != out.npos) out.erase(space);
    return Value::of(out + end);
}

constexpr NamedFilter kFilters[] = {
    {"abs",
     [](const Value &v, const Arguments &) {
         return v.isInteger() ? whole(std::abs(v.integer())) : Value::of(std::abs(v.number()));
     }},
    {"capitalize", [](const Value &v, const Arguments &) { return Value::of(capitalise(str(v))); }},
    {"center",
     [](const Value &v, const Arguments &a) {
         Value method;
         findMethod(Value::of(str(v)), "center", method);
         return method.call()({{a.get(0, "width", whole(80))}, {}});
     }},
    {"default",
     [](const Value &v, const Arguments &a) {
         return v.isUndefined() || (a.get(1, "boolean", Value::of(false)).truth() && !v.truth())
                    ? a.get(0, "default_value", Value::of(std::string()))
                    : v;
     }},
    {"escape", [](const Value &v, const Arguments &) { return escaped(v); }},
    {"float", toFloat},
    {"format", [](const Value &v, const Arguments &a) { return Value::of(formatted(str(v), a.positional)); }},
    {"indent", indented},
    {"int", toInteger},
    {"lower", [](const Value &v, const Arguments &) { return Value::of(lower(str(v))); }},
    {"replace",
     [](const Value &v, const Arguments &a) {
         const Value count = a.get(2, "count", Value::none());
         return Value::of(replaced(str(v), str(a.get(0, "old", {})), str(a.get(1, "new", {})),
                                   count.isNone() ? -1 : count.integer()));
     }},
    {"round", rounded},
    {"safe", [](const Value &v, const Arguments &) { return Value::markup(str(v)); }},
    {"string", [](const Value &v, const Arguments &) { return Value::of(str(v)); }},
    {"title", [](const Value &v, const Arguments &) { return Value::of(titleCase(str(v))); }},
    {"tojson", toJson},
    {"trim", [](const Value &v,
                const Arguments &a) { return Value::of(strip(str(v), a.get(0, "chars", Value::none()), true, true)); }},
    {"truncate", truncated},
    {"upper", [](const Value &v, const Arguments &) { return Value::of(upper(str(v))); }},
    {"wordcount",
     [](const Value &v, const Arguments &) {
         Value method;
         findMethod(Value::of(str(v)), "split", method);
         return sizeOf(method.call()({}));
     }},
    {"attr", [](const Value &v, const Arguments &a) { return attributeOf(v, str(a.get(0, "name", {}))); }},
};

} // namespace

std::span<const NamedFilter> valueFilters() {
    return kFilters;
}

} // namespace lapidary::jinja
