// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat_template/filters.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

namespace lapidary::jinja {

namespace {

const std::string &textOf(const Value &value) {
    if (!value.isString()) typeError("a text is needed, not " + value.typeName());
    return value.text();
}
Value whole(std::int64_t value) {
    return Value::of(value);
}

Arguments rest(const Arguments &arguments, std::size_t from) {
    Arguments out{{}, arguments.named};
    if (arguments.positional.size() > from)
        out.positional.assign(arguments.positional.begin() + static_cast<std::ptrdiff_t>(from),
                              arguments.positional.end());
    return out;
}

/// "a.b.0" of a value.
Value pathOf(Value value, const Value &path) {
    if (path.isInteger()) return itemOf(value, path);
    const std::string &all = textOf(path);
    for (std::size_t at = 0; at <= all.size();) {
        const auto end = std::min(all.find('.', at), all.size());
        const std::string part = all.substr(at, end - at);
        std::int64_t number = 0;
        const bool digits = !part.empty() && part.find_first_not_of("0123456789") == part.npos &&
                            std::from_chars(part.data(), part.data() + part.size(), number).ec == std::errc();
        value = digits ? itemOf(value, whole(number)) : itemOf(value, Value::of(part));
        at = end + 1;
    }
    return value;
}

/// Texts are ordered and told apart without regard to case, unless that is asked for.
Value folded(const Value &value, bool caseSensitive) {
    return value.isString() && !caseSensitive ? Value::of(lower(value.text())) : value;
}

Value map(const Value &on, const Arguments &a) {
    Values out;
    if (!on.truth()) return Value::list({}); // nothing, and none at all
    const Value *attribute = a.positional.empty() ? a.find(9, "attribute") : nullptr;
    if (!attribute && a.positional.empty()) typeError("map needs a filter or an attribute");
    for (const Value &each : iterate(on)) {
        if (!attribute) {
            out.push_back(applyFilter(textOf(a.positional[0]), each, rest(a, 1)));
            continue;
        }
        const Value found = pathOf(each, *attribute);
        const Value *standard = a.find(9, "default");
        out.push_back(found.isUndefined() && standard ? *standard : found);
    }
    return Value::list(std::move(out));
}

Value select(const Value &on, const Arguments &a, bool wanted, bool byAttribute) {
    Values out;
    if (!on.truth()) return Value::list({});
    const std::size_t test = byAttribute ? 1 : 0;
    if (byAttribute && a.positional.empty()) typeError("an attribute is needed");
    for (const Value &each : iterate(on)) {
        const Value subject = byAttribute ? pathOf(each, a.positional[0]) : each;
        const bool is = a.positional.size() > test ? applyTest(textOf(a.positional[test]), subject, rest(a, test + 1))
                                                   : subject.truth();
        if (is == wanted) out.push_back(each);
    }
    return Value::list(std::move(out));
}

Value join(const Value &on, const Arguments &a) {
    const std::string between = str(a.get(0, "d", Value::of(std::string())));
    const Value *attribute = a.find(1, "attribute");
    std::string out;
    bool first = true;
    for (const Value &each : iterate(on))
        out = checkedSize(std::move(out) + (std::exchange(first, false) ? "" : between) +
                          str(attribute ? pathOf(each, *attribute) : each));
    return Value::of(std::move(out));
}

Value sort(const Value &on, const Arguments &a) {
    Values items = iterate(on);
    const bool reverse = a.get(0, "reverse", Value::of(false)).truth(),
               caseSensitive = a.get(1, "case_sensitive", Value::of(false)).truth();
    const Value attribute = a.get(2, "attribute", Value::none());
    const auto keyOf = [&](const Value &each) {
        return folded(attribute.isNone() ? each : pathOf(each, attribute), caseSensitive);
    };
    std::stable_sort(items.begin(), items.end(), [&](const Value &x, const Value &y) {
        return reverse ? compare(keyOf(y), keyOf(x)) < 0 : compare(keyOf(x), keyOf(y)) < 0;
    });
    return Value::list(std::move(items));
}

Value dictsort(const Value &on, const Arguments &a) {
    if (!on.isMapping()) typeError("dictsort needs a dict");
    const bool caseSensitive = a.get(0, "case_sensitive", Value::of(false)).truth(),
               reverse = a.get(2, "reverse", Value::of(false)).truth();
    const bool byValue = str(a.get(1, "by", Value::of(std::string("key")))) == "value";
    Pairs pairs = on.pairs();
    const auto keyOf = [&](const auto &each) { return folded(byValue ? each.second : each.first, caseSensitive); };
    std::stable_sort(pairs.begin(), pairs.end(), [&](const auto &x, const auto &y) {
        return reverse ? compare(keyOf(y), keyOf(x)) < 0 : compare(keyOf(x), keyOf(y)) < 0;
    });
    Values out;
    for (auto &[key, value] : pairs) out.push_back(Value::list({key, value}, true));
    return Value::list(std::move(out));
}

Value unique(const Value &on, const Arguments &a) {
    const bool caseSensitive = a.get(0, "case_sensitive", Value::of(false)).truth();
    const Value attribute = a.get(1, "attribute", Value::none());
    Values out, seen;
    for (const Value &each : iterate(on)) {
        const Value key = folded(attribute.isNone() ? each : pathOf(each, attribute), caseSensitive);
        if (std::any_of(seen.begin(), seen.end(), [&](const Value &old) { return equal(old, key); })) continue;
        seen.push_back(key);
        out.push_back(each);
    }
    return Value::list(std::move(out));
}

Value groupby(const Value &on, const Arguments &a) {
    const Value attribute = a.get(0, "attribute", {});
    Arguments byAttribute{{}, {{"attribute", attribute}}};
    std::vector<std::pair<Value, Values>> groups;
    for (const Value &each : sort(on, byAttribute).items()) {
        const Value key = pathOf(each, attribute);
        if (groups.empty() || !equal(folded(groups.back().first, false), folded(key, false)))
            groups.emplace_back(key, Values{});
        groups.back().second.push_back(each);
    }
    Values out;
    for (auto &[key, items] : groups) out.push_back(Value::list({key, Value::list(std::move(items))}, true));
    return Value::list(std::move(out));
}

Value batch(const Value &on, const Arguments &a) {
    const auto size = a.get(0, "linecount", whole(1)).integer();
    if (size < 1) typeError("a batch holds one item at least");
    const Value *fill = a.find(1, "fill_with");
    Values out, now;
    for (const Value &each : iterate(on)) {
        now.push_back(each);
        if (static_cast<std::int64_t>(now.size()) == size) out.push_back(Value::list(std::exchange(now, {})));
    }
    if (!now.empty()) {
        while (fill && !fill->isNone() && static_cast<std::int64_t>(now.size()) < std::min<std::int64_t>(size, 1 << 20))
            now.push_back(*fill);
        out.push_back(Value::list(std::move(now)));
    }
    return Value::list(std::move(out));
}

Value toInteger(const Value &on, const Arguments &a) {
    const Value standard = a.get(0, "default", whole(0));
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
    const Value standard = a.get(0, "default", Value::of(0.0));
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

Value sizeOf(const Value &on) {
    if (on.isUndefined()) return whole(0);
    if (on.isMapping()) return whole(static_cast<std::int64_t>(on.pairs().size()));
    if (!on.isString() && !on.isSequence()) typeError(on.typeName() + " has no length");
    return whole(static_cast<std::int64_t>(on.isString() ? characters(on.text()).size() : on.items().size()));
}

Value extreme(const Value &on, const Arguments &a, int sign) {
    const bool caseSensitive = a.get(0, "case_sensitive", Value::of(false)).truth();
    const Value attribute = a.get(1, "attribute", Value::none());
    const Values items = iterate(on);
    if (items.empty()) return Value::undefined("No aggregated item, sequence was empty.");
    const auto keyOf = [&](const Value &each) {
        return folded(attribute.isNone() ? each : pathOf(each, attribute), caseSensitive);
    };
    const Value *best = &items[0];
    for (const Value &each : items)
        if (sign * compare(keyOf(each), keyOf(*best)) > 0) best = &each;
    return *best;
}

Value sum(const Value &on, const Arguments &a) {
    const Value attribute = a.get(0, "attribute", Value::none());
    bool real = false;
    double total = a.get(1, "start", whole(0)).number();
    for (const Value &each : iterate(on)) {
        const Value value = attribute.isNone() ? each : pathOf(each, attribute);
        real |= value.kind() == Value::Kind::Float;
        total += value.number();
    }
    return real ? Value::of(total) : whole(static_cast<std::int64_t>(total));
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

using Filter = Value (*)(const Value &, const Arguments &);

const std::map<std::string, Filter> &filters() {
    static const std::map<std::string, Filter> all = [] {
        std::map<std::string, Filter> out{
            {"abs",
             [](const Value &v, const Arguments &) {
                 return v.isInteger() ? whole(std::abs(v.integer())) : Value::of(std::abs(v.number()));
             }},
            {"batch", batch},
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
            {"dictsort", dictsort},
            {"escape", [](const Value &v, const Arguments &) { return escaped(v); }},
            {"first",
             [](const Value &v, const Arguments &) {
                 const Values items = iterate(v);
                 return items.empty() ? Value::undefined("No first item, sequence was empty.") : items.front();
             }},
            {"float", toFloat},
            {"format", [](const Value &v, const Arguments &a) { return Value::of(formatted(str(v), a.positional)); }},
            {"groupby", groupby},
            {"indent", indented},
            {"int", toInteger},
            {"items",
             [](const Value &v, const Arguments &) {
                 Values pairs;
                 if (v.isUndefined()) return Value::list({});
                 if (!v.isMapping()) typeError("items needs a dict");
                 for (const auto &[key, value] : v.pairs()) pairs.push_back(Value::list({key, value}, true));
                 return Value::list(std::move(pairs));
             }},
            {"join", join},
            {"last",
             [](const Value &v, const Arguments &) {
                 const Values items = iterate(v);
                 return items.empty() ? Value::undefined("No last item, sequence was empty.") : items.back();
             }},
            {"length", [](const Value &v, const Arguments &) { return sizeOf(v); }},
            {"list", [](const Value &v, const Arguments &) { return Value::list(iterate(v)); }},
            {"lower", [](const Value &v, const Arguments &) { return Value::of(lower(str(v))); }},
            {"map", map},
            {"max", [](const Value &v, const Arguments &a) { return extreme(v, a, 1); }},
            {"min", [](const Value &v, const Arguments &a) { return extreme(v, a, -1); }},
            {"reject", [](const Value &v, const Arguments &a) { return select(v, a, false, false); }},
            {"rejectattr", [](const Value &v, const Arguments &a) { return select(v, a, false, true); }},
            {"replace",
             [](const Value &v, const Arguments &a) {
                 const Value count = a.get(2, "count", Value::none());
                 return Value::of(replaced(str(v), str(a.get(0, "old", {})), str(a.get(1, "new", {})),
                                           count.isNone() ? -1 : count.integer()));
             }},
            {"reverse",
             [](const Value &v, const Arguments &) {
                 Values items = iterate(v);
                 std::reverse(items.begin(), items.end());
                 if (!v.isString()) return Value::list(std::move(items));
                 return join(Value::list(std::move(items)), {});
             }},
            {"round", rounded},
            {"safe", [](const Value &v, const Arguments &) { return Value::markup(str(v)); }},
            {"select", [](const Value &v, const Arguments &a) { return select(v, a, true, false); }},
            {"selectattr", [](const Value &v, const Arguments &a) { return select(v, a, true, true); }},
            {"sort", sort},
            {"string", [](const Value &v, const Arguments &) { return Value::of(str(v)); }},
            {"sum", sum},
            {"title", [](const Value &v, const Arguments &) { return Value::of(titleCase(str(v))); }},
            {"tojson", toJson},
            {"trim",
             [](const Value &v, const Arguments &a) {
                 return Value::of(strip(str(v), a.get(0, "chars", Value::none()), true, true));
             }},
            {"truncate", truncated},
            {"unique", unique},
            {"upper", [](const Value &v, const Arguments &) { return Value::of(upper(str(v))); }},
            {"wordcount",
             [](const Value &v, const Arguments &) {
                 Value method;
                 findMethod(Value::of(str(v)), "split", method);
                 return sizeOf(method.call()({}));
             }},
            {"attr", [](const Value &v, const Arguments &a) { return attributeOf(v, str(a.get(0, "name", {}))); }},
        };
        out["d"] = out["default"];
        out["e"] = out["escape"];
        out["count"] = out["length"];
        return out;
    }();
    return all;
}

const Value &needed(const Arguments &a) {
    if (a.positional.empty()) typeError("this test needs an argument");
    return a.positional[0];
}
bool contains(const Value &where, const Value &what) {
    if (where.isString()) return where.text().find(textOf(what)) != std::string::npos;
    if (where.isMapping()) return where.find(what) != nullptr;
    const Values items = iterate(where);
    return std::any_of(items.begin(), items.end(), [&](const Value &each) { return equal(each, what); });
}

using Test = bool (*)(const Value &, const Arguments &);

const std::map<std::string, Test> &tests() {
    static const std::map<std::string, Test> all = [] {
        std::map<std::string, Test> out{
            {"boolean", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Bool; }},
            {"callable", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Function; }},
            {"defined", [](const Value &v, const Arguments &) { return !v.isUndefined(); }},
            {"undefined", [](const Value &v, const Arguments &) { return v.isUndefined(); }},
            {"divisibleby",
             [](const Value &v, const Arguments &a) {
                 if (needed(a).integer() == 0) typeError("division by zero");
                 return v.integer() % needed(a).integer() == 0;
             }},
            {"eq", [](const Value &v, const Arguments &a) { return equal(v, needed(a)); }},
            {"ne", [](const Value &v, const Arguments &a) { return !equal(v, needed(a)); }},
            {"ge", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) >= 0; }},
            {"gt", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) > 0; }},
            {"le", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) <= 0; }},
            {"lt", [](const Value &v, const Arguments &a) { return compare(v, needed(a)) < 0; }},
            {"even", [](const Value &v, const Arguments &) { return v.integer() % 2 == 0; }},
            {"odd", [](const Value &v, const Arguments &) { return v.integer() % 2 != 0; }},
            {"false", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Bool && !v.truth(); }},
            {"true", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Bool && v.truth(); }},
            {"filter", [](const Value &v, const Arguments &) { return v.isString() && filters().contains(v.text()); }},
            {"test", [](const Value &v, const Arguments &) { return v.isString() && tests().contains(v.text()); }},
            {"float", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Float; }},
            {"in", [](const Value &v, const Arguments &a) { return contains(needed(a), v); }},
            {"integer", [](const Value &v, const Arguments &) { return v.kind() == Value::Kind::Int; }},
            {"iterable",
             [](const Value &v, const Arguments &) {
                 return v.isUndefined() || v.isString() || v.isSequence() || v.isMapping();
             }},
            {"lower",
             [](const Value &v, const Arguments &) { return str(v) == lower(str(v)) && str(v) != upper(str(v)); }},
            {"upper",
             [](const Value &v, const Arguments &) { return str(v) == upper(str(v)) && str(v) != lower(str(v)); }},
            {"mapping", [](const Value &v, const Arguments &) { return v.isMapping(); }},
            {"none", [](const Value &v, const Arguments &) { return v.isNone(); }},
            {"number", [](const Value &v, const Arguments &) { return v.isNumber(); }},
            {"sameas",
             [](const Value &v, const Arguments &a) { return v.kind() == needed(a).kind() && equal(v, needed(a)); }},
            {"sequence",
             [](const Value &v, const Arguments &) {
                 return v.isString() || v.isSequence() || v.isMapping() || v.isUndefined();
             }},
            {"string", [](const Value &v, const Arguments &) { return v.isString(); }},
            {"escaped", [](const Value &v, const Arguments &) { return v.isMarkup(); }},
        };
        for (auto [alias, name] : {std::pair("equalto", "eq"),
                                   {"==", "eq"},
                                   {"!=", "ne"},
                                   {">=", "ge"},
                                   {">", "gt"},
                                   {"greaterthan", "gt"},
                                   {"<=", "le"},
                                   {"<", "lt"},
                                   {"lessthan", "lt"}})
            out[alias] = out[name];
        return out;
    }();
    return all;
}

} // namespace

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

Value applyFilter(const std::string &name, const Value &on, const Arguments &arguments) {
    const auto it = filters().find(name);
    if (it == filters().end()) throw Failure{"template.unknown_filter", "there is no filter of this name", name};
    return it->second(on, arguments);
}

bool applyTest(const std::string &name, const Value &on, const Arguments &arguments) {
    const auto it = tests().find(name);
    if (it == tests().end()) throw Failure{"template.unknown_test", "there is no test of this name", name};
    return it->second(on, arguments);
}

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
        std::string spec = "%";
        while (i < pattern.size() && std::string_view("-+ 0#.123456789").find(pattern[i]) != std::string_view::npos)
            spec += pattern[i++];
        if (i >= pattern.size() || spec.size() > 12) typeError("a % of the format is not finished");
        if (next >= values.size()) typeError("not enough arguments for the format");
        const Value &value = values[next++];
        char buffer[512];
        const char kind = pattern[i];
        if (kind == 's' || kind == 'r') {
            const std::string text = kind == 's' ? str(value) : repr(value);
            if (spec == "%")
                out += text;
            else {
                std::snprintf(buffer, sizeof buffer, (spec + "s").c_str(), text.c_str());
                out += buffer;
            }
            out = checkedSize(std::move(out));
            continue;
        }
        if (kind == 'd' || kind == 'i' || kind == 'x' || kind == 'X')
            std::snprintf(buffer, sizeof buffer, (spec + "ll" + kind).c_str(),
                          static_cast<long long>(value.isInteger() ? value.integer()
                                                                   : static_cast<std::int64_t>(value.number())));
        else if (kind == 'f' || kind == 'e' || kind == 'g')
            std::snprintf(buffer, sizeof buffer, (spec + kind).c_str(), value.number());
        else
            typeError(std::string("unknown format %") + kind);
        out += buffer;
    }
    if (next < values.size()) typeError("not all arguments are used by the format");
    return out;
}

} // namespace lapidary::jinja
